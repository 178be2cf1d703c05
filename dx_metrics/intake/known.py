"""What a workspace already knows, as intake asks it: units, variables, ratios, answers, published figures."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path

import duckdb

from dx_metrics import periods
from dx_metrics.catalogue import stage
from dx_metrics.catalogue.indices import read_indices
from dx_metrics.intake.names import take_apart
from dx_metrics.intake.spelling import unmarked
from dx_metrics.scoring import criteria_rows
from dx_metrics.scoring import table as answer_table

UNITS = """
select units.code, units.valid_from, coalesce(units.valid_to, date '9999-12-31') as valid_to, units.name,
       units.short_name, coalesce(units.kind, '') as kind, coalesce(units.level, '') as level,
       coalesce(units.parent, '') as parent, units.population, units.households, units.compared,
       coalesce(units.source, '') as source
from units order by units.code, units.valid_from
"""
SUCCESSIONS = "select from_code, to_code, effective from successions order by all"
VARIABLES = """
select code, name, coalesce(unit, '') as unit, coalesce(decimals, 0) as decimals, kind, frequency, min, max,
       over_units, coalesce(definition, '') as definition
from variables
"""
CRITERIA = """
select distinct code, name, coalesce(unit, '') as unit, value, coalesce(rule, '') as rule, table_text
from criteria where leaf and value is not null
order by all
"""
MAKE_CRITERIA = """
create table criteria (code varchar, name varchar, unit varchar, value varchar, rule varchar, table_text varchar,
                       leaf boolean)
"""
ADD_CRITERION = "insert into criteria values ($code, $name, $unit, $value, $rule, $table_text, $leaf)"
HAS_CRITERIA = "select 1 from duckdb_tables() where table_name = 'criteria'"
FIGURES = "select unit, variable, value, status from observations where period = $period"

_RATIO = re.compile(r"\s*([\w.]+)\s*/\s*([\w.]+)\s*(?:\*\s*([\d.]+)\s*)?")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit while it exists. `valid_to` of one that still exists lies in the year 9999."""

    code: str
    valid_from: date
    valid_to: date
    name: str
    short_name: str
    kind: str
    level: str
    parent: str
    population: int | None
    households: int | None
    compared: bool
    source: str = ""

    def exists_on(self, day: date) -> bool:
        """Whether the unit is there on this day."""
        return self.valid_from <= day <= self.valid_to


@dataclass(frozen=True, slots=True)
class Variable:
    """What is reported. `kind`: count, rate or answer; `frequency`: month, quarter, half or year."""

    code: str
    name: str
    unit: str
    decimals: int
    kind: str
    frequency: str
    min: float | None
    max: float | None
    over_units: str
    definition: str


@dataclass(frozen=True, slots=True)
class Ratio:
    """An indicator that divides two variables: `scale` is 100 for a percentage, 1 for a plain ratio."""

    code: str
    name: str
    unit: str
    numerator: str
    denominator: str
    scale: float


@dataclass(frozen=True, slots=True)
class Figure:
    """A published figure: its text, or the status that stands in its place."""

    value: str
    status: str

    @property
    def number(self) -> float | None:
        """The figure as a number; None where it is none."""
        try:
            return float(self.value)
        except ValueError:
            return None


def _nothing(period: str) -> Mapping[tuple[str, str], Figure]:
    return {}


