"""HTML saved under the name of a workbook, as portals do: each table a sheet, spans as merged cells."""

import email
import email.policy
from dataclasses import replace

from lxml import html

from dx_metrics.intake import limits
from dx_metrics.intake.kinds import broken, too_much
from dx_metrics.intake.remark import Remark
from dx_metrics.intake.sheet import Sheet

_BLOCKS = ("br", "p", "div", "li", "tr")


def page_of(content: bytes) -> bytes:
    """The HTML part of a web page archive (MHTML); empty when there is none."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            found = part.get_payload(decode=True)
            return found if isinstance(found, bytes) else b""
    return b""


def read(text: str) -> tuple[list[Sheet], list[Remark]]:
    """The tables of a page in their order, tables inside cells left to their cell."""
    try:
        tree = html.document_fromstring(text, parser=html.HTMLParser(no_network=True, huge_tree=False))
    except (ValueError, html.etree.ParserError, html.etree.LxmlError):
        return [], [broken()]
    sheets: list[Sheet] = []
    for table in tree.iter("table"):
        if any(above.tag == "table" for above in table.iterancestors()):
            continue
        sheet = _table(table, f"Bảng {len(sheets) + 1}")
        if sheet is None:
            return [], [too_much()]
        if sheet.rows:
            sheets.append(sheet)
        if sum(len(sheet.rows) for sheet in sheets) > limits.ROWS or len(sheets) > limits.SHEETS:
            return [], [too_much()]
    if not sheets:
        return [], [broken()]
    if len(sheets) == 1:
        sheets = [replace(sheets[0], name="")]
    return sheets, []


def _table(table: html.HtmlElement, name: str) -> Sheet | None:
    """One table laid out on its grid; None when it is larger than is allowed."""
    rows: list[list[str]] = []
    merged: list[tuple[int, int, int, int]] = []
    cells = 0
    hidden: set[int] = set()
    below: dict[int, int] = {}  # column -> rows that a cell from above still covers
    for line in table.iter("tr"):
        if next(line.iterancestors("table")) is not table:
            continue
        row: list[str] = []
        covered = below
        below = {column: left - 1 for column, left in covered.items() if left > 1}
        for cell in line.iterchildren("td", "th"):
            while len(row) in covered:
                row.append("")
            wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
            at = len(row)
            cells += wide
            if at + wide > limits.COLUMNS or cells > limits.CELLS:
                return None
            if wide > 1 or high > 1:
                merged.append((len(rows), at, len(rows) + high - 1, at + wide - 1))
            if high > 1:
                below.update({column: high - 1 for column in range(at, at + wide)})
            row.extend([_text(cell)] + [""] * (wide - 1))
        if "display:none" in (line.get("style") or "").replace(" ", "").lower():
            hidden.add(len(rows))
        rows.append(row)
    inside = tuple((top, left, min(low, len(rows) - 1), right) for top, left, low, right in merged)
    return Sheet(name, rows, list(range(1, len(rows) + 1)), merged=inside, hidden_rows=frozenset(hidden))


def _span(cell: html.HtmlElement, name: str) -> int:
    said = (cell.get(name) or "1").strip()
    return max(1, min(int(said), limits.COLUMNS + 1)) if said.isascii() and said.isdigit() and len(said) < 7 else 1


def _text(cell: html.HtmlElement) -> str:
    """The words of a cell; scripts and styles are not words."""
    words: list[str] = []
    for event, element in html.etree.iterwalk(cell, events=("start", "end", "comment", "pi")):
        if event == "start" and isinstance(element.tag, str):
            if element.tag in _BLOCKS:
                words.append(" ")
            if element.tag not in ("script", "style"):
                words.append(element.text or "")
        elif event in ("end", "comment", "pi") and element is not cell:
            words.append(element.tail or "")
    return " ".join("".join(words).split())
