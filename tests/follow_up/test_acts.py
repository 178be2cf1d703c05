"""What people do with the registers: who may, who may not close what, and that all of it can be taken back."""

from datetime import date

import pytest

from dx_metrics import store
from dx_metrics.follow_up import acts, meetings, visits
from dx_metrics.follow_up.flips import flips
from dx_metrics.follow_up.plan import plan
from dx_metrics.follow_up.rights import Refused
from dx_metrics.follow_up.rows import row
from dx_metrics.follow_up.visits import Found
from tests.follow_up.doing import ACTION, COMMUNE, FIGURES, OFFICE, OTHER, READER, Office
from tests.store.changes import sent

JUNE = date(2022, 6, 10)
DONE = ("UBND xã Khang Ninh", "Ảnh chụp")


@pytest.fixture
def office(tmp_path, monkeypatch):
    made = Office(tmp_path)
    monkeypatch.setenv("DX_WORKSPACE", str(made.workspace))
    return made


def test_an_action_goes_from_assigned_to_reported_to_closed(office):
    assert office.opened() == "V03"
    office.do(acts.report_done, COMMUNE, "V01", JUNE, *DONE)
    assert not office.do(acts.close_action, OFFICE, "V01", date(2022, 6, 12), "Phòng Nội vụ").refused
    assert office.action()["closed_by"] == "Phòng Nội vụ"
    assert office.action()["evidence"] == "Ảnh chụp"
    assert [act.who for act in store.history(office.workspace)][:3] == ["lan", "xa", "lan"]


def test_whoever_reported_it_done_cannot_close_it_under_another_offices_name(office):
    office.do(acts.report_done, OTHER, "V01", JUNE, *DONE)
    with pytest.raises(Refused, match="Tài khoản này đã báo xong việc V01; phải do tài khoản khác đóng"):
        office.do(acts.close_action, OTHER, "V01", JUNE, "Phòng Nội vụ")
    assert not office.do(acts.close_action, OFFICE, "V01", JUNE, "Phòng Nội vụ").refused


def test_the_owner_office_does_not_close_its_own_action_from_another_account(office):
    office.do(acts.report_done, COMMUNE, "V01", JUNE, *DONE)
    outcome = office.do(acts.close_action, OFFICE, "V01", JUNE, "UBND xã Khang Ninh")
    assert "người đóng việc cũng là người làm" in str(outcome.problems[0])
    assert office.action()["closed_at"] == ""


def test_what_was_not_done_goes_back_and_may_be_reported_by_another(office):
    office.do(acts.report_done, OFFICE, "V01", JUNE, *DONE)
    office.do(acts.send_back, OTHER, "V01", "Ảnh cũ")
    assert (office.action()["done_at"], office.action()["note"]) == ("", "Ảnh cũ")
    office.do(acts.report_done, OTHER, "V01", JUNE, *DONE)
    assert not office.do(acts.close_action, OFFICE, "V01", JUNE, "Phòng Nội vụ").refused


def test_the_first_date_is_kept_and_the_account_that_asks_for_a_later_one_does_not_grant_it(office):
    later = date(2022, 9, 30)
    office.do(acts.ask_extension, OTHER, "V01", JUNE, "UBND xã", later, "Thiếu máy")
    with pytest.raises(Refused, match="xin lùi hạn; phải do tài khoản khác quyết định"):
        office.do(acts.decide_extension, OTHER, "V01", JUNE, JUNE, "Trưởng ban", granted=True)
    office.do(acts.decide_extension, OFFICE, "V01", JUNE, JUNE, "Trưởng ban", granted=True)
    shown = plan(office.release, "2022-Q1", date(2022, 7, 15)).set_index("code").loc["V01"]
    assert (shown["due"].date(), shown["due_now"], shown["status"]) == (ACTION["due"], later, "on_schedule")
    with pytest.raises(Refused, match="đã có quyết định"):
        office.do(acts.decide_extension, OFFICE, "V01", JUNE, JUNE, "Trưởng ban", granted=False)


def test_a_commune_acts_on_its_own_and_leaves_the_rest_to_the_office(office):
    with pytest.raises(Refused, match="không theo dõi đơn vị 01909"):
        office.do(acts.report_done, COMMUNE, "V02", JUNE, *DONE)
    for act, said in (
        (acts.open_action, (ACTION,)),
        (acts.close_action, ("V01", JUNE, "Phòng Nội vụ")),
        (meetings.hold_meeting, ({"title": "Họp"},)),
        (meetings.assign, ("TV1", ["01906"], "Phụ trách", JUNE, "")),
        (visits.plan_visit, ({"unit": "01906"},)),
    ):
        with pytest.raises(Refused, match="tài khoản của xã chỉ báo xong, xin lùi hạn, giải trình"):
            office.do(act, COMMUNE, *said)
    with pytest.raises(Refused):
        office.do(acts.report_done, READER, "V01", JUNE, *DONE)


