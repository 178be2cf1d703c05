"""Tổng quan. A leader opens it: who is ahead, who is behind, what moved, in ten seconds."""

from html import escape

from dx_metrics.charts import headline, rhythm
from dx_metrics.store import Release
from dx_metrics.view import View
from pages import elements
from pages.elements.tiles import tiles_html
from pages.shared.ask import ask
from pages.shared.parts import together
from pages.shared.state import State


def page(state: State) -> None:
    elements.drawn(ask(_read_first, state.release, state.view, state.pinned), key="so-lieu")
    heights = {"xep-hang": 420, "tang-giam": 260, "ban-do": 420, "xa-muc-tieu": 260}
    together(state, [("xep-hang", "tang-giam"), ("ban-do", "xa-muc-tieu")], heights=heights)


def _read_first(release: Release, view: View, pinned: bool) -> str:
    """The verdict, who has reported, and the headline numbers."""
    first, *rest = ask(headline.verdict, release, view)
    way_on = escape(State(release, view, pinned).link("nhip-nop-so"))
    return (
        f'<p class="dx-verdict"><b>{escape(first)}</b> {escape(" ".join(rest))}</p>'
        f'<p class="dx-aside">Nhịp nộp số: {escape(ask(rhythm.line, release, view))} '
        f'<a href="{way_on}">Ai đã nộp, ai còn chậm</a></p>{tiles_html(headline.numbers(release, view))}'
    )
