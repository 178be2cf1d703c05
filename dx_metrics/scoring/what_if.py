"""What if an indicator stood elsewhere: the engine scores the changed figures, nothing is approximated.

A `Case` is a period turned inside out: every leaf reads a variable of its own that holds its value, so
that one indicator can be moved without touching others that share its counts.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import duckdb
import numpy as np
import pandas as pd

from dx_metrics.scoring.formula import Formula, Variable
from dx_metrics.scoring.framework import Criterion, Framework
from dx_metrics.scoring.rules import Bands, Choice, Linear, Statistic
from dx_metrics.scoring.score import score
from dx_metrics.scoring.stability import Parts, ranks, scores

Value = float | str
"""A number, or the answer of a criterion scored by choice."""
STEP = 0.1
"""Values asked of a commune are rounded to this, to the side that is enough."""
UNDO = {"": lambda t: t, "ln": math.exp, "log10": lambda t: 10**t, "sqrt": lambda t: t * t}

READ = "create table observations as select unit, period, variable, value, status from given"
WROTE = "select period, unit, code, value, state, points, rank, ranked, grade from scores order by period, unit, code"


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """`framework` with a variable a leaf (`variables` by code), `observations` (unit, period, variable, value,
    status) for it, `scored` what the engine makes of them, in all periods that `observations` hold.
    Ranks are among the units in `among`, of all when it is None; everybody counts for scales."""

    framework: Framework
    period: str
    variables: Mapping[str, str]
    observations: pd.DataFrame
    scored: pd.DataFrame
    among: frozenset[str] | None = None

    @property
    def index(self) -> Criterion:
        return self.framework.criteria[0]

    @property
    def now(self) -> pd.DataFrame:
        """Scores of the period as they are: unit, code, value, state, points, rank, ranked, grade."""
        return self.scored[self.scored["period"] == self.period]

    def leaf(self, code: str) -> Criterion:
        """The leaf of this code; raises KeyError when there is none."""
        for criterion in self.framework.criteria:
            if criterion.code == code and criterion.leaf:
                return criterion
        raise KeyError(code)


def score_figures(framework: Framework, figures: pd.DataFrame) -> pd.DataFrame:
    """`figures` (unit, period, variable, value as text, status) scored in a database of their own.

    Raises ScoringError for figures that the framework cannot score.
    """
    with duckdb.connect() as con:
        con.register("given", figures.astype(object).where(figures.notna(), None))
        con.execute(READ)
        score(con, framework)
        return con.execute(WROTE).df()


def case(framework: Framework, figures: pd.DataFrame, period: str, among: frozenset[str] | None = None) -> Case:
    """A case of the figures of `period`, or of all periods where the index takes its scale from all."""
    scored = _ranked(score_figures(framework, figures), among)
    leaves = [criterion for criterion in framework.criteria if criterion.leaf]
    variables = {criterion.code: f"chi_tieu_{at}" for at, criterion in enumerate(leaves)}
    rows = []
    for criterion in leaves:
        if isinstance(criterion.rule, Choice) and criterion.formula:
            own = figures[figures["variable"] == criterion.formula.variables[0]]
            rows.append(own.assign(variable=variables[criterion.code]))
        else:
            own = scored[scored["code"] == criterion.code]
            status = (
                own["state"]
                .where(own["value"].isna(), "")
                .map({"": None, "scored": None, "missing": "missing", "not_applicable": "not_applicable"})
            )
            values = [None if math.isnan(x) else repr(float(x)) for x in own["value"].astype(float)]
            rows.append(own[["unit", "period"]].assign(variable=variables[criterion.code], value=values, status=status))
    alone = tuple(
        replace(c, formula=Formula(Variable(variables[c.code]), (variables[c.code],))) if c.leaf else c
        for c in framework.criteria
    )
    observations = pd.concat(rows, ignore_index=True)[["unit", "period", "variable", "value", "status"]]
    return Case(replace(framework, criteria=alone), period, variables, observations, scored, among)


def outcome(case: Case, unit: str, changed: Mapping[str, Value]) -> pd.DataFrame:
    """Scores of the period, all units, when the leaves in `changed` of one unit have these values.

    Columns as `Case.now`. Raises KeyError for a code that is no leaf, ScoringError for a value that
    cannot be scored.
    """
    observations = changed_to(case, unit, unit, changed, case.observations)
    found = score_figures(case.framework, observations)
    return _ranked(found[found["period"] == case.period], case.among)


def _ranked(scored: pd.DataFrame, among: frozenset[str] | None) -> pd.DataFrame:
    """The same with the ranks that these units have among themselves, and none for others."""
    if among is None:
        return scored
    own = scored["rank"].where(scored["unit"].isin(among))
    return scored.assign(rank=own.groupby([scored["period"], scored["code"]]).rank(method="min"))


def value_at(case: Case, code: str, points: float) -> float:
    """The value at which a leaf scored by `linear` earns these points, rounded to the side that is enough."""
    criterion = case.leaf(code)
    assert isinstance(criterion.rule, Linear)
    zero, full = (level(case, criterion, end) for end in (criterion.rule.at_zero, criterion.rule.at_full))
    share = (points - criterion.min_points) / (criterion.full_points - criterion.min_points)
    value = UNDO[criterion.transform](zero + max(share, 0) ** (1 / criterion.rule.exponent) * (full - zero))
    steps = value / STEP
    return round((math.ceil(steps - 1e-6) if full > zero else math.floor(steps + 1e-6)) * STEP, 6)


def bounds(case: Case, code: str) -> tuple[float, float] | None:
    """From nothing to full points of a leaf that has such values, in the order low, high."""
    criterion = case.leaf(code)
    if isinstance(criterion.rule, Linear):
        levels = [level(case, criterion, end) for end in (criterion.rule.at_zero, criterion.rule.at_full)]
    elif isinstance(criterion.rule, Bands):
        levels = [line.limit for line in criterion.rule.lines if line.sign != "else"]
        levels += [] if min(levels) <= 0 else [0.0]
    else:
        return None
    if not levels or not all(map(math.isfinite, levels)):
        return None
    ends = [UNDO[criterion.transform](end) for end in levels]
    return min(ends), max(ends)


def reweighted(parts: Parts, weights: Sequence[float]) -> tuple[np.ndarray, np.ndarray]:
    """Points and ranks (U each) with other theme weights, on the index's own scale; weights need not add up.

    A theme that weighs nothing in the index cannot be given weight here.
    """
    nominal = parts.nominal
    asked = np.asarray(weights, dtype=float)
    if asked.sum() <= 0:
        raise ValueError("weights add to zero")
    factors = np.divide(asked / asked.sum(), nominal, out=np.zeros_like(nominal), where=nominal > 0)
    found = scores(parts, factors[None, :])
    return found[0], ranks(found)[0]


def changed_to(
    case: Case, unit: str, name: str, changed: Mapping[str, Value], observations: pd.DataFrame
) -> pd.DataFrame:
    """`observations` with `changed` put in for a unit, which then bears `name`."""
    taken = [case.variables[code] for code in changed]
    mine = (observations["unit"] == unit) & (observations["period"] == case.period)
    kept = observations[~(mine & observations["variable"].isin(taken))]
    if name != unit:
        kept = kept.assign(unit=kept["unit"].where(kept["unit"] != unit, name))
    new = pd.DataFrame(
        {
            "unit": name,
            "period": case.period,
            "variable": taken,
            "value": [value if isinstance(value, str) else repr(float(value)) for value in changed.values()],
            "status": None,
        }
    )
    return pd.concat([kept, new], ignore_index=True) if taken else kept


def level(case: Case, criterion: Criterion, threshold: float | Statistic) -> float:
    """A threshold as a number, on the scale after the transform; NaN where nobody reported."""
    if not isinstance(threshold, Statistic):
        return threshold
    rows = case.scored if threshold.word.endswith("_all") else case.now
    values = rows.loc[(rows["code"] == criterion.code) & rows["ranked"] & rows["value"].notna(), "value"]
    if values.empty:
        return math.nan
    do = {"": np.asarray, "ln": np.log, "log10": np.log10, "sqrt": np.sqrt}[criterion.transform]
    numbers = do(values.to_numpy(dtype=float))
    share = {"min": 0.0, "max": 1.0}.get(threshold.word.removesuffix("_all"), threshold.share)
    return float(np.quantile(numbers, share))
