"""The past of a merged commune, and what became of an old one."""

import pandas as pd

from dx_metrics.store import Release

HISTORY = """
select merged_standings.unit, merged_standings.code, merged_standings.period, calendar.short,
       merged_standings.position, merged_standings.value, merged_standings.state, merged_standings.points,
       merged_standings.max_points, merged_standings.parts, merged_standings.left_out, merged_standings.estimated,
       merged_standings.framework
from merged_standings
join calendar on calendar.code = merged_standings.period
join unit_in_period as now on now.period = $period and now.code = $unit
 and now.code = merged_standings.unit and now.valid_from = merged_standings.valid_from
where series = $series and merged_standings.code in (select unnest($codes::varchar[]))
order by merged_standings.code, merged_standings.position
"""

PARTS = """
select part, merged_parts.name, merged_parts.short_name, role, share, last_day, basis
from merged_parts
join unit_in_period as now on now.period = $period and now.code = $unit
 and now.code = merged_parts.unit and now.valid_from = merged_parts.valid_from
order by last_day, merged_parts.short_name collate vi, part
"""

NOT_CARRIED = """
with last as (
    select framework, merged_standings.period, merged_standings.unit from merged_standings
    join unit_in_period as now on now.period = $period and now.code = $unit
     and now.code = merged_standings.unit and now.valid_from = merged_standings.valid_from
    where series = $series
    qualify row_number() over (order by merged_standings.position desc) = 1
)
select merged_standings.code, criteria.name, criteria.leaf, criteria.theme, merged_standings.max_points
from merged_standings join last using (framework, period, unit) join criteria using (framework, code)
where state = 'not_carried' order by criteria.position
"""

# A code that no commune of the period bears: the rows of the register that it names, and, a succession
# at a time, what they became, until a commune of the period is reached.
SUCCESSORS = """
with recursive became as (
    select units.code as old, units.name as old_name, units.valid_from as old_from,
           units.code, units.valid_from, null::date as effective, null::varchar as basis
    from units where units.code = $code
    union all
    select became.old, became.old_name, became.old_from, after.code, after.valid_from, successions.effective,
           successions.basis
    from became
    join units as before on before.code = became.code and before.valid_from = became.valid_from
    join successions on successions.from_code = became.code
     and successions.effective - 1 between before.valid_from and coalesce(before.valid_to, date '9999-12-31')
    join units as after on after.code = successions.to_code and after.valid_from = successions.effective
)
select old_name, now.code, now.name, effective, basis
from became
join unit_in_period as now on now.period = $period and now.code = became.code and now.valid_from = became.valid_from
where effective is not null and $code not in (select code from unit_in_period where period = $period)
qualify row_number() over (partition by now.code order by effective desc, old_from desc) = 1
order by now.short_name collate vi, now.code
"""


def history(release: Release, series: str, period: str, unit: str, codes: tuple[str, ...]) -> pd.DataFrame:
    """A commune's periods before it began, put together from its parts: code, short, value, state, points.

    `parts` were put together, `left_out` could not be; `estimated` when one counts by a share.
    State is as in the standings, or not_carried. No rank: these never stand among real figures.
    """
    return release.rows(HISTORY, series=series, period=period, unit=unit, codes=list(codes))


def parts(release: Release, period: str, unit: str) -> pd.DataFrame:
    """What a commune of the period was put together from: name, role (whole, estimated, left_out), share, last_day."""
    return release.rows(PARTS, period=period, unit=unit)


def not_carried(release: Release, series: str, period: str, unit: str) -> pd.DataFrame:
    """Criteria that a merged commune's last past period could not be scored on: code, name, leaf, theme, max_points."""
    return release.rows(NOT_CARRIED, series=series, period=period, unit=unit)


def successors(release: Release, period: str, code: str) -> pd.DataFrame:
    """What an old code became by a period in which it is no commune: old_name, code, name, effective, basis."""
    return release.rows(SUCCESSORS, period=period, code=code)
