"""The clean form: what is known is in it, and it reads back as what was written."""

import csv
import io
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from dx_metrics.briefing.template import MISSING, NOTHING_AROSE, template_csv, template_xlsx
from dx_metrics.intake.check import check
from dx_metrics.intake.known import Figure, Known
from tests.intake import of
from tests.tiny import release_of

FIGURES = """
    unit  | period  | variable | value | status
    01906 | 2022-Q1 | nop      | 25    |
    01906 | 2022-Q1 | hs       |       | missing
    01906 | 2022-Q1 | mat      | 5     |
    01909 | 2022-Q1 | hs       |       | not_applicable
    01909 | 2022    | nam      | 7     |
"""


@pytest.fixture
def known(tmp_path) -> Known:
    return Known.of(release_of(tmp_path, FIGURES, frequencies={"nam": "year"}).connection)


def sheet_of(content: bytes):
    return load_workbook(io.BytesIO(content))["Số liệu"]


def cells(sheet) -> dict[tuple[str, str], object]:
    """(commune, heading) to what stands there."""
    head = [cell.value for cell in sheet[1]]
    return {
        (row[0], name): value
        for row in sheet.iter_rows(min_row=2, values_only=True)
        for name, value in zip(head, row, strict=True)
    }


def test_the_form_has_the_communes_of_the_period_and_what_is_known(known):
    found = cells(sheet_of(template_xlsx(known, "2022-Q1")))
    assert {code for code, _ in found} == {"01906", "01909", "01912"}
    assert found["01906", "Tên đơn vị"] == "Xã Khang Ninh"
    assert found["01906", "Biến nop"] == 25
    assert found["01906", "Biến hs"] == MISSING
    assert found["01906", "Biến mat"] == 5
    assert found["01909", "Biến hs"] == NOTHING_AROSE
    assert found["01912", "Biến hs"] is None


def test_a_year_asks_for_what_is_reported_yearly(known):
    found = cells(sheet_of(template_xlsx(known, "2022")))
    assert {name for _, name in found} == {"Mã đơn vị", "Tên đơn vị", "Kỳ", "Biến nam"}
    assert found["01909", "Biến nam"] == 7


def test_a_commune_gets_its_own_row(known):
    assert {code for code, _ in cells(sheet_of(template_xlsx(known, "2022-Q1", ("01909",))))} == {"01909"}


def test_the_head_is_protected_and_the_cells_to_fill_are_not(known):
    sheet = sheet_of(template_xlsx(known, "2022-Q1"))
    assert sheet.protection.sheet
    assert sheet["A2"].protection.locked and sheet["D1"].protection.locked
    assert not sheet["D2"].protection.locked
    assert len(sheet.data_validations.dataValidation) == 3


def test_the_csv_says_the_same_as_a_vietnamese_excel_writes_it(known):
    half = {("01906", "mat"): Figure("0.5", "")}
    content = template_csv(replace(known, figures=lambda period: {**known.figures(period), **half}), "2022-Q1")
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0]["Biến mat"] == "0,5"
    assert rows[0]["Biến hs"] == MISSING
    assert rows[1]["Biến hs"] == NOTHING_AROSE


@pytest.mark.parametrize("file, write", [("bieu.xlsx", template_xlsx), ("bieu.csv", template_csv)])
def test_the_form_reads_back_as_what_is_published_without_a_question(known, file, write):
    found = check(file, write(known, "2022-Q1"), known)
    assert [question.text for question in found.questions] == []
    assert found.outcome == "accept", found.remarks
    told = {(record.unit, record.variable): record.value or record.status for record in found.records}
    left_blank = {(unit, name) for unit in ("01909", "01912") for name in ("nop", "hs", "mat")} - {("01909", "hs")}
    assert {at for at, said in told.items() if said == "missing"} == left_blank | {("01906", "hs")}
    assert {at: said for at, said in told.items() if at not in left_blank} == {
        ("01906", "nop"): "25",
        ("01906", "hs"): "missing",
        ("01906", "mat"): "5",
        ("01909", "hs"): "not_applicable",
    }


def test_answers_are_chosen_from_a_list_also_where_they_are_long_or_hold_a_comma():
    long = tuple(f"đủ mục thứ {n}, có tin mới trong tháng" for n in range(12))
    for answers in (("day_du", "khong"), long):
        knows = replace(of.known(), answers={"cong_khai": answers})
        book = load_workbook(io.BytesIO(template_xlsx(knows, "2022-Q1")))
        sheet = book["Số liệu"]
        (rule,) = [rule for rule in sheet.data_validations.dataValidation if rule.type == "list"]
        if "Danh sách" in book.sheetnames:
            assert book["Danh sách"].sheet_state == "hidden"
            listed = [cell.value for (cell,) in book["Danh sách"][rule.formula1.partition("!")[2].replace("$", "")]]
        else:
            listed = rule.formula1.strip('"').split(",")
        assert listed == [*answers, MISSING, NOTHING_AROSE]
        assert len(rule.formula1) <= 257
        column = next(cell.column for cell in sheet[1] if cell.value == "Công khai thủ tục")
        sheet.cell(2, column).value = answers[0]
        content = io.BytesIO()
        book.save(content)
        found = check("bieu.xlsx", content.getvalue(), knows)
        assert [remark for remark in found.remarks if remark.level == "must_fix"] == []
        assert (sheet["A2"].value, "cong_khai", answers[0]) in {(r.unit, r.variable, r.value) for r in found.records}
