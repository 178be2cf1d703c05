"""Constant figures, made once a process: what the floor page shows costs it nothing to find out."""

import plotly.graph_objects as go

SETS = [f"Set {number}" for number in range(1, 9)]
UNITS = [f"Commune {number:02}" for number in range(1, 16)]
PERIODS = [f"{year}-Q{quarter}" for year in (2021, 2022, 2023) for quarter in range(1, 5)]


def _values(seed: int, count: int) -> list[int]:
    """Numbers from 0 to 100 that look unordered and are the same on every machine."""
    return [(seed * 37 + at * at * 13 + at * 29) % 101 for at in range(count)]


def _figures(seed: int) -> list[go.Figure]:
    title = SETS[seed - 1]
    return [
        go.Figure(go.Bar(x=_values(seed, 15), y=UNITS, orientation="h"), {"title": f"{title}: bars"}),
        go.Figure(
            [go.Scatter(x=PERIODS, y=_values(seed + line, 12), name=UNITS[line]) for line in range(4)],
            {"title": f"{title}: lines"},
        ),
        go.Figure(
            go.Scatter(x=_values(seed, 15), y=_values(seed + 1, 15), mode="markers"), {"title": f"{title}: points"}
        ),
        go.Figure(go.Bar(x=UNITS[:8], y=_values(seed, 8)), {"title": f"{title}: columns"}),
    ]


FIGURES = {name: _figures(at) for at, name in enumerate(SETS, 1)}
