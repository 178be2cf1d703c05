"""Observations laid out one row a unit and period, one column a variable: what the levels compute on.

In these columns NULL means missing and NaN means not applicable; a reported figure is always finite.
Sums and products then run across columns in a fixed order, so that a result has the same bits
whatever the order of rows or the number of threads, which a parallel `sum` would not give.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dx_metrics.problems import Problem
from dx_metrics.scoring.cells import as_number
from dx_metrics.scoring.framework import Framework, ScoringError
from dx_metrics.scoring.rules import Choice

CHUNK = 200
"""Vectors of 2,048 figures that are taken at once, so that a country's are never held twice."""
SHOWN = 20
"""Faulty figures named one by one before only their number is given."""

VARIABLES = """
create or replace temp table scoring_variables as
select unnest($names::varchar[]) as variable,
       unnest(range(len($names::varchar[])))::integer as number,
       unnest($numeric::boolean[]) as numeric,
       unnest($coded::boolean[]) as coded
"""

# Answers are compared as numbers where they are numbers, so that 1 and 1.0 are one answer.
ANSWERS = """
create or replace temp table scoring_answers as
with given as (
    select unnest($variables::varchar[]) as variable, unnest($answers::varchar[]) as answer,
           unnest($numbers::double[]) as number
)
select distinct variable, coalesce(try_cast(answer as double)::varchar, answer) as answer, number from given
"""

# An unreadable figure or an answer that is in no table becomes infinite, and is refused later. What is not
# applicable is minus infinity on the way, because NaN in an array of numbers is NULL to DuckDB.
FIGURES = """
create or replace temp view scoring_figures as
select seen.unit, seen.period, seen.variable, seen.value::varchar as written, scoring_variables.number,
       case when seen.status = 'missing' or not scoring_variables.numeric then null
            when seen.status = 'not_applicable' then '-inf'::double
            when {blank} then null
            when isfinite(try_cast(seen.value as double)) then try_cast(seen.value as double)
            else 'inf'::double
       end as figure,
       {answer} as answer
from {observations} as seen
left join scoring_variables using (variable) {answers}
"""
ANSWER = """case when seen.status = 'missing' or not scoring_variables.coded then null
            when seen.status = 'not_applicable' then '-inf'::double
            when {blank} then null
            else coalesce(scoring_answers.number, 'inf'::double)
       end"""
JOIN_ANSWERS = """
left join scoring_answers
       on scoring_answers.variable = seen.variable
      and scoring_answers.answer
          = coalesce(try_cast(seen.value as double)::varchar, trim(seen.value::varchar))
"""

ROWS = """
create or replace temp table scoring_rows as
select period, unit, dense_rank() over (order by period)::integer as period_number,
       (not $sampled or unit in (select unnest($sample::varchar[])))
       and unit not in (select unnest($comparators::varchar[])) as ranked,
       (row_number() over (order by period, unit) - 1)::integer as place
from (select distinct period, unit from scoring_figures
      where not $chosen or period in (select unnest($periods::varchar[])))
order by period, unit
"""
CELLS = """
select place, number, {column} as cell from scoring_figures join scoring_rows using (period, unit)
where {column} is not null and number is not null
"""
WIDE = """
create or replace temp view scoring_wide as
select scoring_rows.* exclude (place), {columns} from scoring_rows positional join scoring_cells
"""

UNREADABLE = """
select unit, period, variable, written, any_value(figure = 'inf'), count(*) over ()
from scoring_figures
where (figure = 'inf' or answer = 'inf') and (not $chosen or period in (select unnest($periods::varchar[])))
group by unit, period, variable, written
order by period, unit, variable
limit $shown
"""

REPEATED = """
select unit, period, variable, count(*), count(*) over ()
from scoring_figures
where coalesce(figure, answer) is not null and (not $chosen or period in (select unnest($periods::varchar[])))
group by unit, period, variable having count(*) > 1
order by period, unit, variable
limit $shown
"""


@dataclass(frozen=True, slots=True)
class Observed:
    """Column names of `scoring_wide`: of figures by variable, of answers by variable; and the numbers
    1, 2, 3 … that stand there for the answers, by `same(answer)`."""

    figures: Mapping[str, str]
    answers: Mapping[str, str]
    code_of: Mapping[str, float]


def same(answer: str) -> str:
    """One spelling for answers that are one number: `1` and `1.0`."""
    number = as_number(answer)
    return answer if number is None else repr(number)


