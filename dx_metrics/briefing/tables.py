"""The table of an exhibit as CSV or XLSX, stamped so that it can be traced when it is alone."""

import csv
import datetime
import io
import re
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from dx_metrics.briefing.meaning import Meaning
from dx_metrics.charts.exhibit import Exhibit
from dx_metrics.wording import absent

LIVE = re.compile(r"[\s\u200b\ufeff]*[=+\-@＝＋－＠]|[\t\r\n]")
"""How a text begins that a spreadsheet would run as a formula, also behind spaces."""
HEAD = PatternFill("solid", fgColor="DDE3E8")
NARROWEST, WIDEST = 9, 60
"""Letters that a column is wide."""
SAMPLE = 500
"""Rows that are looked at to find the width of a column."""


def csv_bytes(exhibit: Exhibit) -> bytes:
    """UTF-8 with byte-order mark for Excel, decimal points, and a last column that repeats the caption."""
    table = _shown(exhibit.table)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*(safe(str(name)) for name in table.columns), "Nguồn gốc"])
    origin = safe(exhibit.caption)
    for row in table.itertuples(index=False):
        writer.writerow([*(_cell(x) for x in row), origin])
    return out.getvalue().encode("utf-8-sig")


def xlsx_bytes(exhibit: Exhibit, meaning: Meaning | None = None) -> bytes:
    """Title, caption and the table with its header frozen; on a second sheet what the figures mean."""
    table = _shown(exhibit.table)
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = exhibit.name[:31]
    as_text(sheet.cell(1, 1), exhibit.title).font = Font(bold=True, size=14)
    as_text(sheet.cell(2, 1), exhibit.caption).font = Font(italic=True, color="5B6875")
    _write(sheet, table, 4)
    sheet.freeze_panes = "A5"
    sheet.print_title_rows = "4:4"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    if meaning:
        _explain(book.create_sheet("Định nghĩa và nguồn"), meaning)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _explain(sheet: Any, meaning: Meaning) -> None:
    for at, (name, said) in enumerate(meaning.facts, start=1):
        as_text(sheet.cell(at, 1), name).font = Font(bold=True)
        as_text(sheet.cell(at, 2), said)
    at = len(meaning.facts) + 2
    for title, table in meaning.tables:
        as_text(sheet.cell(at, 1), title).font = Font(bold=True, size=12)
        _write(sheet, table, at + 1, wrap=True)
        at += len(table) + 3


def _write(sheet: Any, table: pd.DataFrame, top: int, *, wrap: bool = False) -> None:
    """The table from row `top` on, its columns as wide as what stands in them."""
    for column, name in enumerate(table.columns, start=1):
        cell = as_text(sheet.cell(top, column), str(name))
        cell.font, cell.fill = Font(bold=True), HEAD
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        longest = max([len(str(name)) * 0.7, *(len(_cell(x)) for x in table.iloc[:SAMPLE, column - 1])])
        own = sheet.column_dimensions[get_column_letter(column)]
        before = own.width if own.customWidth and wrap else 0
        own.width = max(before, min(WIDEST, max(NARROWEST, longest + 2)))
    for at, row in enumerate(table.itertuples(index=False), start=top + 1):
        for column, x in enumerate(row, start=1):
            _fill(sheet.cell(at, column), x, wrap=wrap)


def _fill(cell: Any, x: Any, *, wrap: bool) -> None:
    """A value as what it is: text, yes or no, day, number; a gap stays empty."""
    if isinstance(x, str):
        as_text(cell, x)
        if wrap:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    elif absent(x):
        return
    elif isinstance(x, bool):
        as_text(cell, "có" if x else "không")
    elif isinstance(x, datetime.date):
        cell.value, cell.number_format = datetime.date(x.year, x.month, x.day), "dd/mm/yyyy"
    else:
        cell.value = float(x)
        cell.number_format = "0" if float(x) == int(x) else "0.00"


def _shown(table: pd.DataFrame) -> pd.DataFrame:
    return table.rename(columns={"_code": "Mã"}) if "Mã" not in table else table.drop(columns="_code", errors="ignore")


def _cell(x: Any) -> str:
    if isinstance(x, str):
        return safe(x)
    if absent(x):
        return ""
    if isinstance(x, bool):
        return "có" if x else "không"
    return x.strftime("%Y-%m-%d") if isinstance(x, datetime.date) else f"{float(x):.10g}"


def safe(text: str) -> str:
    """For CSV: what a spreadsheet would run begins with an apostrophe instead."""
    return f"'{text}" if LIVE.match(text) else text


def as_text(cell: Any, text: str) -> Any:
    """Write a text into a cell of a workbook: it stays text, whatever it begins with. Returns the cell."""
    cell.value = text
    cell.data_type = "s"
    return cell
