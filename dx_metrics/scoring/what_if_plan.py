"""The cheapest improvements that bring a unit to a rank or a grade.

What an improvement costs is unknown to the data, so one measure stands for all: the part of a criterion's
full points that has to be won (bringing one criterion from nothing to full costs 1). See docs/ranks.md.
"""

import itertools
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from dx_metrics.scoring.framework import Criterion
from dx_metrics.scoring.rules import Bands, Choice, Linear, ZScore
from dx_metrics.scoring.what_if import STEP, UNDO, Case, Value, changed_to, level, outcome, score_figures, value_at

MOST = 5_000
"""Combinations of stepped criteria that are all looked at; beyond, the least fruitful are only a last resort."""
TRIES = 8


@dataclass(frozen=True, slots=True)
class Move:
    """One indicator brought to `value`: `points` and `index` are what the leaf and the index then have,
    `cost` the part of the leaf's full points that it moves. `stepped` when nothing lies in between."""

    code: str
    value: Value
    points: float
    index: float
    cost: float
    gain: float
    stepped: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """`values` by code is what to bring the unit to; `points` and `rank` what the engine then gives.

    `cost` counts criteria brought from nothing to full. Not `reached`: even everything at its best is not enough.
    """

    reached: bool
    values: Mapping[str, Value]
    cost: float
    points: float
    rank: int | None
    grade: str | None


def to_rank(case: Case, unit: str, rank: int) -> Plan:
    """The cheapest set by which a unit reaches `rank` (1 best) while the others stay as they are."""
    index = case.now[case.now["code"] == case.index.code]
    others = index[(index["unit"] != unit) & index["rank"].notna()]
    above = sorted(others["points"], reverse=True)
    wanted = float(above[rank - 1]) if rank <= len(above) else -math.inf
    return _cheapest(case, unit, wanted, lambda row: row["rank"] == row["rank"] and row["rank"] <= rank)


def to_grade(case: Case, unit: str, name: str) -> Plan:
    """The cheapest set by which a unit reaches a grade or a better one. Raises KeyError for an unknown grade."""
    grades = {grade.name: grade for grade in case.framework.settings.grades}
    low = grades[name].low
    good = {grade.name for grade in grades.values() if grade.low >= low}
    return _cheapest(case, unit, low, lambda row: row["grade"] in good)


def _cheapest(case: Case, unit: str, wanted: float, enough: Callable[[pd.Series], bool]) -> Plan:
    """Choose as if gains added up, let the engine score the choice, and ask for more where it falls short."""
    here = _index_of(case, unit, case.now)
    if enough(here):
        return _plan(True, {}, 0.0, here)
    lifted = moves(case, unit)
    best = _best_of_each(lifted)
    everything = {move.code: move.value for move in best}
    row = _index_of(case, unit, outcome(case, unit, everything))
    last = _plan(enough(row), everything, sum(move.cost for move in best), row)
    if not last.reached:
        return last
    start = _or_zero(here["points"])
    need = wanted - start
    for _ in range(TRIES):
        chosen = _choose(lifted, need)
        if chosen is None:
            break
        values = {move.code: _value(case, move, part) for move, part in chosen}
        row = _index_of(case, unit, outcome(case, unit, values))
        if enough(row):
            return _plan(True, values, sum(move.cost * part for move, part in chosen), row)
        need += max(wanted - _or_zero(row["points"]), 1e-3 * max(1.0, abs(wanted)))
    return last


def _choose(lifted: Sequence[Move], need: float) -> list[tuple[Move, float]] | None:
    """The cheapest moves, each with the part of it that is made, whose gains add up to `need`.

    Moves along a line are taken by gain for cost, the last in part: with the stepped ones fixed that is the
    optimum. Combinations of stepped moves are tried one by one.
    """
    lines = sorted((m for m in lifted if not m.stepped), key=lambda m: (-m.gain / m.cost, m.code))
    steps: dict[str, list[Move | None]] = {}
    for move in sorted((m for m in lifted if m.stepped), key=lambda m: (-m.gain / m.cost, m.code)):
        steps.setdefault(move.code, [None]).append(move)
    size, tried = 1, []
    for options in steps.values():
        if size * len(options) <= MOST:
            size *= len(options)
            tried.append(options)
        else:
            lines.append(max((m for m in options if m), key=lambda m: m.gain))
    found: list[tuple[float, int, list[tuple[Move, float]]]] = []
    for fixed in itertools.product(*tried):
        taken = [(move, 1.0) for move in fixed if move]
        left = need - sum(move.gain for move, _ in taken)
        for move in lines:
            if left <= 1e-9:
                break
            part = 1.0 if move.stepped else min(1.0, left / move.gain)
            taken.append((move, part))
            left -= move.gain * part
        if left <= 1e-9:
            found.append((round(sum(m.cost * part for m, part in taken), 9), len(taken), taken))
    return min(found, key=lambda choice: choice[:2])[2] if found else None


