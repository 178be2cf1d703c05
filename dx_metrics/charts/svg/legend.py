"""The keys of a drawing: `ul.legend` in one flowing line."""

from html import escape

from dx_metrics.charts.look import INK, MUTED
from dx_metrics.charts.svg import letters
from dx_metrics.charts.svg.block import Block
from dx_metrics.charts.svg.markup import Element, declared, first, kinds, words

SIZE, LINE, APART = 13, 24, 20
HATCH = "#A9B4BE"
LINES = {"dashed": (MUTED, ' stroke-dasharray="4 3"'), "chosen": ("#12436D", ""), "merged": ("#12436D", "2 3")}


def legend(listed: Element, width: float) -> Block:
    """Each key with its words, the next line begun where they do not fit."""
    parts, x, y = [], 0.0, 0.0
    for item in listed.iterchildren("li"):
        key = first(item, "i")
        mark = words(key) if key is not None else ""
        said = words(item).removeprefix(mark).strip()
        wide = (26 if key is not None else 0) + letters.width(said, SIZE)
        if x and x + wide > width:
            x, y = 0.0, y + LINE
        if key is not None:
            parts.append(f'<g transform="translate({x:.1f},{y:.1f})">{_key(key, mark)}</g>')
        parts.append(letters.text(said, x + (28 if key is not None else 0), y + 15, size=SIZE, colour=INK))
        x += wide + APART
    return Block("".join(parts), y + LINE + 8 if parts else 0)


def _key(key: Element, mark: str) -> str:
    kind, fill = kinds(key), escape(declared(key).get("background", "#DDE3E8"))
    if mark:
        return letters.text(mark, 11, 15, size=14, colour="#8A4B08", anchor="middle")
    if "key-range" in kind:
        return '<rect y="6" width="22" height="8" rx="4" fill="#DDE3E8"/>'
    if "key-middle" in kind:
        return '<rect y="6" width="22" height="8" fill="#B3BFCA"/>'
    if "key-median" in kind:
        return f'<rect x="10" y="2" width="3" height="16" fill="{MUTED}"/>'
    if "key-dot" in kind:
        return f'<circle cx="11" cy="10" r="6" fill="{fill}"/>'
    if "key-line" in kind:
        colour, dash = next((LINES[word] for word in LINES if word in kind), ("#A9B4BE", ""))
        dash = f' stroke-dasharray="{dash}"' if dash == "2 3" else dash
        return f'<path d="M0,10h22" stroke="{colour}" stroke-width="2"{dash}/>'
    if "hatched" in kind:
        lines = f'<path d="M4,18l14,-14M4,10l6,-6M12,18l6,-6" stroke="{HATCH}" stroke-width="1.6"/>'
        return f'<rect x="4" y="2" width="16" height="16" rx="3" fill="#fff" stroke="{MUTED}"/>{lines}'
    return f'<rect x="4" y="2" width="16" height="16" rx="3" fill="{fill}" stroke="{MUTED}"/>'
