"""Files that are not figures: a table of the workspace, a framework, boundaries; known by their header."""

import csv
import datetime
import io
import json
import re

from dx_metrics.catalogue.model import MODEL
from dx_metrics.intake.assessment_layout import layout_of
from dx_metrics.intake.remark import MUST_FIX, Remark
from dx_metrics.intake.sheet import Reading, Sheet, Typed
from dx_metrics.store.change import Part
from dx_metrics.wording import slug

FIGURES, BOUNDARIES, FRAMEWORK, MARKS = "observations", "map", "framework", "assessment_sheet"
CRITERIA = {"code", "parent", "name", "value", "rule", "max_points"}
"""Columns by which a framework.csv is known."""
NO_FRAMEWORK = (
    "Chọn bộ chỉ số mà tệp này thay thế. Bộ mới: thả cùng lúc framework.csv và datapackage.json, hoặc nén cả thư mục."
)
_UNIT_WORDS = {"removed", "row"}


def recognised(file: str, content: bytes, reading: Reading) -> str:
    """What a file is for: a name of the model, `framework`, `map`, a sheet of marks, `observations` for all else."""
    if _features(content) is not None:
        return BOUNDARIES
    for sheet in reading.sheets:
        header = set(_header(sheet))
        if header >= CRITERIA:
            return FRAMEWORK
        fitting = [
            name
            for name, table in MODEL.items()
            if name != FIGURES
            and set(table.key) <= header
            and header - _UNIT_WORDS <= set(table.fields)
            and {field for field, said in table.fields.items() if said["constraints"].get("required")} <= header
        ]
        if fitting:
            return min(fitting, key=lambda name: len(MODEL[name].fields))
    if any(layout_of(sheet) for sheet in reading.sheets if not sheet.hidden):
        return MARKS
    return FIGURES


def part_of(target: str, file: str, content: bytes, reading: Reading, framework: str = "") -> Part | Remark:
    """What to publish of a file that is for `target`; a remark when it cannot be that.

    `framework` is the id of the index that a framework.csv replaces.
    """
    if target == BOUNDARIES:
        if _features(content) is None:
            return Remark(
                MUST_FIX, "no-boundaries", "không phải tệp GeoJSON", "Xuất lại ranh giới dạng GeoJSON, WGS 84."
            )
        return Part(f"map/{slug(file.rsplit('.', 1)[0]) or 'ranh-gioi'}.geojson", "file", content)
    sheet = next((sheet for sheet in reading.sheets if any(_header(sheet))), None)
    if sheet is None:
        return Remark(MUST_FIX, "no-table", "không thấy bảng nào trong tệp", "Dòng đầu phải là tên các cột.")
    if target == FRAMEWORK:
        if not re.fullmatch(r"[a-z0-9_]+", framework):
            return Remark(MUST_FIX, "no-framework", "chưa chọn bộ chỉ số", NO_FRAMEWORK)
        return Part(f"frameworks/{framework}/framework.csv", "file", as_csv(sheet, numbered=False))
    lacking = [column for column in MODEL[target].key if column not in _header(sheet)]
    if lacking:
        message = f"bảng này phải có cột {', '.join(lacking)}"
        return Remark(MUST_FIX, "no-key", message, "Thêm cột, dòng đầu là tên các cột.", sheet.name, 1)
    return Part(target, "rows", as_csv(sheet, numbered=True))


def _header(sheet: Sheet) -> list[str]:
    return [text.strip() for text in sheet.rows[0]] if sheet.rows else []


def as_csv(sheet: Sheet, *, numbered: bool) -> bytes:
    """The sheet as the catalogue reads it; with the officer's row numbers where a table's rows are sent."""
    header = _header(sheet)
    while header and not header[-1]:
        header.pop()
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    own_numbers = numbered and "row" not in header
    writer.writerow([*header, *(["row"] if own_numbers else [])])
    for index, row in zip(sheet.numbers[1:], sheet.rows[1:], strict=True):
        cells = [_plain(text) for text in row[: len(header)]]
        if any(cells):
            cells += [""] * (len(header) - len(cells))
            writer.writerow([*cells, *([str(index)] if own_numbers else [])])
    return out.getvalue().encode()


def _plain(text: str) -> str:
    """A cell as a data package writes it: ISO dates, decimal points."""
    value = text.value if isinstance(text, Typed) else None
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"{value:.15g}"
    return text.strip()


def _features(content: bytes) -> list[object] | None:
    if not content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{"):
        return None
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return None
    features = found.get("features") if isinstance(found, dict) else None
    return features if isinstance(features, list) else None
