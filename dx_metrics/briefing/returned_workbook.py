"""The officer's own file, given back with what is wrong in it coloured and commented."""

import io
import re
import warnings
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from dx_metrics.briefing.remarks import Pattern, patterns
from dx_metrics.briefing.tables import LIVE, as_text
from dx_metrics.intake.remark import CONFIRM, FIXED, LEVELS, MUST_FIX, Remark
from dx_metrics.intake.sheet import Reading, Sheet, Typed
from dx_metrics.wording import number

FIRST = "Nhận xét"
FILLS = {MUST_FIX: "E9A15B", CONFIRM: "FBE3C4", FIXED: "D3E4F1"}
COLUMNS = ("Mức", "Nội dung", "Cách sửa", "Trang tính", "Dòng", "Cột", "Đang ghi")
WIDTHS = (16, 60, 50, 18, 8, 28, 28)
MOST_CELLS = 400_000
"""A larger file is given back as the sheet of remarks alone: writing it would take longer than anybody waits."""
MOST_COMMENTS, SHOWN = 5_000, 5
_LETTER = re.compile(r"[A-Z]{1,3}")
_UNPRINTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def returned_workbook(reading: Reading, content: bytes, remarks: Sequence[Remark]) -> bytes:
    """An .xlsx: the remarks on the first sheet, grouped; then the officer's sheets with the faulty cells marked.

    A workbook of the kind keeps its looks; every other kind of file becomes one. Formulas are replaced by what
    they showed, links and macros are left out. Never raises for what stands in the file.
    """
    small = sum(len(row) for sheet in reading.sheets for row in sheet.rows) <= MOST_CELLS
    book = (_own(reading, content) or _made(reading)) if small else Workbook()
    if not small:
        book.remove(book.worksheets[0])
    grouped = patterns(remarks)
    sheets = {sheet.name: sheet for sheet in reading.sheets}
    pages = {page.title: page for page in book.worksheets}
    names = dict(zip(sheets, pages.values(), strict=False)) if len(sheets) == 1 else {n: pages.get(n) for n in sheets}
    for pattern in reversed(grouped):  # the heaviest last: its colour stays
        for remark in pattern.places[:MOST_COMMENTS]:
            page, sheet = names.get(remark.sheet), sheets.get(remark.sheet)
            if page is not None and sheet is not None:
                _mark(page, sheet, remark)
    _first_sheet(book, reading, grouped, small)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _own(reading: Reading, content: bytes) -> Workbook | None:
    """The officer's workbook with its looks; None when it is no .xlsx, or one that openpyxl does not take."""
    if reading.kind != "xlsx":
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book, shown = (load_workbook(io.BytesIO(content), data_only=cached) for cached in (False, True))
            for name in book.sheetnames:
                if isinstance(book[name], Worksheet):
                    _neutral(book[name], shown[name])
            book._external_links = []  # type: ignore[attr-defined]
            for name in [name for name, said in book.defined_names.items() if "[" in str(said.value)]:
                del book.defined_names[name]
            return book
    except Exception:  # a file that our reader took and openpyxl does not: it is written anew
        return None


def _neutral(page: Worksheet, shown: Worksheet) -> None:
    """Formulas become what they showed, or their own text; nothing leads out of the workbook."""
    for row in page.iter_rows():
        for cell in row:
            if cell.data_type == "f":
                cached = shown[cell.coordinate].value
                if cached is None:
                    as_text(cell, str(getattr(cell.value, "text", cell.value)))
                else:
                    cell.value = cached
            if isinstance(cell.value, str) and LIVE.match(cell.value):
                as_text(cell, cell.value).quotePrefix = True  # stays a text also when somebody edits the cell
            if getattr(cell, "hyperlink", None):
                cell.hyperlink = None