def test_a_reply_is_filed_by_the_commune_and_answered_by_the_office(office):
    told = {"unit": "01906", "series": "thu", "criterion": "DVC01", "period": "2022-Q1", "reply": "Mất mạng"}
    office.do(meetings.reply, COMMUNE, told | {"by": "UBND xã", "at": JUNE})
    with pytest.raises(Refused):
        office.do(meetings.answer, COMMUNE, "G01", JUNE, "UBND xã", "Đồng ý")
    office.do(meetings.answer, OFFICE, "G01", JUNE, "Phòng Nội vụ", "Chấp nhận")
    found = row(office.release, "replies", code="G01")
    assert found and (found["reply"], found["answer"]) == ("Mất mạng", "Chấp nhận")


def test_a_conclusion_becomes_one_action_once(office):
    office.do(meetings.hold_meeting, OFFICE, {"date": JUNE, "title": "Họp quý II", "minutes": "TB 12"})
    office.do(meetings.conclude, OFFICE, "H01", {"text": "Mở điểm hỗ trợ", "unit": "01906"})
    office.do(acts.open_action, OFFICE, ACTION, agreed=("H01", 1))
    found = row(office.release, "conclusions", meeting="H01", number=1)
    assert found and found["action"] == "V03"
    with pytest.raises(Refused, match="đã được giao thành việc"):
        office.do(acts.open_action, OFFICE, ACTION, agreed=("H01", 1))


def test_whoever_looked_after_a_commune_before_ceases_the_day_before(office):
    office.do(meetings.name_member, OFFICE, "Phó Chủ tịch", "Phó Trưởng ban")
    office.do(meetings.name_member, OFFICE, "Trưởng phòng Nội vụ", "Ủy viên")
    office.do(meetings.assign, OFFICE, "TV1", ["01906", "01909"], "Phụ trách", date(2022, 1, 1), "QĐ 1")
    office.do(meetings.assign, OFFICE, "TV2", ["01906"], "Phụ trách", JUNE, "QĐ 2")
    found = row(office.release, "assignments", member="TV1", unit="01906", valid_from="2022-01-01")
    assert found and found["valid_to"] == "2022-06-09"


def test_findings_close_and_open_actions_in_the_change_that_tells_of_the_visit(office):
    office.do(visits.plan_visit, OFFICE, {"unit": "01906", "date": JUNE, "team": "Phòng Nội vụ"})
    found = [
        Found("Đã mở điểm hỗ trợ", "DVC01", closes="V01"),
        Found("Máy in hỏng", opens=ACTION | {"title": "Thay máy in", "opened_at": JUNE}),
        Found("Sổ ghi đủ"),
    ]
    before = store.history(office.workspace)[0].seq
    office.do(visits.hold_visit, OFFICE, "K01", "Khá", found, "Phòng Nội vụ")
    assert store.history(office.workspace)[1].seq == before  # one change
    assert office.action()["closed_at"] == "2022-06-10"
    assert office.action("V03")["title"] == "Thay máy in"
    effects = office.release.rows("select effect, action from findings order by number")
    assert effects.fillna("").values.tolist() == [["closes", "V01"], ["opens", "V03"], ["notes", ""]]
    with pytest.raises(Refused, match="không phải của đơn vị được kiểm tra"):
        office.do(visits.hold_visit, OFFICE, "K01", "", [Found("Sai xã", closes="V02")], "Phòng Nội vụ")


def test_registers_are_taken_back_like_figures_and_a_pinned_release_shows_them_as_they_were(office):
    done = office.do(acts.report_done, COMMUNE, "V01", JUNE, *DONE)
    assert done.upload
    store.withdraw(done.upload, who="lan", why="nhầm", workspace=office.workspace)
    assert office.action()["done_at"] == ""
    pinned = store.open_release(str(done.release), office.workspace)
    assert pinned and (row(pinned, "actions", code="V01") or {})["done_at"] == "2022-06-10"


def test_what_is_done_to_registers_touches_no_score(office):
    before = office.release.rows("select * exclude (framework) from standings order by all")
    office.opened()
    after = office.release.rows("select * exclude (framework) from standings order by all")
    assert before.equals(after)


def test_two_who_write_at_once_get_two_codes(office):
    def slow(release, person, told):
        if not seen:
            seen.append(1)
            office.opened(unit="01909")  # somebody is quicker
        return acts.open_action(release, person, told)

    seen: list[int] = []
    office.do(slow, OFFICE, ACTION)
    assert (office.action("V03")["unit"], office.action("V04")["unit"]) == ("01909", "01906")


def test_next_quarters_figures_show_what_was_won_and_say_so_before_they_are_published(office):
    more = FIGURES.replace("2022-Q1", "2022-Q2").replace("nop      | 20", "nop      | 35", 1)
    before = office.release
    store.publish_change(sent(more), who="lan", why="quý II", workspace=office.workspace)
    shown = plan(office.release, "2022-Q2", date(2022, 7, 15)).set_index("code").loc["V01"]
    assert shown["won"] == pytest.approx(3)  # from 20 % to 35 % of half, ten points
    assert shown["status"] == "overdue"
    told = flips(before, office.release, date(2022, 7, 15)).set_index("code")
    assert told.loc["V01", "won_after"] == pytest.approx(3) and told.loc["V02", "won_after"] == 0
    assert told["won_before"].isna().all()
    assert flips(office.release, office.release, date(2022, 7, 15)).empty
