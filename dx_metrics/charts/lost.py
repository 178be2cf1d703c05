"""Where the communes together lost points: by theme and criterion, and by commune."""

from collections.abc import Sequence

import pandas as pd

from dx_metrics.charts.caption import caption, criterion_of
from dx_metrics.charts.exhibit import Exhibit
from dx_metrics.charts.lost_bars import COLOURS, Bar, drawn
from dx_metrics.charts.lost_words import CLASSES, kind
from dx_metrics.queries import lost
from dx_metrics.store import Release
from dx_metrics.view import ALL, View
from dx_metrics.wording import number

EACH = 3
"""Criteria shown of each theme while no theme is chosen; the table has all."""
ROWS = 40
NOTE = "Cách lấy lại điểm tính khi các số liệu khác giữ nguyên."


def losses(release: Release, view: View, units: Sequence[str] = ()) -> pd.DataFrame:
    """The leaves of `queries.lost.ledger` for the view's theme or the whole index, with `kind` of the loss."""
    within = str(criterion_of(release, view)["code"])
    rows = lost.ledger(release, view.series, view.period, within, units)
    rows = rows[rows["leaf"]]
    return rows.assign(kind=kind(rows))


def digits(rows: pd.DataFrame) -> int:
    """Decimals that a ledger is written with."""
    return 2 if ((rows["lost"] * 100).round(6) % 1 == 0).all() else 4


def by_criterion(release: Release, view: View) -> Exhibit:
    """What each criterion cost a commune on average, themes and criteria with most to win back first."""
    rows, word = losses(release, view), str(release.about["unit_word"])
    head = criterion_of(release, view)
    if rows.empty:
        return _nothing(release, view, "diem-mat")
    table = _averages(rows)
    places = digits(rows)
    by = "theme_name" if view.theme == ALL else "name"
    worst = table.groupby(by, sort=False)["lost"].sum().sort_values(ascending=False, kind="stable")
    return Exhibit(
        name="diem-mat",
        title=f"{worst.index[0]} mất nhiều nhất: {number(worst.iloc[0], places)} điểm mỗi {word}",
        words=f"{head['name']}: mỗi {word} mất bình quân {number(table['lost'].sum(), places)} điểm. "
        + " ".join(
            f"{row.name}: {number(row.lost, places)} điểm, {row.units} {word} mất điểm."
            for row in table.head(2 * EACH).itertuples()
        ),
        caption=caption(release, view, f"{head['name']}: điểm mất bình quân mỗi {word}"),
        table=pd.DataFrame(
            {
                "Trụ cột": table["theme_name"],
                "Mã": table["code"],
                "Tiêu chí": table["name"],
                f"Điểm mất bình quân mỗi {word}": table["lost"],
                "Do chưa báo cáo": table["report"],
                "Nâng được số liệu": table["improve"],
                "Không lấy lại được": table["other"],
                f"Số {word} mất điểm": table["units"],
                f"Số {word} không tính tiêu chí này": table["left_out"],
            }
        ),
        drawing=_drawn(table, view.theme == ALL, word, places),
    )


