"""Why an index changed: figures, corrections, rules and mergers, each with its part."""

from html import escape
from typing import Any

import pandas as pd

from dx_metrics.charts import look
from dx_metrics.charts.caption import caption, criterion_of
from dx_metrics.charts.exhibit import Exhibit
from dx_metrics.charts.lost_bars import Bar, drawn
from dx_metrics.queries import change as asked
from dx_metrics.queries import choices
from dx_metrics.queries.change import KINDS, Change
from dx_metrics.store import Release
from dx_metrics.view import ALL, View
from dx_metrics.wording import number

WORDS = {
    "corrected": "Số liệu kỳ trước được sửa",
    "rules": "Bộ chỉ số đổi",
    "merged": "Sáp nhập",
    "real": "Số liệu kỳ này đổi",
    "mixed": "Số liệu và cách chấm cùng đổi, không tách được",
}
COLOURS = {
    "corrected": "#74ADD1",
    "rules": look.SECOND,
    "merged": "#7F3B08",
    "real": look.CHOSEN,
    "mixed": look.OTHERS,
}
ROWS, NAMED = 40, 2
MERGED = (
    "Kỳ trước là đơn vị cũ cùng mã; phần sáp nhập tính trên số liệu ghép của các đơn vị cũ,"
    " trừ tiêu chí không ghép được."
)


def change(release: Release, view: View) -> Exhibit:
    """Against the index's period before, in one release."""
    return between(release, release, view)


def between(before: Release, after: Release, view: View) -> Exhibit:
    """Against the period before when the releases are one, else against the same period in the release before."""
    within = str(criterion_of(after, view)["code"])
    found = asked.change(before, after, view.series, view.period, within)
    own = view.unit != ALL
    if found is None or (own and view.unit not in found.units.index):
        return _nothing(after, view)
    names = _names(before, after, view, found.earlier)
    parts = found.parts.assign(
        name=found.parts["code"].map(names["name"]).fillna(found.parts["code"]),
        theme_name=found.parts["code"].map(names["theme_name"]).fillna(""),
    )
    start, end = _ends(before, after, view, found.earlier)
    told = _one(parts, found, after, view, (start, end)) if own else _all(parts, found, after, view)
    title, words, drawing, shown = told
    return Exhibit(
        name="vi-sao-doi",
        title=title,
        words=words,
        caption=caption(after, view, f"{criterion_of(after, view)['name']}: thay đổi điểm từ {start} đến {end}"),
        table=_twin(parts, found, after, view, shown),
        drawing=drawing,
        notes=(MERGED,) if found.units.loc[shown, "merged"].any() else (),
    )


def _one(parts: pd.DataFrame, found: Change, release: Release, view: View, ends: tuple[str, str]) -> Any:
    own = parts[parts["unit"] == view.unit]
    name = _units(release, view)[view.unit]
    first, last = (float(found.units.at[view.unit, column]) for column in ("before", "after"))
    bars, at, run = [Bar(ends[0], number(first, 2), mark=first, heading=True)], first, [first, last]
    said = []
    for kind in KINDS:
        steps = own[own["kind"] == kind]
        if steps.empty:
            continue
        total = steps["points"].sum()
        said.append(f"{WORDS[kind]}: {_signed(total)} điểm.")
        by = (
            "theme_name"
            if kind in ("real", "mixed") and view.theme == ALL
            else "name"
            if kind in ("real", "mixed")
            else ""
        )
        rows = (
            [(WORDS[kind], total, steps)]
            if not by
            else [(f"{label}", float(group["points"].sum()), group) for label, group in steps.groupby(by, sort=False)]
        )
        if by:
            bars.append(Bar(WORDS[kind], _signed(total), heading=True))
        for label, points, group in sorted(rows, key=lambda row: -abs(row[1])):
            colour = COLOURS[kind]
            bars.append(Bar(label, _signed(points), ((at, at + points, colour),), "" if by == "name" else _most(group)))
            at += points
            run.append(at)
    bars.append(Bar(ends[1], number(last, 2), mark=last, heading=True))
    room = (max(run) - min(run)) * 0.06 or 1.0
    verb = (
        "không đổi"
        if round(last - first, 4) == 0
        else f"{'tăng' if last > first else 'giảm'} {number(abs(last - first), 2)} điểm"
    )
    most = own.groupby("kind")["points"].sum().abs()
    reason = f", chủ yếu do {_reason(str(most.idxmax()))}" if len(most) and round(last - first, 4) else ""
    words = f"{name} từ {number(first, 2)} đến {number(last, 2)} điểm. {' '.join(said)}"
    return f"{name} {verb}{reason}", words, drawn(bars, min(run) - room, max(run) + room, _legend(own)), [view.unit]


