"""A text file to rows: nothing swallowed by a quote that never closes, and every line of the file accounted for."""

import csv
import io
import re
from itertools import islice

from dx_metrics.intake import dialects, limits, ragged
from dx_metrics.intake.dialects import Dialect
from dx_metrics.intake.kinds import too_much, too_wide
from dx_metrics.intake.places import letter
from dx_metrics.intake.quoting import mended
from dx_metrics.intake.remark import FIXED, MUST_FIX, Remark
from dx_metrics.intake.sheet import Sheet

SPAN = 200
"""Lines that one record may span. A quote still open after so many was never closed."""

_BREAK = re.compile(r"\r\n?|\n")


def read(text: str) -> tuple[Sheet, Dialect, list[Remark]]:
    """The one sheet of a text file. Blank lines are rows without cells; those at the end are left out."""
    lines = list(io.StringIO(text, newline=""))
    skipped = 0
    separator = dialects.said(lines[0]) if lines else ""
    if separator:
        skipped, lines = 1, lines[1:]
    if any(line.count(mark) > limits.COLUMNS for mark in dialects.SEPARATORS for line in lines):
        return Sheet("", [], []), Dialect(""), [too_wide()]
    if len(lines) > limits.ROWS:
        return Sheet("", [], []), Dialect(""), [too_much()]
    dialect = dialects.find(lines, separator)
    wrapped = dialects.unwrapped(lines) if not dialect.separator else []
    if wrapped:
        lines, dialect = wrapped, dialects.find(wrapped)
    if dialect.separator and text.count(dialect.separator) > 3 * limits.CELLS:
        return Sheet("", [], []), dialect, [too_much()]
    remarks = [_said(separator)] if separator else [_wrapped()] if wrapped else []
    read_well = _standard(lines, dialect)
    if read_well is None:
        rows, numbers, found = _repaired(lines, dialect)
        remarks += found
    else:
        rows, numbers = read_well
    while rows and not any(rows[-1]):
        del rows[-1], numbers[-1]
    numbers = [number + skipped for number in numbers]
    remarks += ragged.rows_of_another_width(rows, numbers)
    return Sheet("", rows, numbers), dialect, remarks


def _said(separator: str) -> Remark:
    return Remark(
        FIXED,
        "separator_said",
        "Dòng đầu “sep=” cho biết dấu ngăn cách, không phải số liệu",
        "Không cần làm gì",
        row=1,
        value=separator,
    )


def _wrapped() -> Remark:
    return Remark(
        FIXED,
        "lines_in_quotes",
        "Cả dòng nằm trong một cặp dấu nháy; đã bỏ cặp nháy ngoài rồi mới chia ô",
        "Không cần làm gì; xem lại nếu bảng trông khác tệp",
    )


def _standard(lines: list[str], dialect: Dialect) -> tuple[list[list[str]], list[int]] | None:
    """Rows by the standard's rules, or None where a quote is out of place or seems to swallow rows."""
    rows: list[list[str]] = []
    ends: list[int] = []
    reader = dialect.reader(lines)
    try:
        for row in reader:
            rows.append(row)
            ends.append(reader.line_num)
    except csv.Error:
        return None
    starts = [1, *(end + 1 for end in ends[:-1])]
    width = dialects.usual_width(len(row) for row in rows)
    for row, start, end in zip(rows, starts, ends, strict=False):
        if end > start and (end - start >= SPAN or _swallows(row, width, dialect)):
            return None
    return rows, starts[: len(rows)]


def _swallows(row: list[str], width: int, dialect: Dialect) -> bool:
    """Whether a cell of several lines holds what look like rows: separators after its first line break."""
    if not dialect.separator:
        return False
    for cell in row:
        for piece in islice(_BREAK.split(cell), 1, None):
            cuts = piece.count(dialect.separator) - piece.count(f"{dialect.separator} ")
            if cuts and (len(row) != width or cuts >= width - 1):
                return True
    return False


def _repaired(lines: list[str], dialect: Dialect) -> tuple[list[list[str]], list[int], list[Remark]]:
    """Rows of a file with quotes out of place: each bad record is cut by its own line, and told."""
    width = dialects.usual_width(len(dialects.split(line, dialect)) for line in lines if line.strip())
    rows: list[list[str]] = []
    numbers: list[int] = []
    remarks: list[Remark] = []
    at = 0
    while at < len(lines):
        reader = dialect.reader(map(lines.__getitem__, range(at, min(at + SPAN, len(lines)))))
        try:
            row = next(reader)
            used = reader.line_num
            bad = used > 1 and _swallows(row, width, dialect)
        except csv.Error:
            row, used, bad = [], 1, True
        if bad:
            row, used = mended(lines[at].rstrip("\r\n"), dialect, width), 1
            if dialect.quote in lines[at]:  # else a cell is longer than the standard reader takes, told elsewhere
                remarks.append(_quote_out_of_place(at + 1, row, dialect))
            if len(remarks) > limits.BROKEN_QUOTES:
                return [], [], [*remarks[: limits.REMARKS], _given_up()]
        rows.append(row)
        numbers.append(at + 1)
        at += used
    return rows, numbers, remarks


def _given_up() -> Remark:
    return Remark(
        MUST_FIX,
        "too_many_broken_quotes",
        f"Hơn {limits.BROKEN_QUOTES} dòng có dấu nháy mở mà không đóng nên không đọc tệp này",
        "Lưu lại tệp từ Excel theo kiểu CSV UTF-8",
    )


def _quote_out_of_place(number: int, row: list[str], dialect: Dialect) -> Remark:
    column = next((index for index, cell in enumerate(row) if dialect.quote in cell), 0)
    return Remark(
        MUST_FIX,
        "quote_out_of_place",
        f"Dấu nháy {dialect.quote} mở mà không đóng, hoặc đứng giữa ô, nên ranh giới các ô không chắc chắn",
        "Xóa dấu nháy thừa hoặc đóng nháy trong dòng này, hay lưu lại bằng Excel",
        row=number,
        column=letter(column),
        value=row[column][:80] if row else "",
    )
