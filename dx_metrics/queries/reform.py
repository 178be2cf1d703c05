"""The reform index as it was judged: every criterion of every commune, stage by stage."""

import pandas as pd

from dx_metrics import periods
from dx_metrics.scoring.assessed import STAGES
from dx_metrics.store import Release

ROUNDS = """
select series, period, count(distinct unit) as units, max("at") as last_day from assessments group by all
"""

FRAMEWORK = """
select id from frameworks
where series = $series and $starts between coalesce(effective_from, date '0001-01-01')
                                       and coalesce(effective_to, date '9999-12-31')
order by effective_from desc nulls last limit 1
"""

_POINTS = ", ".join(f"max(points) filter (stage = '{stage}') as \"{stage}\"" for stage in STAGES)
# A reason explains the step down, so it is the last one given; evidence may have been added at any step.
MARKS = f"""
with leaf as (
    select criteria.code, criteria.name, criteria.theme, themes.name as theme_name, criteria.max_points,
           criteria.position, criteria.basis
    from criteria join criteria as themes on themes.framework = criteria.framework and themes.code = criteria.theme
    where criteria.framework = $framework and criteria.leaf and criteria.max_points is not null
),
commune as (
    select code as unit, short_name, name as unit_name, valid_from from units
    where compared and $ends between valid_from and coalesce(valid_to, date '9999-12-31')
),
step as (
    select *, list_position($stages::varchar[], stage) as step from assessments
    where series = $series and period = $period
),
marked as (
    select unit, code, {_POINTS}, arg_max(points, step) as points, arg_max(stage, step) as stage,
           arg_max(reason, step) filter (coalesce(reason, '') <> '') as reason,
           arg_max(evidence, step) filter (coalesce(evidence, '') <> '') as evidence,
           max(forms) as forms, arg_max("by", step) as judged_by, max("at") as judged_at
    from step group by all
)
select commune.unit, commune.short_name, commune.unit_name, commune.valid_from, leaf.* rename (name as criterion_name),
       marked.* exclude (unit, code)
from commune cross join leaf left join marked on marked.unit = commune.unit and marked.code = leaf.code
order by commune.short_name collate vi, commune.unit, leaf.position
"""

CRITERIA = """
select code, name, coalesce(max_points, 1e9) as most, leaf, coalesce(parent, '') as parent
from criteria where framework = $framework and depth > 0 order by position
"""

INDICES = """
select series, title, text from frameworks join framework_files on framework = id
where file = 'datapackage.json' order by effective_from desc nulls last
"""

SAME = """
select before.code from units as before
join unit_in_period as now on now.code = before.code and now.period = $period and now.valid_from = before.valid_from
where $ends between before.valid_from and coalesce(before.valid_to, date '9999-12-31') and before.compared
"""

SHOWN = """
select distinct framework_in_period.period
from framework_in_period join calendar on calendar.code = framework_in_period.period
where series = $series and calendar.ends = $ends
"""


def rounds(release: Release) -> pd.DataFrame:
    """Rounds of marking, newest first: series, period, units (how many were marked), last_day."""
    table = release.rows(ROUNDS)
    ends = [periods.parse(code).ends for code in table["period"]]
    return table.assign(ends=ends).sort_values(["ends", "period"], ascending=[False, False], ignore_index=True)


def framework(release: Release, series: str, period: str) -> str:
    """Id of the version of the index by which a round was marked; "" where none was in force."""
    found = release.rows(FRAMEWORK, series=series, starts=periods.parse(period).starts)["id"]
    return str(found.iloc[0]) if len(found) else ""


def marks(release: Release, series: str, period: str) -> pd.DataFrame:
    """Each commune of the round's last day and each criterion: max_points, the stages, `points` of the last of them.

    Points are NA where nobody marked. `reason`, `evidence`: the last ones given; `forms`: of a survey.
    """
    ends = periods.parse(period).ends
    version = framework(release, series, period)
    return release.rows(MARKS, series=series, period=period, ends=ends, framework=version, stages=list(STAGES))


def criteria(release: Release, series: str, period: str) -> pd.DataFrame:
    """The criteria by which a round is marked, groups too: code, name, most, leaf, parent."""
    return release.rows(CRITERIA, framework=framework(release, series, period))


def indices(release: Release) -> list[tuple[str, str, str]]:
    """Every version of every index, the newest first: series, title, its datapackage.json."""
    return list(release.rows(INDICES).itertuples(index=False, name=None))


def same_communes(release: Release, period: str, judged: str) -> tuple[str, ...]:
    """Codes that stood for the very same commune on the last days of a shown period and of a round."""
    return tuple(release.rows(SAME, period=period, ends=periods.parse(judged).ends)["code"])


def shown_period(release: Release, series: str, judged: str) -> str:
    """The shown period of an index that ends with a round; "" where there is none."""
    found = release.rows(SHOWN, series=series, ends=periods.parse(judged).ends)["period"]
    return str(found.iloc[0]) if len(found) else ""
