"""Scoring: observations in, one row for every unit, period and criterion out."""

from collections.abc import Sequence

import duckdb

from dx_metrics.problems import Problem
from dx_metrics.scoring.formula import literal
from dx_metrics.scoring.framework import Framework, ScoringError
from dx_metrics.scoring.grades import Grade
from dx_metrics.scoring.levels import STATES, Levels, shows_value
from dx_metrics.scoring.observed import lay_out
from dx_metrics.scoring.refusals import refuse
from dx_metrics.scoring.rounding import clean, rounded
from dx_metrics.scoring.to_fill import to_fill

SCORES = """
create table if not exists scores (
    framework varchar not null, period varchar not null, unit varchar not null, code varchar not null,
    value double, state varchar not null, points double, rank integer, ranked boolean not null, grade varchar
)
"""
INSERT = """
insert into scores (framework, period, unit, code, value, state, points, rank, ranked, grade)
with long as (
    select period, unit, ranked,
           unnest(range({count})) as number,
           period_number * {count} + unnest(range({count})) as contest,
           unnest([{values}]) as value,
           unnest([{states}]) as state,
           unnest([{points}]) as points,
           unnest([{order}]) as placed_by
    from {table}
    where period_number between $first and $last
)
select $framework, period, unit, ($codes::varchar[])[number + 1], value, ($states::varchar[])[state + 1],
       points,
       case when placed_by is not null
            then rank() over (partition by contest order by placed_by desc nulls last)
       end,
       ranked, {grade}
from long
"""
UNITS = "select period_number, count(*) from {table} group by period_number order by period_number"
BATCH = 2_000_000
STOPPED = """
select period, code, count(*), list(unit order by unit)[:5]
from scores
where framework = $framework and state <> 'scored' and points is null
  and (code in (select unnest($missing::varchar[])) and state <> 'not_applicable'
       or code in (select unnest($not_applicable::varchar[])) and state = 'not_applicable')
group by period, code order by period, code
"""


def score(
    con: duckdb.DuckDBPyConnection,
    framework: Framework,
    *,
    observations: str = "observations",
    periods: Sequence[str] | None = None,
) -> list[Problem]:
    """Append the scores of every unit and period to the table `scores`, made if it is not there.

    `observations` is a table or view (unit, period, variable, value, status); `periods` restricts
    which are scored. A unit is scored in a period when it has at least one row there.
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
    rank_of = framework.settings.rank_of
    order = {
        "full": lambda c: clean(levels.column("f", c)),
        "rounded": lambda c: levels.column("p", c),
    }.get(str(rank_of), lambda c: rounded(levels.column("f", c), float(rank_of)))
    sql = INSERT.format(
        table=levels.table,
        count=len(criteria),
        values=", ".join(levels.column("v", c) if shows_value(c) else "null::double" for c in criteria),
        states=", ".join(levels.column("s", c) for c in criteria),
        points=", ".join(levels.column("p", c) for c in criteria),
        order=", ".join(f"case when ranked then {order(c)} end" for c in criteria),
        grade=_grade(framework),
    )
    lists = {"codes": [c.code for c in criteria], "states": list(STATES)}
    names = {"grades": [grade.name for grade in framework.settings.grades]} if framework.settings.grades else {}
    for first, last in _batches(con, levels.table, len(criteria)):
        con.execute(sql, {"framework": framework.id, "first": first, "last": last, **lists, **names})
    con.execute(f"drop table {levels.table}")
    return _stopped(con, framework)


def _batches(con: duckdb.DuckDBPyConnection, table: str, criteria: int) -> list[tuple[int, int]]:
    """Runs of period numbers, each of about as many rows as are ranked quickly and in little memory."""
    batches: list[tuple[int, int]] = []
    rows = BATCH
    for number, units in con.execute(UNITS.format(table=table)).fetchall():
        if rows + units * criteria > BATCH:
            batches.append((number, number))
            rows = 0
        batches[-1] = (batches[-1][0], number)
        rows += units * criteria
    return batches


def _grade(framework: Framework) -> str:
    """The grade of an index by its points as published; none for what is below the index."""
    roots = [i for i, c in enumerate(framework.criteria) if c.parent is None]
    lines = [
        f"when {_within(grade)} then ($grades::varchar[])[{k}]"
        for k, grade in enumerate(framework.settings.grades, start=1)
    ]
    if not lines:
        return "null"
    return f"case when number in ({', '.join(map(str, roots))}) then case {' '.join(lines)} end end"


def _within(grade: Grade) -> str:
    points = clean("points")
    low = f"{points} {'>=' if grade.from_in else '>'} {literal(grade.low)}"
    return f"{low} and {points} {'<=' if grade.to_in else '<'} {literal(grade.high)}"


def _stopped(con: duckdb.DuckDBPyConnection, framework: Framework) -> list[Problem]:
    by_code = {criterion.code: criterion for criterion in framework.criteria}
    stopping = {
        "missing": [c.code for c in framework.criteria if c.missing == "stop" and c.parent],
        "not_applicable": [c.code for c in framework.criteria if c.not_applicable == "stop" and c.parent],
    }
    problems = []
    for period, code, count, units in con.execute(STOPPED, {"framework": framework.id, **stopping}).fetchall():
        criterion = by_code[code]
        some = ", ".join(units) + (" …" if count > len(units) else "")
        message = (
            f"kỳ {period}: {code} “{criterion.name}” không có điểm ở {count} đơn vị ({some}),"
            f" nên {criterion.parent} không có điểm ở các đơn vị đó"
        )
        cure = "Bổ sung số liệu; nếu được phép bỏ qua thì sửa cột missing của bộ chỉ số."
        problems.append(Problem(message, cure, level="warning"))
    return problems
