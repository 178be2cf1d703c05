"""An .ods workbook to sheets of text: typed values, percent, merged cells, what is hidden."""

import datetime
import io
import zipfile

from lxml import etree  # ty: ignore[missing-module-member]

from dx_metrics.intake import limits
from dx_metrics.intake.kinds import broken, too_much, too_wide
from dx_metrics.intake.remark import Remark
from dx_metrics.intake.seen import seen
from dx_metrics.intake.sheet import Sheet, Typed

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")


def read(content: bytes) -> tuple[list[Sheet], list[Remark]]:
    """Every sheet in the order of the workbook, hidden ones too."""
    text = zipfile.ZipFile(io.BytesIO(content)).read("content.xml")
    try:
        tree = etree.fromstring(text, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return [], [broken()]
    hidden = {
        style.get(f"{_STYLE}name")
        for style in tree.iter(f"{_STYLE}style")
        if any(said.get(f"{_TABLE}display") == "false" for said in style)
    }
    sheets = []
    for table in tree.iter(f"{_TABLE}table"):
        sheet = _Laid(table.get(f"{_TABLE}name", ""), table.get(f"{_TABLE}style-name") in hidden)
        for line in table.iter(f"{_TABLE}table-row"):
            sheet.add(line)
            if sheet.width > limits.COLUMNS:
                return [], [too_wide()]
            if len(sheet.rows) > limits.ROWS or sheet.cells > limits.CELLS or len(sheets) > limits.SHEETS:
                return [], [too_much()]
        sheets.append(sheet.made())
    return sheets, []


class _Laid:
    """A sheet that grows by its rows. Rows without text are only counted until one with text follows."""

    def __init__(self, name: str, hidden: bool) -> None:
        self.name, self.hidden = name, hidden
        self.rows: list[list[str]] = []
        self.numbers: list[int] = []
        self.merged: list[tuple[int, int, int, int]] = []
        self.hidden_rows: set[int] = set()
        self.number, self.width, self.cells = 0, 0, 0

    def add(self, line: etree._Element) -> None:
        times = _count(line, "number-rows-repeated")
        row: list[str] = []
        spans: list[tuple[int, int, int]] = []
        for cell in line.iterchildren(*_CELLS):
            wide, high = _count(cell, "number-columns-spanned"), _count(cell, "number-rows-spanned")
            if wide > 1 or high > 1:
                spans.append((len(row), wide, high))
            text = _text(cell) if cell.tag == _CELLS[0] else ""
            row.extend([text] * min(_count(cell, "number-columns-repeated"), limits.COLUMNS + 1))
            if len(row) > 20 * limits.COLUMNS:
                break
        while row and not row[-1]:
            row.pop()
        self.width = max(self.width, len(row))
        if row:
            times = min(times, limits.ROWS + 1)
            self.cells += len(row) * times
            if self.cells > limits.CELLS:
                return
            for number in range(self.number + 1, self.number + 1 + times):
                if line.get(f"{_TABLE}visibility", "visible") != "visible":
                    self.hidden_rows.add(len(self.rows))
                top = len(self.rows)
                self.merged += [(top, at, top + high - 1, at + wide - 1) for at, wide, high in spans]
                self.rows.append(list(row))
                self.numbers.append(number)
        elif self.rows and times < 100:
            for number in range(self.number + 1, self.number + 1 + times):
                self.rows.append([])
                self.numbers.append(number)
        self.number += times

    def made(self) -> Sheet:
        while self.rows and not self.rows[-1]:
            del self.rows[-1], self.numbers[-1]
        last = len(self.rows) - 1
        merged = tuple((top, left, min(low, last), right) for top, left, low, right in self.merged)
        return Sheet(self.name, self.rows, self.numbers, self.hidden, merged, frozenset(self.hidden_rows))


def _count(element: etree._Element, name: str) -> int:
    said = element.get(f"{_TABLE}{name}", "1")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 8 else 1


def _text(cell: etree._Element) -> str:
    shown = "\n".join("".join(part.itertext()) for part in cell.iterchildren(f"{_TEXT}p"))
    kind = cell.get(f"{_OFFICE}value-type", "string")
    try:
        if kind in ("float", "percentage", "currency"):
            value = float(cell.get(f"{_OFFICE}value", ""))
            if shown.isdigit() and float(shown) == value:
                return Typed(shown, value)  # leading zeros are the officer's
            return seen(value, "0%" if kind == "percentage" else "General")
        if kind == "date":
            return seen(datetime.datetime.fromisoformat(cell.get(f"{_OFFICE}date-value", "")))
    except ValueError:
        return shown
    return shown
