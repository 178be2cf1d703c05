"""Workbooks and pages in the name of workbooks, known by their bytes."""

import datetime
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dx_metrics.intake import reading as readers
from dx_metrics.intake.check import check
from dx_metrics.intake.seen import seen
from dx_metrics.intake.sheet import Sheet, Typed
from tests.intake.of import known
from tests.intake.office import archive, reading

ODS_KIND = "application/vnd.oasis.opendocument.spreadsheet"
ODS = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:body><office:spreadsheet><table:table table:name="Biểu">
<table:table-row><table:table-cell office:value-type="string"><text:p>Xã Hà Hiệu</text:p></table:table-cell>
<table:table-cell office:value-type="float" office:value="22.5"><text:p>22,5</text:p></table:table-cell>
<table:table-cell office:value-type="percentage" office:value="0.1234"><text:p>12%</text:p></table:table-cell>
<table:table-cell table:number-columns-repeated="16000"/></table:table-row>
<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"""

PAGE = """<html><body><table><tr><th rowspan="2">Mã</th><th colspan="2">Hồ sơ</th></tr>
<tr><td>tiếp<br>nhận</td><td><script>alert(1)</script>trực tuyến</td></tr>
<tr><td>01891<td>Xã Bành Trạch<td>12,34%</table></body></html>"""

XML_2003 = """<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Styles><Style ss:ID="p"><NumberFormat ss:Format="0%"/></Style></Styles>
<Worksheet ss:Name="Q1"><Table><Row ss:Index="3"><Cell><Data ss:Type="String">Xã Bành Trạch</Data></Cell>
<Cell ss:Index="3" ss:StyleID="p"><Data ss:Type="Number">0.5</Data></Cell></Row></Table></Worksheet></Workbook>"""


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_is_read_as_the_officer_sees_it():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["BÁO CÁO"])
    sheet.merge_cells("A1:D1")
    sheet.append([])
    sheet.append([1888, "Chợ Rã", 0.1234, datetime.date(2022, 3, 31)])
    sheet["A3"].number_format = "00000"
    sheet["C3"].number_format = "0.00%"
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["B"].hidden = True
    book.create_sheet("Nháp").sheet_state = "hidden"
    shown, draft = reading(saved(book), file="bieu.csv").sheets
    assert shown.rows == [["BÁO CÁO"], [], ["01888", "Chợ Rã", "12,34%", "31/03/2022"]]
    assert shown.merged == ((0, 0, 0, 3),)
    assert (shown.hidden_rows, shown.hidden_columns, draft.hidden) == ({1}, {1}, True)
    share = shown.rows[2][2]
    assert isinstance(share, Typed)
    assert (share.value, share.percent) == (0.1234, True)


def test_a_formula_that_was_never_computed_blocks_and_is_kept_as_text():
    book = openpyxl.Workbook()
    book.active.append([5, 10, "=A1/B1"])
    found = reading(saved(book))
    assert found.sheets[0].rows == [["5", "10", "=A1/B1"]]
    assert [(remark.code, remark.row, remark.column) for remark in found.remarks] == [("formula_without_value", 1, "C")]


def test_a_cell_in_the_last_row_of_excel_costs_no_million_rows():
    book = openpyxl.Workbook()
    book.active["A1"], book.active["A1048576"] = "đầu", "cuối"
    (sheet,) = reading(saved(book)).sheets
    assert (sheet.rows, sheet.numbers) == ([["đầu"], ["cuối"]], [1, 1048576])


def test_a_workbook_whose_styles_openpyxl_refuses_is_read_all_the_same():
    book = openpyxl.Workbook()
    book.active.append(["Xã Bành Trạch", 5])
    parts = zipfile.ZipFile(io.BytesIO(saved(book)))
    odd = io.BytesIO()
    with zipfile.ZipFile(odd, "w") as file:
        for name in parts.namelist():
            content = parts.read(name)
            file.writestr(name, content.replace(b'"gray125"', b'"odd"') if "styles" in name else content)
    assert reading(odd.getvalue()).sheets[0].rows == [["Xã Bành Trạch", "5"]]


def test_an_old_workbook_in_an_old_font_is_read():
    content = (Path(__file__).parent / "files" / "phong_chu_tcvn3.xls").read_bytes()
    found = reading(content)
    shown, secret = found.sheets
    assert shown.rows[2:5] == [
        ["Mã xã", "Tên xã", "Tỷ lệ", "Ngày"],
        ["01891", "Xã Bành Trạch", "0,1234", "31/03/2022"],
        ["1888", "TT. Chợ Rã"],
    ]
    assert (found.kind, secret.hidden, shown.merged) == ("xls", True, ((0, 0, 0, 3),))


def test_an_open_document_is_read():
    content = archive(mimetype=ODS_KIND, content_xml=ODS)
    found = reading(content)
    assert (found.kind, found.sheets[0].rows) == ("ods", [["Xã Hà Hiệu", "22,5", "12,34%"]])


def test_a_page_saved_as_a_workbook_keeps_its_spans():
    found = reading(PAGE, file="bieu.xls")
    assert found.sheets[0].rows == [
        ["Mã", "Hồ sơ", ""],
        ["", "tiếp nhận", "trực tuyến"],
        ["01891", "Xã Bành Trạch", "12,34%"],
    ]
    assert found.sheets[0].merged == ((0, 0, 1, 0), (0, 1, 0, 2))


def test_rows_that_a_page_hides_are_known():
    page = '<table><tr><td>1</td></tr><tr style="display: none"><td>2</td></tr></table>'
    assert reading(page).sheets[0].hidden_rows == {1}


def test_the_xml_of_excel_2003_is_read():
    (sheet,) = reading(XML_2003).sheets
    assert (sheet.name, sheet.rows, sheet.numbers) == ("Q1", [["Xã Bành Trạch", "", "50%"]], [3])


MERGED = archive(
    xl__workbook_xml="<x/>",
    xl__worksheets__sheet1_xml='<worksheet><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>',
)
WIDE_PAGE = "<table>" + '<tr><td colspan="1000">1</td></tr>' * 2_000 + "</table>"
BOMB = archive(xl__workbook_xml="<x/>", xl__worksheets__sheet1_xml=b"0" * 60_000_000)
LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le")
ENTITIES = archive(xl__workbook_xml='<!DOCTYPE x [<!ENTITY a "b">]><x/>')


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"\xef\xbb\xbf\r\n \r\n", "empty_file"),
        (b",,\n,,\n", "empty_file"),
        (b"a,b\n" * 5_500_000, "file_too_large"),
        (b"1," * 1_500 + b"1\n", "too_many_columns"),
        (b"1;2\n" * 200_000, "too_many_rows"),
        (b"a,b\n1," + b"x" * 1_000_000 + b"\n", "cell_too_long"),
        (b'"' * 1_000_000, "cell_too_long"),
        (b'"\n' * 70_001, "quote_out_of_place"),
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "not_a_table"),
        (bytes(range(256)) * 99, "not_a_table"),
        (archive(so_lieu="1,2"), "not_a_table"),
        (archive(word__document_xml="<x/>"), "not_a_table"),
        (archive(xl__workbook_xml="<x"), "broken"),
        (b"PK\x03\x04 and then nothing", "broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "Workbook".encode("utf-16-le"), "broken"),
        (BOMB, "too_many_rows"),
        (MERGED, "too_many_rows"),
        (WIDE_PAGE.encode(), "too_many_rows"),
        (ENTITIES, "xml_entities"),
        (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a/>', "xml_entities"),
        (LOCKED, "locked"),
    ],
)
def test_what_cannot_be_a_table_is_refused_with_a_sentence(content, code):
    found = reading(content)
    blocking = {remark.code: remark for remark in found.remarks if remark.level == "must_fix"}
    assert code in blocking
    assert blocking[code].message and blocking[code].cure


def _damaged() -> st.SearchStrategy[bytes]:
    book = openpyxl.Workbook()
    book.active.append(["Xã Bành Trạch", 5, "=A1"])
    whole = [saved(book), PAGE.encode(), XML_2003.encode(), archive(mimetype=ODS_KIND, content_xml=ODS)]
    return st.builds(
        lambda content, at, length, put: content[: at % len(content)] + put + content[at % len(content) + length :],
        st.sampled_from(whole),
        st.integers(0, 10_000),
        st.integers(0, 50),
        st.binary(max_size=9),
    )


@given(st.binary(max_size=60) | _damaged())
@settings(max_examples=60, deadline=None)
def test_no_bytes_at_all_make_reading_fail(content):
    found = reading(content)
    assert found.sheets or found.remarks
    assert all(len(sheet.rows) == len(sheet.numbers) for sheet in found.sheets)


@pytest.mark.parametrize(
    ("called", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\a\\biểu 1.xlsx", "biểu 1.xlsx"),
        ("a\x00b\u202ecod.csv", "abcod.csv"),
        ("x'; DROP TABLE units;--.csv", "x'; DROP TABLE units;--.csv"),
        ("", "tệp không tên"),
        ("a" * 300 + ".csv", "a" * 115 + "….csv"),
    ],
)
def test_a_file_name_is_only_a_label(called, shown):
    assert reading("a,b\n1,2\n", file=called).file == shown


def test_an_old_workbook_does_not_tell_percent_so_figures_up_to_one_are_asked_about(monkeypatch):
    old = (Path(__file__).parent / "files" / "phong_chu_tcvn3.xls").read_bytes()
    lines = [("Mã xã", "Tên xã", "Tỷ lệ người dân hài lòng"), ("01888", "Thị trấn Chợ Rã", seen(0.875))]
    lines.append(("01906", "Xã Khang Ninh", seen(0.5)))
    rows = [list(line) for line in lines]
    monkeypatch.setitem(readers._BOOKS, "xls", lambda content: ([Sheet("Quý I năm 2022", rows, [1, 2, 3])], []))
    found = check("bieu.xls", old, known(), period="2022-Q1")
    assert found.outcome == "ask"
    (question,) = found.questions
    assert question.text == "Cột “Tỷ lệ người dân hài lòng”: “0,875” là phần trăm hay là phần của 1?"
    answered = check("bieu.xls", old, known(), period="2022-Q1", answers={question.id: "fraction"})
    assert [record.value for record in answered.records] == ["87.5", "50"]
