"""A framework: the criteria of an index, how each is scored and how they are put together."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dx_metrics.problems import Problem
from dx_metrics.scoring.formula import Formula
from dx_metrics.scoring.grades import Grade
from dx_metrics.scoring.rules import Rule


class ScoringError(Exception):
    """Figures that the framework cannot score. `problems` says which and what to do."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(str(problem) for problem in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Criterion:
    """One row of framework.csv: a leaf (has a `formula`) or a group (has a `combine`).

    `row` counts as Excel shows it. The `*_text` fields are the cells as written. `unknown` names the
    columns that say “?”: the source does not tell, and somebody has to fill them in before scoring.
    """

    row: int
    code: str
    parent: str | None
    name: str
    unit: str
    value_text: str
    formula: Formula | None
    combine: str
    transform: str
    rule_text: str
    rule: Rule | None
    at_zero_text: str
    at_full_text: str
    table_text: str
    min_points: float
    declared_points: float | None
    weight: float
    missing: str
    not_applicable: str
    min_share: float
    round_to: float | None
    basis: str
    unknown: tuple[str, ...] = ()

    @property
    def leaf(self) -> bool:
        return self.formula is not None

    @property
    def full_points(self) -> float:
        """`max_points` with its default: what a value at `at_full` earns."""
        return 1.0 if self.declared_points is None else self.declared_points


@dataclass(frozen=True, slots=True)
class Settings:
    """The `scoring` object of a framework's datapackage.json.

    `rank_of` is "full" (the unrounded score), "rounded" (after `round_to`) or the step to round to.
    `reference_units` None means all. Units outside it, and `unranked_units`, are comparators:
    scored, but never ranked and left out of every sample statistic. `assessed`: people give the points of
    every leaf (`assessments.csv`), no figures are asked for.
    """

    rank_of: str | float = "full"
    reference_units: tuple[str, ...] | None = None
    unranked_units: tuple[str, ...] = ()
    grades: tuple[Grade, ...] = ()
    effective_from: date | None = None
    effective_to: date | None = None
    series: str = ""
    tolerance: float = 1e-9
    known_rank_mismatches: int = 0
    assessed: bool = False


@dataclass(frozen=True, slots=True)
class Framework:
    """A valid framework. `criteria` stand in tree order: a group, then all that is below it.

    `max_points` is None where there is no maximum (z-scores); `possible` says then what a criterion counts
    for in a sum that leaves another one out: a z-score for 1.
    """

    id: str
    title: str
    version: str
    basis: str
    settings: Settings
    criteria: tuple[Criterion, ...]
    children: Mapping[str, tuple[str, ...]]
    depth: Mapping[str, int]
    theme: Mapping[str, str]
    max_points: Mapping[str, float | None]
    possible: Mapping[str, float]

    @property
    def series(self) -> str:
        return self.settings.series or self.id

    @property
    def effective_from(self) -> date | None:
        return self.settings.effective_from

    @property
    def effective_to(self) -> date | None:
        return self.settings.effective_to

    @property
    def complete(self) -> bool:
        """Whether it may be scored: no cell says “?”."""
        return not any(criterion.unknown for criterion in self.criteria)

    @property
    def variables(self) -> list[str]:
        """Every variable that a formula names, in order of first use."""
        return list(dict.fromkeys(v for c in self.criteria if c.formula for v in c.formula.variables))
