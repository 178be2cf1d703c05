"""What people answered, and what they complained of, in the year up to a period."""

import pandas as pd

from dx_metrics.store import Release

# Figures of the last twelve months are added up: a quarter of a small commune has too few forms to tell anything.
# A figure that stands for a later period is not a second one, nor is that of another commune under the same code.
YEAR = """
with shown as (select ends from calendar where code = $period)
select now.code as unit, now.short_name, figures.period, variable, try_cast(figures.value as double) as figure
from unit_in_period as now
cross join shown
join calendar on calendar.position is not null
 and calendar.ends > shown.ends - interval 12 month and calendar.ends <= shown.ends
join figures on figures.unit = now.code and figures.period = calendar.code and figures.own_period = calendar.code
 and coalesce(figures.status, '') = '' and variable in (select unnest($variables::varchar[]))
join unit_in_period as before on before.code = now.code and before.period = calendar.code
 and before.valid_from = now.valid_from
where now.period = $period
"""


def year(release: Release, period: str, variables: tuple[str, ...]) -> pd.DataFrame:
    """Counts of the twelve months that end with a period, added up: unit and a column for each variable.

    Only reported periods in which a commune has all of `variables` count, so that shares stay shares; `periods` says
    how many. Communes without any are not among the rows.
    """
    rows = release.rows(YEAR, period=period, variables=list(variables))
    wide = rows.pivot_table(index=["unit", "period"], columns="variable", values="figure", aggfunc="first")
    whole = wide.reindex(columns=list(variables)).dropna().reset_index()
    counted = whole.groupby("unit").agg({name: "sum" for name in variables} | {"period": "count"})
    return counted.rename(columns={"period": "periods"}).reset_index()
