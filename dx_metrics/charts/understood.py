"""What was read and what it was taken for, beside each other, with rows and columns as the officer sees them."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd

from dx_metrics.charts.consequences_words import said
from dx_metrics.charts.grouped import grouped
from dx_metrics.intake.remark import LEVELS, Remark
from dx_metrics.intake.sheet import Sheet
from dx_metrics.wording import listed, number

ROWS, COLUMNS, WIDEST = 40, 30, 120
"""Rows, columns and letters of a cell that the screen shows of a sheet."""


def sheet_seen(sheet: Sheet, remarks: Sequence[Remark]) -> str:
    """The first rows of a sheet, and every row that has a remark, as an HTML table; marked cells by their level."""
    weight = list(LEVELS)
    levels: dict[int, str] = {}
    for remark in remarks:
        if remark.sheet == sheet.name and remark.row:
            before = levels.get(remark.row, weight[-1])
            levels[remark.row] = min(before, remark.level, key=weight.index)
    kept = [
        (index, row)
        for at, (index, row) in enumerate(zip(sheet.numbers, sheet.rows, strict=True))
        if at < ROWS or index in levels
    ][: 2 * ROWS]
    wide = min(max((len(row) for _, row in kept), default=0), COLUMNS)
    head = "".join(f'<th scope="col">{_letter(at)}</th>' for at in range(wide))
    body = "".join(
        f'<tr class="{levels.get(index, "")}"><th scope="row">{index}</th>'
        + "".join(f"<td>{escape((row[at] if at < len(row) else '')[:WIDEST])}</td>" for at in range(wide))
        + "</tr>"
        for index, row in kept
    )
    left = len(sheet.rows) - len(kept)
    more = f"<p>… và {number(left, 0)} dòng nữa.</p>" if left > 0 else ""
    label = escape(sheet.name or "Tệp gốc")
    return (
        f'<div class="rolls sheet" tabindex="0" role="region" aria-label="{label}"><table><thead><tr>'
        f'<th scope="col">Dòng</th>{head}</tr></thead><tbody>{body}</tbody></table></div>{more}'
    )


def records_seen(records: pd.DataFrame) -> str:
    """The figures that were understood, by variable; the table is what `records_table` makes."""
    groups = [(str(name), own) for name, own in records.groupby("Biến", sort=False)]
    return grouped(groups, ["Dòng", "Cột", "Đơn vị", "Kỳ", "Giá trị", "Tình trạng"])


def records_table(
    records: Sequence[Any],
    units: Mapping[tuple[str, str], str],
    variables: Mapping[str, str],
    periods: Mapping[str, str],
) -> pd.DataFrame:
    """Records of intake with names for their codes, Vietnamese headings; `units` by code and period."""
    rows = [
        {
            "Dòng": record.row or "",
            "Cột": record.column,
            "Đơn vị": units.get((record.unit, record.period), record.unit),
            "Kỳ": periods.get(record.period, record.period),
            "Biến": variables.get(record.variable, record.variable),
            "Giá trị": said(record.value or None),
            "Tình trạng": {"missing": "chưa có số liệu", "not_applicable": "không phát sinh"}.get(record.status, ""),
        }
        for record in records
    ]
    return pd.DataFrame(rows, columns=["Dòng", "Cột", "Đơn vị", "Kỳ", "Biến", "Giá trị", "Tình trạng"])


def summary(records: pd.DataFrame, word: str) -> str:
    """`Hiểu được 180 số: 15 xã, Quý IV/2022, 12 biến.`"""
    if records.empty:
        return "Chưa hiểu được số nào."
    spans = list(dict.fromkeys(records["Kỳ"]))
    said_periods = listed(spans) if len(spans) <= 4 else f"{len(spans)} kỳ"
    return (
        f"Hiểu được {number(len(records), 0)} số: {records['Đơn vị'].nunique()} {word}, {said_periods}, "
        f"{records['Biến'].nunique()} biến."
    )


def _letter(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
