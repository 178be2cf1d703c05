"""The tables a release adds to the staged workspace, in the order they are made."""

FORM = 3
"""Raised when a question needs what releases of the form before lack; those are then not opened any more."""

CALENDAR = """
create table calendar (
    code varchar primary key,
    kind varchar not null,
    name varchar not null,
    short varchar not null,
    starts date not null,
    ends date not null,
    position integer unique          -- for the periods shown, one more than the period before; else null
);
create table frameworks (
    id varchar primary key, series varchar not null, title varchar not null, version varchar not null,
    basis varchar, effective_from date, effective_to date
);
create table criteria (
    framework varchar not null references frameworks (id),
    code varchar not null, parent varchar, theme varchar, name varchar not null, unit varchar,
    value varchar, rule varchar, at_zero varchar, at_full varchar, table_text varchar,
    max_points double, weight double, depth integer not null, position integer not null,
    leaf boolean not null, basis varchar,
    primary key (framework, code)
);
"""

# Tables, not views: planning a view again for every question costs more than reading its rows.
IN_FORCE = """
create or replace table framework_in_period as
select frameworks.series, frameworks.id as framework, calendar.code as period, calendar.position
from frameworks
join calendar on calendar.position is not null
 and calendar.starts between coalesce(frameworks.effective_from, date '0001-01-01')
                         and coalesce(frameworks.effective_to, date '9999-12-31');
create or replace table criterion_in_period as
select framework_in_period.series, framework_in_period.period, criteria.*
from framework_in_period join criteria using (framework);
"""

# A commune reports for a period when it exists on the period's last day. Where several of the period
# bear one name, each carries its parent's, or, within one parent, its code: "Tân Lập" alone would be nobody.
PRESENT = """
create or replace table unit_in_period as
with here as (
    select calendar.code as period, calendar.position, units.*, above.short_name as above,
           count(*) over (partition by calendar.code, units.short_name) as namesakes,
           count(*) over (partition by calendar.code, units.short_name, units.parent) as namesakes_there
    from calendar
    join units on calendar.position is not null and units.compared
     and calendar.ends between units.valid_from and coalesce(units.valid_to, date '9999-12-31')
    left join units as above on above.code = units.parent
     and calendar.ends between above.valid_from and coalesce(above.valid_to, date '9999-12-31')
)
select * exclude (above, namesakes, namesakes_there) replace (
    case when namesakes = 1 then short_name
         else short_name || ' (' || case when namesakes_there = 1 and above is not null then above else code end || ')'
    end as short_name)
from here;
"""
TARGETS = """
create or replace table target_in_period as
select calendar.code as period, targets.code, targets.value, targets.basis, targets.source
from calendar
join targets on calendar.position is not null
 and calendar.ends between targets.valid_from and coalesce(targets.valid_to, date '9999-12-31');
"""

# `share` is the part of the full points won; where a criterion has no full points, the part of
# the other units that it beats. `fifth` is 1 (last) to 5 (first) among the ranked units. What stands `_before` is of
# the very period before: `lag` would pass over one for which nobody reported anything.
# `{near}` narrows the scores down, `{here}` the rows, to what is to be made: see `standings.py`.
STANDINGS = """
{into}
with placed as materialized (
    select framework_in_period.series, scores.*, framework_in_period.position, unit_in_period.valid_from,
           criteria.theme, criteria.depth, criteria.leaf, criteria.max_points,
           criteria.position as criterion_position,
           percent_rank() over fellows as beats,
           ntile(5) over fellows as fifth
    from scores
    join framework_in_period using (framework, period)
    join unit_in_period on unit_in_period.code = scores.unit and unit_in_period.period = scores.period
    join criteria on criteria.framework = scores.framework and criteria.code = scores.code
    {near}
    window fellows as (partition by scores.framework, scores.period, scores.code, scores.points is null or not ranked
                       order by scores.points, scores.unit)
),
spread as (
    select framework, period, code,
           count(points) filter (ranked) as ranked_units,
           quantile_cont(points, 0.25) filter (ranked) as points_q1,
           median(points) filter (ranked) as points_median,
           quantile_cont(points, 0.75) filter (ranked) as points_q3,
           min(points) filter (ranked) as points_min,
           max(points) filter (ranked) as points_max,
           quantile_cont(value, 0.25) filter (ranked) as value_q1,
           median(value) filter (ranked) as value_median,
           quantile_cont(value, 0.75) filter (ranked) as value_q3,
           min(value) filter (ranked) as value_min,
           max(value) filter (ranked) as value_max
    from scores {near} group by all
)
select placed.* exclude (beats, fifth),
       coalesce(placed.points / nullif(placed.max_points, 0),
                case when placed.points is not null and placed.ranked then placed.beats end) as share,
       case when placed.points is not null and placed.ranked then placed.fifth end as fifth,
       spread.* exclude (framework, period, code),
       past.points as points_before,
       past.rank as rank_before,
       past.value as value_before,
       past.framework as framework_before
from placed
join spread on spread.framework = placed.framework and spread.period = placed.period and spread.code = placed.code
left join placed as past on past.series = placed.series and past.unit = placed.unit
 and past.valid_from = placed.valid_from and past.code = placed.code and past.position = placed.position - 1
{here}
order by placed.series, placed.position, placed.code, placed.unit;
"""
