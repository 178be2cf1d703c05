"""The table `figures`: what is known of each commune in each shown period, made whole or for some periods anew."""

from collections.abc import Collection, Iterable

import duckdb

# A yearly or half-yearly figure stands for the shown periods that end after it, until it is
# twice its frequency old; a figure of the shown frequency never stands for another period.
STANDS_FOR = """
length (kind, months) as (values ('month', 1), ('quarter', 3), ('half', 6), ('year', 12)),
own as (select calendar.code, calendar.starts, calendar.ends, months
        from calendar join length using (kind)),
stands_for as (
    select own.code as own_period, shown.code as period, own.ends as own_ends
    from own
    join own as shown on own.ends <= shown.ends and own.ends >
        case when own.months <= shown.months then shown.starts - interval 1 day
             else shown.ends - to_months(2 * own.months) end
    join calendar on calendar.code = shown.code and calendar.position is not null
)
"""
FIGURES = f"""
with {STANDS_FOR}
select unit_in_period.position, observations.unit, stands_for.period, variable, value, status,
       stands_for.own_period, reported_at
from observations
join stands_for on stands_for.own_period = observations.period {{these}}
join unit_in_period on unit_in_period.code = observations.unit and unit_in_period.period = stands_for.period
 and stands_for.own_ends >= unit_in_period.valid_from    -- nor may an old commune's figure pass to the new one
qualify row_number() over (partition by observations.unit, stands_for.period, variable
                           order by own_ends desc, own_period desc) = 1
order by variable, position, observations.unit
"""
# A commune that sent nothing at all is missing, not absent.
SILENT = """
insert into figures
select position, unit_in_period.code, period, variables.code, null, 'missing', period, null
from unit_in_period cross join variables
where not exists (select 1 from figures
                  where figures.unit = unit_in_period.code and figures.period = unit_in_period.period) {these}
"""

# What a figure that went stood for is told by the figures as they were.
REACHED = f"""
with {STANDS_FOR}
select period from stands_for where own_period in (select unnest($reported::varchar[]))
union
select period from figures where own_period in (select unnest($reported::varchar[]))
"""
DIFFERENT = """
select distinct period from (
    (from figures_before except from figures_now) union all (from figures_now except from figures_before)
)
"""


def make_figures(con: duckdb.DuckDBPyConnection) -> None:
    """Make the table of everything."""
    con.execute("create table figures as " + FIGURES.format(these=""))
    con.execute(SILENT.format(these=""))


def renew_figures(con: duckdb.DuckDBPyConnection, reported: Collection[str]) -> set[str]:
    """Bring the table up to date after observations of these periods have changed; returns the shown periods that
    are not what they were. The calendar and who reports in it are up to date."""
    found = con.execute(REACHED, {"reported": sorted(reported)}).fetchall()
    periods = {"periods": sorted({period for (period,) in found} & _shown(con) | _gone(con))}
    some = "period in (select unnest($periods::varchar[]))"
    con.execute(f"create or replace temp table figures_before as from figures where {some}", periods)
    con.execute(f"delete from figures where {some}", periods)
    con.execute("insert into figures " + FIGURES.format(these=f"and stands_for.{some}"), periods)
    con.execute(SILENT.format(these=f"and unit_in_period.{some}"), periods)
    con.execute(f"create or replace temp table figures_now as from figures where {some}", periods)
    different = {period for (period,) in con.execute(DIFFERENT).fetchall()}
    con.execute("drop table figures_before; drop table figures_now")
    return different


def standing_for(con: duckdb.DuckDBPyConnection, reported: Iterable[str]) -> set[str]:
    """The shown periods in which something reported for one of these periods counts."""
    sql = "select distinct period from figures where own_period in (select unnest($reported::varchar[]))"
    return {period for (period,) in con.execute(sql, {"reported": sorted(reported)}).fetchall()}


def _shown(con: duckdb.DuckDBPyConnection) -> set[str]:
    return {code for (code,) in con.execute("select code from calendar where position is not null").fetchall()}


def _gone(con: duckdb.DuckDBPyConnection) -> set[str]:
    """Periods of the table that are in the calendar no more."""
    sql = "select distinct period from figures where period not in (select code from calendar)"
    return {code for (code,) in con.execute(sql).fetchall()}
