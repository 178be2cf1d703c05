"""One small picture of a criterion over the periods, drawn by the server."""

from collections.abc import Callable, Sequence
from html import escape
from typing import Any

import pandas as pd

from dx_metrics.charts import past
from dx_metrics.charts.events import Mark
from dx_metrics.wording import absent, number

WIDTH, HEIGHT, LEFT, RIGHT, TOP, FOOT = 250, 120, 4, 44, 10, 18
THREADS = 60
"""Up to so many communes each is a thin line; above, the band between the quartiles."""


def panel(
    criterion: Any,
    table: pd.DataFrame,
    chosen: str,
    before: pd.DataFrame,
    happened: Sequence[Mark] = (),
    *,
    each: bool = True,
) -> str:
    """A figure of HTML and SVG: every commune grey (`each`) or the middle half, the median dashed, `chosen` in colour.

    `table` and `before` are the rows of one criterion: of the standings, and of the chosen commune's merged past.
    `happened` are the events that get a thin upright mark.
    """
    values = pd.Series([*table["value"], *before["value"]], dtype=float).dropna()
    if not each:
        # The two ends of thousands would flatten everything else.
        shown_values = [*table["value_q1"], *table["value_q3"], *table.loc[table["unit"] == chosen, "value"]]
        values = pd.Series([*shown_values, *before["value"]], dtype=float).dropna()
    if values.empty:
        return f'<figure><figcaption>{escape(criterion.name)}</figcaption><p class="none">chưa có số liệu</p></figure>'
    periods = table.drop_duplicates("period").sort_values("position")
    shown = pd.concat([before[["position", "short"]], periods[["position", "short"]]])
    positions: list[int] = []
    for position in shown["position"]:
        if positions and position > positions[-1] + 1:
            positions.append(position - 1)  # years without figures are as wide as one period
        positions.append(position)
    low, high = min(0.0, float(values.min())), float(values.max()) or 1.0

    def point(position: int, value: float) -> str:
        x = LEFT + (WIDTH - LEFT - RIGHT) * (positions.index(position) / max(1, len(positions) - 1))
        y = TOP + (HEIGHT - TOP - FOOT) * (1 - (value - low) / ((high - low) or 1))
        return f"{x:.1f},{y:.1f}"

    def line(rows: pd.DataFrame, column: str, kind: str) -> str:
        points = [point(p, v) for p, v in zip(rows["position"], rows[column], strict=True) if not absent(v)]
        marked = {"grey": [], "merged": points}.get(kind, points[-1:])
        places = [place.split(",") for place in marked]
        dots = "".join(f'<circle class="{kind}" cx="{x}" cy="{y}" r="3"/>' for x, y in places)
        return f'<polyline class="{kind}" points="{" ".join(points)}"/>{dots}'

    shown_marks = [_mark(mark, positions) for mark in happened if mark.position in positions]
    if each:
        lines = [line(own, "value", "grey") for unit, own in table.groupby("unit") if unit != chosen]
    else:
        lines = [_band(periods.dropna(subset=["value_q1", "value_q3"]), point)]
    lines.append(line(periods, "value_median", "median"))
    for run in past.runs(before):
        lines.append(line(run, "value", "merged"))
    own = table[table["unit"] == chosen]
    lines.append(line(own, "value", "chosen"))
    last = own.dropna(subset=["value"]) if len(own) else periods.dropna(subset=["value_median"])
    end = (float(last["value"].iloc[-1]) if len(own) else float(last["value_median"].iloc[-1])) if len(last) else None
    label = ""
    if end is not None:
        x, y = point(int(last["position"].iloc[-1]), end).split(",")
        label = f'<text x="{float(x) + 7:.1f}" y="{float(y) + 4:.1f}" class="end">{number(end)}</text>'
    first, final = shown["short"].iloc[0], shown["short"].iloc[-1]
    axis = f'<text x="{LEFT}" y="{HEIGHT - 4}">{first}</text>'
    axis += f'<text x="{WIDTH - RIGHT}" y="{HEIGHT - 4}" text-anchor="end">{final}</text>' if final != first else ""
    unit = "" if absent(criterion.unit) or not criterion.unit else f" <small>({escape(str(criterion.unit))})</small>"
    return (
        f"<figure><figcaption>{escape(criterion.name)}{unit}</figcaption>"
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true">{"".join([*shown_marks, *lines])}{label}{axis}</svg>'
        "</figure>"
    )


def _mark(mark: Mark, positions: list[int]) -> str:
    """A thin upright line with the number of its event, between the points of its period and the one before."""
    at = min(max(positions.index(mark.position) - 0.5 + mark.part, 0), len(positions) - 1)
    x = LEFT + (WIDTH - LEFT - RIGHT) * at / max(1, len(positions) - 1)
    return (
        f'<line class="event" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{HEIGHT - FOOT}"/>'
        f'<text class="event" x="{x:.1f}" y="{TOP - 1}" text-anchor="middle">{mark.number}'
        f"<title>{escape(f'{mark.day} {mark.name}')}</title></text>"
    )


def _band(periods: pd.DataFrame, point: Callable[[int, float], str]) -> str:
    """The middle half of the communes, period by period."""
    up = [point(position, value) for position, value in zip(periods["position"], periods["value_q3"], strict=True)]
    down = [point(position, value) for position, value in zip(periods["position"], periods["value_q1"], strict=True)]
    return f'<polygon class="band" points="{" ".join(up + down[::-1])}"/>'
