"""A table that left the screen can be traced, opens in a spreadsheet, and runs nothing."""

import csv
import io
from datetime import datetime

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from dx_metrics.briefing.tables import csv_bytes, xlsx_bytes
from dx_metrics.charts.exhibit import Exhibit

CAPTION = "Điểm · Quý IV/2022 · Nguồn: Phòng VHTT · Bản công bố r3 · SỐ LIỆU MINH HỌA"


def exhibit(**columns: list) -> Exhibit:
    return Exhibit("xep-hang", "Chợ Rã dẫn đầu", "…", CAPTION, pd.DataFrame(columns))


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_every_row_of_a_csv_says_where_it_is_from():
    table = read(csv_bytes(exhibit(_code=["01888"], Điểm=[84.65])))
    assert table == [["Mã", "Điểm", "Nguồn gốc"], ["01888", "84.65", CAPTION]]


def test_a_csv_begins_with_the_mark_that_excel_needs_for_vietnamese():
    assert csv_bytes(exhibit(Điểm=[1.0])).startswith(b"\xef\xbb\xbf")


def test_a_sheet_bears_title_and_caption_above_its_table():
    sheet = load_workbook(io.BytesIO(xlsx_bytes(exhibit(_code=["01888"], Điểm=[84.65])))).worksheets[0]
    assert [sheet["A1"].value, sheet["A2"].value] == ["Chợ Rã dẫn đầu", CAPTION]
    assert [cell.value for cell in sheet[4]] == ["Mã", "Điểm"]
    assert [cell.value for cell in sheet[5]] == ["01888", 84.65]


def test_codes_stay_text_and_gaps_stay_empty():
    sheet = load_workbook(io.BytesIO(xlsx_bytes(exhibit(_code=["01888"], Điểm=[None])))).worksheets[0]
    assert sheet["A5"].data_type == "s"
    assert sheet["B5"].value is None


@pytest.mark.parametrize("text", ["=1+1", "＝1+1", "  =1", "\u200b@x", "\u00a0＋1", "－1", "\t=x", "＠SUM(A1)"])
def test_no_sign_that_starts_a_formula_gets_through_also_wide_or_behind_spaces(text):
    made = exhibit(Tên=[text])
    assert read(csv_bytes(made))[1][0] == f"'{text}"
    cell = load_workbook(io.BytesIO(xlsx_bytes(made))).worksheets[0]["A5"]
    assert (cell.data_type, cell.value.strip()) == ("s", text.strip())


def test_days_answers_and_figures_are_cells_of_their_kind():
    made = exhibit(Ngày=[pd.Timestamp("2022-04-10")], Có=[True], Điểm=[1.5])
    sheet = load_workbook(io.BytesIO(xlsx_bytes(made))).worksheets[0]
    assert [cell.value for cell in sheet[5]] == [datetime(2022, 4, 10), "có", 1.5]
    assert read(csv_bytes(made))[1][:3] == ["2022-04-10", "có", "1.5"]
    assert sheet.freeze_panes == "A5"


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1))
def test_no_text_becomes_a_formula(text):
    made = exhibit(Tên=[f"={text}"])
    assert not read(csv_bytes(made))[1][0].startswith("=")
    assert load_workbook(io.BytesIO(xlsx_bytes(made))).worksheets[0]["A5"].data_type == "s"
