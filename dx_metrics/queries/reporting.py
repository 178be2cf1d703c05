"""Who has reported what, and when it was due."""

from datetime import date

import pandas as pd

from dx_metrics.store import Release

_DUE = """
with length (kind, months) as (values ('month', 1), ('quarter', 3), ('half', 6), ('year', 12)),
shown as (select * from calendar where code = $period),
expected as (
    select variables.*, shown.code as period, shown.ends,
           shown.ends + to_days(coalesce(due_days, 15)::integer) as due
    from variables
    join length on length.kind = variables.frequency
    cross join shown
    where month(shown.ends) % length.months = 0
)
select expected.code as variable, expected.name, expected.owner, expected.frequency,
       unit_in_period.code as unit, unit_in_period.short_name, expected.due::date as due,
       figures.value, figures.reported_at,
       case when figures.unit is null or figures.status = 'missing' then 'missing'
            when figures.status = 'not_applicable' then 'not_applicable'
            when figures.reported_at > expected.due then 'late'
            else 'reported' end as state
from expected
join unit_in_period on unit_in_period.period = expected.period
left join figures on figures.unit = unit_in_period.code and figures.period = expected.period
 and figures.variable = expected.code
"""
REPORTS = f"from ({_DUE}) order by owner, variable, short_name collate vi"

COUNTS = f"""
select unit, short_name, case when state = 'missing' and due >= $seen then 'awaited' else state end as state,
       count(*) as figures
from ({_DUE}) group by all order by figures desc, short_name collate vi, unit
"""

COMPLETENESS = """
with expected as (
    select calendar.position, calendar.code as period, calendar.short, count(*) as wanted
    from calendar
    join unit_in_period on unit_in_period.period = calendar.code
    join variables on month(calendar.ends) %
        case variables.frequency when 'month' then 1 when 'quarter' then 3 when 'half' then 6 else 12 end = 0
    group by all
),
got as (
    select figures.period, count(*) as reported
    from figures
    join calendar on calendar.code = figures.period
    join variables on variables.code = figures.variable
    where coalesce(status, '') <> 'missing' and month(calendar.ends) %
        case variables.frequency when 'month' then 1 when 'quarter' then 3 when 'half' then 6 else 12 end = 0
    group by all
)
select period, short, position, wanted, coalesce(reported, 0) as reported, coalesce(reported, 0) / wanted as share
from expected left join got using (period)
order by position
"""

POSITION = "select position from calendar where code = $period"

LAST_REPORTED = """
select variable, max_by(observations.period, calendar.ends) as last_period, max(calendar.ends) as last_ends
from observations join calendar on calendar.code = observations.period
where coalesce(status, '') <> 'missing' and calendar.ends <= (select ends from calendar where code = $period)
group by variable
"""

VARIABLES = "select * from variables order by code"


def reports(release: Release, period: str) -> pd.DataFrame:
    """Every figure due for a period, a commune a row: variable, owner, due, state.

    `state` is reported, late, missing or not_applicable (nothing occurred).
    """
    return release.rows(REPORTS, period=period)


def counts(release: Release, period: str, seen: date) -> pd.DataFrame:
    """How many of a commune's figures stand how on a day, most first: unit, short_name, state, figures.

    `state` as in `reports`, or awaited: not there, and not due yet.
    """
    return release.rows(COUNTS, period=period, seen=seen)


def completeness(release: Release, period: str) -> pd.DataFrame:
    """Share of due figures that came in, each shown period up to `period`."""
    # Asked for all periods at once: the next period that somebody looks at is there already.
    table, position = release.rows(COMPLETENESS), release.rows(POSITION, period=period)["position"]
    return table[table["position"] <= position.max()].reset_index(drop=True)


def last_reported(release: Release, period: str) -> pd.DataFrame:
    """The latest period that has figures of each variable, up to `period`."""
    return release.rows(LAST_REPORTED, period=period)


def variables(release: Release) -> pd.DataFrame:
    """What is uploaded, with definition, owner, frequency and source."""
    return release.rows(VARIABLES)
