"""A chart with its words, its table and its downloads."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from dx_metrics.charts.exhibit import Exhibit
from dx_metrics.charts.heat import WAY_ON
from pages.elements.module import component, nothing
from pages.elements.plotly_texts import as_text
from pages.elements.table import rows

TRACES = {"scatter", "bar", "pie"}
"""What the Plotly bundle that we serve can draw."""

LOST = "data-criterion"
"""What a cell that lost points carries in a drawing."""

MOST_ROWS = 400
"""Rows of a table that are sent to the screen; the files have all."""

_mount = component("exhibit", '<figure class="dx-exhibit"></figure>')


def exhibit(
    exhibit: Exhibit,
    *,
    key: str,
    link: str = "",
    downloads: str | Mapping[str, str] = "",
    height: int = 360,
    citation: str = "",
    release: str = "",
    cells: str = "",
) -> str | None:
    """Show an exhibit; the code of the unit that was clicked, once, else None.

    `link`       address with `{code}` in it: table rows and drawn shapes lead there, instead of being returned
    `downloads`  address of the table without its extension, query included: `/tai/xep-hang?ky=2022-Q1`;
                 or the address of each file: csv, xlsx, png, svg, all_csv, all_xlsx
    `height`     of the picture in pixels, where the figure's own layout does not say
    `cells`      address with `{code}` and `{criterion}` in it: cells of a drawing that lost points lead there
    `citation`   what a footnote says of it, without the address; `release` is the one that address pins

    Raises ValueError for a trace type that the served Plotly cannot draw.
    """
    return _mount(
        key=key,
        data=payload(exhibit, key=key, link=link, downloads=downloads, height=height, cells=cells)
        | {"citation": citation, "release": release},
        on_picked_change=nothing,
    ).picked


def payload(
    exhibit: Exhibit, *, key: str, link: str, downloads: str | Mapping[str, str], height: int, cells: str = ""
) -> dict[str, Any]:
    """What `exhibit.js` is given."""
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
        "figure": figure and _figure(exhibit),
        "drawing": "" if figure else exhibit.drawing,
        "height": int((figure or {}).get("layout", {}).get("height") or height),
        "table": _twin(exhibit),
        "link": link,
        "cells": way_on,
        "downloads": _files(downloads),
    }


def _files(downloads: str | Mapping[str, str]) -> dict[str, str] | None:
    if isinstance(downloads, str):
        return {kind: with_extension(downloads, kind) for kind in ("csv", "xlsx")} if downloads else None
    return dict(downloads)


@lru_cache(maxsize=256)
def _figure(exhibit: Exhibit) -> dict[str, Any]:
    """The figure with the texts of people made harmless, once an exhibit."""
    return as_text(exhibit.figure)


@lru_cache(maxsize=256)
def _twin(exhibit: Exhibit) -> dict[str, Any]:
    """The table for the browser, worded once an exhibit: the same one is shown to every visitor."""
    return rows(exhibit.table.head(MOST_ROWS))


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
