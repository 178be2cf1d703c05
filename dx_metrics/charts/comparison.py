"""Chosen communes side by side: one or two on a common axis, three or more as a heat table."""

from typing import Any

import pandas as pd

from dx_metrics.charts import heat, look
from dx_metrics.charts.bullets import Mark, bullet, drawn, drawn_by
from dx_metrics.charts.caption import caption
from dx_metrics.charts.exhibit import Exhibit
from dx_metrics.queries import lost, standing
from dx_metrics.store import Release
from dx_metrics.view import ALL, View
from dx_metrics.wording import absent, clipped, listed, number

COLOURS = (look.CHOSEN, look.SECOND)
FEW = 2


def comparison(release: Release, view: View) -> Exhibit:
    """All indicators (or those of one theme) for `view.unit` and `view.others`."""
    units = tuple(dict.fromkeys(code for code in (view.unit, *view.others) if code != ALL))
    grid = standing.of_units(release, view.series, view.period, units)
    cells = grid[grid["leaf"] & grid["unit"].isin(units) & ((grid["theme"] == view.theme) | (view.theme == ALL))]
    names = dict(zip(cells["unit"], cells["short_name"], strict=True))
    units = tuple(unit for unit in units if unit in names)
    title = _finding(grid, cells, units, names)
    if len(units) > FEW:
        drawing = heat.table(cells, list(units), units[0], lost.cells(release, view.series, view.period, units))
    else:
        drawing = _drawn(cells, units, names)
    return Exhibit(
        name="so-sanh",
        title=title,
        words=f"{title}. {_words(cells, units, names)}",
        caption=caption(release, view, "Giá trị từng chỉ tiêu"),
        table=_twin(cells, units, names),
        drawing=drawing if units else "<p>Chọn ít nhất một đơn vị để so sánh.</p>",
    )


def _drawn(cells: pd.DataFrame, units: tuple[str, ...], names: dict[str, str]) -> str:
    by_place = {(row.unit, row.code): getattr(row, drawn_by(row)) for row in cells.itertuples()}
    rows = cells.drop_duplicates("code").sort_values("criterion_position")
    colours = dict(zip(units, COLOURS, strict=False))
    bullets = [
        bullet(
            row,
            [
                Mark(names[unit], float(by_place[unit, row.code]), colours[unit])
                for unit in units
                if not absent(by_place.get((unit, row.code)))
            ],
        )
        for row in rows.itertuples()
    ]
    return drawn(bullets, [(names[unit], colours[unit]) for unit in units])


def _finding(grid: pd.DataFrame, cells: pd.DataFrame, units: tuple[str, ...], names: dict[str, str]) -> str:
    if not units:
        return "Chưa chọn đơn vị nào"
    if len(units) == FEW:
        wide = cells.pivot_table(index="code", columns="unit", values="points", aggfunc="first")
        if set(units) <= set(wide.columns):
            ahead = int((wide[units[0]] > wide[units[1]]).sum())
            behind = int((wide[units[0]] < wide[units[1]]).sum())
            return f"{names[units[0]]} hơn {names[units[1]]} ở {ahead} chỉ tiêu, kém ở {behind}"
    total = grid[(grid["depth"] == 0) & grid["unit"].isin(units) & grid["points"].notna()].sort_values("rank")
    if total.empty:
        return f"{listed([names[unit] for unit in units])}: chưa có điểm"
    if len(units) == 1:
        row = total.iloc[0]
        return f"{row['short_name']}: {number(row['points'])} điểm, thứ {int(row['rank'])}"
    return f"{total.iloc[0]['short_name']} cao nhất trong {len(units)} nơi được so"


def _words(cells: pd.DataFrame, units: tuple[str, ...], names: dict[str, str]) -> str:
    parts = []
    for row in cells.drop_duplicates("code").sort_values("criterion_position").itertuples():
        own = cells[cells["code"] == row.code].set_index("unit")[drawn_by(row)]
        said = [f"{names[unit]} {number(own.get(unit))}" for unit in units]
        parts.append(f"{row.name}: {clipped(said, 8)}, trung vị {number(_median(row))}.")
    return " ".join(parts)


def _twin(cells: pd.DataFrame, units: tuple[str, ...], names: dict[str, str]) -> pd.DataFrame:
    rows = list(cells.drop_duplicates("code").sort_values("criterion_position").itertuples())
    by_place = {(row.unit, row.code): getattr(row, drawn_by(row)) for row in cells.itertuples()}
    measures = [row.measure if drawn_by(row) == "value" else "điểm" for row in rows]
    out = {"Chỉ tiêu": [row.name for row in rows], "Đơn vị tính": measures}
    for unit in units:
        out[names[unit]] = [by_place.get((unit, row.code)) for row in rows]
    return pd.DataFrame(out | {"Trung vị": [_median(row) for row in rows], "Mục tiêu": [row.target for row in rows]})


def _median(row: Any) -> float:
    return getattr(row, f"{drawn_by(row)}_median")
