"""The map of more communes than can bear their names: small tiles under the names of their provinces."""

import math
from html import escape
from typing import Any

import pandas as pd

from dx_metrics.charts import look
from dx_metrics.wording import NO_DATA, absent, number

SIDE = 40
TILES = 4000
"""Up to so many communes are drawn one by one; above, of those that have parents, the parents only."""
ACROSS = 40
"""Parts of the map's width that the letters of a province's name are tall."""
EDGES = "m0-39l34,19v40l-34,19l-34-19v-40z"
"""A pointed hexagon from its top, in whole units: the same few bytes for each."""

Tile = tuple[float, float]


def tiles(units: pd.DataFrame) -> dict[str, Tile]:
    """Middle of each commune's hexagon, by code; `units` is `queries.choices.units`. r grows downwards."""
    placed = units[units["hex_q"].notna() & units["hex_r"].notna()]
    x = SIDE * math.sqrt(3) * (placed["hex_q"] + placed["hex_r"] / 2)
    y = SIDE * 1.5 * placed["hex_r"]
    return dict(zip(placed["code"], zip(x.round(), y.round(), strict=True), strict=True))


def above(table: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    """A row a province, best first: level, name, units, points (their median), fifth (of the middle one)."""
    known = units.set_index("code")[["parent", "parent_name"]]
    rows = table.join(known, on="unit").dropna(subset=["parent_name"])
    grouped = rows.groupby(["parent", "parent_name"], sort=False)
    told = grouped.agg(units=("unit", "size"), points=("points", "median"), fifth=("fifth", "median")).reset_index()
    told = told.rename(columns={"parent": "level", "parent_name": "name"})
    return told.sort_values(["points", "name"], ascending=[False, True], na_position="last", ignore_index=True)


def drawn(table: pd.DataFrame, units: pd.DataFrame, chosen: str) -> str:
    """The SVG and, to be opened below it, the list of provinces: by keyboard they are the way into the map.

    `table` is `queries.standing.ranking`. A province bears `data-level`: it can be stood at.
    """
    places, parents = tiles(units), above(table, units)
    drawn_ones = table[table["unit"].isin(list(places))]
    if drawn_ones.empty:
        return ""
    xs, ys = zip(*(places[unit] for unit in drawn_ones["unit"]), strict=True)
    left, top, wide, high = min(xs) - SIDE, min(ys) - SIDE, max(xs) - min(xs), max(ys) - min(ys)
    middle = _middles(places, units)
    size = max(wide / ACROSS, 1.5 * SIDE)
    edge = 2 * size if len(parents) > 1 else 0.0  # a long name reaches over its province
    box = f"{left - edge:.0f} {top:.0f} {wide + 2 * (SIDE + edge):.0f} {high + 2 * SIDE:.0f}"
    if len(parents) < 2:
        pieces = _communes(drawn_ones, places)
    elif len(drawn_ones) <= TILES:
        pieces = _dots(drawn_ones, places) + _reach(parents, middle)
    else:
        pieces = _provinces(parents, middle)
    pieces += _ring(drawn_ones[drawn_ones["unit"] == chosen], places)
    names = _names(parents, middle, size) if len(parents) > 1 else ""
    style = f'style="font-family:{look.FONT.replace(chr(34), "")}"'
    return (
        f'<svg class="map" viewBox="{box}" role="group" aria-label="Bản đồ" {style}>{look.HATCH}{pieces}{names}</svg>'
    )


def listed(table: pd.DataFrame, units: pd.DataFrame, word: str) -> str:
    """The provinces as a list under one line, best first; empty where there is at most one."""
    parents = above(table, units)
    if len(parents) < 2:
        return ""
    rows = "".join(
        f'<li><span role="link" data-level="{escape(row.level)}">{escape(row.name)}</span>: '
        f"trung vị {number(row.points)}, {row.units} {escape(word)}</li>"
        for row in parents.itertuples()
    )
    return (
        f'<details class="parents"><summary>Chọn một trong {len(parents)} nơi cấp trên để xem riêng</summary>'
        f"<ul>{rows}</ul></details>"
    )


def _dots(rows: pd.DataFrame, places: dict[str, Tile]) -> str:
    """All communes of a colour as one shape of round dots: ten bytes for each, where a tile with a link takes 150."""
    shapes = []
    for fifth in range(len(look.WORSE_TO_BETTER) + 1):
        units = rows.loc[rows["fifth"].fillna(0) == fifth, "unit"]
        dots = "".join(f"M{x:.0f},{y:.0f}h0" for x, y in (places[unit] for unit in units))
        colours = [(look.WORSE_TO_BETTER[fifth - 1] if fifth else "#fff", 1.5 * SIDE)]
        if dots and _pale(colours[0][0]):
            colours.insert(0, ("#5B6875", 1.62 * SIDE))  # a rim, so that it is seen on paper
        shapes += [
            f'<path d="{dots}" stroke="{colour}" stroke-width="{wide:.0f}"/>' for colour, wide in colours if dots
        ]
    return f'<g fill="none" stroke-linecap="round">{"".join(shapes)}</g>'


def _pale(colour: str) -> bool:
    return colour in ("#fff", look.WORSE_TO_BETTER[2])


def _reach(parents: pd.DataFrame, middle: dict[str, tuple[float, float, int]]) -> str:
    """What a pointer meets of a province: all of its place on the map."""
    rounds = []
    for row in parents.itertuples():
        if row.level in middle:
            x, y, count = middle[row.level]
            said = f"{escape(row.name)}: trung vị {number(row.points)} điểm, {row.units} nơi"
            rounds.append(
                f'<circle data-level="{escape(row.level)}" tabindex="-1" cx="{x:.0f}" cy="{y:.0f}" '
                f'r="{SIDE * math.sqrt(count):.0f}"><title>{said}</title></circle>'
            )
    return f'<g fill="transparent">{"".join(rounds)}</g>'


def _ring(rows: pd.DataFrame, places: dict[str, Tile]) -> str:
    """The chosen commune, so that it is found among thousands."""
    return "".join(
        f'<circle cx="{places[row.unit][0]:.0f}" cy="{places[row.unit][1]:.0f}" r="{1.6 * SIDE:.0f}" fill="none" '
        f'stroke="{look.INK}" stroke-width="{SIDE / 2:.0f}" pointer-events="none"/>'
        for row in rows.itertuples()
    )


def _communes(rows: pd.DataFrame, places: dict[str, Tile]) -> str:
    """Tiles by colour: what is the same for hundreds is said once."""
    groups = []
    for fifth in range(len(look.WORSE_TO_BETTER) + 1):
        own = rows[rows["fifth"].fillna(0) == fifth]
        fill = look.WORSE_TO_BETTER[fifth - 1] if fifth else "url(#chua-co)"
        shapes = "".join(_tile(row, places[row.unit]) for row in own.itertuples())
        groups.append(f'<g fill="{fill}" stroke="#5B6875" stroke-width="3">{shapes}</g>')
    return "".join(groups)


def _tile(row: Any, place: Tile) -> str:
    said = NO_DATA if absent(row.fifth) else f"{number(row.points)} điểm, thứ {int(row.rank)}"
    return (
        f'<path data-code="{escape(row.unit)}" tabindex="-1" d="M{place[0]:.0f},{place[1]:.0f}{EDGES}">'
        f"<title>{escape(str(row.short_name))}: {said}</title></path>"
    )


def _middles(places: dict[str, Tile], units: pd.DataFrame) -> dict[str, tuple[float, float, int]]:
    """Middle of each province's tiles, and how many there are."""
    own = units[units["code"].isin(list(places))]
    at = pd.DataFrame([places[code] for code in own["code"]], columns=["x", "y"], index=own["parent"])
    told = at.groupby(level=0).agg(x=("x", "mean"), y=("y", "mean"), n=("x", "size"))
    return {str(code): (float(x), float(y), int(n)) for code, x, y, n in told.itertuples()}


def _provinces(parents: pd.DataFrame, middle: dict[str, tuple[float, float, int]]) -> str:
    """One hexagon a province, as large as its tiles together."""
    pieces = []
    for row in parents.itertuples():
        if row.level not in middle:
            continue
        x, y, count = middle[row.level]
        fill = "url(#chua-co)" if absent(row.fifth) else look.WORSE_TO_BETTER[round(row.fifth) - 1]
        edge = SIDE * math.sqrt(count) * 0.9
        corners = (math.radians(60 * k - 30) for k in range(6))
        path = "M" + "L".join(f"{x + edge * math.cos(a):.0f},{y + edge * math.sin(a):.0f}" for a in corners) + "Z"
        pieces.append(
            f'<path data-level="{escape(row.level)}" tabindex="-1" d="{path}" fill="{fill}" stroke="#5B6875" '
            f'stroke-width="6"><title>{escape(row.name)}: trung vị {number(row.points)}</title></path>'
        )
    return "".join(pieces)


def _names(parents: pd.DataFrame, middle: dict[str, tuple[float, float, int]], size: float) -> str:
    """Name and median of each province over its tiles, with a rim that lets them be read on any colour."""
    words = (
        f'text-anchor="middle" font-weight="600" fill="{look.INK}" stroke="#fff" stroke-linejoin="round" '
        f'stroke-width="{size / 4:.0f}" paint-order="stroke" font-size="{size:.0f}"'
    )
    said = "".join(
        f'<text data-level="{escape(row.level)}" tabindex="-1" x="{x:.0f}">'
        f'<tspan x="{x:.0f}" y="{y:.0f}">{escape(_short(row.name))}</tspan>'
        f'<tspan x="{x:.0f}" y="{y + size * 1.15:.0f}">{number(row.points)}</tspan></text>'
        for row in parents.itertuples()
        if row.level in middle
        for x, y, _ in [middle[row.level]]
    )
    return f'<g class="names" aria-hidden="true" {words}>{said}</g>'


def _short(name: str) -> str:
    """A province's name without the word for what it is."""
    for word in ("Tỉnh ", "Thành phố ", "Huyện ", "Thị xã ", "Quận "):
        name = name.removeprefix(word)
    return name
