"""Indicators against their targets."""

from typing import Any

import pandas as pd

from dx_metrics.charts import look
from dx_metrics.charts.bullets import Mark, bullet, drawn, drawn_by
from dx_metrics.charts.caption import caption, criterion_of
from dx_metrics.charts.exhibit import Exhibit
from dx_metrics.queries import standing
from dx_metrics.store import Release
from dx_metrics.view import ALL, View
from dx_metrics.wording import absent, number, plain

MOST = 5


def against_target(release: Release, view: View) -> Exhibit:
    """Every indicator of a theme: range of the communes, median, target, the chosen commune."""
    rows = indicators(standing.spreads(release, view.series, view.period), view.theme)
    aimed = [row for row in rows.itertuples() if not absent(row.target) and not absent(row.value_median)]
    reached = [row for row in aimed if short_of(row) == 0]
    title = (
        f"{len(reached)} trên {len(aimed)} chỉ tiêu có trung vị đạt mục tiêu"
        if aimed
        else "Các chỉ tiêu chưa đặt mục tiêu trong kỳ này"
    )
    return Exhibit(
        name="so-muc-tieu",
        title=title,
        words=f"{title}. " + " ".join(gap_in_words(row) for row in aimed),
        caption=caption(release, view, f"{criterion_of(release, view)['name']}: giá trị chỉ tiêu so mục tiêu"),
        table=_twin(rows),
        drawing=_drawn(list(rows.itertuples()), release, view),
    )


def farthest(release: Release, view: View) -> Exhibit:
    """The indicators whose median is farthest below target, as a share of the target."""
    rows = indicators(standing.spreads(release, view.series, view.period), ALL)
    aimed = [(short_of(row), row) for row in rows.itertuples() if not absent(row.target)]
    behind = sorted((pair for pair in aimed if pair[0] > 0), key=lambda pair: (-pair[0], pair[1].code))[:MOST]
    kept = rows[rows["code"].isin([row.code for _, row in behind])]
    order = {row.code: at for at, (_, row) in enumerate(behind)}
    kept = kept.sort_values("code", key=lambda codes: codes.map(order))
    if behind:
        title, nothing = f"Xa mục tiêu nhất: {behind[0][1].name}", ""
    elif aimed:
        title = "Trung vị của mọi chỉ tiêu đã đạt mục tiêu"
        nothing = "<p>Không chỉ tiêu nào có trung vị dưới mục tiêu trong kỳ này.</p>"
    else:
        title = "Các chỉ tiêu chưa đặt mục tiêu trong kỳ này"
        nothing = "<p>Mục tiêu và căn cứ của từng chỉ tiêu ghi trong tệp targets.csv của bộ dữ liệu.</p>"
    return Exhibit(
        name="xa-muc-tieu",
        title=title,
        words=f"{title}. " + " ".join(gap_in_words(row) for _, row in behind),
        caption=caption(release, view, "Trung vị các đơn vị so mục tiêu"),
        table=_twin(kept),
        drawing=nothing or _drawn([row for _, row in behind], release, view),
    )


def short_of(row: Any) -> float:
    """How much of its target the median lacks, 0 to 1; 0 when reached. Lower is better where at_zero > at_full."""
    if absent(row.target) or absent(row.value_median):
        return 0.0
    gap = row.value_median - row.target if row.lower_is_better else row.target - row.value_median
    return max(0.0, gap / abs(row.target)) if row.target else float(gap > 0)


def gap_in_words(row: Any) -> str:
    """One sentence on the median and the target of an indicator."""
    if absent(row.value_median):
        return f"{row.name}: chưa có số liệu."
    unit = "" if absent(row.measure) else f" {row.measure}"
    reached = "đạt" if short_of(row) == 0 else "chưa đạt"
    return f"{row.name}: trung vị {number(row.value_median)}{unit}, {reached} mục tiêu {plain(row.target)}{unit}."


def indicators(grid: pd.DataFrame, theme: str) -> pd.DataFrame:
    """One row an indicator: the spread is the same in every commune's row, so the first stands for all."""
    rows = grid[grid["leaf"] & ((grid["theme"] == theme) | (theme == ALL))]
    return rows.drop_duplicates("code").sort_values("criterion_position")


def _drawn(rows: list[Any], release: Release, view: View) -> str:
    own = standing.of_units(release, view.series, view.period, (view.unit,)).set_index("code")
    name = own["short_name"].iloc[0] if len(own) else ""
    marks = {
        row.code: (Mark(name, float(own.at[row.code, drawn_by(row)]), look.CHOSEN),)
        for row in rows
        if row.code in own.index and not absent(own.at[row.code, drawn_by(row)])
    }
    legend = [(name, look.CHOSEN)] if len(own) else []
    return drawn([bullet(row, marks.get(row.code, ())) for row in rows], legend)


def _twin(rows: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Mã": rows["code"],
            "Chỉ tiêu": rows["name"],
            "Đơn vị tính": rows["measure"],
            "Thấp nhất": rows["value_min"],
            "Trung vị": rows["value_median"],
            "Cao nhất": rows["value_max"],
            "Mục tiêu": rows["target"],
            "Căn cứ mục tiêu": rows["target_basis"],
        }
    )
