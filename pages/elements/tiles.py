"""The numbers that are read first."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from pages.elements.drawn import drawn
from pages.elements.sparkline import sparkline

TONES = {"▲": "dx-better", "▼": "dx-worse"}


def tiles(items: Sequence[Mapping[str, Any]], *, key: str) -> None:
    """Show headline numbers as cards, two a row on a phone.

    An item holds `label` and `value`, texts as they are shown, and may hold `note` (a line below),
    `trend` (values in order, None where missing) and `mark` before the note: `▲` better, `▼` worse.
    """
    drawn(tiles_html(items), key=key)


def tiles_html(items: Sequence[Mapping[str, Any]]) -> str:
    """The cards as an HTML list."""
    return f'<ul class="dx-tiles">{"".join(_tile(item) for item in items)}</ul>'


def _tile(item: Mapping[str, Any]) -> str:
    mark, note = str(item.get("mark") or ""), str(item.get("note") or "")
    marked = f'<span class="{TONES.get(mark, "dx-even")}">{escape(mark)}</span> ' if mark else ""
    below = f'<p class="dx-tile-note">{marked}{escape(note)}</p>' if mark or note else ""
    return (
        f'<li class="dx-tile"><p class="dx-tile-label">{escape(str(item["label"]))}</p>'
        f'<p class="dx-tile-line"><span class="dx-tile-value">{escape(str(item["value"]))}</span>'
        f"{sparkline(item.get('trend') or ())}</p>{below}</li>"
    )
