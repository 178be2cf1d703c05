"""The largest risers and fallers since the period before."""

from typing import Any

import pandas as pd

from dx_metrics.charts import look
from dx_metrics.charts.caption import caption, criterion_of
from dx_metrics.charts.exhibit import Exhibit
from dx_metrics.queries import standing
from dx_metrics.store import Release
from dx_metrics.view import ALL, View
from dx_metrics.wording import number, signed

EACH = 3


def moves(release: Release, view: View) -> Exhibit:
    """Three largest rises and falls in points, with the theme that moved most in each."""
    criterion = criterion_of(release, view)
    table = changed(release, view)
    rose = table[table["change"] > 0].head(EACH)
    fell = table[table["change"] < 0].tail(EACH)
    rows = pd.concat([rose, fell])
    return Exhibit(
        name="tang-giam",
        title=_finding(table, rose, fell),
        words=" ".join(
            f"{row.short_name} {signed(row.change)} điểm (từ {number(row.points_before)} đến {number(row.points)})"
            f"{f', chủ yếu do {row.because}' if row.because else ''}."
            for row in rows.itertuples()
        )
        or "Không có kỳ trước để so.",
        caption=caption(release, view, f"{criterion['name']}, thay đổi điểm so kỳ liền trước"),
        table=pd.DataFrame(
            {
                "_code": table["unit"],
                "Đơn vị": table["short_name"],
                "Điểm kỳ trước": table["points_before"],
                "Điểm kỳ này": table["points"],
                "Thay đổi": table["change"],
                "Trụ cột đổi nhiều nhất": table["because"],
            }
        ),
        figure=_figure(rows, view.unit) if len(rows) else None,
        drawing="" if len(rows) else "<p>Chưa có kỳ liền trước của cùng những đơn vị này để so.</p>",
        notes=("Bộ tiêu chí đã đổi giữa hai kỳ, một phần thay đổi là do cách chấm.",)
        if (table["framework"] != table["framework_before"]).any()
        else (),
    )


def changed(release: Release, view: View) -> pd.DataFrame:
    """Communes with points in both periods, the largest rise first; `because` names the theme that moved most."""
    grid = (
        standing.heads(release, view.series, view.period)
        if view.theme == ALL
        else standing.of_theme(release, view.series, view.period, view.theme)
    )
    code = criterion_of(release, view)["code"]
    head = grid[(grid["code"] == code) & grid["points"].notna() & grid["points_before"].notna()]
    head = head.assign(change=head["points"] - head["points_before"])
    parts = grid[grid["depth"] == 1].assign(change=lambda t: t["points"] - t["points_before"])
    head = head.sort_values(["change", "unit"], ascending=[False, True])
    if head.empty or not (head["depth"] == 0).all():
        return head.assign(because="")
    # Only a theme that moved the same way as the whole can be the reason.
    moved = parts.merge(head[["unit", "change"]].rename(columns={"change": "whole"}), on="unit")
    moved = moved[moved["change"] * moved["whole"] > 0].assign(size=lambda t: t["change"].abs())
    most = moved.sort_values("size", ascending=False).drop_duplicates("unit").set_index("unit")["name"]
    return head.assign(because=[most.get(unit, "") for unit in head["unit"]])


def _finding(table: pd.DataFrame, rose: pd.DataFrame, fell: pd.DataFrame) -> str:
    if table.empty:
        return "Chưa có kỳ trước để so"
    up = (
        f"{rose.iloc[0]['short_name']} tăng {number(rose.iloc[0]['change'])} điểm"
        if len(rose)
        else "không nơi nào tăng"
    )
    down = (
        f"{fell.iloc[-1]['short_name']} giảm {number(-fell.iloc[-1]['change'])}" if len(fell) else "không nơi nào giảm"
    )
    text = f"{up}, {down}"
    return text[0].upper() + text[1:]


def _figure(rows: pd.DataFrame, unit: str) -> dict[str, Any]:
    codes = list(rows["unit"])
    colours = [look.CHOSEN if change > 0 else look.SECOND for change in rows["change"]]
    bars = {
        "type": "bar",
        "orientation": "h",
        "x": [float(x) for x in rows["change"]],
        "y": codes,
        "customdata": codes,
        "marker": {"color": colours},
        "text": [signed(x) for x in rows["change"]],
        "textposition": "outside",
        "cliponaxis": False,
        "hovertext": [
            f"<b>{row.short_name}</b><br>{number(row.points_before)} → {number(row.points)} điểm"
            f"{f'<br>chủ yếu do {row.because}' if row.because else ''}"
            for row in rows.itertuples()
        ],
        "hoverinfo": "text",
    }
    names = [f"<b>{n}</b>" if c == unit else n for n, c in zip(rows["short_name"], codes, strict=True)]
    reach = float(rows["change"].abs().max()) * 1.35
    least = -reach if (rows["change"] < 0).any() else 0.0
    most = reach if (rows["change"] > 0).any() else 0.0
    return {
        "data": [bars],
        "layout": look.layout(
            50 + 34 * len(rows),
            bargap=0.35,
            xaxis=look.axis(range=[least, most], zeroline=True, zerolinecolor=look.MUTED, showticklabels=False),
            yaxis=look.axis(
                autorange="reversed",
                type="category",
                tickmode="array",
                tickvals=codes,
                ticktext=names,
                tickfont={"color": look.INK, "size": 13},
                showgrid=False,
            ),
        ),
    }
