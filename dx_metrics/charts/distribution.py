"""How the communes spread: one dot each, a row a theme, with median and quartiles."""

import textwrap
from collections import Counter
from typing import Any

import pandas as pd

from dx_metrics.charts import look
from dx_metrics.charts.caption import caption
from dx_metrics.charts.exhibit import Exhibit
from dx_metrics.queries import standing
from dx_metrics.store import Release
from dx_metrics.view import View
from dx_metrics.wording import number

CROWD = 400
"""Above so many communes dots would hide each other: one stands for all within 1 %, as large as they are many."""
MANY = 100
"""Above so many communes a dot is too small to be pointed at, and bears no name."""


def distribution(release: Release, view: View) -> Exhibit:
    """Share of full points on each theme; the chosen commune in colour."""
    grid = standing.heads(release, view.series, view.period)
    rows = grid[(grid["depth"] == 1) & grid["share"].notna() & grid["ranked"]].sort_values("criterion_position")
    spread = (
        rows.groupby(["criterion_position", "code", "name"])["share"]
        .quantile([0, 0.25, 0.5, 0.75, 1])
        .unstack()
        .reset_index()
        .sort_values("criterion_position")
    )
    spread.columns = ["position", "code", "name", "low", "q1", "median", "q3", "high"]
    return Exhibit(
        name="phan-bo",
        title=_finding(spread),
        words=" ".join(
            f"{row.name}: trung vị {number(row.median * 100, 0)} %, nửa ở giữa từ {number(row.q1 * 100, 0)} "
            f"đến {number(row.q3 * 100, 0)} %."
            for row in spread.itertuples()
        ),
        caption=caption(release, view, f"Phần điểm tối đa đạt được của từng trụ cột, {_dot_means(rows)}, %"),
        table=pd.DataFrame(
            {
                "_code": rows["unit"],
                "Đơn vị": rows["short_name"],
                "Trụ cột": rows["name"],
                "Điểm": rows["points"],
                "% điểm tối đa": rows["share"] * 100,
            }
        ),
        figure=_figure(rows, spread, view.unit) if len(rows) else None,
        drawing="" if len(rows) else "<p>Chưa có điểm trụ cột nào trong kỳ này.</p>",
    )


def _finding(spread: pd.DataFrame) -> str:
    if spread.empty:
        return "Chưa có điểm để so"
    wide = (spread["high"] - spread["low"]).idxmax()
    return f"Chênh lệch lớn nhất ở {spread.loc[wide, 'name']}"


def _figure(rows: pd.DataFrame, spread: pd.DataFrame, unit: str) -> dict[str, Any]:
    level = {code: at for at, code in enumerate(spread["code"])}
    many = rows["unit"].nunique() > MANY
    # Dots that would lie on each other are lifted by turns, the same way every time.
    lift = rows.groupby("code").cumcount().mod(7).sub(3).mul(0.055)
    chosen = rows["unit"] == unit
    crowd = rows["unit"].nunique() > CROWD
    shapes = []
    for row in spread.itertuples():
        y = level[row.code]
        box = {"type": "rect", "layer": "below", "fillcolor": look.PALE, "line": {"width": 0}}
        shapes.append(box | {"x0": row.q1 * 100, "x1": row.q3 * 100, "y0": y - 0.3, "y1": y + 0.3})
        bar = {"type": "line", "layer": "below", "line": {"color": look.MUTED, "width": 2}}
        shapes.append(bar | {"x0": row.median * 100, "x1": row.median * 100, "y0": y - 0.36, "y1": y + 0.36})
    return {
        "data": [
            _crowd(rows, level)
            if crowd
            else _dots(
                rows[~chosen], level, lift[~chosen], "#7B8FA1", 4 if many else 8, 0.45 if many else 0.8, not many
            ),
            _dots(rows[chosen], level, lift[chosen] * 0, look.CHOSEN, 14, 1.0, True),
        ],
        "layout": look.layout(
            70 + 58 * len(spread),
            shapes=shapes,
            xaxis=look.axis(range=[-2, 102], ticksuffix=" %"),
            yaxis=look.axis(
                autorange="reversed",
                tickmode="array",
                tickvals=list(level.values()),
                ticktext=["<br>".join(textwrap.wrap(str(name), 20)) for name in spread["name"]],
                tickfont={"color": look.INK, "size": 12},
                showgrid=False,
            ),
        ),
    }


def _dot_means(rows: pd.DataFrame) -> str:
    if rows["unit"].nunique() > CROWD:
        return "chấm càng lớn càng nhiều đơn vị"
    return "mỗi chấm một đơn vị"


def _crowd(rows: pd.DataFrame, level: dict[str, int]) -> dict[str, Any]:
    """How many communes stand at each hundredth of each theme, as areas."""
    hundredths = Counter(zip(rows["code"], (rows["share"] * 100).round(), strict=True))
    most = max(hundredths.values())
    told = [(code, float(share), count) for (code, share), count in hundredths.items()]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [share for _, share, _ in told],
        "y": [level[code] for code, _, _ in told],
        "hoverinfo": "text",
        "hovertext": [f"{number(share, 0)} %: {number(count, 0)} đơn vị" for _, share, count in told],
        "marker": {
            "color": "#7B8FA1",
            "size": [round(3 + 15 * (count / most) ** 0.5, 1) for _, _, count in told],
            "opacity": 0.7,
            "line": {"color": "#fff", "width": 1},
        },
    }


def _dots(
    rows: pd.DataFrame, level: dict[str, int], lift: pd.Series, colour: str, size: int, alpha: float, named: bool
) -> dict[str, Any]:
    dots: dict[str, Any] = {
        "type": "scatter",
        "mode": "markers",
        "x": [round(float(x) * 100, 1) for x in rows["share"]],
        "y": [round(level[code] + float(up), 3) for code, up in zip(rows["code"], lift, strict=True)],
        "hoverinfo": "skip",
        "marker": {"color": colour, "size": size, "opacity": alpha, "line": {"color": "#fff", "width": 1}},
    }
    if named:
        dots["customdata"] = list(rows["unit"])
        dots["hoverinfo"] = "text"
        dots["hovertext"] = [
            f"<b>{row.short_name}</b><br>{row.name}: {number(row.points)} điểm ({number(row.share * 100, 0)} %)"
            for row in rows.itertuples()
        ]
    return dots
