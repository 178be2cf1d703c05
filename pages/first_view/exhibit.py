"""An exhibit as `exhibit.js` will build it, its figure as a still picture."""

import json
from html import escape, unescape
from typing import Any

from dx_metrics.charts.svg import plot

WIDTHS = (300, 580, 730, 1240)
"""Pixels a figure is drawn for: a phone, half a laptop, half a projector, all of either. The look shows the nearest."""
ICON = '<svg viewBox="0 0 16 16" aria-hidden="true"><path d="{}"/></svg>'
ROWS = "M2.5 3h11v10h-11zM2.5 6.3h11M2.5 9.6h11M6.2 6.3V13"
DOWN = "M8 2v8m0 0 3.2-3.2M8 10 4.8 6.8M2.5 13.5h11"
AWAY = "M6 9.5 13 2.8M13 7V2.8H8.8M11.5 9.5v3.7H2.8V4.5h3.7"
"""The icons of exhibit.js, menu.js and share.js."""


def component(name: str, data: bytes) -> str:
    """What a component of ours shows of its data."""
    told = json.loads(data or b"{}")
    if name == "dx_exhibit":
        return grid(told)
    if name == "dx_drawn":
        return f'<div class="dx-drawn">{told["html"]}</div>'
    if name == "dx_finder":
        return _finder(told)
    if name == "dx_share":
        return f'<div class="dx-actions dx-share">{_button(AWAY, "Chia sẻ")}</div>'
    return ""


def grid(rows: list[list[dict[str, Any]]]) -> str:
    """Exhibits in rows of columns."""
    made = "".join(f'<div class="dx-row">{"".join(_column(column) for column in row)}</div>' for row in rows)
    return f'<div class="dx-grid">{made}</div>'


def _column(told: dict[str, Any]) -> str:
    return f'<div class="dx-column" style="--share:{told["share"]}">{"".join(map(exhibit, told["exhibits"]))}</div>'


def exhibit(told: dict[str, Any]) -> str:
    """Title, picture, caption; the words for those who hear the page."""
    notes = "".join(f"<p>{escape(note)}</p>" for note in told["notes"])
    return (
        f'<section class="dx-exhibit" data-name="{escape(told["name"])}"><header><h2>{escape(told["title"])}</h2>'
        f'<div class="dx-actions">{_button(ROWS, "Bảng số liệu")}{_button(DOWN, "Tải về")}</div></header>'
        f"{_picture(told)}<figcaption>{escape(told['caption'])}{notes}</figcaption></section>"
    )


def _picture(told: dict[str, Any]) -> str:
    if not told["figure"]:
        return f'<div class="dx-picture">{told["drawing"]}</div>'
    height = int(told["height"])
    figure = _texts(told["figure"])
    stills = "".join(
        plot(figure, width, height).replace("<svg ", f'<svg class="first-{width}" ', 1) for width in WIDTHS
    )
    return (
        f'<div class="dx-picture" role="img" aria-label="{escape(told["words"])}">'
        f'<div class="dx-still" style="height:{height}px">{stills}</div></div>'
    )


def _texts(part: Any) -> Any:
    """A figure with its texts as they were before they were made harmless for Plotly: the drawing escapes them."""
    if isinstance(part, str):
        return unescape(part) if "&lt;" in part else part
    if isinstance(part, dict):
        return {name: _texts(value) for name, value in part.items()}
    return [_texts(each) for each in part] if isinstance(part, list) else part


def _finder(told: dict[str, Any]) -> str:
    """The box with what is chosen in it, where `finder.js` will put it."""
    names = [escape(name) for _, name in told["chosen"]]
    inside = "".join(f"<button type=button disabled>{name} ×</button>" for name in names) if told["most"] > 1 else ""
    typed = "" if told["most"] > 1 or not names else names[0]
    label = f'<span class="dx-finder-label">{escape(told["label"])}</span>'
    return (
        f'<div class="dx-finder">{label}<div class="dx-finder-box"><span class="dx-finder-chips">{inside}</span>'
        f'<input type="text" disabled value="{typed}" placeholder="{escape(told["placeholder"])}"></div></div>'
    )


def _button(path: str, word: str) -> str:
    return f'<button type="button" disabled>{ICON.format(path)}<span class="dx-word">{word}</span></button>'
