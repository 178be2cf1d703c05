"""A table of a drawing: heat, reports, framework, before and after."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from dx_metrics.charts.look import INK, MUTED
from dx_metrics.charts.svg import letters
from dx_metrics.charts.svg.block import LEADING, Block, wrapped
from dx_metrics.charts.svg.markup import Element, declared, kinds

SIZE, PAD = 12.5, 8
LEAST, MOST, HEAD = 40, 260, 110
"""Pixels a column may take, and those that its heading alone may claim."""
WASH = "#F3F6F9"
FILLS = {"none": WASH, "missing": WASH, "late": "#FBE3C6"}
INKS = {"none": MUTED, "missing": MUTED, "late": "#6B3A05", "reported": "#12436D", "not_applicable": MUTED}


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as it is to be drawn."""

    said: str
    span: int
    head: bool
    fill: str
    ink: str


def table(element: Element, width: float) -> Iterator[Block]:
    """A block for each row; a table that is too wide is drawn smaller."""
    rows = [[_cell(cell) for cell in row.iterchildren("td", "th")] for row in element.iter("tr")]
    rows = [row for row in rows if row]
    if not rows:
        return
    widths = _widths(rows)
    whole = sum(widths)
    if whole < width:
        widths = [own * width / whole for own in widths]
    scale = min(1.0, width / sum(widths))
    for at, row in enumerate(rows):
        drawn = _row(row, widths)
        small = f'<g transform="scale({scale:.4f})">{drawn.markup}</g>' if scale < 1 else drawn.markup
        yield Block(small, drawn.height * scale, many=at > 0)


def _row(row: list[Cell], widths: list[float]) -> Block:
    placed, at, x = [], 0, 0.0
    for cell in row:
        wide = sum(widths[at : at + cell.span])
        placed.append((cell, x, wide, wrapped(cell.said, SIZE, wide - 2 * PAD)))
        at, x = at + cell.span, x + wide
    high = max(len(lines) for _, _, _, lines in placed) * SIZE * LEADING + PAD
    parts = []
    for nth, (cell, left, wide, lines) in enumerate(placed):
        parts.append(
            f'<rect x="{left:.1f}" width="{wide:.1f}" height="{high:.1f}" fill="{cell.fill}" stroke="#D9DFE5"/>'
        )
        middle = nth > 0 and len(cell.said) < 24
        place, anchor = (left + wide / 2, "middle") if middle else (left + PAD, "start")
        top = (high - len(lines) * SIZE * LEADING) / 2 + SIZE
        weight = ' font-weight="600"' if cell.head else ""
        parts += [
            letters.text(line, place, top + n * SIZE * LEADING, size=SIZE, colour=cell.ink, anchor=anchor, more=weight)
            for n, line in enumerate(lines)
        ]
    return Block("".join(parts), high)


def _widths(rows: list[list[Cell]]) -> list[float]:
    columns = max(sum(cell.span for cell in row) for row in rows)
    widths = [float(LEAST)] * columns
    for row in rows:
        at = 0
        for cell in row:
            if cell.span == 1:
                most = HEAD if cell.head else MOST
                longest = max((letters.width(word, SIZE) for word in cell.said.split()), default=0)
                wide = max(min(letters.width(cell.said, SIZE), most), min(longest, MOST))
                widths[at] = max(widths[at], wide + 2 * PAD + 2)
            at += cell.span
    return widths


def _cell(cell: Element) -> Cell:
    kind, style = kinds(cell), declared(cell)
    row = cell.getparent()
    above = row.getparent() if row is not None else None
    head = row is not None and ((above is not None and above.tag == "thead") or "group" in kinds(row))
    fill = style.get("background") or style.get("background-color") or next((FILLS[k] for k in kind if k in FILLS), "")
    ink = style.get("color") or next((INKS[k] for k in kind if k in INKS), INK)
    said = " ".join(part.strip() for part in cell.itertext() if part.strip())
    return Cell(said, int(cell.get("colspan") or 1), head, escape(fill) or (WASH if head else "#fff"), escape(ink))
