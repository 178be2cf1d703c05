"""The rhythm of reporting: who sent what by when, before anybody is ranked by it."""

from datetime import date
from typing import Any

import pandas as pd

from dx_metrics.charts import look
from dx_metrics.charts.caption import caption
from dx_metrics.charts.exhibit import Exhibit
from dx_metrics.charts.lost_bars import Bar, drawn
from dx_metrics.queries import reporting
from dx_metrics.store import Release
from dx_metrics.view import View
from dx_metrics.wording import clipped, number

STATES = {
    "reported": "đúng hạn",
    "late": "đến muộn",
    "missing": "quá hạn chưa có",
    "awaited": "chưa đến hạn",
    "not_applicable": "không phát sinh",
}
COLOURS = {
    "reported": look.CHOSEN,
    "late": look.SECOND,
    "missing": "#7F3B08",
    "awaited": look.OTHERS,
    "not_applicable": look.PALE,
}
ROWS = 40
"""Rows drawn; the table has all."""


def reports(release: Release, view: View) -> pd.DataFrame:
    """`queries.reporting.reports` with `days` past the due day, and what is not due yet told from what is overdue."""
    table = reporting.reports(release, view.period)
    due, sent = pd.to_datetime(table["due"]), pd.to_datetime(table["reported_at"])
    awaited = table["state"].eq("missing") & (due >= pd.Timestamp(_seen(release)))
    return table.assign(state=table["state"].mask(awaited, "awaited"), days=(sent - due).dt.days)


def by_unit(release: Release, view: View) -> Exhibit:
    """Communes by what is overdue and late, the worst first."""
    word = str(release.about["unit_word"])
    return _by(release, view, "nhip-xa", "unit", "short_name", word, f"từng {word}")


def by_owner(release: Release, view: View) -> Exhibit:
    """Offices that report, by what is overdue and late, the worst first."""
    return _by(release, view, "nhip-nguoi", "owner", "owner", "nơi báo cáo", "từng nơi báo cáo")


def line(release: Release, view: View) -> str:
    """One sentence: how much came in time, what is late, who lacks most."""
    table = reporting.counts(release, view.period, _seen(release))
    if table.empty:
        return "Kỳ này không có số liệu nào đến hạn."
    counts = table.groupby("state")["figures"].sum()
    due = int(counts.sum()) - int(counts.get("awaited", 0))
    late, missing = int(counts.get("late", 0)), int(counts.get("missing", 0))
    said = f"{number((due - late - missing) / due * 100, 1)} % số liệu nộp đúng hạn" if due else "Chưa số nào đến hạn"
    if late:
        said += f", {late} đến muộn"
    if missing:
        gaps = table[table["state"] == "missing"]
        named = [f"{row.short_name} {row.figures}" for row in gaps.itertuples()]
        said += f", {missing} quá hạn chưa có ({clipped(named, 3)})"
    return f"{said}."


def _seen(release: Release) -> date:
    return date.fromisoformat(str(release.about["built_at"])[:10])


def _by(release: Release, view: View, name: str, key: str, label: str, word: str, what: str) -> Exhibit:
    table = reports(release, view)
    if table.empty:
        words = "Kỳ này không có số liệu nào đến hạn."
        return Exhibit(name, words.rstrip("."), words, caption(release, view, "Nhịp nộp số"),
                       pd.DataFrame({"Đơn vị": []}), drawing=f"<p>{words}</p>")  # fmt: skip
    table = table.assign(**{key: table[key].fillna("chưa ghi"), label: table[label].fillna("chưa ghi")})
    sums = summed(table, key, label)
    worst = sums.iloc[0]
    faults = worst["missing"] + worst["late"]
    title = f"{worst['label']}: {_faults(worst)}" if faults else f"Mọi {word} nộp đúng hạn"
    of_units = key == "unit"
    bars = [
        Bar(
            str(row["label"]),
            f"{number(row['on_time'] * 100, 0)} %",
            _parts(row),
            _detail(row),
            str(row["key"]) if of_units else "",
            chosen=of_units and row["key"] == view.unit,
        )
        for at, row in sums.iterrows()
        if int(str(at)) < ROWS or (of_units and row["key"] == view.unit)
    ]
    legend = [(words, COLOURS[state]) for state, words in STATES.items() if sums[state].sum()]
    return Exhibit(
        name=name,
        title=title,
        words=f"{line(release, view)} "
        + " ".join(
            f"{row['label']}: {_faults(row)}." for _, row in sums.head(ROWS).iterrows() if row["missing"] + row["late"]
        ),
        caption=caption(release, view, f"Nhịp nộp số của kỳ, {what}; số bên phải: phần nộp đúng hạn"),
        table=pd.DataFrame(
            ({"_code": sums["key"]} if of_units else {})
            | {"Đơn vị" if of_units else "Nơi báo cáo": sums["label"], "Phải nộp": sums["due"]}
            | {words.capitalize(): sums[state] for state, words in STATES.items()}
            | {"Đúng hạn (%)": sums["on_time"] * 100, "Muộn nhất (ngày)": sums["latest"]}
        ),
        drawing=drawn(bars, 0.0, 1.0, legend),
        notes=(f"Hình chỉ vẽ {ROWS} dòng đầu; bảng có đủ.",) if len(sums) > ROWS else (),
    )


def summed(table: pd.DataFrame, key: str, label: str) -> pd.DataFrame:
    """Counts of each state by `key`, the worst first: due, on_time (share of what was due), latest (days late)."""
    counts = table.pivot_table(index=key, columns="state", values="variable", aggfunc="count", fill_value=0)
    counts = counts.reindex(columns=list(STATES), fill_value=0).astype(int)
    counts["label"] = table.groupby(key)[label].first() if label != key else counts.index
    counts["due"] = counts[list(STATES)].sum(axis=1)
    owed = counts["due"] - counts["awaited"]
    counts["on_time"] = ((counts["reported"] + counts["not_applicable"]) / owed.where(owed > 0)).fillna(1.0)
    counts["latest"] = table[table["days"] > 0].groupby(key)["days"].max().reindex(counts.index)
    order = ["missing", "late", "label"]
    return counts.rename_axis("key").reset_index().sort_values(order, ascending=[False, False, True], ignore_index=True)


def _parts(row: Any) -> tuple[tuple[float, float, str], ...]:
    parts, at = [], 0.0
    for state in STATES:
        size = float(row[state]) / float(row["due"])
        if size > 0:
            parts.append((at, at + size, COLOURS[state]))
            at += size
    return tuple(parts)


def _faults(row: Any) -> str:
    told = [f"{row[state]} số {STATES[state]}" for state in ("missing", "late") if row[state]]
    return ", ".join(told) or "nộp đúng hạn"


def _detail(row: Any) -> str:
    latest = f", muộn nhất {number(row['latest'], 0)} ngày" if row["latest"] == row["latest"] else ""
    return f"{_faults(row)}{latest}; phải nộp {row['due']}"
