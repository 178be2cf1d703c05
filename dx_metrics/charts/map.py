"""The map: equal-area hexagons from the register, or real outlines where the workspace has them."""

import math
from html import escape
from typing import Any

import pandas as pd

from dx_metrics.charts import look, map_many
from dx_metrics.charts.caption import caption, criterion_of, period_name
from dx_metrics.charts.exhibit import Exhibit
from dx_metrics.charts.outlined import Shape, outlined
from dx_metrics.charts.ranking import full_points, place
from dx_metrics.queries import choices, outlines, standing
from dx_metrics.store import Release
from dx_metrics.view import View
from dx_metrics.wording import NO_DATA, absent, clipped, number

SIDE = 40.0
LABELLED = 100
"""Up to so many communes carry their names; above, only their colour."""


def map_(release: Release, view: View) -> Exhibit:
    """Communes in five equal groups by rank, brown (last) to blue (first); each links to its page."""
    criterion = criterion_of(release, view)
    table = standing.ranking(release, view.series, view.period, str(criterion["code"]))
    units = choices.units(release, view.period)
    kept = outlines.outlines(release, view.period)
    many = len(units) > LABELLED and not len(kept) and len(map_many.tiles(units)) > 0
    shapes = {} if many else outlined(kept) if len(kept) else _hexagons(units.set_index("code"))
    word = release.about["unit_word"]
    measure = f"{criterion['name']}, điểm{full_points(criterion)}; màu: năm nhóm bằng nhau theo thứ hạng"
    notes = tuple(sorted({str(a) for a in kept["attribution"] if a})) if len(kept) else ()
    return Exhibit(
        name="ban-do",
        title=_finding(table, word),
        words=_words(table, criterion, word),
        caption=caption(release, view, "; ".join((measure, *notes))),
        table=pd.DataFrame(
            {
                "_code": table["unit"],
                "Đơn vị": table["name"],
                "Điểm": table["points"],
                "Hạng": [place(row) for row in table.itertuples()],
                "Nhóm (5 = đầu bảng)": table["fifth"],
            }
        ),
        drawing=(_svg(table, shapes, view.unit) if shapes else map_many.drawn(table, units, view.unit))
        + _legend(table)
        + (map_many.listed(table, units, word) if len(units) > LABELLED else "")
        if shapes or many
        else f"<p>Chưa có bản đồ của {period_name(release, view)}: điền hex_q, hex_r trong units.csv, "
        "hoặc đặt tệp GeoJSON ranh giới vào thư mục map/.</p>",
    )


def _finding(table: pd.DataFrame, word: str) -> str:
    last = list(table.loc[table["fifth"] == 1, "short_name"])
    if not last:
        return "Chưa đủ số liệu để tô bản đồ"
    if len(table) > LABELLED:
        return f"Nhóm cuối bảng có {len(last)} trên {len(table)} {word}"
    return f"Nhóm cuối bảng: {clipped(last, 3)}"


def _words(table: pd.DataFrame, criterion: dict[str, object], word: str) -> str:
    first = list(table.loc[table["fifth"] == 5, "short_name"])
    last = list(table.loc[table["fifth"] == 1, "short_name"])
    none = list(table.loc[table["points"].isna(), "short_name"])
    parts = [f"Bản đồ {len(table)} {word} theo {criterion['name']}."]
    if first:
        parts.append(f"Nhóm đầu: {clipped(first, 6)}. Nhóm cuối: {clipped(last, 6)}.")
    if none:
        parts.append(f"{clipped(none, 6)}: {NO_DATA}.")
    return " ".join(parts)


def _hexagons(units: pd.DataFrame) -> dict[str, Shape]:
    """Pointy-top hexagons on axial coordinates; r grows downwards."""
    shapes: dict[str, Shape] = {}
    placed = units[units["hex_q"].notna() & units["hex_r"].notna()]
    for unit in placed.itertuples():
        x = SIDE * math.sqrt(3) * (unit.hex_q + unit.hex_r / 2)
        y = SIDE * 1.5 * unit.hex_r
        corners = [math.radians(60 * k - 30) for k in range(6)]
        edge = SIDE - 1.2
        path = "M" + "L".join(f"{x + edge * math.cos(a):.1f},{y + edge * math.sin(a):.1f}" for a in corners) + "Z"
        shapes[str(unit.Index)] = (path, x, y, SIDE * 1.6)
    return shapes


