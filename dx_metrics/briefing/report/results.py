"""Every indicator over a span: each commune's figures, the whole district's, how they were put together."""

import math
import statistics
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from dx_metrics.briefing.report.span import Span
from dx_metrics.follow_up.rows import each
from dx_metrics.queries import choices, report, standing
from dx_metrics.scoring.formula import Formula, FormulaError, Node, Number, Operation, Variable, parse
from dx_metrics.store import Release
from dx_metrics.wording import absent

SUM, LAST, MIXED = "sum", "last", "mixed"
"""Added up over the span; as in its last period; some of both, so that nothing can be made of them."""
MISSING, NOTHING, SCORED, NOT_ADDED = "missing", "not_applicable", "scored", "not_added"


class WrongTotal(ArithmeticError):
    """A printed total that is not the sum of what is printed above it; the text says which, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One commune: the numbers behind the indicator by variable, what they make, or why they make nothing."""

    unit: str
    name: str
    parts: Mapping[str, float]
    value: float | None
    state: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One leaf of the index. `totals` and `value` are the district's, of the `counted` communes that have figures."""

    code: str
    name: str
    measure: str
    theme: str
    formula: Formula
    method: str
    cells: tuple[Cell, ...]
    totals: Mapping[str, float] = field(default_factory=dict)
    value: float | None = None
    target: float | None = None
    lower_is_better: bool = False

    @property
    def counted(self) -> int:
        """Communes with a figure."""
        return sum(cell.state == SCORED for cell in self.cells)

    @property
    def median(self) -> float | None:
        """The middle commune's figure."""
        values = [cell.value for cell in self.cells if cell.value is not None]
        return statistics.median(values) if values else None

    @property
    def own(self) -> float | None:
        """What the indicator is told by: the district's figure where it can be added up, else the median."""
        return self.median if self.value is None else self.value

    def reaches(self, value: float | None) -> bool:
        """Whether a figure is as good as the target."""
        if value is None or self.target is None:
            return False
        return value <= self.target if self.lower_is_better else value >= self.target


def indicators(release: Release, series: str, span: Span, summed: tuple[str, ...]) -> list[Indicator]:
    """The leaves of the index in force at the end of the span, in its own order. Raises WrongTotal."""
    leaves = choices.criteria(release, series, span.period)
    marks = standing.grid(release, series, span.period)
    grid = marks.drop_duplicates("code").set_index("code")
    marked = {(row.code, row.unit): row for row in each(marks)}
    table = report.figures(release, span.periods, summed if span.cumulative else ())
    figures = {(row.unit, row.variable): row for row in each(table)}
    units = choices.units(release, span.period)
    names = dict(zip(units["code"], units["name"], strict=True))
    variables = report.variables(release)
    reported, adding = set(variables["code"]), set(variables.query("over_units == 'sum'")["code"])
    found = []
    for leaf in leaves[leaves["leaf"]].itertuples():
        try:
            formula = parse(str(leaf.value))
        except FormulaError:  # a cell left to fill in: the index is not scored on it either
            continue
        ways = {SUM if variable in summed and span.cumulative else LAST for variable in formula.variables}
        method = ways.pop() if len(ways) == 1 else MIXED
        if reported.isdisjoint(formula.variables):  # points that people gave stand for the last period alone
            method = LAST
            cells = tuple(_judged(unit, name, marked.get((leaf.code, unit))) for unit, name in names.items())
        else:
            cells = tuple(_cell(unit, name, formula, figures, method) for unit, name in names.items())
        known = leaf.code in grid.index
        target: Any = grid.at[leaf.code, "target"] if known else None
        made = Indicator(
            str(leaf.code),
            str(leaf.name),
            "" if absent(leaf.unit) else str(leaf.unit),
            str(leaf.theme),
            formula,
            method,
            cells,
            target=None if absent(target) else float(target),
            lower_is_better=bool(grid.at[leaf.code, "lower_is_better"]) if known else False,
        )
        found.append(_whole(release, span, made) if set(formula.variables) <= adding and method != MIXED else made)
    return found


def _judged(unit: str, name: str, mark: Any) -> Cell:
    """What a commune was given on a criterion of a judged index."""
    if mark is None or absent(mark.points):
        return Cell(unit, name, {}, None, NOTHING if mark is not None and mark.state == NOTHING else MISSING)
    return Cell(unit, name, {}, float(mark.points), SCORED)


def _cell(unit: str, name: str, formula: Formula, figures: Mapping, method: str) -> Cell:
    rows = [figures.get((unit, variable)) for variable in formula.variables]
    numbers = {row.variable: float(row.number) for row in rows if row is not None and not absent(row.number)}
    answers = [str(row.answer) for row in rows if row is not None and absent(row.number) and not absent(row.answer)]
    states = {MISSING if row is None else row.status for row in rows}
    if MISSING in states:
        return Cell(unit, name, numbers, None, MISSING)
    if NOTHING in states:
        return Cell(unit, name, numbers, None, NOTHING)
    if answers:
        return Cell(unit, name, {}, None, SCORED, answers[0])
    if method == MIXED:
        return Cell(unit, name, numbers, None, NOT_ADDED)
    value = evaluate(formula.root, numbers)
    return Cell(unit, name, numbers, value, NOTHING if value is None else SCORED)


def _whole(release: Release, span: Span, made: Indicator) -> Indicator:
    """With the district's totals, each asked of the database and compared with the communes' sum."""
    counted = [cell for cell in made.cells if cell.state == SCORED and not cell.answer]
    if not counted:
        return made
    periods = span.periods if made.method == SUM else span.periods[-1:]
    units = tuple(cell.unit for cell in counted)
    totals = {}
    for variable in made.formula.variables:
        asked = report.total(release, periods, variable, units)
        added = math.fsum(cell.parts[variable] for cell in counted)
        if not math.isclose(asked, added, rel_tol=1e-9, abs_tol=1e-6):
            raise WrongTotal(f"{made.code}, biến {variable}: tổng {asked:g} khác tổng các dòng {added:g}.")
        totals[variable] = added
    kept = {name: getattr(made, name) for name in ("code", "name", "measure", "theme", "formula", "method", "cells")}
    value = evaluate(made.formula.root, totals)
    return Indicator(**kept, totals=totals, value=value, target=made.target, lower_is_better=made.lower_is_better)


def evaluate(node: Node, numbers: Mapping[str, float]) -> float | None:
    """What a formula makes of numbers; None where it divides by zero."""
    match node:
        case Number(value):
            return value
        case Variable(name):
            return numbers[name]
        case Operation(sign, left, right):
            a, b = evaluate(left, numbers), evaluate(right, numbers)
            if a is None or b is None or (sign == "/" and b == 0):
                return None
            return {"+": a + b, "-": a - b, "*": a * b}[sign] if sign != "/" else a / b


def frame(found: list[Indicator]) -> pd.DataFrame:
    """All cells as a table: code, unit, value, state."""
    rows = [(i.code, c.unit, c.value, c.state) for i in found for c in i.cells]
    return pd.DataFrame(rows, columns=["code", "unit", "value", "state"])
