"""The past of merged communes: figures of their parts put together, then scored by the rules of the time.

Kept apart from `standings`: never ranked, and in no median, quartile or sample.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

import duckdb

from dx_metrics.problems import Problem
from dx_metrics.scoring import Framework, ScoringError, score
from dx_metrics.scoring.merging import additive, carried
from dx_metrics.store.rescoring import in_force, rescored

# A commune that goes on under its own row of the register keeps its own past; only one that begins
# with a succession is put together. The first link of a chain is expected in every period before it,
# so that a register that does not reach back far enough gives a gap, not too small a sum.
# Parts outside the workspace's comparison never report here: they are left out, and it is said.
PARTS = """
create table merged_parts as
with recursive step as (
    select after.code as unit, after.valid_from, before.code as part, before.valid_from as part_from,
           before.name, before.short_name, before.compared, successions.effective - 1 as last_day,
           successions.share, successions.basis
    from successions
    join units as after on after.code = to_code and after.valid_from = effective and after.compared
    join units as before on before.code = from_code
     and effective - 1 between before.valid_from and coalesce(before.valid_to, date '9999-12-31')
),
lineage as (
    select * from step
    union all
    select lineage.unit, lineage.valid_from, step.part, step.part_from, step.name, step.short_name,
           step.compared, step.last_day, lineage.share * step.share, step.basis
    from lineage join step on step.unit = lineage.part and step.valid_from = lineage.part_from
)
select unit, valid_from, part, part_from, name, short_name, last_day, sum(share) as share, max(basis) as basis,
       case when (part, part_from) in (select (unit, valid_from) from step)
            then part_from else date '0001-01-01' end as first_day,
       case when not compared then 'left_out' when sum(share) < 1 - 1e-9 then 'estimated' else 'whole' end as role
from lineage
group by unit, valid_from, part, part_from, name, short_name, last_day, compared
order by unit, valid_from, part, part_from
"""

# The sum of some of the parts is no figure of the whole: what one of them did not report is missing.
# Where nothing arose in a part, it adds nothing; where nothing arose in any, nothing arose in the whole.
FIGURES = """
{into}
with parts as (
    select merged_parts.*, calendar.code as period, calendar.position
    from merged_parts
    join calendar on calendar.position is not null and calendar.ends between first_day and last_day
    where role <> 'left_out' {these}
),
numbers as (
    select unit, period, variable, status,
           case when status is null and isfinite(try_cast(value as double)) then try_cast(value as double) end as figure
    from figures
),
additive as (
    select code as variable, case when starts_with(over_units, 'weighted by ') then over_units[13:] end as weight
    from variables where kind <> 'answer' and over_units <> 'none'
),
cells as (
    select parts.unit, parts.valid_from, parts.position, parts.period, parts.part, additive.variable, weight,
           own.figure, parts.share * case when weight is null then 1 else other.figure end as counts,
           coalesce(own.status = 'not_applicable' or other.status = 'not_applicable', false) as nothing_arose
    from parts
    cross join additive
    left join numbers as own on own.unit = part and own.period = parts.period and own.variable = additive.variable
    left join numbers as other on other.unit = part and other.period = parts.period and other.variable = weight
),
gathered as (
    select unit, valid_from, position, period, variable, weight, count(*) as parts,
           count(*) filter (where nothing_arose or figure is not null and counts is not null) as reported,
           list_sum(list(figure * counts order by part) filter (where not nothing_arose)) as total,
           list_sum(list(counts order by part) filter (where not nothing_arose)) as over
    from cells group by all
)
select unit, valid_from, position, period, variable, parts, reported,
       case when reported = parts then case when weight is null then total else total / nullif(over, 0) end end
           as value,
       case when reported < parts then 'missing' when value is null then 'not_applicable' end as status
from gathered
qualify max(reported) over (partition by unit, valid_from, period) > 0
order by unit, valid_from, position, variable
"""

STANDINGS = """
create table merged_standings (
    series varchar not null, framework varchar not null, period varchar not null, position integer not null,
    unit varchar not null, valid_from date not null, code varchar not null, value double,
    state varchar not null,          -- as in scores, or not_carried
    points double, max_points double,
    parts integer not null, left_out integer not null, estimated boolean not null
)
"""
ADDITIVE = "select code from variables where kind <> 'answer' and over_units <> 'none'"
UNITS = "select distinct unit || '@' || valid_from from merged_figures"

# Beside the real communes, because the sample of minima, percentiles and means is theirs.
FIGURES_ASIDE = """
create table aside.figures as
with merged as (
    select unit || '@' || valid_from as unit, period, variable, value::varchar as value, status
    from merged_figures where period in (select unnest($periods::varchar[]))
)
select unit, period, variable, value::varchar as value, status from figures
where period in (select unnest($periods::varchar[]))
union all
from merged where variable in (select unnest($known::varchar[]))
union all
select distinct unit, period, unnest($unknown::varchar[]), null, 'not_applicable' from merged
"""
AWAY = """
delete from merged_standings
where (framework, period) in (select (framework, period) from rescored)
   or (framework, period) not in (select (framework, period) from framework_in_period)
