"""Communes in order of their points."""

from typing import Any

import pandas as pd

from dx_metrics.charts import look
from dx_metrics.charts.caption import caption, criterion_of, period_name
from dx_metrics.charts.exhibit import Exhibit
from dx_metrics.queries import standing
from dx_metrics.store import Release
from dx_metrics.view import ALL, View
from dx_metrics.wording import NO_DATA, absent, clipped, number, plain, signed

WHOLE = 40
"""Up to so many communes are all drawn; above, the two ends and the surroundings of the chosen one."""
END, AROUND = 12, 3
ROW = 24


def ranking(release: Release, view: View) -> Exhibit:
    """Bars of points, best on top, the chosen commune in colour; ties share a rank."""
    criterion = criterion_of(release, view)
    table = standing.ranking(release, view.series, view.period, str(criterion["code"]))
    ranked = table[table["ranked"] & table["points"].notna()]
    word = release.about["unit_word"]
    return Exhibit(
        name="xep-hang",
        title=_finding(ranked, view, word),
        words=_words(ranked, table, view, criterion, word),
        caption=caption(release, view, f"{criterion['name']}, điểm{full_points(criterion)}"),
        table=_twin(table),
        figure=_figure(_rows_drawn(ranked, view.unit), view.unit, criterion) if len(ranked) else None,
        drawing=""
        if len(ranked)
        else f"<p>Chưa có số liệu của {criterion['name']} trong {period_name(release, view)}.</p>",
    )


def full_points(criterion: dict[str, object]) -> str:
    """` (tối đa 100)`, or nothing where there is no maximum."""
    most = criterion["max_points"]
    return "" if most is None or most != most else f" (tối đa {plain(float(str(most)))})"


def place(row: Any) -> str:
    """A rank with its band: `3`, or `3–5` when three share it."""
    if absent(row.rank) or not row.ranked:
        return ""
    first, sharing = int(row.rank), int(row.sharing_rank)
    return str(first) if sharing < 2 else f"{first}–{first + sharing - 1}"


def _finding(ranked: pd.DataFrame, view: View, word: str) -> str:
    if ranked.empty:
        return "Chưa đủ số liệu để xếp hạng"
    chosen = ranked[ranked["unit"] == view.unit]
    if view.unit != ALL and len(chosen):
        row = next(chosen.itertuples())
        return f"{row.short_name} đứng thứ {place(row)} trên {len(ranked)} {word}"
    best, worst = ranked.iloc[0], ranked.iloc[-1]
    if best["points"] == worst["points"]:
        return f"Cả {len(ranked)} {word} bằng điểm nhau"
    leaders = list(ranked.loc[ranked["rank"] == 1, "short_name"])
    return f"{clipped(leaders, 2)} dẫn đầu, {worst['short_name']} cuối bảng"


def _words(ranked: pd.DataFrame, table: pd.DataFrame, view: View, criterion: dict[str, object], word: str) -> str:
    if ranked.empty:
        return f"{criterion['name']}: {NO_DATA}."
    best, worst = ranked.iloc[0], ranked.iloc[-1]
    parts = [
        f"{criterion['name']}: {len(ranked)} {word} từ {number(worst['points'])} đến {number(best['points'])} điểm.",
        f"Cao nhất {best['short_name']}, thấp nhất {worst['short_name']}, "
        f"trung vị {number(best['points_median'])} điểm.",
    ]
    for row in ranked[ranked["unit"] == view.unit].itertuples():
        parts.append(f"{row.short_name} được {number(row.points)} điểm, thứ {place(row)}.")
    unranked = list(table.loc[~table.index.isin(ranked.index), "short_name"])
    if unranked:
        parts.append(f"Không xếp hạng vì {NO_DATA}: {clipped(unranked)}.")
    return " ".join(parts)


def _rows_drawn(ranked: pd.DataFrame, unit: str) -> pd.DataFrame:
    if len(ranked) <= WHOLE:
        return ranked
    keep = set(range(END)) | set(range(len(ranked) - END, len(ranked)))
    for at in [i for i, code in enumerate(ranked["unit"]) if code == unit]:
        keep |= set(range(max(0, at - AROUND), min(len(ranked), at + AROUND + 1)))
    return ranked.iloc[sorted(keep)]


def _figure(rows: pd.DataFrame, unit: str, criterion: dict[str, object]) -> dict[str, Any]:
    labels = [f"{place(row)}. {row.short_name}" for row in rows.itertuples()]
    shown = [(f"<b>{label}</b>" if code == unit else label) for label, code in zip(labels, rows["unit"], strict=True)]
    median = float(rows["points_median"].iloc[0])
    most = criterion["max_points"]
    top = float(str(most)) if most is not None and most == most else float(rows["points"].max())
    plain_colour = look.OTHERS if unit in set(rows["unit"]) else "#6F8FAF"
    # Codes stand on the axis, names are its labels: two communes may bear one name.
    codes = list(rows["unit"])
    bars = {
        "type": "bar",
        "orientation": "h",
        "x": [float(x) for x in rows["points"]],
        "y": codes,
        "customdata": codes,
        "marker": {"color": [look.CHOSEN if code == unit else plain_colour for code in codes]},
        "text": [number(x) for x in rows["points"]],
        # At the foot of the bars the figures stand in a column, and no median line runs through them.
        "textposition": "auto",
        "insidetextanchor": "start",
        "insidetextfont": {"color": [look.PAPER if code == unit else look.INK for code in codes]},
        "textangle": 0,
        "constraintext": "none",
        "cliponaxis": False,
        "hovertext": [
            f"<b>{row.name}</b><br>{number(row.points)} điểm, thứ {place(row)}"
            f"<br>so kỳ trước: {signed(row.points - row.points_before)}"
            for row in rows.itertuples(index=False)
        ],
        "hoverinfo": "text",
    }
    breaks = [y - 0.5 for y, (a, b) in enumerate(zip(rows.index, rows.index[1:], strict=False), start=1) if b - a > 1]
    line = {"type": "line", "x0": median, "x1": median, "yref": "paper", "y0": 0, "y1": 1}
    gap = {"type": "line", "xref": "paper", "x0": 0, "x1": 1}
    shapes = [line | {"line": {"color": look.SECOND, "width": 1.5, "dash": "dot"}}]
    shapes += [gap | {"y0": y, "y1": y, "line": {"color": look.INK, "width": 1, "dash": "dash"}} for y in breaks]
    return {
        "data": [bars],
        "layout": look.layout(
            60 + ROW * len(rows),
            bargap=0.28,
            margin={"l": 8, "r": 44, "t": 26, "b": 8},
            xaxis=look.axis(range=[0, top * 1.02], side="bottom"),
            yaxis=look.axis(
                autorange="reversed",
                type="category",
                tickmode="array",
                tickvals=codes,
                ticktext=shown,
                showgrid=False,
                ticklabelstandoff=5,
                tickfont={"color": look.INK, "size": 13},
            ),
            shapes=shapes,
            annotations=[
                {
                    "x": median,
                    "y": 1,
                    "yref": "paper",
                    "yanchor": "bottom",
                    "showarrow": False,
                    "text": f"trung vị {number(median)}",
                    "font": {"size": 11, "color": "#8A4B08"},
                }
            ],
        ),
    }


def _twin(table: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "_code": table["unit"],
            "Hạng": [place(row) for row in table.itertuples()],
            "Đơn vị": table["name"],
            "Điểm": table["points"],
            "So kỳ trước": table["points"] - table["points_before"],
            "Hạng kỳ trước": table["rank_before"],
            "% điểm tối đa": table["share"] * 100,
        }
    )
