"""The first ten seconds: the verdict in words, and four numbers with their run."""

from typing import Any

import pandas as pd

from dx_metrics.charts.caption import criterion_of, period_name
from dx_metrics.charts.moves import changed
from dx_metrics.charts.ranking import place
from dx_metrics.queries import reporting, standing
from dx_metrics.store import Release
from dx_metrics.view import ALL, View
from dx_metrics.wording import absent, clipped, number, plain, signed


def verdict(release: Release, view: View) -> list[str]:
    """Sentences: who leads, who is behind, what moved, how complete; first about the chosen commune if any."""
    criterion = criterion_of(release, view)
    table = standing.ranking(release, view.series, view.period, str(criterion["code"]))
    ranked = table[table["ranked"] & table["points"].notna()]
    word, when = release.about["unit_word"], period_name(release, view)
    if ranked.empty:
        return [f"{when}: chưa đủ số liệu để chấm điểm {word} nào."]
    said = []
    everyone = f"{len(ranked)} {word}" + (f" của {release.about['place']}" if release.level else "")
    for row in ranked[ranked["unit"] == view.unit].itertuples():
        change = row.points - row.points_before
        moved = "" if absent(change) else f", {signed(change)} điểm so kỳ trước"
        said.append(f"{row.name} được {number(row.points)} điểm, thứ {place(row)} trên {everyone}{moved}.")
    if view.unit != ALL and not said:
        said += [f"{row.name} chưa đủ số liệu để xếp hạng." for row in table[table["unit"] == view.unit].itertuples()]
    among = f" trong {everyone}" if release.level and not said else ""
    best, worst = ranked.iloc[0], ranked.iloc[-1]
    leaders = clipped(list(ranked.loc[ranked["rank"] == 1, "short_name"]), 3)
    said.append(
        f"{when}, {leaders} dẫn đầu{among} với {number(best['points'])} điểm; {worst['short_name']} thấp nhất, "
        f"{number(worst['points'])} điểm, kém {number(best['points'] - worst['points'])} điểm."
    )
    moved = changed(release, view)
    if len(moved):
        up, down = moved.iloc[0], moved.iloc[-1]
        parts = []
        if up["change"] > 0:
            parts.append(f"{up['short_name']} tăng nhiều nhất ({signed(up['change'])})")
        if down["change"] < 0:
            parts.append(f"{down['short_name']} giảm nhiều nhất ({signed(down['change'])})")
        if parts:
            said.append(f"So kỳ trước, {', '.join(parts)}.")
    full = reporting.completeness(release, view.period).iloc[-1:]
    for row in full.itertuples():
        said.append(f"Đã có {plain(row.share * 100, 1)} % số liệu phải báo cáo.")
    unranked = list(table.loc[~table.index.isin(ranked.index), "short_name"])
    if unranked:
        said.append(f"Chưa xếp hạng vì thiếu số liệu: {clipped(unranked)}.")
    return said


def numbers(release: Release, view: View) -> list[dict[str, Any]]:
    """Four headline numbers: label, value, note, trend (one figure a period), mark (▲ better, ▼ worse)."""
    code = str(criterion_of(release, view)["code"])
    runs = standing.line(release, view.series, view.period, (code,), view.unit)
    own = runs[runs["unit"] == view.unit].sort_values("position")
    middle = runs.sort_values("position")
    gap = middle["points_max"] - middle["points_min"]
    full = reporting.completeness(release, view.period)
    if len(own):
        last = own.iloc[-1]
        first = [
            _tile("Điểm", own["points"], own["points"], of=last["max_points"]),
            _tile("Hạng", own["rank"], own["rank"] * -1, 0, of=last["ranked_units"]),
        ]
    else:
        first = [
            _tile("Điểm trung vị", middle["points_median"], middle["points_median"], of=runs["max_points"].max()),
            _tile("Cách biệt cao nhất và thấp nhất", gap, gap * -1),
        ]
    return [
        *first,
        _targets(release, view),
        _tile("Số liệu đã báo cáo", full["share"] * 100, full["share"], 1, suffix=" %"),
    ]


def _targets(release: Release, view: View) -> dict[str, Any]:
    label = "Chỉ tiêu đạt mục tiêu" if view.unit != ALL else "Chỉ tiêu có trung vị đạt mục tiêu"
    run = standing.reached(release, view.series, view.period, "" if view.unit == ALL else view.unit)
    if run.empty or run["period"].iloc[-1] != view.period:
        return {"label": label, "value": "–", "note": "chưa đặt mục tiêu", "trend": [], "mark": ""}
    return _tile(label, run["reached"], run["reached"], 0, of=run["aimed"].iloc[-1])


def _tile(
    label: str, run: pd.Series, goodness: pd.Series, decimals: int = 1, *, of: Any = None, suffix: str = ""
) -> dict[str, Any]:
    """`goodness` rises when things get better, whatever way the number itself runs; it is what the line draws."""
    figures = [None if absent(x) else float(x) for x in run]
    last = figures[-1] if figures else None
    change = goodness.diff().iloc[-1] if len(goodness) > 1 else float("nan")
    note, mark = [], ""
    if len(figures) > 1 and last is not None and figures[-2] is not None:
        moved = number(abs(last - figures[-2]), decimals)
        if moved == number(0, decimals):
            note.append("không đổi so kỳ trước")
        else:
            mark, word = ("▲", "tốt lên") if change > 0 else ("▼", "kém đi")
            note.append(f"{word} {moved} so kỳ trước")
    if not absent(of):
        note.append(f"trên {plain(of)}")
    return {
        "label": label,
        "value": number(last, decimals) + (suffix if last is not None else ""),
        "note": ", ".join(note),
        "trend": [None if absent(x) else float(x) for x in goodness],
        "mark": mark,
    }
