"""What the figures of a view mean: criteria in force, the variables they are made of, the boundaries they stand on."""

import pandas as pd

from dx_metrics.store import Release
from dx_metrics.view import ALL

CRITERIA = """
select criterion_in_period.code, criterion_in_period.name, criterion_in_period.unit as measure, leaf, max_points, value,
       coalesce(try_cast(at_zero as double) > try_cast(at_full as double), false) as lower_is_better,
       criterion_in_period.basis
from criterion_in_period
where series = $series and period = $period and ($theme is null or theme = $theme or code = $theme)
order by position
"""
VARIABLES = """
select variables.code, variables.name, variables.unit as measure, kind, frequency, owner, definition, caveat, source
from variables
where exists (select 1 from criterion_in_period
              where series = $series and period = $period and ($theme is null or theme = $theme)
                and list_contains(regexp_extract_all(criterion_in_period.value, '[a-z_][a-z0-9_]*'), variables.code))
order by variables.code
"""
BOUNDARIES = """
select count(*)::integer as units, max(valid_from) as since, min(valid_to) as until
from unit_in_period where period = $period
"""


def criteria(release: Release, series: str, period: str, theme: str) -> pd.DataFrame:
    """code, name, measure, leaf, max_points, value (formula), lower_is_better, basis; those of a theme, or all."""
    return release.rows(CRITERIA, series=series, period=period, theme=None if theme == ALL else theme)


def variables(release: Release, series: str, period: str, theme: str) -> pd.DataFrame:
    """What these criteria are made of: code, name, measure, kind, frequency, owner, definition, caveat, source."""
    return release.rows(VARIABLES, series=series, period=period, theme=None if theme == ALL else theme)


def boundaries(release: Release, period: str) -> pd.DataFrame:
    """One row: units compared in the period, the last day on which one of them began, the first on which one ended."""
    return release.rows(BOUNDARIES, period=period)
