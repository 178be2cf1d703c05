"""A drawing of an exhibit (HTML and SVG for the screen) as blocks of one SVG, without a browser."""

from collections.abc import Iterator

from dx_metrics.charts.look import MUTED
from dx_metrics.charts.svg import grid, lists
from dx_metrics.charts.svg.block import Block, moved, paragraph, stacked
from dx_metrics.charts.svg.legend import legend
from dx_metrics.charts.svg.markup import Element, box, first, kinds, nested, read, words

MAP, PANEL, APART = 720, 216, 24
"""Pixels: the widest map, the narrowest panel, and what lies between panels."""
WHOLE = {"p", "summary", "h2", "h3", "h4", "dl"}


def blocks(drawing: str, width: float, tall: float | None = None) -> list[Block]:
    """What the drawing shows, from top to bottom; a single picture is `tall` at most."""
    return list(_blocks(read(drawing), width, tall)) if drawing.strip() else []


def _blocks(element: Element, width: float, tall: float | None) -> Iterator[Block]:
    if element.tag == "svg":
        yield _picture(element, width, tall)
    elif element.tag == "table":
        yield from grid.table(element, width)
    elif element.tag == "ul":
        if "legend" in kinds(element):
            yield legend(element, width)
        else:
            rows = {"bullets": lists.bullets, "lost": lists.lost}
            draw = next((rows[kind] for kind in kinds(element) if kind in rows), lists.plain)
            yield from draw(element, width)
    elif "panels" in kinds(element):
        yield from _panels(element, width)
    elif element.tag in WHOLE:
        if said := words(element):
            told = paragraph(said, width, colour=MUTED if element.tag == "p" else "#1B2733")
            yield Block(told.markup, told.height + 6)
    elif element.tag == "details" and element.get("open") is None:
        told = paragraph(words(first(element, "summary")), width)
        yield Block(told.markup, told.height + 6, many=True)
    else:
        if element.text and element.text.strip():
            yield paragraph(element.text.strip(), width)
        for child in element.iterchildren():
            if isinstance(child.tag, str):
                yield from _blocks(child, width, tall)


def _picture(svg: Element, width: float, tall: float | None) -> Block:
    wide, high = box(svg)
    scale = min(min(width, MAP) / wide, (tall or 4 * MAP) / high)
    left = (width - wide * scale) / 2
    return Block(nested(svg, left, 0, wide * scale, high * scale), high * scale + 12)


def _panels(element: Element, width: float) -> Iterator[Block]:
    """Small multiples, a block for each row of them."""
    figures = [figure for figure in element.iter("figure") if isinstance(figure.tag, str)]
    across = max(1, min(len(figures), int((width + APART) / (PANEL + APART))))
    own = (width - APART * (across - 1)) / across
    for start in range(0, len(figures), across):
        row = [_panel(figure, own) for figure in figures[start : start + across]]
        high = max(block.height for block in row)
        parts = [moved(block.markup, at * (own + APART), high - block.height) for at, block in enumerate(row)]
        yield Block("".join(parts), high + 16, many=True)


def _panel(figure: Element, width: float) -> Block:
    title = paragraph(words(first(figure, "figcaption")), width, size=12.5, bold=True)
    svg = first(figure, "svg")
    if svg is None:
        return stacked([title, paragraph(words(first(figure, "p")), width, colour=MUTED)], 4)
    wide, high = box(svg)
    return stacked([title, Block(nested(svg, 0, 0, width, width / wide * high), width / wide * high)], 4)