def _svg(table: pd.DataFrame, shapes: dict[str, Shape], chosen: str) -> str:
    drawn = [row for row in table.itertuples() if row.unit in shapes]
    drawn.sort(key=lambda row: row.unit == chosen)  # the chosen one last, its outline over its neighbours'
    labelled = len(drawn) <= LABELLED
    pieces = [_piece(row, shapes[row.unit], row.unit == chosen, labelled) for row in drawn]
    if labelled:
        # After all shapes, so that no neighbour covers a name; the shapes below are what is clicked and read out.
        labels = "".join(_label(row, shapes[row.unit]) for row in drawn)
        pieces.append(f'<g aria-hidden="true" pointer-events="none" text-anchor="middle">{labels}</g>')
    numbers = [
        tuple(float(n) for n in pair.split(","))
        for row in drawn
        for pair in shapes[row.unit][0].replace("Z", "").replace("M", " ").replace("L", " ").split()
    ]
    xs, ys = [n[0] for n in numbers], [n[1] for n in numbers]
    left, top = min(xs) - 4, min(ys) - 4
    box = f"{left:.0f} {top:.0f} {max(xs) - left + 4:.0f} {max(ys) - top + 4:.0f}"
    style = f'style="font-family:{look.FONT.replace(chr(34), "")}"'
    return (
        f'<svg class="map" viewBox="{box}" role="group" aria-label="Bản đồ" {style}>{look.HATCH}{"".join(pieces)}</svg>'
    )


def _piece(row: Any, shape: Shape, chosen: bool, labelled: bool) -> str:
    """One commune: its shape, and what it says when pointed at."""
    fill, _ = _colours(row)
    name = escape(str(row.short_name))
    said = f"{name}: {NO_DATA if absent(row.fifth) else f'{number(row.points)} điểm, thứ {place(row)}'}"
    edge = f'stroke="{look.INK}" stroke-width="3.5"' if chosen else 'stroke="#5B6875" stroke-width="1"'
    code = f'data-code="{escape(row.unit)}" role="link"'
    drawn = f'<path d="{shape[0]}" fill="{fill}" fill-rule="evenodd"'
    if not labelled:
        return f'<g {code} tabindex="-1"><title>{said}</title>{drawn} {edge if chosen else ""}/></g>'
    return (
        f'<g {code} tabindex="0" aria-label="{said}"><title>{said}</title>{drawn} {edge} stroke-linejoin="round"/></g>'
    )


def _label(row: Any, shape: Shape) -> str:
    """Name and points of a commune, with a rim of its own colour where they reach over its border."""
    _, x, y, room = shape
    fill, ink = _colours(row)
    size = min(11.5, max(6.5, room / (0.68 * max(len(str(row.short_name)), 4))))
    rim = look.PAPER if absent(row.fifth) else fill
    words = f'fill="{ink}" stroke="{rim}" stroke-width="2.5" stroke-linejoin="round" paint-order="stroke"'
    points = "–" if absent(row.fifth) else number(row.points)
    return (
        f'<text x="{x:.1f}" y="{y - 2:.1f}" font-size="{size:.1f}" font-weight="600" {words}>'
        f"{escape(str(row.short_name))}</text>"
        f'<text x="{x:.1f}" y="{y + size + 1.5:.1f}" font-size="{min(13.0, size + 2):.1f}" {words}>{points}</text>'
    )


def _colours(row: Any) -> tuple[str, str]:
    """What a commune is filled with, and letters that can be read on it."""
    if absent(row.fifth):
        return "url(#chua-co)", look.INK
    return look.WORSE_TO_BETTER[int(row.fifth) - 1], look.ON_SHADE[int(row.fifth) - 1]


def _legend(table: pd.DataFrame) -> str:
    items = []
    for group in (5, 4, 3, 2, 1):
        points = table.loc[table["fifth"] == group, "points"]
        if len(points):
            low, high = number(points.min()), number(points.max())
            words = {5: "Nhóm đầu ▲", 1: "Nhóm cuối ▼"}.get(group, f"Nhóm {6 - group}")
            items.append(
                f'<li><i style="background:{look.WORSE_TO_BETTER[group - 1]}"></i>{words}: '
                f"{low if low == high else f'{low}–{high}'} ({len(points)})</li>"
            )
    if table["fifth"].isna().any():
        items.append(f'<li><i class="hatched"></i>{NO_DATA} ({int(table["fifth"].isna().sum())})</li>')
    return f'<ul class="legend">{"".join(items)}</ul>'
