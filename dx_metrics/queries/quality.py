"""How good an index is: what it is made of, who has values, what few cases stand behind a share."""

import tempfile
from pathlib import Path
from typing import cast

import duckdb
import pandas as pd

from dx_metrics.queries import choices
from dx_metrics.scoring import Framework, read_framework
from dx_metrics.scoring.rules import Linear, Statistic
from dx_metrics.scoring.stability import Combine, Parts
from dx_metrics.scoring.what_if import Case, case
from dx_metrics.store import Release

PARTS = """
select standings.unit, unit_in_period.short_name, standings.code, criteria.name, standings.points,
       criteria.max_points, coalesce(criteria.weight, 1) as weight, standings.rank, standings.depth,
       criteria.value as combine, criteria.position
from standings
join criteria using (framework, code)
join unit_in_period on unit_in_period.code = standings.unit and unit_in_period.period = standings.period
join (select framework, min_by(code, position) as root from criteria where depth = 0 group by framework) as top
  on top.framework = standings.framework and (standings.code = root or criteria.parent = root)
where series = $series and standings.period = $period and ranked
order by criteria.position, unit_in_period.short_name collate vi, standings.unit
"""

COVERAGE = """
select standings.code, criteria.name, criteria.theme, themes.name as theme_name, criteria.position,
       count(*) as units,
       count(*) filter (state = 'scored') as scored,
       count(*) filter (state = 'missing') as missing,
       count(*) filter (state = 'not_applicable') as not_applicable,
       list(unit_in_period.short_name order by unit_in_period.short_name collate vi)
           filter (state = 'missing') as who_missing
from standings
join criteria using (framework, code)
join criteria as themes on themes.framework = criteria.framework and themes.code = criteria.theme
join unit_in_period on unit_in_period.code = standings.unit and unit_in_period.period = standings.period
where series = $series and standings.period = $period and standings.leaf
group by all order by criteria.position
"""

CASES = """
select unit_in_period.code as unit, unit_in_period.short_name,
       try_cast(any_value(figures.value) filter (variable = $cases) as double) as cases,
       try_cast(any_value(figures.value) filter (variable = $out_of) as double) as out_of
from unit_in_period
left join figures on figures.unit = unit_in_period.code and figures.period = unit_in_period.period
 and coalesce(status, '') = '' and variable in ($cases, $out_of)
where unit_in_period.period = $period
group by all order by short_name collate vi, unit
"""

TYPICAL = """
select variable, median(try_cast(figures.value as double)) as out_of, any_value(variables.unit) as measure
from figures join variables on variables.code = figures.variable
where period = $period and coalesce(status, '') = '' and variable in (select unnest($variables::varchar[]))
group by variable
"""

VERSIONS = """
select id, title, version, basis, effective_from, effective_to
from frameworks where series = $series order by effective_from nulls first, id
"""

IN_FORCE = "select framework from framework_in_period where series = $series and period = $period"

FIGURES = """
select unit, period, variable, value, status from figures
where period in (select unnest($periods::varchar[])) and variable in (select unnest($variables::varchar[]))
"""

PERIODS = "select period from framework_in_period where framework = $framework order by position"

KEPT = "select file, text from framework_files where framework = $framework"


def parts(release: Release, series: str, period: str) -> tuple[Parts, pd.DataFrame] | None:
    """The first level of the index for the ranked units that have a score, and who they are
    (unit, short_name, rank, points; in the order of `Parts.units`). None when nobody has a score."""
    rows = release.rows(PARTS, series=series, period=period)
    whole = rows[(rows["depth"] == 0) & rows["points"].notna() & rows["rank"].notna()]
    below = rows[(rows["depth"] == 1) & rows["unit"].isin(whole["unit"])]
    if whole.empty or below.empty:
        return None
    units = whole.sort_values("rank", kind="stable")[["unit", "short_name", "rank", "points"]].reset_index(drop=True)
    heads = below.drop_duplicates("code")
    points = below.pivot(index="unit", columns="code", values="points").loc[list(units["unit"]), list(heads["code"])]
    found = Parts(
        units=tuple(units["unit"]),
        themes=tuple(heads["code"]),
        points=points.to_numpy(dtype=float),
        full=heads["max_points"].to_numpy(dtype=float),
        weights=heads["weight"].to_numpy(dtype=float),
        combine=cast(Combine, whole["combine"].iloc[0] or "mean"),  # one of them: checked when the index was read
    )
    return found, units


def coverage(release: Release, series: str, period: str) -> pd.DataFrame:
    """Indicators in the index's order: units, scored, missing, not_applicable (counts of units), who_missing."""
    return release.rows(COVERAGE, series=series, period=period)


def cases(release: Release, period: str, numerator: str, denominator: str) -> pd.DataFrame:
    """Every commune's counts behind a share: unit, short_name, cases, out_of; NaN where not reported."""
    return release.rows(CASES, period=period, cases=numerator, out_of=denominator)


def typical(release: Release, period: str, variables: tuple[str, ...]) -> pd.DataFrame:
    """The median commune's figure of each variable, and what it is counted in: variable, out_of, measure."""
    return release.rows(TYPICAL, period=period, variables=list(variables))


def versions(release: Release, series: str) -> pd.DataFrame:
    """The versions of an index, oldest first: id, title, version, basis, effective_from, effective_to."""
    return release.rows(VERSIONS, series=series)


def in_force(release: Release, series: str, period: str) -> str:
    """Id of the version that scored a period."""
    return str(release.rows(IN_FORCE, series=series, period=period)["framework"].iloc[0])


def figures(release: Release, periods: tuple[str, ...], variables: tuple[str, ...]) -> pd.DataFrame:
    """What was scored: unit, period, variable, value (text), status. Of everybody: scales are made of all."""
    return release.whole.rows(FIGURES, periods=list(periods), variables=list(variables))


def periods_of(release: Release, framework: str) -> tuple[str, ...]:
    """The periods that a version scored."""
    return tuple(release.rows(PERIODS, framework=framework)["period"])


def framework_of(release: Release, framework: str) -> Framework | None:
    """A version of an index as it was published, whole; None in a release that did not keep its files."""
    try:
        files = release.rows(KEPT, framework=framework)
    except duckdb.CatalogException:
        return None
    if files.empty:
        return None
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / framework
        folder.mkdir()
        for name, text in files.itertuples(index=False):
            (folder / Path(str(name)).name).write_text(str(text), "utf-8")
        return read_framework(folder)[0]


def case_of(release: Release, series: str, period: str, framework: str = "") -> Case | None:
    """The figures of a period, ready to be scored anew: by the version in force, or by another of the series.

    None where the release did not keep the index. Raises ScoringError for figures the version cannot score.
    """
    version = framework_of(release, framework or in_force(release, series, period))
    if version is None:
        return None
    rules = [criterion.rule for criterion in version.criteria if isinstance(criterion.rule, Linear)]
    ends = [end for rule in rules for end in (rule.at_zero, rule.at_full) if isinstance(end, Statistic)]
    whole = any(end.word.endswith("_all") for end in ends)
    # A scale of all periods can only be taken where this version scored them all.
    asked = tuple(dict.fromkeys((*(periods_of(release, version.id) if whole else ()), period)))
    among = frozenset(choices.units(release, period)["code"]) if release.level else None
    return case(version, figures(release, asked, tuple(version.variables)), period, among)
