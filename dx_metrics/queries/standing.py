"""Where communes stand: points, ranks, change since the period before."""

from collections.abc import Sequence

import pandas as pd

from dx_metrics.store import Release

DEEPEST = 99
"""Below any level of an index."""

RANKING = """
select unit_in_period.code as unit, unit_in_period.short_name, unit_in_period.name,
       standings.* exclude (series, period, unit, position, valid_from),
       count(*) over (partition by rank, ranked) as sharing_rank
from standings
join unit_in_period on unit_in_period.code = standings.unit and unit_in_period.period = standings.period
where series = $series and standings.period = $period and standings.code = $code
order by ranked desc, rank nulls last, unit_in_period.short_name collate vi, unit
"""

# A list of codes is looked up row by row: what is selected from would have to be ranked whole, at a level.
HISTORY = """
select standings.unit, standings.code, standings.period, calendar.short, standings.position, standings.value,
       standings.points, standings.rank, standings.ranked_units, standings.max_points,
       standings.points_median, standings.points_q1, standings.points_q3, standings.points_min, standings.points_max,
       standings.value_median, standings.value_q1, standings.value_q3, standings.framework
from standings
join calendar on calendar.code = standings.period
join unit_in_period as now on now.period = $period and now.code = standings.unit
 and now.valid_from = standings.valid_from      -- a code used again after a merger is another commune
where series = $series and standings.position <= now.position
  and list_contains($codes::varchar[], standings.code)
order by standings.code, standings.unit, standings.position
"""

# Who stands for all is looked up for the index alone: every commune has a row for every criterion.
LINE = """
with shown as (
    select standings.position,
           coalesce(max(standings.unit) filter (standings.unit = $unit), min(standings.unit)) as unit
    from standings
    join unit_in_period as now on now.period = $period and now.code = standings.unit
     and now.valid_from = standings.valid_from
    where series = $series and standings.position <= now.position and standings.code = $codes[1]
    group by standings.position
)
select standings.unit, standings.code, standings.period, calendar.short, standings.position, standings.value,
       standings.points, standings.rank, standings.ranked_units, standings.max_points,
       standings.points_median, standings.points_q1, standings.points_q3, standings.points_min, standings.points_max,
       standings.value_median, standings.value_q1, standings.value_q3, standings.framework
from standings
join shown on shown.position = standings.position and shown.unit = standings.unit
join calendar on calendar.code = standings.period
where series = $series and list_contains($codes::varchar[], standings.code)
order by standings.code, standings.position
"""

GRID = """
select standings.unit, unit_in_period.short_name, standings.code, criteria.name, criteria.unit as measure,
       criteria.position as criterion_position, standings.theme, standings.depth, standings.leaf,
       standings.value, standings.state, standings.points, standings.max_points, standings.share,
       standings.fifth, standings.rank, standings.ranked, standings.ranked_units,
       standings.points_before, standings.value_before, standings.framework_before, standings.framework,
       standings.points_median, standings.points_q1, standings.points_q3, standings.points_min, standings.points_max,
       standings.value_median, standings.value_q1, standings.value_q3, standings.value_min, standings.value_max,
       target_in_period.value as target, target_in_period.basis as target_basis,
       total.rank as total_rank,
       coalesce(try_cast(criteria.at_zero as double) > try_cast(criteria.at_full as double), false)
           as lower_is_better
from standings
join criteria using (framework, code)
join unit_in_period on unit_in_period.code = standings.unit and unit_in_period.period = standings.period
left join target_in_period on target_in_period.code = standings.code
 and target_in_period.period = standings.period
left join standings as total on total.framework = standings.framework and total.period = standings.period
 and total.unit = standings.unit and total.depth = 0
where standings.series = $series and standings.period = $period
  and (len($units) = 0 or list_contains($units, standings.unit))
  and standings.depth <= $deepest
  and $theme in ('', standings.theme, standings.code)
  and (not $one or standings.unit = (select min(unit) from standings where series = $series and period = $period))
order by total.rank nulls last, unit_in_period.short_name collate vi, standings.unit, criteria.position
"""

