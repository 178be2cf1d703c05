"""Rows of a name and a small picture: `ul.bullets` and `ul.lost`."""

from collections.abc import Iterator

from dx_metrics.charts.look import CHOSEN, INK, MUTED
from dx_metrics.charts.svg import letters
from dx_metrics.charts.svg.block import Block, moved, paragraph, stacked
from dx_metrics.charts.svg.markup import Element, box, first, kinds, nested, words

NAME, SMALL, GAP = 14, 13, 10


def bullets(listed: Element, width: float) -> Iterator[Block]:
    """A row each: names and figures on the left, the track on the right."""
    half = (width - 20) / 2
    for item in listed.iterchildren("li"):
        told = _told(item, half, bold=True)
        track = first(item, "track")
        drawn, high = "", 0.0
        if track is not None and track.tag == "svg":
            wide, tall = box(track)
            high = half / wide * tall
            drawn = nested(track, half + 20, max(0.0, (told.height - high) / 2), half, high)
        elif track is not None:
            drawn = moved(paragraph(words(track), half, colour=MUTED).markup, half + 20, 0)
        yield Block(told.markup + drawn, max(told.height, high) + GAP, many=True)


def lost(listed: Element, width: float) -> Iterator[Block]:
    """A row each: name, bar, figure."""
    end = 84.0
    name = (width - end - 24) * 5 / 9
    bar = width - end - 24 - name
    for item in listed.iterchildren("li"):
        bold = bool(kinds(item) & {"heading", "chosen"})
        told = _told(item, name, bold=bold)
        high = max(told.height, 22)
        parts = [told.markup]
        if "chosen" in kinds(item):
            parts.append(f'<rect x="-10" width="4" height="{high:.1f}" fill="{CHOSEN}"/>')
        track = first(item, "track")
        if track is not None:
            parts.append(nested(track, name + 12, (high - 22) / 2, bar, 22))
        figure = words(first(item, "figure"))
        weight = ' font-weight="600"' if bold else ""
        parts.append(letters.text(figure, width, high / 2 + 5, size=NAME, anchor="end", more=weight))
        yield Block("".join(parts), high + (GAP if "heading" not in kinds(item) else GAP / 2), many=True)


def plain(listed: Element, width: float) -> Iterator[Block]:
    """Any other list: a row of text each."""
    for item in listed.iterchildren("li"):
        yield Block(moved(paragraph(f"• {words(item)}", width).markup, 0, 0), paragraph(words(item), width).height + 4)


def _told(item: Element, width: float, *, bold: bool) -> Block:
    """Name, figures and verdict of a row."""
    what = first(item, "what")
    if what is None:
        return paragraph(words(item), width)
    rows = []
    for child in what.iterchildren():
        if child.tag == "b":
            rows.append(paragraph(words(child), width, size=NAME, bold=bold))
        else:
            colour = INK if "verdict" in kinds(child) else MUTED
            rows.append(paragraph(words(child), width, size=SMALL, colour=colour))
    return stacked(rows)
