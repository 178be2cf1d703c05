"""Satisfaction by factor: forms are counted, few of them are no result, and nothing is called a cause."""

import pandas as pd
import pytest

from dx_metrics.charts import satisfaction, satisfaction_causes
from dx_metrics.view import View
from tests.tiny import release_of

FACTORS = {
    "factors": [
        {"name": "Tiếp cận", "satisfied": "a_hl", "neutral": "a_bt", "dissatisfied": "a_khl"},
        {"name": "Kết quả", "satisfied": "b_hl", "neutral": "b_bt", "dissatisfied": "b_khl"},
    ],
    "complaints": {"total": "pakn", "on_time": "pakn_dh"},
    "late": {"total": "den_han", "late": "qua_han"},
}


def answers(unit: str, period: str, **figures: object) -> str:
    return "".join(f"{unit} | {period} | {name} | {value} |\n" for name, value in figures.items())


FIGURES = (
    "unit | period | variable | value | status\n"
    + answers("01906", "2021-Q1", a_hl=90, a_bt=0, a_khl=0)  # more than a year before: not counted
    + answers("01906", "2021-Q2", a_hl=10, a_bt=6, a_khl=4, b_hl=10, b_bt=10, b_khl=0)
    + answers("01906", "2022-Q1", a_hl=10, a_bt=4, a_khl=6, b_hl=8, b_bt=12, b_khl=0, pakn=4, pakn_dh=3)
    + answers("01906", "2022-Q1", den_han=100, qua_han=20)
    + answers("01909", "2022-Q1", a_hl=9, a_bt=1, a_khl=0, b_hl=9, b_bt=1, b_khl=0, pakn=0, den_han=50, qua_han=0)
    + "01909 | 2022-Q1 | pakn_dh | | not_applicable\n"
)
VIEW = View("thu", "2022-Q1")


@pytest.fixture
def release(tmp_path):
    return release_of(tmp_path, FIGURES, satisfaction=FACTORS)


def test_the_forms_of_a_year_are_added_up_and_shares_stand_on_them(release):
    table = satisfaction.answers(release, VIEW).set_index(["unit", "factor"])
    assert table.loc[("01906", "Tiếp cận"), ["dissatisfied", "neutral", "satisfied", "forms"]].tolist() == [
        10, 10, 20, 40
    ]  # fmt: skip
    exhibit = satisfaction.by_factor(release, VIEW)
    assert exhibit.title == "Thấp nhất: Kết quả, 54 % hài lòng"  # 18 + 9 of 50
    assert "Tiếp cận, cả 2 xã: hài lòng 58 %, bình thường 22 %, không hài lòng 20 % của 50 phiếu." in exhibit.words


def test_neutral_answers_lie_on_both_sides_of_the_middle(release):
    row = {"dissatisfied": 10.0, "neutral": 20.0, "satisfied": 70.0, "forms": 100.0}
    bar = satisfaction._bar("Tiếp cận", row, 30)
    assert [part[:2] for part in bar.parts] == [(-0.2, -0.1), (-0.1, 0.1), (0.1, pytest.approx(0.8))]


def test_too_few_forms_are_said_and_show_no_share(release):
    exhibit = satisfaction.by_unit(release, VIEW)
    rows = exhibit.table.set_index("Đơn vị")
    assert rows.loc["Nam Mẫu", "Nhận xét"] == "chưa đủ phiếu" and pd.isna(rows.loc["Nam Mẫu", "Hài lòng (%)"])
    assert rows.loc["Khang Ninh", "Hài lòng (%)"] == 47.5
    assert "chưa đủ 30 phiếu" in exhibit.drawing and "Chưa đủ 30 phiếu: Nam Mẫu." in exhibit.words


def test_complaints_are_counted_and_what_did_not_arise_is_not_late(release):
    exhibit = satisfaction_causes.complaints(release, VIEW)
    assert exhibit.title == "1 trên 4 phản ánh trả lời muộn"
    assert exhibit.words.endswith("Không phát sinh: Nam Mẫu.")


def test_few_communes_tell_nothing_of_two_shares_together(release):
    exhibit = satisfaction_causes.with_lateness(release, VIEW)
    assert exhibit.title == "Mới có 1 xã: chưa nói được gì"
    assert exhibit.figure["data"][0]["x"] == [20] and exhibit.figure["data"][0]["y"] == [12.5]


def test_going_together_is_never_called_a_cause():
    up = pd.Series(range(10), dtype=float)
    title, said = satisfaction_causes.together(up, up * 2, "xã")
    assert title.endswith("cùng tăng") and "chưa chứng tỏ cái này gây ra cái kia" in said
    mixed = pd.Series([3, 1, 4, 1, 5, 9, 2, 6, 5, 3], dtype=float)
    assert satisfaction_causes.together(up, mixed, "xã")[0] == "Chưa thấy hai tỷ lệ đi cùng nhau"


def test_a_workspace_without_factors_says_what_to_declare(tmp_path):
    exhibit = satisfaction.by_factor(release_of(tmp_path, FIGURES), VIEW)
    assert "chưa khai các yếu tố hài lòng" in exhibit.words
