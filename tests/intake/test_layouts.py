"""Whichever way a table lies, the same figures come of it, and every row is accounted for."""

import io

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dx_metrics.intake.check import check
from dx_metrics.intake.layout import find_tables
from dx_metrics.intake.lexicon import Lexicon
from dx_metrics.intake.sheet import Sheet
from tests.intake.drawn import KNOWN, TWO, checked, told

PLAIN = """
    Mã xã | Tên xã        | Hồ sơ tiếp nhận | Hồ sơ trực tuyến
    01906 | Xã Khang Ninh | 760             | 238
    01909 | Xã Nam Mẫu    | 652             | 295
"""
REPORT = """
    UBND HUYỆN BA BỂ ||| CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM ||
    BIỂU TỔNG HỢP KẾT QUẢ QUÝ I/2022
    (Kèm theo Báo cáo số 45/BC-VHTT ngày 05/4/2022)

    STT | Tên đơn vị    | Hồ sơ TTHC |            |            | Ghi chú
        |               | Tổng số    | Trực tuyến | Tỷ lệ (%)  |
    A   | B             | 1          | 2          | 3=2/1      | 4
    I   | Các xã        |            |            |            |
    1   | Xã Khang Ninh | 760        | 238        | 31,32%     |
    2   | Xã Nam Mẫu    | 652        | 295        | 45,25      | đã rà soát
        | TỔNG CỘNG     | 1.412      | 533        | 37,75      |

        | Người lập biểu |           |            | Ba Bể, ngày 05 tháng 4 năm 2022 |
"""
SHAPES = {
    "titles only": "BÁO CÁO QUÝ I/2022\n" + PLAIN.strip("\n"),
    "units side by side": """
        Chỉ tiêu         | Xã Khang Ninh | Xã Nam Mẫu | Tổng cộng
        Hồ sơ tiếp nhận  | 760           | 652        | 1412
        Hồ sơ trực tuyến | 238           | 295        | 533
    """,
    "one figure a row": """
        Tên xã        | Kỳ         | Chỉ tiêu         | Giá trị
        Xã Khang Ninh | Quý I/2022 | Hồ sơ tiếp nhận  | 760
        Xã Khang Ninh | Quý I/2022 | Hồ sơ trực tuyến | 238
        Xã Nam Mẫu    | Quý I/2022 | Hồ sơ tiếp nhận  | 652
        Xã Nam Mẫu    | Quý I/2022 | Hồ sơ trực tuyến | 295
    """,
    "canonical": """
        unit  | period  | variable      | value | status
        01906 | 2022-Q1 | hs_tiep_nhan  | 760   |
        01906 | 2022-Q1 | hs_truc_tuyen | 238   |
        01909 | 2022-Q1 | hs_tiep_nhan  | 652   |
        01909 | 2022-Q1 | hs_truc_tuyen | 295   |
    """,
    "variables over periods": """
        Năm 2022
        Tên xã        | Hồ sơ tiếp nhận | Hồ sơ trực tuyến
                      | Quý I           | Quý I
        Xã Khang Ninh | 760             | 238
        Xã Nam Mẫu    | 652             | 295
    """,
    "one table below another": """
        BIỂU 1. Quý I/2022
        Tên xã        | Hồ sơ tiếp nhận
        Xã Khang Ninh | 760
        Xã Nam Mẫu    | 652

        BIỂU 2. Quý I/2022
        Tên xã        | Hồ sơ trực tuyến
        Xã Khang Ninh | 238
        Xã Nam Mẫu    | 295
    """,
    "a form for each unit": """
        UBND XÃ KHANG NINH
        Chỉ tiêu         | ĐVT   | Số liệu
        Hồ sơ tiếp nhận  | hồ sơ | 760
        Hồ sơ trực tuyến | hồ sơ | 238

        UBND XÃ NAM MẪU
        Chỉ tiêu         | ĐVT   | Số liệu
        Hồ sơ tiếp nhận  | hồ sơ | 652
        Hồ sơ trực tuyến | hồ sơ | 295
    """,
    "units as groups": """
        STT | Nội dung         | Số lượng
        1   | Xã Khang Ninh    |
            | Hồ sơ tiếp nhận  | 760
            | Hồ sơ trực tuyến | 238
        2   | Xã Nam Mẫu       |
            | Hồ sơ tiếp nhận  | 652
            | Hồ sơ trực tuyến | 295
    """,
    "variables as groups": """
        STT | Đơn vị           | Số lượng
        I   | Hồ sơ tiếp nhận  |
        1   | Xã Khang Ninh    | 760
        2   | Xã Nam Mẫu       | 652
        II  | Hồ sơ trực tuyến |
        1   | Xã Khang Ninh    | 238
        2   | Xã Nam Mẫu       | 295
    """,
    "a header repeated on the next page": """
        Mã xã | Tên xã        | Hồ sơ tiếp nhận | Hồ sơ trực tuyến
        01906 | Xã Khang Ninh | 760             | 238
        Mã xã | Tên xã        | Hồ sơ tiếp nhận | Hồ sơ trực tuyến
        01909 | Xã Nam Mẫu    | 652             | 295
    """,
    "the district above its communes": """
        Mã xã | Tên xã        | Hồ sơ tiếp nhận | Hồ sơ trực tuyến
        061   | Huyện Ba Bể   | 1412            | 533
        01906 | Xã Khang Ninh | 760             | 238
        01909 | Xã Nam Mẫu    | 652             | 295
    """,
}


