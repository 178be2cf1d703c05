"""Tables of a paper: written as XML in one go, because a cell at a time takes minutes for a hundred communes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from dx_metrics.briefing.report.form import clean

TWIPS = 1440 / 25.4
WHOLE = 22
"""Rows up to which a table is kept on one page."""
EDGES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, its width in millimetres, where its cells stand (left, center, right), and the heading above it."""

    title: str
    wide: float
    stand: str = "left"
    above: str = ""


def grid(
    document: Document,
    columns: Sequence[Column],
    rows: Iterable[Sequence[str]],
    *,
    total: Sequence[str] | None = None,
    size: float = 11,
    words: str = "",
    whole: int = WHOLE,
) -> None:
    """Append a table: its head is repeated on every page, no row is torn, the last one is not left alone.

    `words`: text alternative; `whole`: up to so many rows the table stays on one page.
    """
    body = [tuple(row) for row in rows]
    lines = [*_head(columns, size)]
    for at, row in enumerate(body):
        lines.append(_row(columns, row, size, keep=len(body) <= whole or at >= len(body) - 2))
    if total is not None:
        lines.append(_row(columns, total, size, bold=True))
    elif body:
        lines[-1] = _row(columns, body[-1], size)
    widths = "".join(f'<w:gridCol w:w="{round(c.wide * TWIPS)}"/>' for c in columns)
    described = f'<w:tblDescription w:val="{escape(clean(words), {chr(34): "&quot;"})}"/>' if words else ""
    xml = (
        f"<w:tbl {nsdecls('w')}><w:tblPr>"
        f'<w:tblW w:w="{round(sum(c.wide for c in columns) * TWIPS)}" w:type="dxa"/><w:jc w:val="center"/>'
        f"<w:tblBorders>{EDGES}</w:tblBorders>"
        '<w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="50" w:type="dxa"/><w:right w:w="50" w:type="dxa"/></w:tblCellMar>'
        f'<w:tblLook w:val="0020" w:firstRow="1"/>{described}</w:tblPr>'
        f"<w:tblGrid>{widths}</w:tblGrid>{''.join(lines)}</w:tbl>"
    )
    document.element.body.insert_element_before(_parsed(xml), "w:sectPr")


def _parsed(xml: str) -> Any:
    return parse_xml(xml)


def _head(columns: Sequence[Column], size: float) -> list[str]:
    if not any(column.above for column in columns):
        return [_row(columns, [c.title for c in columns], size, bold=True, head=True, keep=True)]
    upper, lower, at = "", "", 0
    while at < len(columns):
        column = columns[at]
        span = 1
        while column.above and at + span < len(columns) and columns[at + span].above == column.above:
            span += 1
        own = columns[at : at + span]
        wide = sum(c.wide for c in own)
        if column.above:
            upper += _cell(column.above, wide, size, "center", bold=True, keep=True, span=span)
            lower += "".join(_cell(c.title, c.wide, size, "center", bold=True, keep=True) for c in own)
        else:
            upper += _cell(column.title, wide, size, "center", bold=True, keep=True, merge="restart")
            lower += _cell("", wide, size, "center", keep=True, merge="continue")
        at += span
    return [f"<w:tr>{_KEPT}{cells}</w:tr>" for cells in (upper, lower)]


_KEPT = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"


def _row(columns: Sequence[Column], cells: Sequence[str], size: float, *, bold=False, head=False, keep=False) -> str:
    drawn = "".join(
        _cell(text, column.wide, size, "center" if head else column.stand, bold=bold, keep=keep)
        for column, text in zip(columns, cells, strict=True)
    )
    return f"<w:tr>{_KEPT if head else '<w:trPr><w:cantSplit/></w:trPr>'}{drawn}</w:tr>"


def _cell(
    text: str, wide: float, size: float, stand: str, *, bold=False, keep=False, span: int = 1, merge: str = ""
) -> str:
    properties = f'<w:tcW w:w="{round(wide * TWIPS)}" w:type="dxa"/>'
    properties += f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    properties += f'<w:vMerge w:val="{merge}"/>' if merge else ""
    half = round(size * 2)
    letters = f'{"<w:b/>" if bold else ""}<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
    return (
        f'<w:tc><w:tcPr>{properties}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="Bare"/>{"<w:keepNext/>" if keep else ""}<w:jc w:val="{stand}"/></w:pPr>'
        f'<w:r><w:rPr>{letters}</w:rPr><w:t xml:space="preserve">{escape(clean(text))}</w:t></w:r></w:p></w:tc>'
    )
