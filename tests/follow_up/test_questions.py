"""Three questions to ask: which rule speaks, and with which case."""

import pandas as pd
import pytest

from dx_metrics.follow_up.questions import MOST, RULES, Facts, questions
from tests.tiny import rows

ACTIONS = [
    "code",
    "unit",
    "unit_name",
    "title",
    "owner",
    "status",
    "days_left",
    "done_at",
    "criterion_name",
    "points_claimed",
]
LOST = ["unit", "short_name", "code", "name", "lost", "why", "curable", "open_actions"]
REPLIES = ["code", "unit", "unit_name", "criterion_name", "at"]


def table(text: str, columns: list[str]) -> pd.DataFrame:
    found = pd.DataFrame(rows(text) if text else [], columns=columns).replace({"": None})
    for name in ("days_left", "points_claimed", "lost", "change", "days"):
        if name in found:
            found[name] = found[name].astype(float)
    if "days_left" in found and len(found):
        found["days_left"] = found["days_left"].astype(int)
    return found


def asked(
    actions: str = "", lost: pd.DataFrame | None = None, replies: str = "", falls: str = "", visits: str = ""
) -> list[str]:
    """The rules that ask, in their order."""
    found = questions(
        Facts(
            table(actions, ACTIONS),
            pd.DataFrame([], columns=LOST).astype({"curable": bool}) if lost is None else lost,
            table(replies, REPLIES).assign(at=lambda t: pd.to_datetime(t["at"])),
            table(falls, ["unit", "short_name", "change"]),
            table(visits, ["unit", "short_name", "days"]),
        )
    )
    return [f"{question.rule} {question.unit}: {question.text}" for question in found]


LATE = """
    code | unit  | unit_name | title | owner   | status      | days_left | done_at    | criterion_name | points_claimed
    V1   | 01906 | Khang Ninh | A    | UBND xã | overdue     | -3        |            | Trực tuyến     | 2
    V2   | 01909 | Nam Mẫu    | B    | UBND xã | overdue     | -40       | 2022-06-01 | Trực tuyến     | 1
    V3   | 01909 | Nam Mẫu    | C    | UBND xã | no_gain     | -90       | 2022-06-01 | Trực tuyến     | 1
    V4   | 01906 | Khang Ninh | D    | VNPT    | on_schedule | 30        |            | Trực tuyến     | 5
"""


def test_the_action_longest_overdue_is_asked_about_first_and_whether_somebody_should_close_it():
    first, second = asked(LATE)
    assert first.startswith("overdue 01909: Việc V2 “B” (UBND xã) quá hạn 40 ngày, đã báo xong mà chưa ai đóng")
    assert second.startswith("no_gain 01909: Việc V3 “C” đã đóng nhưng Trực tuyến không thêm điểm")


def test_where_nothing_is_wrong_nothing_is_asked():
    assert asked() == []


def test_points_lost_for_want_of_a_report_come_before_points_without_an_action():
    lost = pd.DataFrame(
        [
            ("01906", "Khang Ninh", "A", "Trực tuyến", 5.0, "below", True, ("V1",)),
            ("01906", "Khang Ninh", "B", "Cáp quang", 4.0, "below", True, ()),
            ("01906", "Khang Ninh", "C", "Mất kết nối", 1.0, "not_reported", True, ()),
            ("01906", "Khang Ninh", "D", "Năm nay bỏ", 9.0, "judged", False, ()),
        ],
        columns=LOST,
    )
    first, second = asked(lost=lost)
    assert first == "not_reported 01906: Mất 1,00 điểm ở Mất kết nối chỉ vì chưa báo cáo: ai gửi, ngày nào?"
    assert second == "unassigned 01906: Mất 4,00 điểm ở Cáp quang, chưa giao việc nào: ai làm, bao giờ xong?"


@pytest.mark.parametrize(("change", "said"), [("-0.4", 0), ("-0.5", 1), ("2", 0)])
def test_a_fall_is_asked_about_from_half_a_point(change, said):
    assert len(asked(falls=f"unit | short_name | change\n01906 | Khang Ninh | {change}")) == said


@pytest.mark.parametrize(
    ("days", "said"), [("365", ""), ("366", "366 ngày chưa có đoàn"), ("", "Chưa có đoàn nào đến")]
)
def test_a_commune_without_a_visit_for_a_year_is_asked_about(days, said):
    found = asked(visits=f"unit | short_name | days\n01906 | Khang Ninh | {days}")
    assert (said in found[0]) if said else found == []


def test_three_are_asked_at_most_one_a_rule():
    replies = "code | unit | unit_name | criterion_name | at\nG1 | 01906 | Khang Ninh | Cáp | 2022-05-02\nG2 | 01906 | Khang Ninh | Cáp | 2022-05-01"
    found = asked(
        LATE,
        replies=replies,
        falls="unit | short_name | change\n01906 | Khang Ninh | -4",
        visits="unit | short_name | days\n01906 | Khang Ninh | ",
    )
    assert [line.split()[0] for line in found] == ["overdue", "unanswered", "no_gain"]
    assert "Giải trình G2" in found[1]  # the oldest
    assert len(RULES) > MOST