POINTS = """
select standings.unit, standings.code, standings.theme, standings.points, criteria.position as criterion_position
from standings join criteria using (framework, code)
where standings.series = $series and standings.period = $period and standings.leaf and standings.ranked
order by standings.code, standings.unit
"""

REACHED = """
with aimed as (
    select distinct standings.period, standings.position, standings.code, target_in_period.value as target,
           case when $unit = '' then standings.value_median else standings.value end as figure,
           coalesce(try_cast(criteria.at_zero as double) > try_cast(criteria.at_full as double), false)
               as lower_is_better
    from standings
    join criteria using (framework, code)
    join target_in_period on target_in_period.code = standings.code and target_in_period.period = standings.period
    join unit_in_period as now on now.period = $period and now.code = standings.unit
     and now.valid_from = standings.valid_from
    where series = $series and criteria.leaf and standings.position <= now.position
      and $unit in ('', standings.unit)
)
select period, position, count(*) as aimed,
       count(*) filter (case when lower_is_better then figure <= target else figure >= target end) as reached
from aimed where figure is not null
group by all order by position
"""


def ranking(release: Release, series: str, period: str, code: str) -> pd.DataFrame:
    """Communes by their points for one criterion, group or the whole index; unranked ones last.

    `share` 0 to 1 of full points, `rank` 1 = best, `rank_before` and `points_before` of the period before.
    """
    return release.rows(RANKING, series=series, period=period, code=code)


def history(release: Release, series: str, period: str, codes: tuple[str, ...]) -> pd.DataFrame:
    """Every shown period up to `period`, for the communes of `period`: unit, code, short, points, value, rank."""
    return release.rows(HISTORY, series=series, period=period, codes=list(codes))


def line(release: Release, series: str, period: str, codes: tuple[str, ...], unit: str) -> pd.DataFrame:
    """A row of `history` for each criterion and period: the unit's own, or where it has none another's.

    The medians and quartiles of a period are the same in every row, so this is enough to draw one commune
    among thousands.
    """
    return release.rows(LINE, series=series, period=period, codes=list(codes), unit=unit)


def grid(release: Release, series: str, period: str) -> pd.DataFrame:
    """Every commune and every criterion of a period in one table, with spread, target and the period before.

    Of a whole country that is hundreds of thousands of rows, for who needs them all: `heads`, `of_units`,
    `of_theme` and `spreads` are parts of the same table.
    """
    return _grid(release, series, period)


def heads(release: Release, series: str, period: str) -> pd.DataFrame:
    """The part of `grid` that is about the whole index and its themes."""
    return _grid(release, series, period, deepest=1)


def of_units(release: Release, series: str, period: str, units: Sequence[str]) -> pd.DataFrame:
    """The part of `grid` that is about some communes; empty for none."""
    return _grid(release, series, period, units=list(units) or [""])


def of_theme(release: Release, series: str, period: str, theme: str) -> pd.DataFrame:
    """The part of `grid` that is about a theme and what is below it."""
    return _grid(release, series, period, theme=theme)


def spreads(release: Release, series: str, period: str) -> pd.DataFrame:
    """A row of `grid` for each criterion, of whichever commune: its spread, target and full points."""
    return _grid(release, series, period, one=True)


def points(release: Release, series: str, period: str) -> pd.DataFrame:
    """Points of every indicator and ranked commune: unit, code, theme, points, criterion_position."""
    return release.rows(POINTS, series=series, period=period)


def _grid(
    release: Release,
    series: str,
    period: str,
    *,
    units: Sequence[str] = (),
    deepest: int = DEEPEST,
    theme: str = "",
    one: bool = False,
) -> pd.DataFrame:
    chosen = {"units": list(units), "deepest": deepest, "theme": theme, "one": one}
    return release.rows(GRID, series=series, period=period, **chosen)


def reached(release: Release, series: str, period: str, unit: str) -> pd.DataFrame:
    """Of the indicators with a target, how many reach it, every shown period up to `period`: aimed, reached.

    By the figure of `unit`, or by the median of the communes when it is "".
    """
    return release.rows(REACHED, series=series, period=period, unit=unit)