"""
TAKE = """
insert into merged_standings
with coverage as (
    select unit, valid_from, calendar.code as period, count(*) filter (where role <> 'left_out') as parts,
           count(*) filter (where role = 'left_out') as left_out, bool_or(role = 'estimated') as estimated
    from merged_parts join calendar on calendar.ends between first_day and last_day
    group by all
)
select framework_in_period.series, scores.framework, scores.period, framework_in_period.position,
       coverage.unit, coverage.valid_from, scores.code,
       case when carries then scores.value end, case when carries then scores.state else 'not_carried' end,
       case when carries then scores.points end, criteria.max_points, parts, left_out, estimated
from (select *, code in (select unnest($carrying::varchar[])) as carries from aside.scores) as scores
join coverage on scores.unit = coverage.unit || '@' || coverage.valid_from and scores.period = coverage.period
join framework_in_period on framework_in_period.framework = scores.framework
 and framework_in_period.period = scores.period
join criteria on criteria.framework = scores.framework and criteria.code = scores.code
order by framework_in_period.position, coverage.unit, criteria.position
"""


def merge(con: duckdb.DuckDBPyConnection, frameworks: Sequence[Framework]) -> list[Problem]:
    """Add merged_parts, merged_figures and merged_standings to a release whose communes are scored.

    Returns warnings; a framework that cannot score the figures put together has no merged past.
    """
    con.execute(PARTS)
    con.execute(FIGURES.format(into="create table merged_figures as", these=""))
    con.execute(STANDINGS)
    return _score_all(con, [(framework, in_force(con, framework)) for framework in frameworks])


def merge_again(
    con: duckdb.DuckDBPyConnection, frameworks: Sequence[Framework], periods: Collection[str]
) -> list[Problem]:
    """Bring the merged past up to date after figures of these periods have changed, and what is in `rescored`
    (framework, period) was scored anew; who was merged into whom is as it was."""
    some = "in (select unnest($periods::varchar[]))"
    given = {"periods": sorted(periods)}
    con.execute(f"delete from merged_figures where period {some}", given)
    con.execute(FIGURES.format(into="insert into merged_figures", these=f"and calendar.code {some}"), given)
    con.execute(AWAY)
    past = {period for (period,) in con.execute("select distinct period from merged_figures").fetchall()}
    now = [(framework, rescored(con, framework)) for framework in frameworks]
    return _score_all(con, [(framework, dated) for framework, dated in now if past & set(dated)])


def _score_all(con: duckdb.DuckDBPyConnection, now: Sequence[tuple[Framework, list[str]]]) -> list[Problem]:
    merged = [key for (key,) in con.execute(UNITS).fetchall()]
    problems: list[Problem] = []
    for framework, periods in now if merged else ():
        try:
            _score(con, framework, merged, periods)
        except ScoringError as error:
            first = error.problems[0]
            message = f"bộ chỉ số {framework.id} không chấm được số ghép từ các đơn vị cũ: {first.message}"
            problems.append(Problem(message, first.cure, level="warning"))
    return problems


def _score(con: duckdb.DuckDBPyConnection, framework: Framework, merged: list[str], periods: list[str]) -> None:
    """Score in a database of its own, so that no merged commune ever stands among the real scores."""
    known = additive(framework, (code for (code,) in con.execute(ADDITIVE).fetchall()))
    reduced, carrying = carried(framework, known)
    settings = replace(framework.settings, unranked_units=(*framework.settings.unranked_units, *merged))
    home = con.execute("select current_catalog()").fetchall()[0][0]
    con.execute("attach ':memory:' as aside")
    try:
        unknown = [name for name in framework.variables if name not in known]
        con.execute(FIGURES_ASIDE, {"known": sorted(known), "unknown": unknown, "periods": periods})
        con.execute("use aside")
        score(con, replace(reduced, settings=settings), observations="figures", periods=periods)
        con.execute(f'use "{home}"')
        con.execute(TAKE, {"carrying": sorted(carrying)})
    finally:
        con.execute(f'use "{home}"')
        con.execute("detach aside")
