"""Remarks and what was understood, as the screen shows them."""

from dx_metrics.charts.remarked import remarked, told
from dx_metrics.charts.understood import records_table, sheet_seen, summary
from dx_metrics.intake.remark import CONFIRM, FIXED, MUST_FIX, Remark
from dx_metrics.intake.sheet import Sheet

LIVE = "<img src=x onerror=alert(1)>"


def test_three_hundred_equal_faults_are_one_line_and_the_heaviest_come_first():
    same = [Remark(FIXED, "blanks", "đã bỏ khoảng trắng", "", "", row, "Tên xã") for row in range(300)]
    html = remarked([*same, Remark(MUST_FIX, "unit", "không có xã này", "Sửa tên.", "", 7, "Tên xã", "Xã Lạ")])
    assert html.count("<summary>") == 1
    assert "300 chỗ" in html
    assert html.index("không có xã này") < html.index("đã bỏ khoảng trắng")
    assert told([*same, Remark(CONFIRM, "x", "y", "")]) == "1 cần xác nhận, 300 đã tự sửa"


def test_what_stands_in_a_file_is_shown_as_text():
    remark = Remark(MUST_FIX, "x", LIVE, LIVE, LIVE, 1, LIVE, LIVE)
    html = remarked([remark, remark]) + sheet_seen(Sheet(LIVE, [[LIVE]], [1]), [remark])
    assert "<img" not in html
    assert "&lt;img" in html


def test_a_row_with_a_remark_is_shown_however_far_down_it_is():
    sheet = Sheet("", [[str(row)] for row in range(1000)], list(range(1, 1001)))
    html = sheet_seen(sheet, [Remark(FIXED, "x", "", "", "", 900), Remark(MUST_FIX, "y", "", "", "", 900)])
    assert '<tr class="must_fix"><th scope="row">900</th>' in html
    assert "… và 959 dòng nữa." in html


def test_figures_are_told_with_the_names_of_their_time():
    class Record:
        unit, period, variable, value, status, row, column = "01906", "2022-Q4", "hs", "120", "", 7, "Hồ sơ"

    names = {("01906", "2022-Q4"): "Khang Ninh", ("01906", "2025-Q4"): "Ba Bể"}
    table = records_table([Record], names, {"hs": "Hồ sơ tiếp nhận"}, {"2022-Q4": "Quý IV/2022"})
    assert list(table.iloc[0]) == [7, "Hồ sơ", "Khang Ninh", "Quý IV/2022", "Hồ sơ tiếp nhận", "120", ""]
    assert summary(table, "xã") == "Hiểu được 1 số: 1 xã, Quý IV/2022, 1 biến."
