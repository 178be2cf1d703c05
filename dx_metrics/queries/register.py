"""The register: neighbours, successors, events."""

import pandas as pd

from dx_metrics.store import Release

NEIGHBOURS = """
select neighbours.neighbour as unit
from neighbours
join unit_in_period on unit_in_period.code = neighbours.neighbour and unit_in_period.period = $period
where neighbours.code = $unit
  and neighbours.valid_from = (select valid_from from unit_in_period where code = $unit and period = $period)
"""

SUCCESSIONS = """
select successions.from_code, successions.to_code, successions.effective, successions.kind, successions.share,
       successions.basis, before.name as from_name, after.name as to_name
from successions
left join units as before on before.code = successions.from_code and before.valid_to < successions.effective
left join units as after on after.code = successions.to_code and after.valid_from = successions.effective
where (from_code = $unit and successions.effective >= before.valid_from) or to_code = $unit
order by successions.effective, from_code
"""

EVENTS = """
select date, name, kind, basis from events
where date <= (select ends from calendar where code = $period) order by date desc
"""


def neighbours(release: Release, period: str, unit: str) -> tuple[str, ...]:
    """Codes of the communes that border one, among those of the period."""
    return tuple(release.rows(NEIGHBOURS, period=period, unit=unit)["unit"])


def successions(release: Release, unit: str) -> pd.DataFrame:
    """What a code grew out of and what became of it, with the legal basis."""
    return release.rows(SUCCESSIONS, unit=unit)


def events(release: Release, period: str) -> pd.DataFrame:
    """Decisions and changes up to the end of a period, newest first."""
    return release.rows(EVENTS, period=period)
