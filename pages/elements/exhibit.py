"""A chart with its words, its table and its downloads."""

from collections.abc import Mapping, Sequence
from typing import Any

from dx_metrics.charts.exhibit import Exhibit
from dx_metrics.charts.heat import WAY_ON
from pages.elements.module import as_sent, component
from pages.elements.plotly_texts import as_text
from pages.elements.table import rows

TRACES = {"scatter", "bar", "pie"}
"""What the Plotly bundle that we serve can draw."""

LOST = "data-criterion"
"""What a cell that lost points carries in a drawing."""

MOST_ROWS = 400
"""Rows of a table that are sent to the screen; the files have all."""

_mount = component("exhibit", '<div class="dx-grid"></div>')

Column = tuple[float, Sequence[Mapping[str, Any]]]
"""Its share of the row's width, and the payloads of the exhibits below each other in it."""


def grid(sent: bytes, *, key: str) -> None:
    """Show rows of exhibits, made by `laid_out`. One element: what Streamlit takes for a run goes by their number."""
    _mount(key=key, data=sent)


def laid_out(rows: Sequence[Sequence[Column]]) -> bytes:
    """Exhibits in rows of columns, as the browser gets them; worth keeping, as everybody gets the same."""
    return as_sent([[{"share": share, "exhibits": list(each)} for share, each in row] for row in rows])


def exhibit(exhibit: Exhibit, *, key: str, link: str = "", downloads: str | Mapping[str, str] = "") -> None:
    """Show an exhibit by itself; what is given is what `payload` takes."""
    grid(laid_out([[(1, [payload(exhibit, key=key, link=link, downloads=downloads)])]]), key=key)


def payload(
    exhibit: Exhibit,
    *,
    key: str,
    link: str = "",
    downloads: str | Mapping[str, str] = "",
    height: int = 360,
    citation: str = "",
    release: str = "",
    cells: str = "",
) -> dict[str, Any]:
    """What `exhibit.js` is given of an exhibit.

    `link`       address with `{code}` in it: bars, table rows and drawn shapes lead there
    `downloads`  address of the table without its extension, query included: `/tai/xep-hang?ky=2022-Q1`;
                 or the address of each file: csv, xlsx, png, svg, all_csv, all_xlsx
    `height`     of the picture in pixels, where the figure's own layout does not say
    `cells`      address with `{code}` and `{criterion}` in it: cells of a drawing that lost points lead there
    `citation`   what a footnote says of it, without the address; `release` is the one that address pins

    Raises ValueError for a trace type that the served Plotly cannot draw.
    """
    figure = exhibit.figure
    if figure is not None:
        strange = {trace.get("type", "scatter") for trace in figure["data"]} - TRACES
        if strange:
            raise ValueError(f"{exhibit.name}: the served Plotly cannot draw {', '.join(sorted(strange))}")
    way_on = cells if LOST in exhibit.drawing else ""
    return {
        "key": key,
        "name": exhibit.name,
        "title": exhibit.title,
        "words": exhibit.words,
        "caption": exhibit.caption,
        "notes": [*exhibit.notes, *([WAY_ON] if way_on else []), *_cut(exhibit)],
        "figure": figure and as_text(figure),
        "drawing": "" if figure else exhibit.drawing,
        "height": int((figure or {}).get("layout", {}).get("height") or height),
        "table": rows(exhibit.table.head(MOST_ROWS)),
        "link": link,
        "cells": way_on,
        "downloads": _files(downloads),
        "citation": citation,
        "release": release,
    }


def _files(downloads: str | Mapping[str, str]) -> dict[str, str] | None:
    if isinstance(downloads, str):
        return {kind: with_extension(downloads, kind) for kind in ("csv", "xlsx")} if downloads else None
    return dict(downloads)


def _cut(exhibit: Exhibit) -> list[str]:
    """What to say of a table too long for a phone to hold."""
    if len(exhibit.table) <= MOST_ROWS:
        return []
    every = f"{len(exhibit.table):,}".replace(",", ".")
    return [f"Bảng số liệu trên màn hình có {MOST_ROWS} dòng đầu trong {every}; tệp tải về có đủ."]


def with_extension(address: str, extension: str) -> str:
    """`/tai/xep-hang?ky=2022-Q1` as `/tai/xep-hang.csv?ky=2022-Q1`."""
    path, mark, query = address.partition("?")
    return f"{path}.{extension}{mark}{query}"
