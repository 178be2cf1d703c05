"""The registers of the committee as they stood on a day, and what was scored since."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pandas as pd

from dx_metrics.store import Release
from dx_metrics.view import ALL, View
from dx_metrics.wording import absent

HERE = ZoneInfo("Asia/Ho_Chi_Minh")

AS_OF = """
select ends, position,
       coalesce(position = (select max(position) from standings where series = $series), false) as newest,
       (select min(valid_to) from unit_in_period where period = $period) as last_day
from calendar where code = $period
"""
POSITION = (
    "select coalesce(position, (select max(position) from calendar)) as position from calendar where code = $period"
)

# An action is about a period's points; a yearly one is compared with the quarter it last stands for.
# Points count as new only where a figure behind them was reported for a later period: a yearly figure that
# still stands for another quarter is no gain.
ACTIONS = """
with shown as (select code, position, ends from calendar where position is not null),
own as (
    select actions.*, calendar.ends as about_ends,
           (select max(position) from shown where shown.ends <= calendar.ends) as position_then
    from actions left join calendar on calendar.code = actions.period
    where opened_at <= $as_of
),
scored as (
    select standings.series, standings.unit, standings.code, standings.position, standings.period, points, state,
           standings.max_points, valid_from,
           (select max(reported.ends) from figures
            join calendar as reported on reported.code = figures.own_period
            where figures.unit = standings.unit and figures.period = standings.period
              and list_contains(regexp_extract_all(criteria.value, '[\\w.]+'), figures.variable)) as reported_ends
    from standings
    join criteria on criteria.framework = standings.framework and criteria.code = standings.code
    where (standings.series, standings.unit, standings.code) in (select (series, unit, criterion) from own)
      and standings.position <= $position
),
then_scored as (
    select own.code as action, scored.points, scored.max_points
    from own join scored on scored.series = own.series and scored.unit = own.unit
     and scored.code = own.criterion and scored.position = own.position_then
),
now_scored as (
    select own.code as action, scored.points, scored.period, scored.max_points
    from own join scored on scored.series = own.series and scored.unit = own.unit
     and scored.code = own.criterion and scored.position > own.position_then
     and scored.points is not null and scored.reported_ends > own.about_ends
    qualify row_number() over (partition by own.code order by scored.position desc) = 1
),
named as (
    select series, code, any_value(name order by framework desc) as name
    from criteria join frameworks on frameworks.id = framework group by all
)
select own.code, own.unit, units.short_name as unit_name, own.series, own.criterion,
       coalesce(named.name, own.criterion) as criterion_name, own.period, own.title, own.points_claimed, own.owner,
       own.due, own.opened_at, own.opened_by, own.evidence, own.note,
       case when own.done_at <= $as_of then own.done_at end as done_at,
       case when own.done_at <= $as_of then own.done_by end as done_by,
       case when own.closed_at <= $as_of then own.closed_at end as closed_at,
       case when own.closed_at <= $as_of then own.closed_by end as closed_by,
       then_scored.points as points_then, now_scored.points as points_now, now_scored.period as period_now,
       now_scored.points - then_scored.points as won,
       coalesce(now_scored.max_points, then_scored.max_points) as max_points,
       coalesce(units.valid_to < $as_of, false) as dissolved
from own
left join then_scored on then_scored.action = own.code
left join now_scored on now_scored.action = own.code
left join named on named.series = own.series and named.code = own.criterion
left join units on units.code = own.unit
 and own.opened_at between units.valid_from and coalesce(units.valid_to, date '9999-12-31')
order by own.due, own.code
"""
EXTENSIONS = "select * from extensions where asked_at <= $as_of order by action, asked_at"
INSPECTIONS = """
select inspections.* replace (coalesce(held, false) and date <= $as_of as held), units.short_name as unit_name,
       (select count(*) from findings where inspection = inspections.code) as findings
from inspections left join units on units.code = inspections.unit
 and date between units.valid_from and coalesce(units.valid_to, date '9999-12-31')
where date <= $as_of + interval 1 year
order by date, inspections.code
"""
FINDINGS = "select * from findings order by inspection, number"
REPLIES = """
select replies.*, units.short_name as unit_name, coalesce(named.name, criterion) as criterion_name
from replies
left join units on units.code = replies.unit
 and "at" between units.valid_from and coalesce(units.valid_to, date '9999-12-31')
left join (select series, code, any_value(name order by framework desc) as name
           from criteria join frameworks on frameworks.id = framework group by all) as named
  on named.series = replies.series and named.code = replies.criterion
