"""Which periods are scored: all, or those that a change reaches, the others staying as they are."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

import duckdb

from dx_metrics.problems import Problem
from dx_metrics.scoring import Framework, ScoringError, score
from dx_metrics.scoring.ledger import add_ledger, begin_ledger
from dx_metrics.scoring.rules import Statistic
from dx_metrics.scoring.score import SCORES
from dx_metrics.store.judged import judged

IN_FORCE = "select period from framework_in_period where framework = $id order by period"
RESCORED = """
create or replace temp table rescored as
select unnest($framework::varchar[]) as framework, unnest($period::varchar[]) as period
"""
SCORED_NOW = "create or replace temp view scored_now as from scored semi join rescored using (framework, period)"


def score_all(con: duckdb.DuckDBPyConnection, frameworks: Iterable[Framework]) -> list[Problem]:
    """Each framework scores the shown periods that begin while it is in force, and lays down what was lost."""
    con.execute(SCORES)
    begin_ledger(con)
    return [problem for framework in frameworks for problem in _score(con, framework, in_force(con, framework))]


def reached(
    con: duckdb.DuckDBPyConnection, frameworks: Sequence[Framework], periods: Collection[str]
) -> list[Framework]:
    """Frameworks whose scores hang on figures of these periods. Makes the table `rescored` (framework, period) of
    what is to be scored anew: a framework that takes its scale from all periods is scored in all of them."""
    rows = []
    for framework in frameworks:
        dated = in_force(con, framework)
        if set(dated) & set(periods):
            rows += [(framework.id, code) for code in dated if code in periods or scaled_by_all(framework)]
    names = [[framework for framework, _ in rows], [period for _, period in rows]]
    con.execute(RESCORED, dict(zip(("framework", "period"), names, strict=True)))
    return [framework for framework in frameworks if framework.id in names[0]]


def score_again(con: duckdb.DuckDBPyConnection, frameworks: Iterable[Framework]) -> list[Problem]:
    """Score what stands in `rescored`, of which nothing is in the tables."""
    con.execute(SCORED_NOW)
    problems = []
    for framework in frameworks:
        problems += _score(con, framework, rescored(con, framework), scored="scored_now")
    con.execute("drop view scored_now")
    return problems


def rescored(con: duckdb.DuckDBPyConnection, framework: Framework) -> list[str]:
    """The periods of a framework in the table `rescored`."""
    sql = "select period from rescored where framework = $id order by period"
    return [code for (code,) in con.execute(sql, {"id": framework.id}).fetchall()]


def in_force(con: duckdb.DuckDBPyConnection, framework: Framework) -> list[str]:
    """The shown periods that begin while a framework is in force."""
    return [code for (code,) in con.execute(IN_FORCE, {"id": framework.id}).fetchall()]


def scaled_by_all(framework: Framework) -> bool:
    """Whether a criterion takes its scale from the figures of all periods."""
    levels = (
        level
        for criterion in framework.criteria
        for level in (getattr(criterion.rule, "at_zero", None), getattr(criterion.rule, "at_full", None))
    )
    return any(isinstance(level, Statistic) and level.word.endswith("_all") for level in levels)


def _score(
    con: duckdb.DuckDBPyConnection, framework: Framework, periods: list[str], scored: str = "scored"
) -> list[Problem]:
    try:
        score(con, framework, observations="figures", periods=periods)
    except ScoringError as error:
        home = f"frameworks/{framework.id}/"
        return [replace(p, file=home + p.file) if p.file else p for p in error.problems]
    given = judged(con, framework)
    add_ledger(con, framework, scored=scored, observations="figures", assessed=given)
    return []
