"""Rounds of marking that can begin: of which index, of which period, with nobody marked yet."""

import json
from dataclasses import replace
from datetime import date

from dx_metrics import periods
from dx_metrics.charts.reform import Round, caused, said, standing_at
from dx_metrics.queries import reform
from dx_metrics.store import Release
from dx_metrics.view import View

KINDS = ("half", "year")
"""Rounds that offices hold, where there was none yet to tell."""
MOST = 6
"""Rounds to choose from; an office marks one after the other."""


def judged_series(release: Release) -> dict[str, str]:
    """Indices whose points people give: code to title; those that were marked lately first."""
    found: dict[str, str] = {}
    for series, title, settings in reform.indices(release):
        if json.loads(settings).get("scoring", {}).get("assessed") is True:
            found[series] = title
    marked = dict.fromkeys(reform.rounds(release)["series"])
    return {series: found[series] for series in [*marked, *found] if series in found}


def to_begin(release: Release, series: str, today: date) -> tuple[str, ...]:
    """Periods after the newest round for which the index is in force and that have begun, the nearest first."""
    rounds = reform.rounds(release)
    known = [periods.parse(code) for code in rounds.loc[rounds["series"] == series, "period"]]
    kinds = {period.kind for period in known} or set(KINDS)
    since = max((period.ends for period in known), default=date(today.year - 1, 1, 1))
    found = []
    for kind in kinds:
        code = periods.containing(since, kind)
        while periods.parse(code).starts <= today:
            if periods.parse(code).ends >= since:
                found.append(periods.parse(code))
            code = periods.before(code, -1)
    taken = {period.code for period in known}
    found = sorted(found, key=lambda period: (period.ends, period.starts))
    open_ = [period.code for period in found if period.code not in taken]
    return tuple(code for code in open_ if reform.framework(release, series, code))[:MOST]


def begun(release: Release, view: View, series: str, period: str) -> Round:
    """The round as it opens: every criterion of every commune, with empty marks."""
    marks = caused(reform.marks(release, series, period))
    standing = standing_at(release, replace(view, judged=period), period)
    return Round(standing, series, period, marks, marks.iloc[:0], said(period))
