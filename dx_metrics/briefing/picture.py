"""An exhibit as a still picture to be put into a paper or shown by a chat: SVG and PNG, made without a browser."""

import subprocess
import sys
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

from dx_metrics.briefing.typeface import FAMILY, font_files
from dx_metrics.charts.exhibit import Exhibit
from dx_metrics.charts.look import FONT, INK, MUTED
from dx_metrics.charts.svg import plot
from dx_metrics.charts.svg.block import Block, paragraph, stacked
from dx_metrics.charts.svg.drawing import blocks
from dx_metrics.charts.svg.markup import box, nested, read

WIDTH, EDGE = 1000, 40
PREVIEW = (1200, 630)
"""What chats show of a link, in pixels."""
SHARP = 2
"""Pixels of a PNG for each of the drawing."""
KEYS = 64
"""Pixels that a map leaves to its keys in a preview."""
TIGHTEST = 0.6
"""How small a tall figure may be drawn; what is then still too tall loses its foot."""
PROGRAM = Path(__file__).with_name("rasterizing.py")
LONGEST = 60
"""Seconds that one picture may take."""
LEFT_OUT = "… còn {count} dòng, xem trong bảng số liệu"


class NoPicture(Exception):
    """The pixels cannot be made here; the SVG can."""


def svg_bytes(exhibit: Exhibit) -> bytes:
    """The whole exhibit: finding, picture, then caption and notes, which name source, release and day."""
    notes = [paragraph(line, WIDTH, size=13, colour=MUTED) for line in (exhibit.caption, *exhibit.notes)]
    title = paragraph(exhibit.title, WIDTH, size=24, bold=True)
    inner = stacked([title, stacked(pieces(exhibit, WIDTH)), stacked(notes, 2)], 18)
    return _svg(inner, exhibit, WIDTH + 2 * EDGE, inner.height + 2 * EDGE).encode()


def png_bytes(exhibit: Exhibit) -> bytes:
    """`svg_bytes` in pixels. Raises NoPicture."""
    return rastered(svg_bytes(exhibit).decode(), (WIDTH + 2 * EDGE) * SHARP)


def preview_bytes(exhibit: Exhibit) -> bytes:
    """1200 x 630 pixels for a chat: finding, as much of the picture as fits, caption. Raises NoPicture."""
    width, height = PREVIEW
    inside = width - 2 * EDGE
    title = paragraph(exhibit.title, inside, size=34, bold=True)
    caption = paragraph(exhibit.caption, inside, size=15, colour=MUTED)
    room = height - 2 * EDGE - title.height - caption.height - 40
    if exhibit.figure:
        shown = [_squeezed(exhibit.figure, inside, room)]
    else:
        shown = fitting(blocks(exhibit.drawing, inside, room - KEYS), inside, room)
    picture = stacked(shown)
    body = stacked([title, Block(picture.markup, room), caption], 20)
    return rastered(_svg(body, exhibit, width, height), width)


def pieces(exhibit: Exhibit, width: int) -> list[Block]:
    """The picture alone."""
    if exhibit.figure:
        return [_of_figure(exhibit.figure, width, None)]
    return blocks(exhibit.drawing, width)


def fitting(found: Sequence[Block], width: float, room: float) -> list[Block]:
    """The first blocks that fit; of the rows that do not, how many there are."""
    kept: list[Block] = []
    used = 0.0
    for at, block in enumerate(found):
        if used + block.height > room - (24 if at + 1 < len(found) else 0):
            count = sum(1 for left in found[at:] if left.many)
            return [*kept, paragraph(LEFT_OUT.format(count=count), width, size=15, colour=MUTED)] if count else kept
        kept.append(block)
        used += block.height
    return kept


def rastered(svg: str, width: int) -> bytes:
    """An SVG as PNG, in our type, made by a process of its own. Raises NoPicture."""
    try:
        line = [sys.executable, str(PROGRAM), str(width), FAMILY, *font_files()]
        done = subprocess.run(line, input=svg.encode(), capture_output=True, timeout=LONGEST, check=True)
    except (OSError, subprocess.SubprocessError) as error:
        told = (
            error.stderr.decode("utf-8", "replace")[-300:] if isinstance(error, subprocess.CalledProcessError) else ""
        )
        raise NoPicture(f"{error} {told}".strip()) from error
    return done.stdout


def _of_figure(figure: dict[str, Any], width: int, height: int | None) -> Block:
    svg = read(plot(figure, width, height))[0]
    wide, high = box(svg)
    return Block(nested(svg, 0, 0, wide, high), high)


def _squeezed(figure: dict[str, Any], width: int, room: float) -> Block:
    """A figure as tall as there is room; one that is much taller is drawn smaller, as no label may hide another."""
    own = float(figure["layout"].get("height") or room)
    scale = min(1.0, max(TIGHTEST, room / own))
    wide, high = width / scale, max(own, room) if own > 1.3 * room else room / scale
    svg = read(plot(figure, int(wide), int(high)))[0]
    frame = f'<svg width="{width}" height="{room:.0f}" viewBox="0 0 {wide:.0f} {room / scale:.0f}">'
    return Block(f"{frame}{nested(svg, 0, 0, int(wide), int(high))}</svg>", room)


def _svg(inner: Block, exhibit: Exhibit, width: int, height: float) -> str:
    tall = round(height)
    said = escape(exhibit.words, quote=False)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {tall}" width="{width}" height="{tall}" '
        f'font-family="{FONT}" fill="{INK}" role="img"><desc>{said}</desc>'
        f'<rect width="100%" height="100%" fill="#fff"/>'
        f'<g transform="translate({EDGE},{EDGE})">{inner.markup}</g></svg>'
    )