def lay_out(
    con: duckdb.DuckDBPyConnection, framework: Framework, observations: str, periods: Sequence[str] | None
) -> Observed:
    """Make the temporary view `scoring_wide` (period, its number, unit, ranked, one column a variable).

    `put_away` removes it. Raises ScoringError for figures that are no numbers, answers that are in no table, and
    observations given twice.
    """
    names = framework.variables
    leaves = [c for c in framework.criteria if c.formula]
    coded = {c.formula.variables[0] for c in leaves if c.formula and isinstance(c.rule, Choice)}
    numeric = {v for c in leaves if c.formula and not isinstance(c.rule, Choice) for v in c.formula.variables}
    flags = {"numeric": [name in numeric for name in names], "coded": [name in coded for name in names]}
    con.execute(VARIABLES, {"names": names, **flags})
    code_of = _answers(con, framework)

    source = '"' + observations.replace('"', '""') + '"'
    kind = con.execute(f"select typeof(value) from {source} limit 1").fetchone()
    blank = "seen.value is null"
    if kind is None or kind[0] == "VARCHAR":
        blank += " or trim(seen.value::varchar) = ''"
    answer = ANSWER.format(blank=blank) if coded else "null::double"
    answers = JOIN_ANSWERS if coded else ""
    con.execute(FIGURES.format(observations=source, blank=blank, answer=answer, answers=answers))

    figures_in = {name: f"o{k}" for k, name in enumerate(names) if name in numeric}
    answers_in = {name: f"a{k}" for k, name in enumerate(names) if name in coded}
    chosen = {"chosen": periods is not None, "periods": list(periods or [])}
    settings = framework.settings
    sample = {"sampled": settings.reference_units is not None, "sample": list(settings.reference_units or ())}
    con.execute(ROWS, {**chosen, **sample, "comparators": list(settings.unranked_units)})
    cells = {"figure": [*figures_in.values()], "answer": [*answers_in.values()]}
    laid = {column: _cells(con, column, len(names)) for column, wanted in cells.items() if wanted}
    _refuse(
        con, any(there.unreadable for there in laid.values()), any(there.repeated for there in laid.values()), chosen
    )
    table = {column: laid[kind].cells[int(column[1:])] for kind, columns in cells.items() for column in columns}
    con.register("scoring_cells", pd.DataFrame(table, copy=False))
    columns = ", ".join(
        f"case when {column} = '-inf' then 'nan'::double else {column} end as {column}" for column in table
    )
    con.execute(WIDE.format(columns=columns))
    return Observed(figures_in, answers_in, code_of)


def put_away(con: duckdb.DuckDBPyConnection) -> None:
    """Remove what `lay_out` made."""
    con.execute("drop view scoring_wide")
    con.unregister("scoring_cells")
    con.execute("drop table scoring_rows")


@dataclass(frozen=True, slots=True)
class _Laid:
    """`cells`: a row a variable, a column a unit and period; NaN where nothing was said."""

    cells: NDArray[np.float64]
    unreadable: bool
    repeated: bool


def _cells(con: duckdb.DuckDBPyConnection, column: str, variables: int) -> _Laid:
    ((rows,),) = con.execute("select count(*) from scoring_rows").fetchall()
    cells = np.full((variables, rows), np.nan)
    told = 0
    found = con.execute(CELLS.format(column=column))
    while len(part := found.fetch_df_chunk(CHUNK)):
        cells[part["number"].to_numpy(), part["place"].to_numpy()] = part["cell"].to_numpy()
        told += len(part)
    return _Laid(cells, bool(np.isposinf(cells).any()), bool(np.count_nonzero(~np.isnan(cells)) < told))


def _answers(con: duckdb.DuckDBPyConnection, framework: Framework) -> dict[str, float]:
    rows: list[tuple[str, str]] = []
    code_of: dict[str, float] = {}
    for criterion in framework.criteria:
        if criterion.formula and isinstance(criterion.rule, Choice):
            for answer, _ in criterion.rule.answers:
                code_of.setdefault(same(answer), float(len(code_of) + 1))
                rows.append((criterion.formula.variables[0], answer))
    columns = {
        "variables": [variable for variable, _ in rows],
        "answers": [answer for _, answer in rows],
        "numbers": [code_of[same(answer)] for _, answer in rows],
    }
    con.execute(ANSWERS, columns)
    return code_of


def _refuse(con: duckdb.DuckDBPyConnection, unreadable: bool, repeated: bool, chosen: Mapping[str, object]) -> None:
    ((anybody,),) = con.execute("select bool_or(ranked) from scoring_rows").fetchall()
    problems = []
    if anybody is False:
        cure = "Sửa scoring.reference_units và scoring.unranked_units trong datapackage.json."
        problems.append(Problem("không đơn vị nào được xếp hạng có số liệu", cure))
    if unreadable:
        for unit, period, variable, written, number, count in con.execute(
            UNREADABLE, {**chosen, "shown": SHOWN}
        ).fetchall():
            message = "không phải là số" if number else "câu trả lời không có trong bảng điểm"
            cure = "Ghi số, phần thập phân sau dấu chấm." if number else "Ghi đúng một câu trả lời của bảng điểm."
            problems.append(_figure(unit, period, variable, written, f"{message} ({count} chỗ như vậy)", cure))
    if repeated:
        for unit, period, variable, times, count in con.execute(REPEATED, {**chosen, "shown": SHOWN}).fetchall():
            message = f"có {times} số liệu cho cùng một ô ({count} ô như vậy)"
            problems.append(_figure(unit, period, variable, "", message, "Giữ lại một dòng."))
    if problems:
        raise ScoringError(problems)


def _figure(unit: str, period: str, variable: str, value: str, message: str, cure: str) -> Problem:
    return Problem(f"đơn vị {unit}, kỳ {period}, biến {variable}: {message}", cure, value=value or "")
