"""The registers and the marks as they are kept: every row of every unit and round, up to a day."""

from datetime import date

import pandas as pd

from dx_metrics.store import Release

_NAMED = """
named as (
    select series, code, any_value(name order by framework desc) as name
    from criteria join frameworks on frameworks.id = framework group by all
)
"""
_UNIT = "left join units on units.code = {table}.unit and {day} between units.valid_from and {last}"
_LAST = "coalesce(units.valid_to, date '9999-12-31')"

ACTIONS = f"""
with {_NAMED}
select calendar.name as "Kỳ mất điểm", actions.unit as "_code", units.name as "Đơn vị", actions.code as "Mã việc",
       criterion as "Mã tiêu chí", named.name as "Tiêu chí", actions.title as "Việc", points_claimed as "Điểm nhận",
       owner as "Chủ trì", due as "Hạn gốc", opened_at as "Ngày giao", opened_by as "Nơi giao",
       evidence as "Minh chứng",
       case when done_at <= $as_of then done_at end as "Ngày báo xong",
       case when done_at <= $as_of then done_by end as "Nơi báo xong",
       case when closed_at <= $as_of then closed_at end as "Ngày đóng",
       case when closed_at <= $as_of then closed_by end as "Nơi đóng", note as "Ghi chú"
from actions left join calendar on calendar.code = actions.period
left join named on named.series = actions.series and named.code = criterion
{_UNIT.format(table="actions", day="opened_at", last=_LAST)}
where opened_at <= $as_of order by opened_at desc, actions.code limit $most
"""
REPLIES = f"""
with {_NAMED}
select calendar.name as "Kỳ", replies.unit as "_code", units.name as "Đơn vị", replies.code as "Mã giải trình",
       criterion as "Mã tiêu chí", named.name as "Tiêu chí", reply as "Giải trình", evidence as "Minh chứng",
       "by" as "Nơi giải trình", "at" as "Ngày",
       case when answered_at <= $as_of then answer end as "Trả lời",
       case when answered_at <= $as_of then answered_by end as "Nơi trả lời",
       case when answered_at <= $as_of then answered_at end as "Ngày trả lời"
from replies left join calendar on calendar.code = replies.period
left join named on named.series = replies.series and named.code = criterion
{_UNIT.format(table="replies", day='"at"', last=_LAST)}
where "at" <= $as_of order by "at" desc, replies.code limit $most
"""
CONCLUSIONS = f"""
select meetings.date as "Ngày họp", meetings.title as "Cuộc họp", meetings.minutes as "Biên bản", number as "Số",
       conclusions.unit as "_code", units.name as "Đơn vị", text as "Kết luận", owner as "Chủ trì", due as "Hạn",
       action as "Mã việc"
from conclusions join meetings on meetings.code = meeting
{_UNIT.format(table="conclusions", day="meetings.date", last=_LAST)}
where meetings.date <= $as_of order by meetings.date desc, number limit $most
"""
ASSIGNMENTS = f"""
select members.name as "Thành viên", members.post as "Chức danh", assignments.unit as "_code", units.name as "Đơn vị",
       role as "Vai trò", assignments.valid_from as "Từ ngày", assignments.valid_to as "Đến ngày", basis as "Căn cứ"
from assignments join members on members.code = member
{_UNIT.format(table="assignments", day="assignments.valid_from", last=_LAST)}
where assignments.valid_from <= $as_of order by members.code, assignments.valid_from, assignments.unit limit $most
"""
VISITS = f"""
select inspections.code as "Mã cuộc", inspections.date as "Ngày", inspections.unit as "_code", units.name as "Đơn vị",
       team as "Đoàn", case when held and inspections.date <= $as_of then 'đã làm' else 'dự kiến' end as "Tình trạng",
       result as "Kết quả", findings.number as "Số phát hiện", findings.criterion as "Mã tiêu chí",
       findings.finding as "Phát hiện", findings.action as "Mã việc"
from inspections left join findings on findings.inspection = inspections.code
{_UNIT.format(table="inspections", day="inspections.date", last=_LAST)}
where inspections.date <= $as_of + interval 1 year
order by inspections.date desc, inspections.code, findings.number limit $most
"""
MARKS = f"""
with {_NAMED}
select calendar.name as "Kỳ chấm", assessments.unit as "_code", units.name as "Đơn vị",
       assessments.code as "Mã tiêu chí", named.name as "Tiêu chí", stage as "_stage", points as "Điểm",
       reason as "Lý do", evidence as "Minh chứng", forms as "Số phiếu", "by" as "Nơi chấm", "at" as "Ngày"
from assessments left join calendar on calendar.code = assessments.period
left join named on named.series = assessments.series and named.code = assessments.code
{_UNIT.format(table="assessments", day="calendar.ends", last=_LAST)}
where $series in ('', assessments.series)
order by calendar.ends desc, assessments.unit, assessments.code, list_position($stages::varchar[], stage) limit $most
"""
COUNTS = """
select calendar.name as "Kỳ", observations.unit as "_code", coalesce(units.name, observations.unit) as "Đơn vị",
       observations.variable as "Mã biến", variables.name as "Biến",
       try_cast(observations.value as double) as "Số lượng", variables.unit as "Đơn vị tính",
       observations.status as "_state", observations.reported_at as "Ngày báo cáo"
from observations
join calendar on calendar.code = observations.period
left join variables on variables.code = observations.variable
left join units on units.code = observations.unit
 and calendar.ends between units.valid_from and coalesce(units.valid_to, date '9999-12-31')
where observations.variable in (select unnest($variables::varchar[]))
order by calendar.ends desc, observations.variable, observations.unit limit $most
"""


def register(release: Release, sql: str, as_of: date, most: int) -> pd.DataFrame:
    """All rows of a register (one of the SELECTs above) that were there by a day, the newest first."""
    return release.once(sql, as_of=as_of, most=most)


def marks(release: Release, series: str, stages: tuple[str, ...], most: int) -> pd.DataFrame:
    """Every mark of every round, stage by stage, of one judged index or ("") of all; `_stage` is a code."""
    return release.once(MARKS, series=series, stages=list(stages), most=most)


def counts(release: Release, variables: tuple[str, ...], most: int) -> pd.DataFrame:
    """Every reported figure of these variables, the newest period first."""
    return release.once(COUNTS, variables=list(variables), most=most)