def _value(case: Case, move: Move, part: float) -> Value:
    """What a move made in part asks for; rounded to what a person would write, never to too little."""
    if part >= 1 or move.stepped:
        return move.value
    points = move.points - (1 - part) * move.cost * (case.framework.max_points[move.code] or 0)
    return value_at(case, move.code, points)


def _best_of_each(lifted: Iterable[Move]) -> list[Move]:
    best: dict[str, Move] = {}
    for move in lifted:
        if move.code not in best or move.gain > best[move.code].gain:
            best[move.code] = move
    return list(best.values())


def _index_of(case: Case, unit: str, scored: pd.DataFrame) -> pd.Series:
    return scored[(scored["unit"] == unit) & (scored["code"] == case.index.code)].iloc[0]


def _plan(reached: bool, values: Mapping[str, Value], cost: float, row: pd.Series) -> Plan:
    rank = None if pd.isna(row["rank"]) else int(row["rank"])
    grade = None if pd.isna(row["grade"]) else str(row["grade"])
    return Plan(reached, values, cost, _or_zero(row["points"]), rank, grade)


def moves(case: Case, unit: str) -> list[Move]:
    """Every way to lift one indicator of a unit alone: to its full points, or to a step of its table.

    All are scored in one run, as comparators that change nobody's scale.
    """
    tried = [(c, value) for c in case.framework.criteria if c.leaf for value in _better_values(case, unit, c)]
    if not tried:
        return []
    names = [f"{unit}~{at}" for at in range(len(tried))]
    own = case.observations[(case.observations["unit"] == unit) & (case.observations["period"] == case.period)]
    copies = [changed_to(case, unit, name, {c.code: value}, own) for name, (c, value) in zip(names, tried, strict=True)]
    settings = case.framework.settings
    aside = replace(settings, unranked_units=(*settings.unranked_units, *names))
    framework = replace(case.framework, settings=aside)
    found = score_figures(framework, pd.concat([case.observations, *copies], ignore_index=True))
    points = {(row.unit, row.code): row.points for row in found[found["period"] == case.period].itertuples()}
    here = {row.code: row.points for row in case.now[case.now["unit"] == unit].itertuples()}
    top = case.index.code
    lifted = []
    for name, (criterion, value) in zip(names, tried, strict=True):
        most = case.framework.max_points[criterion.code]
        before, after = _or_zero(here[criterion.code]), points[name, criterion.code]
        index = points[name, top]
        gain = index - here[top]
        if most and after - before > 1e-9 and gain > 1e-9:
            stepped = not isinstance(criterion.rule, Linear)
            move = Move(criterion.code, value, after, index, (after - before) / most, gain, stepped)
            lifted.append(move)
    return lifted


def _better_values(case: Case, unit: str, criterion: Criterion) -> list[Value]:
    """Values worth trying; which of them are better than now, the engine says."""
    own = case.now[(case.now["unit"] == unit) & (case.now["code"] == criterion.code)]
    if own.empty or own["state"].iloc[0] == "not_applicable":
        return []
    undo = UNDO[criterion.transform]
    match criterion.rule:
        case Linear(at_full=full):
            return [undo(end)] if math.isfinite(end := level(case, criterion, full)) else []
        case Bands(lines=lines):
            nudge = {">": STEP, "<": -STEP}
            return [undo(line.limit + nudge.get(line.sign, 0)) for line in lines if line.sign != "else"]
        case Choice(answers=answers):
            return [answer for answer, points in answers if points != "NA"]
        case ZScore():
            return []
        case _:
            return [] if criterion.declared_points is None else [criterion.declared_points]


def _or_zero(points: float | None) -> float:
    return 0.0 if points is None or math.isnan(points) else float(points)
