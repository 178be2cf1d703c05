"""The table of an exhibit as CSV or XLSX, stamped so that it can be traced when it is alone."""

import csv
import io
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from dx_metrics.charts.exhibit import Exhibit
from dx_metrics.wording import absent

LIVE = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet would run as a formula."""


def csv_bytes(exhibit: Exhibit) -> bytes:
    """UTF-8 with byte-order mark for Excel, decimal points, and a last column that repeats the caption."""
    table = _shown(exhibit.table)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*(safe(str(name)) for name in table.columns), "Nguồn gốc"])
    for row in table.itertuples(index=False):
        writer.writerow([*(_cell(x) for x in row), safe(exhibit.caption)])
    return out.getvalue().encode("utf-8-sig")


def xlsx_bytes(exhibit: Exhibit) -> bytes:
    """One sheet: title, caption, then the table with its header frozen."""
    table = _shown(exhibit.table)
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = exhibit.name[:31]
    as_text(sheet.cell(1, 1), exhibit.title).font = Font(bold=True, size=14)
    as_text(sheet.cell(2, 1), exhibit.caption).font = Font(italic=True, color="5B6875")
    for column, name in enumerate(table.columns, start=1):
        cell = as_text(sheet.cell(4, column), str(name))
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="DDE3E8")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        longest = max([len(str(name)) * 0.7, *(len(_cell(x)) for x in table.iloc[:, column - 1])])
        sheet.column_dimensions[get_column_letter(column)].width = min(60, max(9, longest + 2))
    for at, row in enumerate(table.itertuples(index=False), start=5):
        for column, x in enumerate(row, start=1):
            cell = sheet.cell(at, column)
            if isinstance(x, str):
                as_text(cell, x)
            elif not absent(x):
                cell.value = float(x)
                cell.number_format = "0" if float(x) == int(x) else "0.00"
    sheet.freeze_panes = "A5"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _shown(table: pd.DataFrame) -> pd.DataFrame:
    return table.rename(columns={"_code": "Mã"}) if "Mã" not in table else table.drop(columns="_code", errors="ignore")


def _cell(x: Any) -> str:
    if absent(x):
        return ""
    return safe(x) if isinstance(x, str) else f"{float(x):.10g}"


def safe(text: str) -> str:
    """For CSV: what a spreadsheet would run begins with an apostrophe instead."""
    return f"'{text}" if text.startswith(LIVE) else text


def as_text(cell: Any, text: str) -> Any:
    """Write a text into a cell of a workbook: it stays text, whatever it begins with. Returns the cell."""
    cell.value = text
    cell.data_type = "s"
    return cell
