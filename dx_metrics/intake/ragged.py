"""Rows of another width than the table they stand in: a cell too few or too many shifts every figure behind it."""

import re
from collections.abc import Iterator

from dx_metrics.intake.dialects import SEPARATORS, usual_width
from dx_metrics.intake.places import letter
from dx_metrics.intake.remark import MUST_FIX, Remark

_FIGURE = re.compile(r"^\s*[-+]?\d[\d.,]*\s*%?\s*$")
_TABLE = 4
"""Neighbouring rows of one width, the first without figures, that make a table of their own."""


def rows_of_another_width(rows: list[list[str]], numbers: list[int]) -> list[Remark]:
    """A remark for each row of figures that has more or fewer cells than the rows around it."""
    if len({len(row) for row in rows}) < 2:
        return []
    remarks = []
    for block in _blocks(rows):
        width = usual_width(len(rows[at]) for at in block)
        usual = [at for at in block if len(rows[at]) == width]
        if width < 2 or len(block) < 2:
            continue
        own = set(_tables(rows, block))
        for at in block:
            row = rows[at]
            if len(row) == width or at in own or (not any(row[width:]) and len(row) > width):
                continue
            filled = sum(cell.strip() != "" for cell in row)
            inside = usual[0] < at < usual[-1] or any(map(_FIGURE.match, row))
            heads = at + 1 == usual[0] and len(row) > 2 and abs(len(row) - width) <= 2
            uncut = len(row) == 1 and any(row[0].count(mark) >= width - 1 for mark in SEPARATORS)
            if (filled > 1 or uncut) and (inside or heads):
                remarks.append(_remark(row, numbers[at], width))
    return remarks


def _blocks(rows: list[list[str]]) -> Iterator[list[int]]:
    """Indexes of rows that stand together, parted by blank rows."""
    block: list[int] = []
    for at, row in enumerate(rows):
        if any(cell.strip() for cell in row):
            block.append(at)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _tables(rows: list[list[str]], block: list[int]) -> Iterator[int]:
    """Indexes of rows in runs of one width that begin with a header: tables of their own."""
    start = 0
    for here in range(1, len(block) + 1):
        if here == len(block) or len(rows[block[here]]) != len(rows[block[start]]):
            if here - start >= _TABLE and not any(map(_FIGURE.match, rows[block[start]])):
                yield from block[start:here]
            start = here


def _remark(row: list[str], number: int, width: int) -> Remark:
    more = len(row) > width
    return Remark(
        MUST_FIX,
        "ragged_row",
        f"Dòng có {len(row)} ô, các dòng quanh nó có {width} ô: {'thừa' if more else 'thiếu'} ô, số liệu có thể lệch",
        "Thêm hoặc bớt dấu ngăn cách cho đủ số ô; số có dấu phẩy thập phân phải để trong dấu nháy",
        row=number,
        column=letter(min(len(row), width) - (0 if more else 1)),
        value=" | ".join(row)[:80],
    )
