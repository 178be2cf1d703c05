"""Period by period: one commune among the others, and small multiples of a theme's indicators."""

from html import escape
from typing import Any

import pandas as pd

from dx_metrics.charts import look
from dx_metrics.charts.caption import caption, criterion_of
from dx_metrics.charts.exhibit import Exhibit
from dx_metrics.queries import choices, standing
from dx_metrics.store import Release
from dx_metrics.view import ALL, View
from dx_metrics.wording import absent, number, signed

WIDTH, HEIGHT, LEFT, RIGHT, TOP, FOOT = 250, 120, 4, 44, 10, 18
THREADS = 60
"""Up to so many communes each is a thin line; above, the band between the quartiles."""


def history(release: Release, view: View) -> Exhibit:
    """Points and rank of one commune over time (or the median, when none is chosen) on the chosen theme."""
    criterion = criterion_of(release, view)
    table = standing.history(release, view.series, view.period, (str(criterion["code"]),))
    own = table[table["unit"] == view.unit].dropna(subset=["points"])
    middle = table.drop_duplicates("period").sort_values("position")
    name = _name(release, view)
    title = _finding(own if len(own) else middle.rename(columns={"points": "_", "points_median": "points"}), name)
    return Exhibit(
        name="lich-su",
        title=title,
        words=f"{title}. "
        + "; ".join(f"{row.short}: {number(row.points)} điểm, thứ {_rank(row)}" for row in own.itertuples()),
        caption=caption(release, view, f"{criterion['name']}, điểm; dải xám: nửa số đơn vị ở giữa"),
        table=pd.DataFrame(
            {
                "Kỳ": own["period"],
                "Điểm": own["points"],
                "Hạng": own["rank"],
                "Số đơn vị": own["ranked_units"],
                "Trung vị": own["points_median"],
            }
        )
        if len(own)
        else pd.DataFrame({"Kỳ": middle["period"], "Trung vị": middle["points_median"]}),
        figure=_figure(own, middle, name),
    )


def by_period(release: Release, view: View) -> Exhibit:
    """One small picture an indicator: every commune grey, the chosen one in colour, the median dashed."""
    criteria = choices.criteria(release, view.series, view.period)
    leaves = criteria[criteria["leaf"] & ((criteria["theme"] == view.theme) | (view.theme == ALL))]
    table = standing.history(release, view.series, view.period, tuple(leaves["code"]))
    name = _name(release, view)
    moves = [(row, *_ends(table[table["code"] == row.code])) for row in leaves.itertuples()]
    panels = [_panel(row, table[table["code"] == row.code], view.unit) for row, _, _ in moves]
    risen = sum(1 for _, first, last in moves if last - first > 0.05)
    title = f"{risen} trên {len(moves)} chỉ tiêu có trung vị tăng qua các kỳ"
    key = '<li><i class="key-line grey"></i>từng đơn vị</li><li><i class="key-line dashed"></i>trung vị</li>'
    key += f'<li><i class="key-line chosen"></i>{escape(name)}</li>' if view.unit != ALL else ""
    return Exhibit(
        name="dien-bien",
        title=title,
        words=f"{title}. "
        + " ".join(
            f"{row.name}: trung vị từ {number(first)} đến {number(last)}."
            for row, first, last in moves
            if first == first
        ),
        caption=caption(release, view, f"{criterion_of(release, view)['name']}: giá trị chỉ tiêu từng kỳ"),
        table=pd.DataFrame(
            {
                "_code": table["unit"],
                "Kỳ": table["period"],
                "Mã đơn vị": table["unit"],
                "Chỉ tiêu": table["code"].map(dict(zip(leaves["code"], leaves["name"], strict=True))),
                "Giá trị": table["value"],
                "Điểm": table["points"],
                "Trung vị giá trị": table["value_median"],
            }
        ),
        drawing=f'<ul class="legend">{key}</ul><div class="panels">{"".join(panels)}</div>',
    )


def _name(release: Release, view: View) -> str:
    units = choices.units(release, view.period)
    found = units.loc[units["code"] == view.unit, "short_name"]
    return str(found.iloc[0]) if len(found) else "Trung vị"


def _rank(row: Any) -> str:
    return "–" if absent(row.rank) else str(int(row.rank))


def _finding(line: pd.DataFrame, name: str) -> str:
    line = line.dropna(subset=["points"])
    if len(line) < 2:
        return f"{name}: mới có số liệu một kỳ" if len(line) else f"{name}: chưa có điểm"
    first, last = line.iloc[0], line.iloc[-1]
    return f"{name}: {signed(last['points'] - first['points'])} điểm từ {first['short']} đến {last['short']}"


def _ends(own: pd.DataFrame) -> tuple[float, float]:
    medians = own.drop_duplicates("period").sort_values("position")["value_median"].dropna()
    return (float(medians.iloc[0]), float(medians.iloc[-1])) if len(medians) else (float("nan"), float("nan"))


