"""Workbooks of other forms than .xlsx (.xls, .xlsb), read by calamine in a process that may not grow.

Such files say how large their sheets are, and are believed by whoever reads them; so they are read where a lie costs
nothing. Run as a program it reads a workbook from its standard input and writes JSON.
"""

import datetime
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from dx_metrics.intake import limits
from dx_metrics.intake.kinds import broken, locked, too_much, too_wide
from dx_metrics.intake.remark import Remark
from dx_metrics.intake.seen import seen
from dx_metrics.intake.sheet import Sheet

_HOUSE = Path(__file__).parents[2]


def read(content: bytes) -> tuple[list[Sheet], list[Remark]]:
    """Every sheet, hidden ones too. Number formats and hidden rows are not told by these forms' reader."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "dx_metrics.intake.old_workbook"],
            input=content,
            capture_output=True,
            timeout=limits.CHILD_SECONDS,
            cwd=_HOUSE,
            check=False,
        )
        answer: dict[str, Any] = json.loads(done.stdout) if done.returncode == 0 else {"refused": "broken"}
    except subprocess.TimeoutExpired:
        return [], [too_much()]
    except ValueError:
        return [], [broken()]
    refusals = {"broken": broken, "locked": locked, "too_much": too_much, "too_wide": too_wide}
    if "refused" in answer:
        return [], [refusals[answer["refused"]]()]
    return [_sheet(said) for said in answer["sheets"]], []


def _sheet(said: dict[str, Any]) -> Sheet:
    rows = [[_text(cell) for cell in row] for row in said["rows"]]
    first = next((at for at, row in enumerate(rows) if any(row)), len(rows))
    merged = tuple((top - first, left, low - first, right) for top, left, low, right in said["merged"] if top >= first)
    return Sheet(said["name"], rows[first:], list(range(first + 1, len(rows) + 1)), said["hidden"], merged)


def _text(cell: Any) -> str:
    if isinstance(cell, dict):
        moment = datetime.datetime.fromisoformat(cell["moment"])
        return seen(moment)
    return cell if isinstance(cell, str) else seen(cell)


def _bound() -> None:
    """Memory and time of this process, where the system lets us say so (not on Windows)."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (limits.CHILD_BYTES, limits.CHILD_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.CHILD_SECONDS, limits.CHILD_SECONDS))


def _answer(content: bytes) -> dict[str, Any]:
    from io import BytesIO

    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(content))
    except python_calamine.PasswordError:
        return {"refused": "locked"}
    except Exception:  # whatever a damaged file makes of its reader
        return {"refused": "broken"}
    sheets, cells = [], 0
    for said in book.sheets_metadata:
        if said.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(said.name)
        if sheet.width > limits.COLUMNS:
            return {"refused": "too_wide"}
        cells += sheet.width * sheet.height
        if sheet.height > limits.ROWS or cells > limits.CELLS or len(sheets) > limits.SHEETS:
            return {"refused": "too_much"}
        rows = [_trimmed([_plain(cell) for cell in row]) for row in sheet.to_python(skip_empty_area=False)]
        merged = [(*start, *end) for start, end in sheet.merged_cell_ranges or []]
        hidden = said.visible != python_calamine.SheetVisibleEnum.Visible
        sheets.append({"name": said.name, "rows": rows, "hidden": hidden, "merged": merged})
    return {"sheets": sheets}


def _plain(cell: Any) -> Any:
    if isinstance(cell, datetime.datetime):
        return {"moment": cell.isoformat()}
    if isinstance(cell, datetime.date):
        return {"moment": datetime.datetime.combine(cell, datetime.time()).isoformat()}
    if isinstance(cell, datetime.time | datetime.timedelta):
        return str(cell)
    return cell


def _trimmed(row: list[Any]) -> list[Any]:
    while row and row[-1] == "":
        row.pop()
    return row


if __name__ == "__main__":
    _bound()
    json.dump(_answer(sys.stdin.buffer.read()), sys.stdout)