where "at" <= $as_of
order by "at" desc, replies.code
"""
MEETINGS = "select * from meetings where date <= $as_of order by date desc, code"
CONCLUSIONS = """
select conclusions.*, meetings.date, meetings.title, meetings.minutes, units.short_name as unit_name
from conclusions join meetings on meetings.code = meeting
left join units on units.code = conclusions.unit
 and meetings.date between units.valid_from and coalesce(units.valid_to, date '9999-12-31')
where meetings.date <= $as_of
order by meetings.date desc, number
"""
# What was agreed with a commune that is no more stays with the level that it was last in.
OF_LEVEL = """
with last as (
    select code, max(position) as position from main.unit_in_period
    where position <= (select position from calendar where code = $period) group by code
)
select code from unit_in_period semi join last using (code, position)
"""

MEMBERS = "select code, name, coalesce(post, '') as post from members order by code"
ASSIGNMENTS = """
select assignments.*, members.name as member_name, members.post, units.short_name as unit_name
from assignments join members on members.code = member
left join units on units.code = unit
 and $as_of between units.valid_from and coalesce(units.valid_to, date '9999-12-31')
where $as_of between assignments.valid_from and coalesce(assignments.valid_to, date '9999-12-31')
order by member, unit
"""


def today() -> date:
    """The day in Viet Nam."""
    return datetime.now(HERE).date()


def as_of(release: Release, series: str, period: str, today: date) -> date:
    """The day for which registers are shown with a period of an index.

    Its newest period is shown as it stands today, but not after the day on which its communes merged; an
    earlier one as it stood on its last day.
    """
    row = release.rows(AS_OF, series=series, period=period).iloc[0]
    if not row["newest"]:
        return row["ends"].date()
    last = row["last_day"]
    return today if absent(last) else min(today, last.date())


def day_of(release: Release, view: View) -> date:
    """The day that a view says; else the one that its period has in this release, as on the day it was made."""
    if view.day:
        return date.fromisoformat(view.day)
    made = datetime.fromisoformat(release.about["built_at"]).astimezone(HERE).date()
    return as_of(release, view.series, view.period, made)


def members(release: Release) -> pd.DataFrame:
    """The committee: code, name, post."""
    return release.rows(MEMBERS)


def scope(release: Release, view: View, day: date) -> set[str] | None:
    """The communes that a view is about: the chosen one, those of its member, of its level, or None for all."""
    if view.unit != ALL:
        return {view.unit}
    here = of_level(release, view.period)
    if view.member:
        own = assignments(release, day)
        of_member = set(own.loc[own["member"] == view.member, "unit"])
        return of_member if here is None else of_member & here
    return here


def of_level(release: Release, period: str) -> set[str] | None:
    """The communes of the release's level, those that ended before the period too; None for everybody."""
    return set(release.rows(OF_LEVEL, period=period)["code"]) if release.level else None


def within(table: pd.DataFrame, units: set[str] | None, *, nobody: bool = False) -> pd.DataFrame:
    """The rows of these communes (None: of all), numbered anew; with `nobody`, those of no commune too."""
    own = slice(None) if units is None else table["unit"].isin(units) | (table["unit"].isna() & nobody)
    return table[own].reset_index(drop=True)


def actions(release: Release, period: str, as_of: date) -> pd.DataFrame:
    """Actions opened by a day: register columns, points then and now, `won` (NA where nothing was scored since).

    `dissolved`: the commune was merged by that day; its open actions bind nobody any more.
    """
    position = int(release.rows(POSITION, period=period)["position"].iloc[0])
    return release.rows(ACTIONS, as_of=as_of, position=position)


def extensions(release: Release, as_of: date) -> pd.DataFrame:
    """Later dates asked for by a day."""
    return release.rows(EXTENSIONS, as_of=as_of)


def inspections(release: Release, as_of: date) -> pd.DataFrame:
    """Visits, held by a day and to come within a year, with the number of their findings."""
    return release.rows(INSPECTIONS, as_of=as_of)


def findings(release: Release) -> pd.DataFrame:
    """What inspections found."""
    return release.rows(FINDINGS)


def replies(release: Release, as_of: date) -> pd.DataFrame:
    """What communes replied to lost points by a day, newest first."""
    return release.rows(REPLIES, as_of=as_of)


def meetings(release: Release, as_of: date) -> pd.DataFrame:
    """Meetings held by a day, newest first."""
    return release.rows(MEETINGS, as_of=as_of)


def conclusions(release: Release, as_of: date) -> pd.DataFrame:
    """What meetings agreed by a day, newest meeting first."""
    return release.rows(CONCLUSIONS, as_of=as_of)


def assignments(release: Release, as_of: date) -> pd.DataFrame:
    """Who looks after which commune on a day."""
    return release.rows(ASSIGNMENTS, as_of=as_of)
