"""What can be chosen: indices, periods, themes, communes."""

import pandas as pd

from dx_metrics.store import Release

SERIES = """
select series, max_by(title, effective_from) as title, min(id) as first_framework
from frameworks where series in (select series from main.standings) group by series order by first_framework
"""

UNSCORED = """
select series, id as framework, title, version, basis, effective_from, effective_to
from frameworks
where id in (select unnest($ids::varchar[])) and series not in (select series from main.standings)
order by id
"""

PERIODS = """
select distinct calendar.code, calendar.name, calendar.short, calendar.starts, calendar.ends, calendar.position
from main.standings join calendar on calendar.code = standings.period
where series = $series order by calendar.position desc
"""

UNITS = """
select own.code, own.name, own.short_name, own.kind, own.parent, above.name as parent_name, own.population,
       own.households, own.hex_q, own.hex_r, own.lon, own.lat
from unit_in_period as own
join calendar on calendar.code = own.period
left join units as above on above.code = own.parent
 and calendar.ends between above.valid_from and coalesce(above.valid_to, date '9999-12-31')
where period = $period order by own.short_name collate vi, own.code
"""

CRITERIA = """
select criterion_in_period.*, frameworks.title as framework_title, frameworks.version,
       frameworks.basis as framework_basis
from criterion_in_period join frameworks on frameworks.id = criterion_in_period.framework
where criterion_in_period.series = $series and period = $period
order by criterion_in_period.position
"""

# A parent that has everybody below it is the whole under another name, and so is none to choose.
LEVELS = """
with recursive here as (
    select own.* from unit_in_period as own
    anti join unit_in_period as child on child.period = own.period and child.parent = own.code
    where period = $period
),
day as (select ends from calendar where code = $period),
above as (
    select code as unit, parent from here where parent is not null
    union
    select above.unit, units.parent from above cross join day
    join units on units.code = above.parent and ends between valid_from and coalesce(valid_to, date '9999-12-31')
    where units.parent is not null
)
select code, name, short_name, units.parent, held.units
from (select parent, count(*) as units from above group by parent) as held
cross join day
join units on code = held.parent and ends between valid_from and coalesce(valid_to, date '9999-12-31')
where held.units < (select count(*) from here)
order by short_name collate vi, code
"""

VERSION = """
select framework, version from framework_in_period join frameworks on id = framework
where framework_in_period.series = $series and period = $period
  and (select count(*) from frameworks where series = $series) > 1
"""

REPORTED = "select code from calendar order by ends desc, starts desc"

NAMES_EVER = "select code, max_by(short_name, valid_from) as short_name from units group by code"


def series(release: Release) -> pd.DataFrame:
    """Indices: series, title."""
    return release.rows(SERIES)


def unscored(release: Release) -> pd.DataFrame:
    """Frameworks of indices that could not be scored at all, because cells are left to fill in."""
    return release.rows(UNSCORED, ids=list(release.about.get("unscored", {})))


def periods(release: Release, series: str) -> pd.DataFrame:
    """Periods that the index was scored for, newest first: code, name, short, starts, ends, position."""
    return release.rows(PERIODS, series=series)


def units(release: Release, period: str) -> pd.DataFrame:
    """Communes of a period in Vietnamese order, with register facts."""
    return release.rows(UNITS, period=period)


def levels(release: Release, period: str) -> pd.DataFrame:
    """Parents of a period that have some of its communes below them, at any depth: code, name, short_name, parent,
    units (how many)."""
    return release.whole.rows(LEVELS, period=period)


def is_parent(release: Release, code: str) -> bool:
    """Whether any unit of the register ever stood below this one."""
    return not release.whole.rows("select 1 from units where parent = $code limit 1", code=code).empty


def criteria(release: Release, series: str, period: str) -> pd.DataFrame:
    """The index in force in a period, one row a criterion or group, in its own order."""
    return release.rows(CRITERIA, series=series, period=period)


def version(release: Release, series: str, period: str) -> dict[str, str]:
    """Id and version of the framework that scores a period, where the index has several; else nothing."""
    return dict(release.rows(VERSION, series=series, period=period).itertuples(index=False, name=None))


def names_ever(release: Release) -> dict[str, str]:
    """Name of every code that ever was in the register, the latest where it was used twice."""
    return dict(release.rows(NAMES_EVER).itertuples(index=False))


def reported(release: Release) -> list[str]:
    """Codes of every period that any figure names, newest first; scored or not."""
    return list(release.rows(REPORTED)["code"])