def _made(reading: Reading) -> Workbook:
    """A workbook of the texts that were read, each row where the officer sees it."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for at, sheet in enumerate(reading.sheets, start=1):
        title = re.sub(r"[\[\]:*?/\\]", " ", sheet.name).strip("' ")[:31] or (
            "Số liệu" if len(reading.sheets) == 1 else f"Trang {at}"
        )
        page = book.create_sheet(title if title != FIRST else f"{FIRST} (cũ)")
        for index, row in zip(sheet.numbers, sheet.rows, strict=True):
            for column, text in enumerate(row, start=1):
                if text and column <= 16_384 and index <= 1_048_576:
                    value = text.value if isinstance(text, Typed) else None
                    if isinstance(value, int | float) and not isinstance(value, bool):
                        page.cell(index, column).value = value
                    else:
                        as_text(page.cell(index, column), _printed(text))
        page.sheet_state = "hidden" if sheet.hidden else "visible"
    return book


def _mark(page: Worksheet, sheet: Sheet, remark: Remark) -> None:
    column = _column(sheet, remark)
    row = remark.row or (sheet.numbers[0] if sheet.numbers else 1)
    cell: Any = page.cell(row, column)
    for area in list(page.merged_cells.ranges):  # ty: ignore[invalid-argument-type]
        if cell.coordinate in area:
            cell = page.cell(area.min_row, area.min_col)
            break
    cell.fill = PatternFill("solid", fgColor=FILLS[remark.level])
    said = f"{LEVELS[remark.level].capitalize()}: {remark.message}. {remark.cure}".replace("..", ".")
    before = f"{cell.comment.text}\n\n" if cell.comment else ""
    if said not in before:
        cell.comment = Comment(_printed(before + said)[:2000], "Kiểm tra số liệu", height=140, width=320)


def _column(sheet: Sheet, remark: Remark) -> int:
    """The column of a remark, counted from one: by its heading, its letter, or where the row holds its value."""
    index = sheet.numbers.index(remark.row) if remark.row in sheet.numbers else len(sheet.rows) - 1
    own = sheet.rows[index] if 0 <= index < len(sheet.rows) else []
    wanted = _plain(remark.column)
    found = [
        at
        for row in reversed(sheet.rows[: index + 1])
        for at, text in enumerate(row, start=1)
        if wanted and _plain(text) == wanted
    ]
    holding = [at for at, text in enumerate(own, start=1) if remark.value and text.strip() == remark.value.strip()]
    for at in found:
        if not holding or at in holding:
            return at
    if not found and _LETTER.fullmatch(remark.column):
        return min(column_index_from_string(remark.column), 16_384)
    return (found or holding or [1])[0]


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _first_sheet(book: Workbook, reading: Reading, grouped: list[Pattern], small: bool) -> None:
    """All remarks: a bold line a pattern, its places below, folded where they are many."""
    if FIRST in book.sheetnames:
        book[FIRST].title = f"{FIRST} (cũ)"
    page = book.create_sheet(FIRST, 0)
    book.active = 0
    for view in (sheet.sheet_view for sheet in book.worksheets[1:]):
        view.tabSelected = False
    as_text(page.cell(1, 1), f"Nhận xét về tệp {_printed(reading.file)}").font = Font(bold=True, size=14)
    counts = [f"{number(_places(grouped, level), 0)} {words}" for level, words in LEVELS.items()]
    said = f"{', '.join(counts)}. Ô có nhận xét được tô màu và ghi chú trong các trang sau."
    as_text(page.cell(2, 1), said if small else f"{', '.join(counts)}. Tệp quá lớn nên không kèm lại số liệu.")
    for column, (name, width) in enumerate(zip(COLUMNS, WIDTHS, strict=True), start=1):
        cell = as_text(page.cell(4, column), name)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="DDE3E8")
        page.column_dimensions[get_column_letter(column)].width = width
    row = 5
    for pattern in grouped:
        many = len(pattern.places) > 1
        message = f"{pattern.message} ({number(len(pattern.places), 0)} chỗ)" if many else pattern.message
        head = (LEVELS[pattern.level], message, pattern.cure, *(() if many else _where(pattern.places[0])))
        for column, text in enumerate(head, start=1):
            cell = as_text(page.cell(row, column), _printed(text))
            cell.fill = PatternFill("solid", fgColor=FILLS[pattern.level])
            cell.font, cell.alignment = Font(bold=column <= 2), Alignment(wrap_text=True, vertical="top")
        row += 1
        for remark in pattern.places[:MOST_COMMENTS] if many else ():
            for column, text in enumerate(("", remark.message, "", *_where(remark)), start=1):
                as_text(page.cell(row, column), _printed(text)).alignment = Alignment(wrap_text=True, vertical="top")
            page.row_dimensions[row].outlineLevel = 1
            page.row_dimensions[row].hidden = len(pattern.places) > SHOWN
            row += 1
    page.sheet_properties.outlinePr.summaryBelow = False
    page.freeze_panes = "A5"


def _where(remark: Remark) -> tuple[str, str, str, str]:
    return remark.sheet, str(remark.row or ""), remark.column, remark.value[:300]


def _places(grouped: list[Pattern], level: str) -> int:
    return sum(len(pattern.places) for pattern in grouped if pattern.level == level)


def _printed(text: str) -> str:
    """Without the characters that a workbook cannot hold."""
    return _UNPRINTED.sub(" ", str(text))[:32_000]
