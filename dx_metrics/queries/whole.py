"""Everything a release knows of what a view looks at: all its periods and units."""

import pandas as pd

from dx_metrics.store import Release
from dx_metrics.view import ALL

STANDINGS = """
select calendar.name as "Kỳ", standings.unit as "_code", unit_in_period.name as "Đơn vị",
       standings.code as "Mã chỉ tiêu", criteria.name as "Chỉ tiêu", standings.value as "Giá trị",
       criteria.unit as "Đơn vị tính", standings.points as "Điểm", standings.max_points as "Điểm tối đa",
       standings.rank as "Hạng", standings.state as "_state"
from standings
join criteria using (framework, code)
join calendar on calendar.code = standings.period
join unit_in_period on unit_in_period.code = standings.unit and unit_in_period.period = standings.period
where standings.series = $series and ($theme is null or standings.theme = $theme or standings.code = $theme)
order by standings.position desc, standings.criterion_position, standings.rank nulls last, standings.unit
limit $most
"""
LEDGER = """
select calendar.name as "Kỳ", ledger.unit as "_code", unit_in_period.name as "Đơn vị", ledger.code as "Mã chỉ tiêu",
       criteria.name as "Chỉ tiêu", ledger.maximum::double as "Điểm tối đa", ledger.got::double as "Điểm đạt",
       ledger.lost::double as "Điểm mất"
from framework_in_period
join ledger using (framework, period)
join criteria on criteria.framework = ledger.framework and criteria.code = ledger.code
join calendar on calendar.code = ledger.period
join unit_in_period on unit_in_period.code = ledger.unit and unit_in_period.period = ledger.period
where series = $series and ledger.leaf
  and within = coalesce($theme, (select any_value(code) from criterion_in_period
                                 where series = $series and depth = 0 and criterion_in_period.period = ledger.period))
order by framework_in_period.position desc, criteria.position, ledger.unit
limit $most
"""
OBSERVATIONS = """
select calendar.name as "Kỳ", observations.unit as "_code", coalesce(units.name, observations.unit) as "Đơn vị",
       observations.variable as "Mã biến", variables.name as "Biến",
       try_cast(observations.value as double) as "Giá trị",
       case when try_cast(observations.value as double) is null then observations.value end as "Trả lời",
       variables.unit as "Đơn vị tính", observations.status as "_state", observations.reported_at as "Ngày báo cáo"
from observations
join calendar on calendar.code = observations.period
left join variables on variables.code = observations.variable
left join units on units.code = observations.unit
 and calendar.ends between units.valid_from and coalesce(units.valid_to, date '9999-12-31')
order by calendar.ends desc, observations.variable, observations.unit
limit $most
"""


def standings(release: Release, series: str, theme: str, most: int) -> pd.DataFrame:
    """Values, points and ranks of every criterion of a theme, or of the index; newest period first."""
    return release.once(STANDINGS, series=series, theme=None if theme == ALL else theme, most=most)


def ledger(release: Release, series: str, theme: str, most: int) -> pd.DataFrame:
    """Points reached and lost of every unit and criterion; newest period first."""
    return release.once(LEDGER, series=series, theme=None if theme == ALL else theme, most=most)


def observations(release: Release, most: int) -> pd.DataFrame:
    """Every figure reported; newest period first."""
    return release.once(OBSERVATIONS, most=most)
