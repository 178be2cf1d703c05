"""What a report puts together: the figures behind every indicator over one period or several."""

import pandas as pd

from dx_metrics.store import Release

# The sum of some of the periods is no figure of them all: what is missing in one is missing. Where nothing
# arose in a period it adds nothing; where nothing arose in any, nothing arose in all. Periods before a
# commune began are not its own. A yearly figure stands for each of its quarters: it is never added up.
FIGURES = """
with here as (select code as unit, valid_from from unit_in_period where period = $last),
own as (
    select here.unit, unit_in_period.period, unit_in_period.position
    from here join unit_in_period on unit_in_period.code = here.unit and unit_in_period.valid_from = here.valid_from
    where unit_in_period.period in (select unnest($periods::varchar[]))
),
cells as (
    select own.unit, own.period, own.position, variables.code as variable,
           variables.code in (select unnest($summed::varchar[])) as summed,
           figures.value, figures.own_period,
           case when figures.unit is null then 'missing' else coalesce(figures.status, '') end as status,
           case when figures.status is null and isfinite(try_cast(figures.value as double))
                then try_cast(figures.value as double) end as number
    from own cross join variables
    left join figures on figures.unit = own.unit and figures.period = own.period and figures.variable = variables.code
),
put as (
    select unit, variable, summed, count(*) as periods,
           case when summed then list_sum(list(number order by position) filter (where status = ''))
                else max_by(number, position) filter (where period = $last) end as number,
           max_by(value, position) filter (where period = $last) as answer,
           max_by(own_period, position) filter (where period = $last) as own_period,
           case when not summed then coalesce(max(status) filter (where period = $last), 'missing')
                when bool_or(status = 'missing') then 'missing'
                when bool_and(status = 'not_applicable') then 'not_applicable' else '' end as status
    from cells group by unit, variable, summed
)
select unit, variable, summed, periods, status, own_period,
       case when status = '' then number end as number, case when status = '' then answer end as answer
from put order by unit, variable
"""

# The total is asked of the database by itself; the printed column is added up beside it and must agree.
TOTALS = """
select figures.variable, sum(try_cast(figures.value as double)) as total
from figures
join unit_in_period as own on own.code = figures.unit and own.period = figures.period
join unit_in_period as here on here.period = $last and here.code = own.code and here.valid_from = own.valid_from
where figures.status is null and figures.variable = $variable and figures.unit in (select unnest($units::varchar[]))
  and figures.period in (select unnest($periods::varchar[]))
group by all
"""

VARIABLES = (
    "select code, name, unit, kind, frequency, over_units, coalesce(decimals, 2) as decimals, definition from variables"
)

DOCUMENTS = """
with span as (
    select min(starts) as begins, max(ends) as ends from calendar where code in (select unnest($periods::varchar[]))
)
select date, name, basis from events, span
where kind = 'van_ban' and date between begins and span.ends
order by date, name
"""


def figures(release: Release, periods: tuple[str, ...], summed: tuple[str, ...]) -> pd.DataFrame:
    """Every commune of the last period and every variable: number, answer, status, and of how many periods.

    Variables in `summed` are added over `periods`; the others are what they were in the last one.
    """
    return release.rows(FIGURES, last=periods[-1], periods=list(periods), summed=list(summed))


def total(release: Release, periods: tuple[str, ...], variable: str, units: tuple[str, ...]) -> float:
    """The sum of a variable over communes and periods."""
    rows = release.rows(TOTALS, last=periods[-1], periods=list(periods), variable=variable, units=list(units))
    return float(rows["total"].iloc[0]) if len(rows) else 0.0


def variables(release: Release) -> pd.DataFrame:
    """What is reported: code, name, unit, kind, frequency, over_units, decimals, definition."""
    return release.rows(VARIABLES)


def documents(release: Release, periods: tuple[str, ...]) -> pd.DataFrame:
    """Documents that came out during the periods: date, name, basis."""
    return release.rows(DOCUMENTS, periods=list(periods))
