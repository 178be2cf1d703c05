"""The rhythm of reporting: late, missing and not due yet are three things; a figure is old by its own measure."""

from dx_metrics.charts import rhythm, rhythm_ages
from dx_metrics.view import View
from tests.tiny import release_of

FIGURES = """
    unit  | period  | variable | value | status | reported_at
    01906 | 2021-Q4 | hs       | 100   |        | 2022-01-05
    01906 | 2022-Q1 | hs       | 100   |        | 2022-04-05
    01906 | 2022-Q1 | nop      | 50    |        | 2022-04-25
    01906 | 2022-Q1 | mat      | 3     |        | 2022-04-10
    01909 | 2021-Q4 | hs       | 100   |        | 2022-01-05
    01909 | 2021    | nam      | 7     |        | 2022-01-05
    01909 | 2022-Q1 | nop      | 50    |        | 2022-04-05
    01909 | 2022-Q1 | mat      |       | missing |
"""
Q1 = View("thu", "2022-Q1")


def release(tmp_path):
    return release_of(tmp_path, FIGURES, frequencies={"nam": "year"})


def test_who_is_late_and_who_lacks_what_is_counted_and_the_worst_comes_first(tmp_path):
    made = release(tmp_path)
    exhibit = rhythm.by_unit(made, Q1)
    assert exhibit.title == "Thượng Giáo: 3 số quá hạn chưa có"
    rows = exhibit.table.set_index("Đơn vị")
    assert rows.loc["Nam Mẫu", ["Đúng hạn", "Đến muộn", "Quá hạn chưa có"]].tolist() == [1, 0, 2]
    assert rows.loc["Khang Ninh", ["Đúng hạn", "Đến muộn", "Muộn nhất (ngày)"]].tolist() == [2, 1, 15]
    assert rhythm.line(made, Q1) == (
        "33,3 % số liệu nộp đúng hạn, 1 đến muộn, 5 quá hạn chưa có (Thượng Giáo 3 và Nam Mẫu 2)."
    )
    assert rhythm.by_owner(made, Q1).table["Nơi báo cáo"].tolist() == ["UBND xã"]


def test_what_is_not_due_yet_is_awaited_not_missing(tmp_path):
    made = release(tmp_path)
    made.about["built_at"] = "2022-04-08T00:00:00+00:00"  # two days before the quarter's figures are due
    assert set(rhythm.reports(made, Q1)["state"]) == {"reported", "late", "awaited"}
    assert "chưa có" not in rhythm.line(made, Q1)


def test_a_figure_is_old_by_its_own_frequency(tmp_path):
    exhibit = rhythm_ages.ages(release(tmp_path), Q1)
    rows = exhibit.table.set_index("Biến")
    ages = ["Đúng nhịp", "Cũ 1 kỳ", "Cũ từ 2 kỳ", "Chưa từng có"]
    assert rows.loc["Biến hs", ages].tolist() == [1, 1, 0, 1]
    assert rows.loc["Biến nam", ages].tolist() == [1, 0, 0, 2]  # the year is not over: last year's is fresh
    assert exhibit.title == "4 trên 4 biến có nơi chưa cập nhật"
