"""What a still picture is stacked from: pieces of a known height, and texts broken into lines."""

from collections.abc import Sequence
from dataclasses import dataclass

from dx_metrics.charts.look import INK
from dx_metrics.charts.svg import letters

LEADING = 1.4
"""Height of a line of text in sizes of its letters."""
HEAVIER = 1.06
"""How much wider letters of weight 600 are."""


@dataclass(frozen=True, slots=True)
class Block:
    """SVG elements drawn from 0,0 downwards. `many`: a row of a list, which may be left out where room is short."""

    markup: str
    height: float
    many: bool = False


def stacked(blocks: Sequence[Block], gap: float = 0) -> Block:
    """The blocks under each other as one."""
    parts, y = [], 0.0
    for block in blocks:
        parts.append(moved(block.markup, 0, y))
        y += block.height + gap
    return Block("".join(parts), max(0.0, y - gap))


def moved(markup: str, x: float, y: float) -> str:
    """The elements somewhere else."""
    return f'<g transform="translate({x:.1f},{y:.1f})">{markup}</g>' if x or y else markup


def wrapped(words: str, size: float, width: float) -> list[str]:
    """The lines of a text that is `width` pixels wide at most; a word that is wider is cut."""
    rows = [""]
    for word in words.split():
        while letters.width(word, size) > width and len(word) > 1:
            most = max(1, int(len(word) * width / letters.width(word, size)) - 1)
            rows.append(word[:most])
            word = word[most:]
        longer = f"{rows[-1]} {word}" if rows[-1] else word
        if rows[-1] and letters.width(longer, size) > width:
            rows.append(word)
        else:
            rows[-1] = longer
    return [row for row in rows if row] or [""]


def paragraph(
    words: str, width: float, *, size: float = 13, colour: str = INK, bold: bool = False, anchor: str = "start"
) -> Block:
    """A text as a block; with another anchor its lines stand at the middle or the end of `width`."""
    x = {"middle": width / 2, "end": width}.get(anchor, 0.0)
    weight = ' font-weight="600"' if bold else ""
    rows = wrapped(words, size, width / HEAVIER if bold else width)
    lines = "".join(
        letters.text(row, x, size + at * size * LEADING, size=size, colour=colour, anchor=anchor, more=weight)
        for at, row in enumerate(rows)
    )
    return Block(lines, len(rows) * size * LEADING)
