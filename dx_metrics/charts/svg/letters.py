"""Texts in an SVG: escaped, bold where the figure says so, and measured well enough to leave room for them."""

import re
import unicodedata
from html import escape

NARROW, WIDE = set("iljtfrI.,:;'|!()[] "), set("mwMWĐ%@–")
_TAG = re.compile(r"<(/?)(b|br|i)\s*/?>")


def width(text: str, size: float) -> float:
    """Pixels that `text` takes in our type, a little more rather than less; the longest of its lines."""
    return max((sum(_share(c) for c in line) for line in lines(text)), default=0) * size


def lines(text: str) -> list[str]:
    """The lines of a figure's text without its marks."""
    return [_TAG.sub("", line) for line in re.split(r"<br\s*/?>", text)]


def text(
    words: str, x: float, y: float, *, size: float = 12, colour: str = "#1B2733", anchor: str = "start", more: str = ""
) -> str:
    """A text element whose first line stands at `y`; `<b>` and `<br>` of the figure's language are kept."""
    bold = ' font-weight="600"' if "<b>" in words else ""
    rows = [escape(line, quote=False) for line in lines(words)]
    spans = rows[0] + "".join(f'<tspan x="{x:.1f}" dy="{size * 1.25:.1f}">{row}</tspan>' for row in rows[1:])
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" fill="{colour}" text-anchor="{anchor}"{bold}{more}>'
        f"{spans}</text>"
    )


def _share(letter: str) -> float:
    base = unicodedata.normalize("NFD", letter)[0]
    if base in NARROW:
        return 0.32
    if base in WIDE:
        return 0.9
    return 0.7 if base.isupper() else 0.58