def _all(parts: pd.DataFrame, found: Change, release: Release, view: View) -> Any:
    names, units = _units(release, view), found.units
    moved = (units["after"] - units["before"]).sort_values(ascending=False, kind="stable")
    sums = parts.groupby(["unit", "kind"])["points"].sum()
    bars, reach = [], [0.0]
    for unit in list(moved.index)[:ROWS]:
        segments, ends = [], {True: 0.0, False: 0.0}
        for kind in KINDS:
            points = float(sums.get((unit, kind), 0.0))
            if points:
                side = points > 0
                segments.append((ends[side], ends[side] + points, COLOURS[kind]))
                ends[side] += points
        reach += ends.values()
        why = [(k, float(sums[(unit, k)])) for k in KINDS if (unit, k) in sums.index]
        detail = "" if len(why) < 2 else ", ".join(f"{WORDS[k].lower()} {_signed(points)}" for k, points in why)
        bars.append(Bar(names.get(unit, unit), _signed(moved[unit]), tuple(segments), detail, unit))
    up, down = int((moved.round(4) > 0).sum()), int((moved.round(4) < 0).sum())
    word = release.about["unit_word"]
    mean = parts.groupby("kind")["points"].sum() / len(units)
    said = " ".join(f"{WORDS[k]}: bình quân {_signed(mean[k])} điểm." for k in KINDS if k in mean.index)
    words = f"{up} {word} tăng điểm, {down} giảm. {said}"
    return (
        f"{up} {word} tăng điểm, {down} giảm",
        words,
        drawn(bars, min(reach), max(reach) or 1.0, _legend(parts)),
        list(moved.index),
    )


def _twin(parts: pd.DataFrame, found: Change, release: Release, view: View, shown: list[str]) -> pd.DataFrame:
    """One commune: a leaf and kind a row. All: a commune a row, its kinds side by side."""
    if view.unit != ALL:
        own = parts[parts["unit"] == view.unit]
        return pd.DataFrame(
            {
                "Do": own["kind"].map(WORDS),
                "Trụ cột": own["theme_name"],
                "Mã": own["code"],
                "Tiêu chí": own["name"],
                "Thay đổi": own["points"],
            }
        )
    names, units = _units(release, view), found.units.loc[shown]
    sums = (
        parts.pivot_table(index="unit", columns="kind", values="points", aggfunc="sum").reindex(units.index).fillna(0.0)
    )
    columns: dict[str, Any] = {
        "_code": shown,
        "Đơn vị": [names.get(unit, unit) for unit in shown],
        "Điểm trước": units["before"].to_numpy(),
        "Điểm sau": units["after"].to_numpy(),
        "Thay đổi": (units["after"] - units["before"]).to_numpy(),
    }
    return pd.DataFrame(columns | {WORDS[kind]: sums[kind].to_numpy() for kind in KINDS if kind in sums})


def _ends(before: Release, after: Release, view: View, earlier: str) -> tuple[str, str]:
    periods = choices.periods(after, view.series).set_index("code")["name"]
    if before is after:
        return str(periods[earlier]), str(periods[view.period])
    return f"bản công bố {before.id}", f"bản công bố {after.id}"


def _names(before: Release, after: Release, view: View, earlier: str) -> pd.DataFrame:
    """Name and theme of every criterion of both versions; the later one's where both have it."""
    both = [choices.criteria(after, view.series, view.period), choices.criteria(before, view.series, earlier)]
    tables = [table.assign(theme_name=table["theme"].map(table.set_index("code")["name"])) for table in both]
    return pd.concat(tables).drop_duplicates("code").set_index("code")


def _units(release: Release, view: View) -> dict[str, str]:
    table = choices.units(release, view.period)
    return dict(zip(table["code"], table["short_name"], strict=True))


def _most(group: pd.DataFrame) -> str:
    """The criteria that moved most, with their parts."""
    by_name = group.groupby("name", sort=False)["points"].sum()
    most = by_name.reindex(by_name.abs().sort_values(ascending=False, kind="stable").index).head(NAMED)
    return "; ".join(f"{name} {_signed(points)}" for name, points in most.items())


def _legend(parts: pd.DataFrame) -> list[tuple[str, str]]:
    return [(WORDS[kind], COLOURS[kind]) for kind in KINDS if (parts["kind"] == kind).any()]


def _reason(kind: str) -> str:
    return {"real": "số liệu kỳ này", "rules": "bộ chỉ số đổi", "corrected": "sửa số liệu", "merged": "sáp nhập"}.get(
        kind, "số liệu và cách chấm"
    )


def _signed(points: float) -> str:
    return f"{'−' if points < 0 else '+'} {number(abs(points), 2)}" if round(points, 4) else "0"


def _nothing(release: Release, view: View) -> Exhibit:
    words = "Chưa có hai lần chấm điểm của cùng đơn vị để so."
    return Exhibit(
        name="vi-sao-doi",
        title="Chưa có kỳ trước để so",
        words=words,
        caption=caption(release, view, "Thay đổi điểm"),
        table=pd.DataFrame({"Đơn vị": [], "Thay đổi": []}),
        drawing=f"<p>{escape(words)}</p>",
    )
