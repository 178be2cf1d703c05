"""Where points were lost, why, and what would win them back."""

from collections.abc import Sequence

import pandas as pd

from dx_metrics.store import Release

LEDGER = r"""
select ledger.unit, unit_in_period.short_name, unit_in_period.name as unit_name, ledger.code, ledger.parent,
       criteria.name, criteria.unit as measure, criteria.theme, themes.name as theme_name, criteria.basis,
       criteria.depth, criteria.position, ledger.leaf,
       ledger.maximum::double as maximum, ledger.got::double as got, ledger.lost::double as lost, why, counted,
       criteria.max_points as own_maximum, scores.points as own_points, scores.value,
       win_back.sign, win_back.needed, win_back.answer, win_back.more,
       cases.name as cases_name, cases.unit as cases_unit,
       -- what the definition says of an answer, in brackets after it: `day_du (đủ mục và có tin mới)`
       nullif(regexp_extract(cases.definition, regexp_escape(answer) || ' \(([^()]*)\)', 1), '') as answer_words,
       win_back.code is not null as curable
from framework_in_period
join ledger using (framework, period)
join criteria on criteria.framework = ledger.framework and criteria.code = ledger.code
join criteria as themes on themes.framework = ledger.framework and themes.code = criteria.theme
join unit_in_period on unit_in_period.code = ledger.unit and unit_in_period.period = ledger.period
join scores on scores.framework = ledger.framework and scores.period = ledger.period
 and scores.unit = ledger.unit and scores.code = ledger.code
left join win_back on win_back.framework = ledger.framework and win_back.period = ledger.period
 and win_back.unit = ledger.unit and win_back.code = ledger.code
left join variables as cases on cases.code = win_back.cases
where series = $series and ledger.period = $period and within = $within
  and (len($units) = 0 or list_contains($units, ledger.unit))
order by unit_in_period.short_name collate vi, ledger.unit, criteria.position
"""

GOT = """
select ledger.unit, unit_in_period.valid_from, ledger.code, (ledger.got * 10000)::bigint as got
from framework_in_period
join ledger using (framework, period)
join unit_in_period on unit_in_period.code = ledger.unit and unit_in_period.period = ledger.period
where series = $series and ledger.period = $period and within = $within and ledger.leaf
"""

CELLS = """
select ledger.unit, ledger.code
from framework_in_period
join ledger using (framework, period)
join criteria as whole on whole.framework = ledger.framework and whole.code = within and whole.depth = 0
where series = $series and ledger.period = $period and ledger.leaf and ledger.lost > 0
  and ledger.unit in (select unnest($units::varchar[]))
"""

FILES = "select file, text from framework_files where framework = $framework order by file"


def ledger(release: Release, series: str, period: str, within: str, units: Sequence[str] = ()) -> pd.DataFrame:
    """The ledger of every commune, or of some, in the points of the index or theme `within`, in tree order.

    maximum = got + lost, and the leaves of a group make it up exactly. `own_maximum` and `own_points` are
    the criterion's as it is scored. `why`, `counted`, `sign`, `needed`, `answer`, `more`: see `scoring.ledger`.
    """
    return release.rows(LEDGER, series=series, period=period, within=within, units=list(units))


def got(release: Release, series: str, period: str, within: str) -> pd.DataFrame:
    """What every leaf brought each commune, in ten-thousandths of a point: unit, valid_from, code, got."""
    return release.rows(GOT, series=series, period=period, within=within)


def cells(release: Release, series: str, period: str, units: Sequence[str]) -> frozenset[tuple[str, str]]:
    """(unit, criterion) of every leaf in which one of these units lost points of the index in the period."""
    found = release.rows(CELLS, series=series, period=period, units=list(units))
    return frozenset(found.itertuples(index=False, name=None))


def files(release: Release, framework: str) -> tuple[tuple[str, str], ...]:
    """The files of an index as published: name and text."""
    return tuple(release.rows(FILES, framework=framework).itertuples(index=False, name=None))
