"""Communes by indicators: a numbered table, brown to blue by the share of full points."""

from collections.abc import Collection
from html import escape
from typing import Any

import pandas as pd

from dx_metrics.charts import look
from dx_metrics.charts.bullets import drawn_by, measure
from dx_metrics.charts.caption import caption, criterion_of
from dx_metrics.charts.exhibit import Exhibit
from dx_metrics.queries import lost, standing
from dx_metrics.store import Release
from dx_metrics.view import ALL, View
from dx_metrics.wording import absent, clipped, number

ROWS = 40
"""Above so many communes the picture keeps the two ends and the chosen one; the table has them all."""
STATES = {"missing": "chưa có số liệu", "not_applicable": "không phát sinh", "no_score": "chưa đủ số liệu"}


def heat(release: Release, view: View) -> Exhibit:
    """Rows are communes by their rank on the theme, columns its indicators (or, without theme, the themes)."""
    grid = (
        standing.heads(release, view.series, view.period)
        if view.theme == ALL
        else standing.of_theme(release, view.series, view.period, view.theme)
    )
    columns = grid[grid["leaf"] & (grid["theme"] == view.theme)] if view.theme != ALL else grid[grid["depth"] == 1]
    columns = columns.sort_values("criterion_position")
    head = grid[(grid["depth"] == 0) if view.theme == ALL else (grid["code"] == view.theme)]
    order = list(head.sort_values(["ranked", "rank"], ascending=[False, True], na_position="last")["unit"])
    shown = _kept(order, view.unit)
    what = "giá trị chỉ tiêu" if view.theme != ALL else "điểm trụ cột"
    return Exhibit(
        name="bang-nhiet",
        title=_finding(columns),
        words=_words(columns),
        caption=caption(
            release, view, f"{criterion_of(release, view)['name']}: {what}; màu: phần điểm tối đa đạt được"
        ),
        table=twin(columns, order),
        notes=(f"Hình có {ROWS // 2} đơn vị đầu bảng và {ROWS // 2} đơn vị cuối bảng trong {len(order)}.",)
        if len(shown) < len(order)
        else (),
        drawing=table(columns, shown, view.unit, lost.cells(release, view.series, view.period, shown)),
    )


def table(cells: pd.DataFrame, order: list[str], chosen: str, short: Collection[tuple[str, str]]) -> str:
    """The numbered heat table as HTML, one row a commune of `order`; `cells` are rows of `standing.grid`.

    `short` are the cells that lost points (`queries.lost.cells`): links that carry commune and criterion.
    """
    codes = cells.drop_duplicates("code").sort_values("criterion_position")
    by_place = {(row.unit, row.code): row for row in cells[cells["unit"].isin(order)].itertuples()}
    names = dict(zip(cells["unit"], cells["short_name"], strict=True))
    heads = "".join(
        f'<th scope="col"><span>{escape(row.name)}</span>{_unit_of(row)}</th>' for row in codes.itertuples()
    )
    body = []
    for unit in order:
        row_cells = "".join(_cell(by_place.get((unit, code)), (unit, code) in short) for code in codes["code"])
        mark = ' class="chosen"' if unit == chosen else ""
        name = escape(str(names.get(unit, unit)))
        body.append(
            f'<tr{mark}><th scope="row"><span role="link" data-code="{escape(unit)}">{name}</span></th>{row_cells}</tr>'
        )
    return (
        f'<div class="scroll" tabindex="0" role="group" aria-label="Bảng, cuộn ngang được"><table class="heat">'
        f'<thead><tr><th scope="col">Đơn vị</th>{heads}</tr></thead><tbody>{"".join(body)}</tbody></table></div>{KEY}'
    )


KEY = (
    '<ul class="legend"><li>% điểm tối đa:</li>'
    + "".join(
        f'<li><i style="background:{colour}"></i>{words}</li>'
        for colour, words in zip(look.WORSE_TO_BETTER, ("dưới 20 ▼", "20–40", "40–60", "60–80", "từ 80 ▲"), strict=True)
    )
    + '<li><i class="hatched"></i>chưa có số liệu</li></ul>'
)
WAY_ON = "Ô gạch chân còn mất điểm: bấm để giao việc hoặc giải trình."
"""What a page where cells are links says below the table; a picture has no links."""


def _unit_of(row: Any) -> str:
    words = "điểm" if drawn_by(row) == "points" else measure(row)
    return f"<small>{escape(words)}</small>" if words else ""


def _cell(row: Any, short: bool) -> str:
    if row is None:
        return f'<td class="none">{STATES["missing"]}</td>'
    value = getattr(row, drawn_by(row))
    if absent(value):
        return f'<td class="none">{_way(row, STATES.get(row.state, STATES["missing"]), short)}</td>'
    group = look.shade(row.share)
    if group is None:
        return f'<td class="none">{_way(row, number(value), short)}</td>'
    colours = f"background:{look.WORSE_TO_BETTER[group]};color:{look.ON_SHADE[group]}"
    mark = {0: " ▼", 4: " ▲"}.get(group, "")
    return f'<td style="{colours}">{_way(row, number(value) + mark, short)}</td>'


def _way(row: Any, words: str, short: bool) -> str:
    if not short:
        return words
    return f'<span role="link" data-code="{escape(row.unit)}" data-criterion="{escape(row.code)}">{words}</span>'


def twin(cells: pd.DataFrame, order: list[str]) -> pd.DataFrame:
    """The same figures as a plain table, every commune."""
    codes = cells.drop_duplicates("code")
    names = dict(zip(cells["unit"], cells["short_name"], strict=True))
    out: dict[str, list[Any]] = {"_code": list(order), "Đơn vị": [names.get(unit, unit) for unit in order]}
    for head in codes.itertuples():
        own = cells[cells["code"] == head.code].set_index("unit")
        numbers = own[drawn_by(head)]
        unit = "điểm" if drawn_by(head) == "points" else measure(head)
        out[f"{head.name} ({unit})" if unit else head.name] = [numbers.get(code) for code in order]
    return pd.DataFrame(out)


def _kept(order: list[str], chosen: str) -> list[str]:
    if len(order) <= ROWS:
        return order
    half = ROWS // 2
    return order[:half] + [unit for unit in order[half:-half] if unit == chosen] + order[-half:]


def _finding(cells: pd.DataFrame) -> str:
    medians = cells.drop_duplicates("code")
    medians = medians[medians["points_median"].notna() & medians["max_points"].notna()]
    if medians.empty:
        return "Bảng đơn vị và chỉ tiêu"
    share = medians["points_median"] / medians["max_points"]
    return f"Yếu chung nhất: {medians.loc[share.idxmin(), 'name']}"


def _words(cells: pd.DataFrame) -> str:
    parts = []
    for head in cells.drop_duplicates("code").itertuples():
        own = cells[cells["code"] == head.code]
        none = list(own.loc[own["points"].isna(), "short_name"])
        weak = list(own.loc[own["share"] < 0.2, "short_name"])
        line = f"{head.name}: "
        line += f"dưới 20 % điểm tối đa: {clipped(weak)}" if weak else "không nơi nào dưới 20 % điểm tối đa"
        parts.append(line + (f"; chưa có điểm: {clipped(none)}." if none else "."))
    return " ".join(parts)
