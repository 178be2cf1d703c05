"""Real boundaries that a workspace brings, matched to the communes of a period."""

import pandas as pd

from dx_metrics.store import Release

# Codes are used again after a merger, so a file is chosen by how well all its codes fit the
# communes of the period: shared codes over codes in either, at least four in five; all communes, at any level.
OUTLINES = """
with wanted as (select code as unit from main.unit_in_period where period = $period),
fit as (
    select file, count(wanted.unit) / (count(*) + (select count(*) from wanted) - count(wanted.unit)) as overlap
    from outlines left join wanted using (unit)
    group by file
    qualify overlap >= 0.8 and row_number() over (order by overlap desc, file) = 1
)
select outlines.unit, outlines.rings, outlines.attribution from outlines join fit using (file)
join unit_in_period as here on here.code = outlines.unit and here.period = $period
order by unit
"""


def outlines(release: Release, period: str) -> pd.DataFrame:
    """unit, rings (JSON: list of rings of [lon, lat]), attribution; empty when no file fits the period."""
    return release.rows(OUTLINES, period=period)
