"""The register of a country that does not exist: provinces, communes, tiles, and what became of whom."""

import random
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bench import country_words as words

SPLIT = 25
"""Every so many old communes one is shared out between two new ones."""
ACROSS = 5
"""Provinces beside each other on the tile map."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A commune: its place in the register of its time, its province's, and the dates between which it exists."""

    at: int
    code: str
    name: str
    province: int
    valid_from: date
    valid_to: date | None
    tile: tuple[int, int]


def communes(count: int, provinces: int, starts: date, ends: date | None, taken: Iterable[str] = ()) -> list[Unit]:
    """Communes in the order of their provinces. `taken`: codes of older ones, of which the new ones take over some."""
    old = list(taken)
    dice = random.Random(f"{count} {provinces}")
    units, places = [], [0] * provinces
    for at in range(count):
        province = at * provinces // count
        code = old[at * len(old) // count] if old else f"{at * 3 + 1:05d}"
        units.append(Unit(at, code, words.commune(dice), province, starts, ends, _tile(places[province])))
        places[province] += 1
    # A province's tiles lie round its own middle, far enough from the next one's.
    radius = max(_ring(place) for place in places) + 1
    return [replace(unit, tile=_moved(unit.tile, unit.province, radius)) for unit in units]


def _ring(place: int) -> int:
    """The ring round the middle on which the n-th tile of a spiral lies."""
    ring = 0
    while place > 3 * ring * (ring + 1):
        ring += 1
    return ring


def _tile(place: int) -> tuple[int, int]:
    """The n-th tile of a spiral round the middle."""
    ring = _ring(place)
    if ring == 0:
        return 0, 0
    steps = ((1, 0), (0, 1), (-1, 1), (-1, 0), (0, -1), (1, -1))
    q, r = 0, -ring
    for way in range(place - 3 * ring * (ring - 1) - 1):
        dq, dr = steps[way // ring]
        q, r = q + dq, r + dr
    return q, r


def _moved(tile: tuple[int, int], province: int, radius: int) -> tuple[int, int]:
    down, right = divmod(province, ACROSS)
    r = down * (2 * radius - 1)
    return tile[0] + right * 2 * radius - r // 2, tile[1] + r


def row(unit: Unit) -> dict[str, Any]:
    """A commune as a row of `units.csv`."""
    kind, _, short = unit.name.partition(" ")
    q, r = unit.tile
    return _dated(unit.code, unit.valid_from, unit.valid_to) | {
        "name": unit.name,
        "short_name": short,
        "kind": kind,
        "level": "xa",
        "parent": f"{unit.province + 1:02d}",
        "population": 2000 + unit.at * 7919 % 30000,
        "households": 500 + unit.at * 7919 % 8000,
        "hex_q": q,
        "hex_r": r,
        "compared": "true",
        "source": words.SOURCE,
    }


def provinces(count: int, starts: date, ends: date | None) -> list[dict[str, Any]]:
    """Provinces as rows of the register; they are not compared."""
    blank = dict.fromkeys(("parent", "population", "households", "hex_q", "hex_r"), "")
    return [
        _dated(f"{at + 1:02d}", starts, ends)
        | {"name": f"Tỉnh {name}", "short_name": name, "kind": "Tỉnh", "level": "tinh"}
        | blank
        | {"compared": "false", "source": words.SOURCE}
        for at, name in enumerate(words.provinces(count))
    ]


def _dated(code: str, starts: date, ends: date | None) -> dict[str, Any]:
    return {"code": code, "valid_from": starts.isoformat(), "valid_to": ends.isoformat() if ends else ""}


def successions(older: list[Unit], newer: list[Unit], merged: date) -> list[dict[str, Any]]:
    """What each old commune became; some go in two parts to the commune of the next and its own."""
    rows = []
    for at, old in enumerate(older):
        home = at * len(newer) // len(older)
        parts = [(newer[home], "whole", "1")]
        if at % SPLIT == SPLIT - 1 and home + 1 < len(newer):
            parts = [(newer[home], "part", "0.6"), (newer[home + 1], "part", "0.4")]
        rows += [
            {"from_code": old.code, "to_code": new.code, "effective": merged.isoformat(), "kind": kind, "share": share}
            | {"basis": words.SOURCE}
            for new, kind, share in parts
        ]
    return rows
