"""An .xlsx or .xlsm workbook to sheets of text: cached values, formats, merged cells, what is hidden."""

import html
import io
import re
import zipfile

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils import column_index_from_string, range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from dx_metrics.intake import limits, old_workbook
from dx_metrics.intake.kinds import broken, too_much, too_wide
from dx_metrics.intake.places import letter
from dx_metrics.intake.remark import MUST_FIX, Remark
from dx_metrics.intake.seen import seen
from dx_metrics.intake.sheet import Sheet

_CELL = re.compile(rb"<(?:\w+:)?c[ >/]")
_ROW = re.compile(rb"<(?:\w+:)?row[ >/]")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell [^>]*?ref="\$?([A-Z]{1,3}\$?\d{1,7}):(\$?[A-Z]{1,3}\$?\d{1,7})"')
_FORMULA_ALONE = re.compile(
    rb'<(?:\w+:)?c (?P<said>[^>]*?\br="(?P<column>[A-Z]+)(?P<row>\d+)"[^>]*)>\s*'
    rb"<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>(?P<formula>[^<]*)</(?:\w+:)?f>)\s*"
    rb"(?P<empty><(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)

Places = dict[int, dict[int, str]]
"""Texts by row and column, both counted from one as in the workbook."""


def read(content: bytes) -> tuple[list[Sheet], list[Remark]]:
    """Every sheet in the order of the workbook, hidden ones too, charts left out."""
    archive = zipfile.ZipFile(io.BytesIO(content))
    parts = {name: archive.read(name) for name in archive.namelist() if "/worksheets/" in name and name.endswith("xml")}
    if (
        len(parts) > limits.SHEETS
        or sum(len(_ROW.findall(part)) for part in parts.values()) > limits.ROWS
        or sum(map(_size, parts.values())) > limits.BOOK_CELLS
    ):
        return [], [too_much()]
    try:
        reader = ExcelReader(io.BytesIO(content), data_only=True, keep_links=False)
        reader.read()
        paths = {sheet.name: relation.target for sheet, relation in reader.parser.find_sheets()}
    except Exception:  # openpyxl raises whatever its parsers meet; odd styles of portals are no matter to calamine
        return ([], [broken()]) if any(map(_formulas, parts.values())) else old_workbook.read(content)
    book: Workbook = reader.wb
    sheets, remarks = [], []
    for worksheet in book.worksheets:
        formulas = _formulas(parts.get(paths.get(worksheet.title, "").lstrip("/"), b""))
        filled = _filled(worksheet, formulas)
        widths = [max(cells) for cells in filled.values()]
        if max(widths, default=0) > limits.COLUMNS or sum(widths) > limits.CELLS:
            return [], [too_wide()]
        sheet = _sheet(worksheet, filled)
        remarks += _without_value(sheet, formulas)
        sheets.append(sheet)
    return sheets, remarks


def _size(part: bytes) -> int:
    """The cells of a sheet that its library would make: those written, and all that are merged."""
    merged = 0
    for first, second in _MERGED.findall(part):
        left, top, right, low = range_boundaries(f"{first.decode()}:{second.decode()}")
        merged += ((right or 0) - (left or 0) + 1) * ((low or 0) - (top or 0) + 1)
    return len(_CELL.findall(part)) + merged


def _filled(worksheet: Worksheet, formulas: Places) -> Places:
    """The texts of the cells that hold anything; those that are only formatted are left out."""
    filled: Places = {row: dict(cells) for row, cells in formulas.items()}
    for (row, column), cell in worksheet._cells.items():  # iterating rows would make every cell up to the last
        if cell.value is not None:
            filled.setdefault(row, {})[column] = _text(cell)
    return filled


def _sheet(worksheet: Worksheet, filled: Places) -> Sheet:
    """The rows from the first to the last that holds anything."""
    last = max(filled, default=0)
    first = min(filled, default=1)
    rows = [_row(filled.get(number, {})) for number in range(first, last + 1)] if last - first < limits.ROWS else []
    numbers = list(range(first, first + len(rows)))
    if last and not rows:  # two islands a million rows apart: only the rows that hold something
        numbers = sorted(filled)
        rows = [_row(filled[number]) for number in numbers]
    at = {number: index for index, number in enumerate(numbers)}
    merged = tuple(
        (at[top], left - 1, at.get(low, len(rows) - 1), right - 1)
        for left, top, right, low in (area.bounds for area in worksheet.merged_cells.sorted())
        if top in at
    )
    hidden_rows = frozenset(at[row] for row, size in worksheet.row_dimensions.items() if size.hidden and row in at)
    hidden_columns = frozenset(
        column - 1
        for name, size in worksheet.column_dimensions.items()
        if size.hidden
        for column in range(size.min or column_index_from_string(name), min(size.max or 0, limits.COLUMNS) + 1)
    )
    hidden = worksheet.sheet_state != "visible"
    return Sheet(worksheet.title, rows, numbers, hidden, merged, hidden_rows, hidden_columns)


def _row(cells: dict[int, str]) -> list[str]:
    return [cells.get(column, "") for column in range(1, max(cells, default=0) + 1)]


def _text(cell: Cell) -> str:
    value = cell.value
    if isinstance(value, str):
        return value.replace("_x000D_", "")
    if isinstance(value, bool | int | float) or (hasattr(value, "strftime") and hasattr(value, "year")):
        return seen(value, cell.number_format)
    return str(value)


def _formulas(part: bytes) -> Places:
    """Formulas that were never computed, as a program writes them. An empty text is a result, and left out."""
    found: Places = {}
    if b"<f" not in part and b":f" not in part:
        return found
    for cell in _FORMULA_ALONE.finditer(part):
        if cell["empty"] and b't="str"' in cell["said"]:
            continue
        column = column_index_from_string(cell["column"].decode())
        formula = (cell["formula"] or b"").decode(errors="replace")
        found.setdefault(int(cell["row"]), {})[column] = f"={html.unescape(formula)}"
    return found


def _without_value(sheet: Sheet, formulas: Places) -> list[Remark]:
    places = [(row, column) for row, cells in formulas.items() for column in cells]
    return [
        Remark(
            MUST_FIX,
            "formula_without_value",
            "Công thức chưa có kết quả: tệp do phần mềm xuất ra và chưa được Excel tính",
            "Mở bằng Excel, đợi tính xong, lưu lại rồi gửi tệp đó",
            sheet=sheet.name,
            row=row,
            column=letter(column - 1),
            value=formulas[row][column][:80],
        )
        for row, column in places[: limits.REMARKS]
    ]
