"""The XML workbook of Excel 2003, as some portals still write it."""

import datetime
from xml.etree.ElementTree import Element

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from dx_metrics.intake import limits
from dx_metrics.intake.kinds import broken, too_much, too_wide
from dx_metrics.intake.remark import Remark
from dx_metrics.intake.seen import seen
from dx_metrics.intake.sheet import Sheet

_NS = "{urn:schemas-microsoft-com:office:spreadsheet}"


def read(content: bytes) -> tuple[list[Sheet], list[Remark]]:
    """Every worksheet, hidden ones too."""
    try:
        tree = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError):
        return [], [broken()]
    formats = {
        style.get(f"{_NS}ID"): said.get(f"{_NS}Format", "General")
        for style in tree.iter(f"{_NS}Style")
        for said in style.iter(f"{_NS}NumberFormat")
    }
    sheets, cells = [], 0
    for worksheet in tree.iter(f"{_NS}Worksheet"):
        rows: list[list[str]] = []
        numbers: list[int] = []
        merged: list[tuple[int, int, int, int]] = []
        number = 0
        for line in worksheet.iter(f"{_NS}Row"):
            number = _index(line, number)
            row: list[str] = []
            for cell in line.iter(f"{_NS}Cell"):
                place = _index(cell, len(row)) - 1
                wide, high = _more(cell, "MergeAcross"), _more(cell, "MergeDown")
                if place + wide >= limits.COLUMNS:
                    return [], [too_wide()]
                row.extend([""] * (place - len(row)))
                if wide or high:
                    merged.append((len(rows), place, len(rows) + high, place + wide))
                row.extend([_text(cell, formats.get(cell.get(f"{_NS}StyleID"), "General")), *[""] * wide])
            cells += len(row)
            if cells > limits.CELLS or len(rows) > limits.ROWS:
                return [], [too_much()]
            rows.append(row)
            numbers.append(number)
        hidden = any((said.text or "").startswith("SheetHidden") for said in worksheet.iter() if "Visible" in said.tag)
        inside = tuple((top, left, min(low, len(rows) - 1), right) for top, left, low, right in merged)
        sheets.append(Sheet(worksheet.get(f"{_NS}Name", ""), rows, numbers, hidden, inside))
    return sheets, []


def _index(element: Element, before: int) -> int:
    said = element.get(f"{_NS}Index", "")
    return int(said) if said.isdigit() and len(said) < 8 else before + 1


def _more(cell: Element, name: str) -> int:
    said = cell.get(f"{_NS}{name}", "")
    return int(said) if said.isdigit() and len(said) < 8 else 0


def _text(cell: Element, number_format: str) -> str:
    data = cell.find(f"{_NS}Data")
    if data is None:
        return ""
    text = "".join(data.itertext())
    kind = data.get(f"{_NS}Type", "String")
    try:
        if kind == "Number":
            return seen(float(text), "0%" if number_format == "Percent" else number_format)
        if kind == "DateTime":
            return seen(datetime.datetime.fromisoformat(text))
    except ValueError:
        return text
    return text
