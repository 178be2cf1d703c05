"""Events on the time axis: a thin mark with its name, in the picture and in the words."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from dx_metrics.charts import look
from dx_metrics.queries import events
from dx_metrics.store import Release
from dx_metrics.view import View

MOST = 3
"""Marks of one picture: more would hide the line."""
LETTERS = 27
"""Letters of a name that fit beside its mark on a phone."""
ROW = 17
"""Pixels of a row of names above a picture; each name has its own."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One event. `at` is the short name of its period, `part` how much of the period had passed."""

    number: int
    name: str
    day: str
    at: str
    position: int
    part: float


def marks(release: Release, view: View) -> tuple[Mark, ...]:
    """The events to show up to the view's period, the oldest first."""
    rows = events.events(release, view.period, MOST)
    return tuple(
        Mark(at, str(row.name), row.date.strftime("%d/%m/%Y"), str(row.short), int(row.position), float(row.part))
        for at, row in enumerate(rows.itertuples(index=False), start=1)
    )


def words(shown: Sequence[Mark]) -> str:
    """The marks in a text alternative."""
    return f" Mốc thời gian: {listed(shown)}." if shown else ""


def notes(shown: Sequence[Mark]) -> tuple[str, ...]:
    """What stands under a picture: the whole names."""
    return (f"Vạch đứng: {listed(shown)}.",) if shown else ()


def listed(shown: Sequence[Mark]) -> str:
    """`(1) 01/07/2025 15 xã thành 5 xã; (2) …`."""
    return "; ".join(f"({mark.number}) {mark.day} {mark.name.rstrip('.')}" for mark in shown)


def with_marks(figure: dict[str, Any], shown: Sequence[Mark], ticks: Sequence[str]) -> dict[str, Any]:
    """A figure over the categories `ticks` with the marks on it: it grows by a row for each name."""
    told = [mark for mark in shown if mark.at in ticks]
    if not told:
        return figure
    layout, many = figure["layout"], len(ticks)
    margin = {"l": 8, "r": 16, "t": 8, "b": 8} | layout.get("margin", {})
    inside = layout["height"] - margin["t"] - margin["b"] - 24
    lines, names = [], []
    placed = [(min(max(ticks.index(mark.at) - 0.5 + mark.part, -0.42), many - 0.58), mark) for mark in told]
    # Names to the left of their marks rise with time, those to the right fall: no mark then crosses another's name.
    late = [pair for pair in placed if pair[0] >= (many - 1) / 2]
    early = [pair for pair in placed if pair[0] < (many - 1) / 2]
    for row, (x, mark) in enumerate([*late, *reversed(early)], start=1 if layout.get("annotations") else 0):
        top = 1 + (row * ROW + 6) / inside
        left = x < (many - 1) / 2
        lines.append({"type": "line", "x0": x, "x1": x, "yref": "paper", "y0": 0, "y1": top, "layer": "below",
                      "line": {"color": look.MUTED, "width": 1, "dash": "dot"}})  # fmt: skip
        names.append({"x": x, "y": top, "yref": "paper", "yanchor": "middle", "xanchor": "left" if left else "right",
                      "text": f" ({mark.number}) {escape(short(mark.name))} ", "showarrow": False,
                      "hovertext": escape(f"{mark.day} {mark.name}"),
                      "font": {"size": 11, "color": look.MUTED}})  # fmt: skip
    high = ROW * (len(told) + (1 if layout.get("annotations") else 0)) + 8
    more = max(0, high - margin["t"])
    return figure | {
        "layout": layout
        | {
            "height": layout["height"] + more,
            "margin": margin | {"t": margin["t"] + more},
            "shapes": [*layout.get("shapes", []), *lines],
            "annotations": [*layout.get("annotations", []), *names],
        }
    }


def short(name: str) -> str:
    """The name cut at a word, where it is too long to stand beside its mark."""
    if len(name) <= LETTERS:
        return name
    return f"{name[:LETTERS].rsplit(' ', 1)[0].rstrip(',;:')}…"


def legend(shown: Sequence[Mark]) -> str:
    """Items for the legend of small multiples, where only the number stands at the mark."""
    return "".join(
        f'<li><i class="key-event"></i>({mark.number}) {escape(mark.day)} {escape(mark.name)}</li>' for mark in shown
    )
