"""How old every figure is against how often it is due."""

import pandas as pd

from dx_metrics.store import Release

AGES = """
with length (kind, months) as (values ('month', 1), ('quarter', 3), ('half', 6), ('year', 12)),
shown as (select ends from calendar where code = $period),
last as (
    select now.code as unit, observations.variable, max(calendar.ends) as ends
    from unit_in_period as now
    join observations on observations.unit = now.code and coalesce(status, '') <> 'missing'
    join calendar on calendar.code = observations.period and calendar.ends >= now.valid_from
    cross join shown
    where now.period = $period and calendar.ends <= shown.ends
    group by all
)
select variables.code as variable, variables.name, variables.owner, variables.frequency,
       now.code as unit, now.short_name, last.ends as last_ends,
       (date_diff('month', last.ends, shown.ends) // length.months)::integer as behind
from variables
join length on length.kind = variables.frequency
cross join shown
join unit_in_period as now on now.period = $period
-- a commune owes nothing of a time that was over before it began
 and now.valid_from <= shown.ends - to_months(length.months)  + interval 1 day
left join last on last.unit = now.code and last.variable = variables.code
where variables.code in (select unnest($variables::varchar[]))
order by variables.owner, variables.name, now.short_name collate vi
"""


def ages(release: Release, period: str, variables: tuple[str, ...]) -> pd.DataFrame:
    """Each variable and commune: last_ends (NaT where it never came) and `behind`.

    `behind` is how many whole reporting periods lie between the last figure and the end of `period`; 0 is fresh.
    """
    return release.rows(AGES, period=period, variables=list(variables))