@dataclass(frozen=True, eq=False)
class Known:
    """A workspace in the words of intake; equal only to itself, so that what is made of it can be remembered.

    `figures(period)`: (unit, variable) to what is published. `aliases`: headers that an officer once explained,
    folded as `headers.folded_header` does, to variable codes.
    """

    units: tuple[Unit, ...]
    variables: dict[str, Variable]
    ratios: tuple[Ratio, ...] = ()
    answers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    figures: Callable[[str], Mapping[tuple[str, str], Figure]] = _nothing
    successions: tuple[tuple[str, str, date], ...] = ()

    @classmethod
    def of(cls, con: duckdb.DuckDBPyConnection, aliases: Mapping[str, str] | None = None) -> "Known":
        """Of a connection that holds the staged tables; the criteria of a release are used where it has them."""
        units = _reporting(tuple(_named(Unit(*row)) for row in _rows(con, UNITS)))
        succeeded = tuple((old, new, day) for old, new, day in _rows(con, SUCCESSIONS))
        variables = {row[0]: _measured(Variable(*row)) for row in _rows(con, VARIABLES)}
        criteria = _rows(con, CRITERIA) if _rows(con, HAS_CRITERIA) else []
        ratios = {}
        answers: dict[str, tuple[str, ...]] = {}
        for code, name, unit, value, rule, table in criteria:
            match = _RATIO.fullmatch(value)
            if match and {match[1], match[2]} <= set(variables):
                ratio = Ratio(code, name, unit, match[1], match[2], float(match[3] or 1))
                ratios.setdefault((ratio.numerator, ratio.denominator, ratio.name), ratio)
            elif rule == "choice" and value in variables:
                words = tuple(word for word, _ in answer_table.answers(table))
                answers[value] = tuple(word for word in answers.get(value, words) if word in words)

        @lru_cache(maxsize=16)
        def figures(period: str) -> Mapping[tuple[str, str], Figure]:
            found = _rows(con, FIGURES, period=period)
            return {(unit, variable): Figure(value or "", status or "") for unit, variable, value, status in found}

        return cls(units, variables, tuple(ratios.values()), answers, dict(aliases or {}), figures, succeeded)

    @classmethod
    def of_folder(cls, folder: Path, aliases: Mapping[str, str] | None = None) -> "Known":
        """Of a workspace folder that need not be published: what stands in it without an error."""
        con = duckdb.connect()
        stage(folder, con)
        con.execute(MAKE_CRITERIA)
        names = ("code", "name", "unit", "value", "rule", "table_text", "leaf")
        for framework in read_indices(folder).frameworks:
            for row in criteria_rows(framework):
                con.execute(ADD_CRITERION, {name: row[name] for name in names})
        return cls.of(con, aliases)

    @cached_property
    def by_code(self) -> dict[str, tuple[Unit, ...]]:
        """Every unit that ever bore a code."""
        found: dict[str, tuple[Unit, ...]] = {}
        for unit in self.units:
            found[unit.code] = (*found.get(unit.code, ()), unit)
        return found

    @cached_property
    def parents(self) -> frozenset[str]:
        """Codes of units that have others below them: their rows in a table are totals."""
        return frozenset(unit.parent for unit in self.units if unit.parent)

    def in_period(self, period: str) -> tuple[Unit, ...]:
        """The units that report for a period: compared, and there on its last day."""
        ends = periods.parse(period).ends
        return tuple(unit for unit in self.units if unit.compared and unit.exists_on(ends))


def _named(unit: Unit) -> Unit:
    """The unit with the bare name and the kind that its full name holds, where the register has only that."""
    written = take_apart(unit.name)[0]
    if unit.short_name != unit.name or not written.kind:
        return unit
    return replace(unit, short_name=written.name, kind=unit.kind or written.kind)


def _measured(variable: Variable) -> Variable:
    """A variable called "Tỷ lệ …" without a unit is in percent, unless it is declared to be a part of one."""
    part = variable.max is not None and variable.max <= 1
    rate = (
        variable.kind == "rate" and not variable.unit and unmarked(variable.name).startswith(("ti le ", "phan tram "))
    )
    return replace(variable, unit="%") if rate and not part else variable


def _reporting(units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """A unit whose own parts report is their total, also where the register does not say so."""
    above = {unit.parent for unit in units if unit.compared}
    return tuple(replace(unit, compared=unit.compared and unit.code not in above) for unit in units)


def _rows(con: duckdb.DuckDBPyConnection, sql: str, **given: str) -> list[tuple]:
    # A cursor of its own: one connection used from two threads gives wrong answers.
    with con.cursor() as cursor:
        return cursor.execute(sql, given).fetchall()
