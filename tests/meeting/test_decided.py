"""What is typed in at a meeting becomes a conclusion and, where wanted, an action: journalled and taken back."""

from datetime import date

import pytest

from dx_metrics import store
from dx_metrics.follow_up.rights import Refused
from dx_metrics.meeting import agreed
from dx_metrics.meeting.decided import Decision, decide, meeting_of
from dx_metrics.view import View
from tests.follow_up.doing import COMMUNE, OFFICE, READER, Office
from tests.meeting.test_sequence import MEETING

DAY = date(2022, 4, 20)
SAID = Decision("Khang Ninh mở điểm hỗ trợ", "01906", "UBND xã Khang Ninh", date(2022, 6, 30))
GIVEN = Decision(SAID.words, SAID.unit, SAID.owner, SAID.due, "DVC01", "thu", "2022-Q1", 4.0)
VIEW = View("thu", "2022-Q1")


@pytest.fixture
def office(tmp_path) -> Office:
    return Office(tmp_path)


def say(office: Office, told: Decision, person=OFFICE) -> store.Outcome:
    return office.do(decide, person, MEETING, told, DAY)


def test_the_first_conclusion_puts_the_meeting_into_the_register(office):
    assert meeting_of(office.release, MEETING) == ""
    say(office, SAID)
    code = meeting_of(office.release, MEETING)
    (point,) = agreed.points(office.release, VIEW, code, DAY)
    assert (code, point.number, point.words, point.due) == ("H01", 1, SAID.words, "30/06/2022")
    assert point.whose == "Khang Ninh và UBND xã Khang Ninh"
    assert point.state == agreed.NOT_GIVEN
    with pytest.raises(Refused, match="không ghi lần thứ hai"):
        say(office, Decision(f"  {SAID.words} "))
    say(office, Decision("Việc khác"))
    assert [p.number for p in agreed.points(office.release, VIEW, code, DAY)] == [1, 2]


def test_a_conclusion_becomes_an_action_in_the_same_change(office):
    outcome = say(office, GIVEN)
    action = office.action("V03")
    assert (action["title"], action["criterion"], action["due"]) == (SAID.words, "DVC01", "2022-06-30")
    (point,) = agreed.points(office.release, VIEW, "H01", DAY)
    assert point.action == "V03"
    store.withdraw(str(outcome.upload), who="lan", why="nhầm", workspace=office.workspace)
    assert meeting_of(office.release, MEETING) == ""
    assert office.release.rows("select count(*) as n from actions")["n"][0] == 2


def test_what_is_missing_is_said_and_only_the_office_writes_it_down(office):
    """Nothing of this changes anything: each is refused before a change is made."""
    wrong = {
        Decision("  \n "): "Chưa ghi nội dung",
        Decision("x" * 2001): "nhiều nhất 2000",
        Decision("Việc", "01906", "", None, "DVC01", "thu", "2022-Q1"): "chủ trì, hạn",
    }
    for told, sentence in wrong.items():
        with pytest.raises(Refused, match=sentence):
            decide(office.release, OFFICE, MEETING, told, DAY)
    for person in (COMMUNE, READER, None):
        with pytest.raises(Refused):
            decide(office.release, person, MEETING, SAID, DAY)


def test_the_last_meeting_is_the_newest_before_this_one(office):
    say(office, GIVEN)
    found = agreed.last_before(office.release, VIEW, date(2022, 7, 10))
    (point,) = found.points
    assert (found.code, found.held) == ("H01", "20/04/2022")
    assert (point.tone, point.state) == ("overdue", "‼ quá hạn 10 ngày")
    assert agreed.last_before(office.release, VIEW, DAY).points == ()
    said = agreed.exhibit(office.release, VIEW, found)
    assert said.title == "0 trên 1 kết luận đã xong, 1 quá hạn"
    assert list(said.table["Kết luận"]) == [SAID.words]
    assert agreed.exhibit(office.release, VIEW, agreed.Agreed("", "", "", ())).title.startswith("Chưa có")
