"""The officer's own file comes back with its faulty cells marked."""

import io

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

from dx_metrics.briefing.returned_workbook import FILLS, FIRST, returned_workbook
from dx_metrics.intake.remark import CONFIRM, MUST_FIX, Remark
from dx_metrics.intake.sheet import Reading, Sheet

ROWS = [
    ["Mã xã", "Tên xã", "Hồ sơ tiếp nhận"],
    ["01906", "Xã Khang Ninh", "120"],
    ["01909", "Xã Nam Mẫu", "1x0"],
]
WRONG = Remark(MUST_FIX, "not-a-number", "không phải là số", "Ghi lại bằng số.", "", 3, "Hồ sơ tiếp nhận", "1x0")


def opened(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def colour(cell) -> str:
    return cell.fill.fgColor.rgb[-6:]


def officers_own() -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Quý I"
    for row in ROWS:
        sheet.append(row)
    sheet["A1"].font = Font(bold=True, color="FF0000")
    sheet["E2"] = "=1+1"
    sheet["E3"] = "=cmd|' /C calc'!A0"
    sheet["A2"].hyperlink = "http://evil.test/"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_faulty_cell_is_coloured_and_says_what_to_do():
    reading = Reading("xa.csv", "csv", "utf-8", ",", [Sheet("", ROWS, [1, 2, 3])])
    book = opened(returned_workbook(reading, b"", [WRONG]))
    assert book.sheetnames == [FIRST, "Số liệu"]
    cell = book["Số liệu"]["C3"]
    assert (cell.value, colour(cell)) == ("1x0", FILLS[MUST_FIX])
    assert "không phải là số. Ghi lại bằng số." in cell.comment.text
    assert colour(book["Số liệu"]["C2"]) == "000000"


def test_a_row_stands_where_the_officer_sees_it():
    # The name of the first commune held a line break: the second row begins on line 4 of the file.
    reading = Reading("xa.csv", "csv", "utf-8", ",", [Sheet("", ROWS, [1, 2, 4])])
    book = opened(returned_workbook(reading, b"", [Remark(**{**_fields(WRONG), "row": 4})]))
    assert colour(book["Số liệu"]["C4"]) == FILLS[MUST_FIX]


def test_three_hundred_equal_faults_are_one_line_that_opens():
    rows = [ROWS[0], *([f"{code:05d}", "Xã", "x"] for code in range(300))]
    remarks = [Remark(**{**_fields(WRONG), "row": at, "value": "x"}) for at in range(2, 302)]
    remarks.append(Remark(CONFIRM, "repeats", "trùng số đang công bố", "Xem lại."))
    reading = Reading("xa.csv", "csv", "utf-8", ",", [Sheet("", rows, list(range(1, 302)))])
    page = opened(returned_workbook(reading, b"", remarks))[FIRST]
    shown = [row[1].value for row in page.iter_rows(min_row=5) if not page.row_dimensions[row[0].row].hidden]
    assert shown == ["không phải là số (300 chỗ)", "trùng số đang công bố"]


def test_the_officers_workbook_keeps_its_looks_and_loses_what_is_live():
    content = officers_own()
    sheets = [Sheet("Quý I", ROWS, [1, 2, 3])]
    book = opened(returned_workbook(Reading("xa.xlsx", "xlsx", sheets=sheets), content, [_on_sheet(WRONG)]))
    page = book["Quý I"]
    assert page["A1"].font.b and page["A1"].font.color.rgb.endswith("FF0000")
    assert colour(page["C3"]) == FILLS[MUST_FIX]
    assert {cell.data_type for row in book["Quý I"].iter_rows() for cell in row} <= {"s", "n"}
    assert page["E3"].value == "=cmd|' /C calc'!A0" and page["E3"].data_type == "s" and page["E3"].quotePrefix
    assert page["A2"].hyperlink is None


def test_a_remark_that_names_a_letter_finds_its_column():
    reading = Reading("xa.csv", "csv", "utf-8", ",", [Sheet("", ROWS, [1, 2, 3])])
    book = opened(returned_workbook(reading, b"", [Remark(**{**_fields(WRONG), "column": "B"})]))
    assert colour(book["Số liệu"]["B3"]) == FILLS[MUST_FIX]


def test_what_begins_like_a_formula_stays_text_on_every_sheet():
    live = '=HYPERLINK("http://evil")'
    reading = Reading(live, "csv", "utf-8", ",", [Sheet("", [["Mã xã"], [live]], [1, 2])])
    book = opened(returned_workbook(reading, b"", [Remark(MUST_FIX, "x", live, live, "", 2, live, live)]))
    kinds = {cell.data_type for page in book.worksheets for row in page.iter_rows() for cell in row if cell.value}
    assert kinds == {"s"}


def _fields(remark: Remark) -> dict:
    return {name: getattr(remark, name) for name in Remark.__dataclass_fields__}


def _on_sheet(remark: Remark) -> Remark:
    return Remark(**{**_fields(remark), "sheet": "Quý I"})
