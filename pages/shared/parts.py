"""The parts pages are put together from."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from dx_metrics.briefing import whole
from dx_metrics.briefing.meaning import citation
from dx_metrics.store import Release
from dx_metrics.view import View
from pages import elements
from pages.elements.exhibit import laid_out, payload
from pages.routes.downloads import EVERYTHING, SCOPE
from pages.shared.ask import ask
from pages.shared.exhibits import EXHIBITS
from pages.shared.menu import page_at
from pages.shared.options import parameters_of
from pages.shared.state import State

Column = str | tuple[str, ...]
Rows = tuple[tuple[tuple[str, ...], ...], ...]
Heights = tuple[tuple[str, int], ...]
HEIGHT = 360
"""Pixels of a picture where nothing else is said."""


def show(state: State, name: str, *, goes_to: str = "ho-so", height: int = 360, link: str = "") -> None:
    """One exhibit by its name; a commune clicked in it opens on the page `goes_to`.

    Where what is clicked is no commune, `link` is the address, with `{code}` in it.
    """
    _grid(state, (((name,),),), goes_to, link, (1,), ((name, height),))


def together(
    state: State,
    *rows: Sequence[Column],
    shares: Sequence[int] = (1, 1),
    goes_to: str = "ho-so",
    heights: Mapping[str, int] | None = None,
) -> None:
    """Exhibits by their names, in rows of columns; a column of several is a tuple.

    `shares` are the widths of the columns where a row has as many, `heights` the pixels of pictures by name.
    """
    laid = tuple(tuple((column,) if isinstance(column, str) else column for column in row) for row in rows)
    _grid(state, laid, goes_to, "", tuple(shares), tuple((heights or {}).items()))


def _grid(state: State, rows: Rows, goes_to: str, link: str, shares: tuple[int, ...], heights: Heights) -> None:
    names = "-".join(name for row in rows for column in row for name in column)
    sent = ask(_sent, state.release, state.view, state.pinned, rows, goes_to, link, shares, heights)
    elements.grid(sent, key=f"{names}-{state.view.theme}")


def _sent(
    release: Release,
    view: View,
    pinned: bool,
    rows: Rows,
    goes_to: str,
    link: str,
    shares: tuple[int, ...],
    heights: Heights,
) -> bytes:
    """The exhibits with their words, tables and links, as every browser that looks at this view gets them."""
    state, tall = State(release, view, pinned), dict(heights)
    # A download always names its release: the file must say what the screen said.
    query = urlencode(parameters_of(view, release))
    clicked = link or state.link(goes_to, unit="{code}")
    cells = state.link("viec-phai-lam", unit="{code}") + "&tieu_chi={criterion}"

    def of(name: str) -> dict[str, Any]:
        return payload(
            ask(EXHIBITS[name], release, view),
            key=f"{name}-{view.theme}",
            link=clicked,
            downloads=files(name, query),
            height=tall.get(name, HEIGHT),
            citation=ask(citation_of, release, name, view),
            release=release.id,
            cells=cells,
        )

    def widths(row: tuple[tuple[str, ...], ...]) -> tuple[int, ...]:
        return shares if len(row) == len(shares) else (1,) * len(row)

    return laid_out(
        [
            [(share, [of(name) for name in column]) for share, column in zip(widths(row), row, strict=True)]
            for row in rows
        ]
    )


def files(name: str, query: str) -> dict[str, str]:
    """The addresses of an exhibit's files: picture, what is looked at, and everything of its measure where known."""
    found = {kind: f"/tai/{name}.{kind}?{query}" for kind in ("png", "svg", "csv", "xlsx")}
    if name in whole.QUESTIONS:
        found |= {f"all_{kind}": f"/tai/{name}.{kind}?{query}&{SCOPE}={EVERYTHING}" for kind in ("csv", "xlsx")}
    return found


def citation_of(release: Release, name: str, view: View) -> str:
    """What a footnote says of an exhibit; its address is added in the browser."""
    return citation(release, view, ask(EXHIBITS[name], release, view))


def way_on(state: State, page: str, label: str, **changes: object) -> None:
    """A link to another page in this state, with some choices changed."""
    st.page_link(page_at(page), label=label, query_params=state.parameters(**changes))


def heading(text: str) -> None:
    """A heading between groups of exhibits."""
    st.subheader(text, anchor=False)
