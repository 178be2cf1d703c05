"""Scoring: observations in, one row for every unit, period and criterion out."""

from collections.abc import Sequence

import duckdb
import pandas as pd

from dx_metrics.problems import Problem
from dx_metrics.scoring.formula import literal
from dx_metrics.scoring.framework import Criterion, Framework, ScoringError
from dx_metrics.scoring.grades import Grade
from dx_metrics.scoring.levels import Levels
from dx_metrics.scoring.observed import lay_out
from dx_metrics.scoring.ranks import ranked
from dx_metrics.scoring.refusals import refuse
from dx_metrics.scoring.rounding import clean
from dx_metrics.scoring.states import MISSING, NO_SCORE, NOT_APPLICABLE, STATES
from dx_metrics.scoring.to_fill import to_fill

# Lists in the order of the criteria: written and read in a fraction of the time of a row a criterion.
SCORES = f"""
create table if not exists scored_criteria (framework varchar primary key, code varchar[] not null);
create table if not exists scored (
    framework varchar not null, period varchar not null, unit varchar not null, ranked boolean not null,
    value double[] not null, state tinyint[] not null, points double[] not null, rank integer[] not null,
    grade varchar[]                  -- up to the last index; none where no grades are given
);
create or replace view scores as
select framework, period, unit, unnest(code) as code, unnest(value) as value,
       unnest(list_transform(state, lambda one: {list(STATES)}[one + 1])) as state,
       unnest(points) as points, unnest(rank) as rank, ranked, unnest(grade) as grade
from scored join scored_criteria using (framework);
"""
CRITERIA = "insert or replace into scored_criteria values ($framework, $code)"
INSERT = """
insert into scored
select $framework, period, unit, ranked, value, state, points, [{ranks}], {grade}
from {table} positional join scoring_ranks
"""
# Of each criterion that stops its parent, the units in which it does: `{stopping}` are lists of them by their number.
STOPPED = """
with stopping as (select period, unit, unnest([{stopping}]) as number from {table})
select period, number, count(*), list(unit order by unit)[:5]
from stopping where number is not null group by period, number
order by period, number
"""


def score(
    con: duckdb.DuckDBPyConnection,
    framework: Framework,
    *,
    observations: str = "observations",
    periods: Sequence[str] | None = None,
) -> list[Problem]:
    """Append the scores of every unit and period to the table `scored`, which the view `scores` shows row by row.

    `observations` is a table or view (unit, period, variable, value, status); `periods` restricts
    which are scored. A unit is scored in a period when it has at least one row there. Both are made if they are
    not there.
    Scores: framework, period, unit, code, value (raw, of leaves and groups with a rule), state
    (scored, missing, not_applicable, no_score), points, rank, ranked (takes part in ranking), grade
    (of the index). Returns warnings that say which indices could not be computed, and where.
    Raises ScoringError, with nothing appended, for figures that the framework cannot score, and for
    a framework in which a cell says “?”.
    """
    if not framework.complete:
        raise ScoringError(to_fill(framework, level="error"))
    con.execute(SCORES)
    observed = lay_out(con, framework, observations, periods)
    levels = Levels(con, framework, observed)
    refuse(con, framework, levels)
    criteria = framework.criteria
    settings = framework.settings
    column = "points" if settings.rank_of == "rounded" else levels.order
    found = ranked(con, levels.table, column, len(criteria), settings.rank_of)
    con.register("scoring_ranks", pd.DataFrame(found.T, columns=[f"r{at}" for at in range(len(criteria))]))
    ranks = ", ".join(f"nullif(r{at}, 0)" for at in range(len(criteria)))
    names = {"grades": [grade.name for grade in settings.grades]} if settings.grades else {}
    sql = INSERT.format(table=levels.table, ranks=ranks, grade=_grade(framework))
    con.execute(CRITERIA, {"framework": framework.id, "code": [c.code for c in criteria]})
    con.execute(sql, {"framework": framework.id, **names})
    con.unregister("scoring_ranks")
    problems = _stopped(con, framework, levels.table)
    con.execute(f"drop table {levels.table}")
    return problems


def _grade(framework: Framework) -> str:
    """The grade of each index by its points as published; none for what is below an index."""
    grades = framework.settings.grades
    if not grades:
        return "null"
    roots = [at for at, criterion in enumerate(framework.criteria, start=1) if criterion.parent is None]
    cells = ["null"] * roots[-1]
    for root in roots:
        lines = [
            f"when {_within(grade, f'points[{root}]')} then ($grades::varchar[])[{k}]"
            for k, grade in enumerate(grades, start=1)
        ]
        cells[root - 1] = f"case {' '.join(lines)} end"
    return f"[{', '.join(cells)}]"


def _within(grade: Grade, points: str) -> str:
    points = clean(points)
    low = f"{points} {'>=' if grade.from_in else '>'} {literal(grade.low)}"
    return f"{low} and {points} {'<=' if grade.to_in else '<'} {literal(grade.high)}"


def _stopped(con: duckdb.DuckDBPyConnection, framework: Framework, table: str) -> list[Problem]:
    stopping = [
        f"case when {stops} then {at} end"
        for at, criterion in enumerate(framework.criteria, start=1)
        if (stops := _stops(criterion, f"state[{at}]", f"points[{at}]"))
    ]
    if not stopping:
        return []
    problems = []
    for period, number, count, units in con.execute(
        STOPPED.format(stopping=", ".join(stopping), table=table)
    ).fetchall():
        criterion = framework.criteria[number - 1]
        some = ", ".join(units) + (" …" if count > len(units) else "")
        message = (
            f"kỳ {period}: {criterion.code} “{criterion.name}” không có điểm ở {count} đơn vị ({some}),"
            f" nên {criterion.parent} không có điểm ở các đơn vị đó"
        )
        cure = "Bổ sung số liệu; nếu được phép bỏ qua thì sửa cột missing của bộ chỉ số."
        problems.append(Problem(message, cure, level="warning"))
    return problems


def _stops(criterion: Criterion, state: str, points: str) -> str:
    """SQL: whether a criterion without points keeps its parent from having any; "" where it never does."""
    kinds = (MISSING, NO_SCORE) if criterion.missing == "stop" else ()
    kinds += (NOT_APPLICABLE,) if criterion.not_applicable == "stop" else ()
    if not kinds or criterion.parent is None:
        return ""
    return f"{points} is null and {state} in ({', '.join(map(str, kinds))})"