def by_unit(release: Release, view: View) -> Exhibit:
    """Communes by what they could win back, the most first, with the theme that cost most."""
    rows, word = losses(release, view), str(release.about["unit_word"])
    head = criterion_of(release, view)
    if rows.empty:
        return _nothing(release, view, "diem-mat-theo-xa")
    places = digits(rows)
    sums = rows.pivot_table(index="unit", columns="kind", values="lost", aggfunc="sum", fill_value=0.0)
    sums = sums.reindex(columns=list(CLASSES), fill_value=0.0)
    table = sums.assign(lost=sums.sum(axis=1), back=sums["report"] + sums["improve"])
    table["name"] = rows.drop_duplicates("unit").set_index("unit")["short_name"]
    by = "theme_name" if view.theme == ALL else "name"
    table["worst"] = (
        rows.groupby(["unit", by])["lost"].sum().reset_index().sort_values("lost").groupby("unit")[by].last()
    )
    table = table.sort_values(["back", "lost", "name"], ascending=[False, False, True]).reset_index()
    shown = _shown(table, view.unit)
    bars = [
        Bar(
            row.name,
            number(row.lost, places),
            _segments(row),
            f"nhiều nhất ở {row.worst}" if row.lost > 0 else "không mất điểm",
            str(row.unit),
            chosen=row.unit == view.unit,
        )
        for row in shown.itertuples()
    ]
    first = table.sort_values("lost", ascending=False).iloc[0]
    return Exhibit(
        name="diem-mat-theo-xa",
        title=f"{first['name']} mất nhiều nhất: {number(first['lost'], places)} điểm",
        words=" ".join(
            f"{row.name} mất {number(row.lost, places)} điểm, lấy lại được {number(row.back, places)}; "
            f"nhiều nhất ở {row.worst}."
            for row in table.head(EACH).itertuples()
        ),
        caption=caption(release, view, f"{head['name']}: điểm mất từng {word}"),
        table=pd.DataFrame(
            {
                "_code": table["unit"],
                "Đơn vị": table["name"],
                "Điểm mất": table["lost"],
                "Lấy lại được": table["back"],
                "Do chưa báo cáo": table["report"],
                "Nâng được số liệu": table["improve"],
                "Mất nhiều nhất ở": table["worst"],
            }
        ),
        drawing=drawn(bars, 0.0, float(table["lost"].max()), _legend(table)),
        notes=(f"Hình chỉ vẽ {ROWS} {word} đầu; bảng có đủ.",) if len(shown) < len(table) else (),
    )


def _shown(table: pd.DataFrame, unit: str) -> pd.DataFrame:
    return table[(table.index < ROWS) | (table["unit"] == unit)]


def _averages(rows: pd.DataFrame) -> pd.DataFrame:
    """A criterion a row: averages over the communes; themes, then criteria, with most to win back first."""
    many = rows["unit"].nunique()
    table = rows.drop_duplicates("code").set_index("code")[["name", "theme", "theme_name", "position"]]
    sums = rows.pivot_table(index="code", columns="kind", values="lost", aggfunc="sum", fill_value=0.0) / many
    table = table.join(sums.reindex(columns=list(CLASSES), fill_value=0.0))
    by_code = rows.groupby("code")
    table["lost"] = by_code["lost"].sum() / many
    table["units"] = by_code["lost"].agg(lambda lost: int((lost > 0).sum()))
    table["left_out"] = by_code["counted"].agg(lambda counted: int((~counted).sum()))
    table["back"] = table["report"] + table["improve"]
    table["theme_back"] = table.groupby("theme")["back"].transform("sum")
    order = ["theme_back", "theme", "back", "lost", "position"]
    return table.reset_index().sort_values(order, ascending=[False, True, False, False, True], ignore_index=True)


def _drawn(table: pd.DataFrame, themes: bool, word: str, places: int) -> str:
    bars: list[Bar] = []
    for _, own in table.groupby("theme", sort=False):
        if themes:
            total = number(own["lost"].sum(), places)
            rest = f"{len(own) - EACH} tiêu chí khác trong bảng" if len(own) > EACH else ""
            bars.append(Bar(own["theme_name"].iloc[0], total, heading=True, detail=rest))
        bars += [
            Bar(row.name, number(row.lost, places), _segments(row), f"{row.units} {word} mất điểm")
            for row in (own.head(EACH) if themes else own).itertuples()
        ]
    return drawn(bars, 0.0, float(table["lost"].max()), _legend(table))


def _segments(row: object) -> tuple[tuple[float, float, str], ...]:
    parts, at = [], 0.0
    for name, colour in COLOURS.items():
        size = max(0.0, float(getattr(row, name)))
        if size > 0:
            parts.append((at, at + size, colour))
            at += size
    return tuple(parts)


def _legend(table: pd.DataFrame) -> list[tuple[str, str]]:
    return [(words, COLOURS[name]) for name, words in CLASSES.items() if (table[name] > 0).any()]


def _nothing(release: Release, view: View, name: str) -> Exhibit:
    head = criterion_of(release, view)["name"]
    words = f"Chưa có điểm của {head} trong kỳ này nên chưa tính được điểm mất."
    return Exhibit(
        name=name,
        title="Chưa có điểm để tính điểm mất",
        words=words,
        caption=caption(release, view, f"{head}: điểm mất"),
        table=pd.DataFrame({"Đơn vị": [], "Điểm mất": []}),
        drawing="<p>Chưa có điểm trong kỳ này nên chưa tính được điểm mất.</p>",
    )