def _figure(own: pd.DataFrame, middle: pd.DataFrame, name: str) -> dict[str, Any]:
    ticks = [str(x) for x in middle["short"]]
    band = {
        "type": "scatter",
        "mode": "lines",
        "x": ticks + ticks[::-1],
        "y": [_none(x) for x in [*middle["points_q3"], *middle["points_q1"][::-1]]],
        "fill": "toself",
        "fillcolor": look.PALE,
        "line": {"width": 0},
        "hoverinfo": "skip",
    }
    median = {
        "type": "scatter",
        "mode": "lines",
        "x": ticks,
        "y": [_none(x) for x in middle["points_median"]],
        "line": {"color": look.MUTED, "dash": "dash", "width": 1.5},
        "hovertemplate": "%{x}: trung vị %{y:,.1f}<extra></extra>",
    }
    line = {
        "type": "scatter",
        "mode": "lines+markers+text",
        "x": [str(x) for x in own["short"]],
        "y": [float(x) for x in own["points"]],
        "text": _ends_labelled([f"{number(row.points)}<br>thứ {_rank(row)}" for row in own.itertuples()]),
        "textposition": "top center",
        "textfont": {"size": 11},
        "cliponaxis": False,
        "line": {"color": look.CHOSEN, "width": 3},
        "marker": {"size": 8, "color": look.CHOSEN},
        "hovertemplate": f"%{{x}}: {escape(name)} %{{y:,.1f}} điểm<extra></extra>",
    }
    return {
        "data": [band, median] + ([line] if len(own) else []),
        "layout": look.layout(
            300,
            margin={"l": 8, "r": 24, "t": 40, "b": 8},
            xaxis=look.axis(type="category", categoryorder="array", categoryarray=ticks, showgrid=False, tickangle=0),
            yaxis=look.axis(tickformat=",.0f", nticks=5),
        ),
    }


def _ends_labelled(labels: list[str]) -> list[str]:
    """First and last only: the ones between would run into each other on a phone, and hovering shows them."""
    return [label if at in (0, len(labels) - 1) else "" for at, label in enumerate(labels)]


def _none(x: Any) -> float | None:
    return None if absent(x) else float(x)


def _panel(criterion: Any, table: pd.DataFrame, chosen: str) -> str:
    values = table["value"].dropna()
    if values.empty:
        return f'<figure><figcaption>{escape(criterion.name)}</figcaption><p class="none">chưa có số liệu</p></figure>'
    periods = table.drop_duplicates("period").sort_values("position")
    positions = list(periods["position"])
    low, high = min(0.0, float(values.min())), float(values.max()) or 1.0

    def point(position: int, value: float) -> str:
        x = LEFT + (WIDTH - LEFT - RIGHT) * (positions.index(position) / max(1, len(positions) - 1))
        y = TOP + (HEIGHT - TOP - FOOT) * (1 - (value - low) / ((high - low) or 1))
        return f"{x:.1f},{y:.1f}"

    def line(rows: pd.DataFrame, column: str, kind: str) -> str:
        points = [point(p, v) for p, v in zip(rows["position"], rows[column], strict=True) if not absent(v)]
        ends = points[-1].split(",") if points else []
        dot = f'<circle class="{kind}" cx="{ends[0]}" cy="{ends[1]}" r="3"/>' if ends and kind != "grey" else ""
        return f'<polyline class="{kind}" points="{" ".join(points)}"/>{dot}'

    lines = []
    if table["unit"].nunique() <= THREADS:
        lines = [line(own, "value", "grey") for unit, own in table.groupby("unit") if unit != chosen]
    lines.append(line(periods, "value_median", "median"))
    own = table[table["unit"] == chosen]
    lines.append(line(own, "value", "chosen"))
    last = own.dropna(subset=["value"]) if len(own) else periods.dropna(subset=["value_median"])
    end = (float(last["value"].iloc[-1]) if len(own) else float(last["value_median"].iloc[-1])) if len(last) else None
    label = ""
    if end is not None:
        x, y = point(int(last["position"].iloc[-1]), end).split(",")
        label = f'<text x="{float(x) + 7:.1f}" y="{float(y) + 4:.1f}" class="end">{number(end)}</text>'
    first, final = periods["short"].iloc[0], periods["short"].iloc[-1]
    axis = f'<text x="{LEFT}" y="{HEIGHT - 4}">{first}</text>'
    axis += f'<text x="{WIDTH - RIGHT}" y="{HEIGHT - 4}" text-anchor="end">{final}</text>' if final != first else ""
    unit = "" if absent(criterion.unit) else f" <small>({escape(str(criterion.unit))})</small>"
    return (
        f"<figure><figcaption>{escape(criterion.name)}{unit}</figcaption>"
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true">{"".join(lines)}{label}{axis}</svg></figure>'
    )