def test_a_report_is_read_past_titles_groups_totals_and_signatures():
    assert told(REPORT, period=None) == TWO


def test_every_row_that_is_not_read_is_named():
    said = [remark.message for remark in checked(REPORT, period=None).remarks if remark.level == "fixed"]
    for rows in ("tiêu đề, ghi chú, chữ ký): dòng 1–3", "đánh số cột", "tên nhóm", "dòng tổng"):
        assert any(rows in message for message in said), (rows, said)


@pytest.mark.parametrize("text", SHAPES.values(), ids=list(SHAPES))
def test_the_same_figures_come_of_every_shape(text):
    assert told(text) == TWO


def test_each_period_has_its_own_column_and_their_sum_is_left_out():
    text = """
        HỘ CÓ INTERNET CÁP QUANG
        Tên xã        | Quý I/2022 | Quý II/2022 | Cộng
        Xã Khang Ninh | 532        | 540         | 1072
    """
    expected = {("01906", "2022-Q1", "ho_cap_quang"): "532", ("01906", "2022-Q2", "ho_cap_quang"): "540"}
    assert told(text, period=None) == expected


def test_a_total_that_is_not_the_sum_is_to_be_confirmed():
    found = checked(REPORT.replace("1.412", "1.512"), period=None)
    (remark,) = [remark for remark in found.remarks if remark.code == "total_differs"]
    assert (found.outcome, remark.level, remark.row, remark.column) == ("accept", "confirm", 11, "Tổng số")


def test_a_rate_that_is_stored_keeps_the_numbers_it_comes_from():
    text = """
        Mã xã | Chỉ tiêu | Tử số | Mẫu số | Giá trị
        01906 | hai_long | 30    | 40     | 0,75
        01909 | hai_long | 0     | 0      |
        01933 | hai_long | 9     | 20     | 45%
    """
    found = {record.unit: record for record in checked(text).records}
    assert (found["01906"].value, found["01906"].numerator, found["01906"].denominator) == ("75", "30", "40")
    assert (found["01909"].value, found["01909"].status) == ("", "not_applicable")
    assert found["01933"].value == "45"


def workbook(hidden: str = "", **sheets: list[list]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        sheet.sheet_state = "hidden" if name == hidden else "visible"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


HEADER = ["Mã xã", "Tên xã", "Hồ sơ tiếp nhận"]


def test_sheets_of_several_periods_are_all_read():
    sheets = {"Quý I-2022": [HEADER, ["01906", "Xã Khang Ninh", 760]], "Quý II-2022": [HEADER, ["01906", None, 770]]}
    found = check("bieu.xlsx", workbook(**sheets), KNOWN)
    assert {(record.period, record.value) for record in found.records} == {("2022-Q1", "760"), ("2022-Q2", "770")}


def test_a_hidden_sheet_and_sheets_that_differ_are_asked_about():
    sheets = {"A": [HEADER, ["01906", None, 760]], "B": [HEADER, ["01906", None, 761]]}
    assert check("b.xlsx", workbook(**sheets), KNOWN, period="2022-Q1").questions[0].id == "sheet"
    hidden = workbook(hidden="B", **sheets)
    assert check("b.xlsx", hidden, KNOWN, period="2022-Q1").questions[0].id == "hidden:B"
    answered = check("b.xlsx", hidden, KNOWN, period="2022-Q1", answers={"hidden:B": "skip"})
    assert [record.value for record in answered.records] == ["760"]


CELLS = (
    "01906|Xã Khang Ninh|Xã Không Có|TỔNG CỘNG|Mã xã|Tên xã|Hồ sơ tiếp nhận|STT|1|2|760|1.412|12,5%|-|KPS|Quý I/2022"
)
MORE = "I|A|3=2/1|Người lập biểu|Chỉ tiêu|Giá trị||||"
CELL = st.sampled_from(f"{CELLS}|{MORE}".split("|"))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(CELL, min_size=1, max_size=6), max_size=12))
def test_every_row_of_any_sheet_is_in_exactly_one_place(rows):
    tables, outside = find_tables(Sheet("", rows, list(range(1, len(rows) + 1))), Lexicon(KNOWN))
    places = list(outside)
    for table in tables:
        places += [*range(table.header.first, table.header.last + 1), *table.body, *table.skipped]
    assert sorted(places) == list(range(len(rows)))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(CELL, min_size=1, max_size=6), max_size=12))
def test_a_file_of_anything_is_answered_and_nothing_open_is_accepted(rows):
    content = "\r\n".join(";".join(row) for row in rows).encode()
    found = check("bieu.csv", content, KNOWN, period="2022-Q1")
    blocked = any(remark.level == "must_fix" for remark in found.remarks)
    assert found.outcome == ("reject" if blocked else "ask" if found.questions else "accept")
    assert len({record.key for record in found.records}) == len(found.records)
    assert found.csv().count(b"\n") == 1 + (len(found.records) if found.outcome == "accept" else 0)
