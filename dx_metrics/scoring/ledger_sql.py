"""The SQL of the ledger: what each part of a group loses of the group's points, and the split into whole steps.

Sums run over windows, never over Python rows. All points of an edge are in the scale of the parent.
"""

LEDGER = """
create table if not exists ledger (
    framework varchar not null, period varchar not null, unit varchar not null,
    within varchar not null,             -- the index or theme in whose points the row is written
    code varchar not null, parent varchar, leaf boolean not null,
    maximum decimal(18, 4) not null, got decimal(18, 4) not null, lost decimal(18, 4) not null,
    why varchar not null, counted boolean not null
)
"""

# What a child brings to its group, as `levels` has it: a leaf's points follow its policies already,
# a group without a score brings what its own policies say.
PLACED = """
create or replace temp table ledger_placed as
select dense_rank() over (order by period, unit) as spot, period, unit, nodes.*, value, ranked, state, points,
       case when leaf or state = 'scored' then points
            when state = 'not_applicable'
            then case not_applicable when 'zero' then 0e0 when 'full' then most end
            else case missing when 'zero' then 0e0
                 when 'mean' then avg(points) filter (where ranked and state = 'scored')
                                  over (partition by period, number) end
       end as brings
from {scores} as scores join ledger_nodes as nodes using (code)
where scores.framework = $framework
"""

# `raw` is what the child loses: in points of the group for sums and means, else in shares of the loss.
# A group that could not be scored loses all it is worth to the children that kept it from being scored.
EDGES = """
create or replace temp table ledger_edges as
with edge as (
    select child.spot, child.number, child.above, child.weight, child.possible, child.brings,
           child.brings is not null as kept, parent.combine, parent.state = 'scored' as scored,
           coalesce(parent.most, parent.possible) as whole, parent.brings as group_brings,
           coalesce(child.state in ('missing', 'no_score') and (child.missing = 'stop' or child.brings is null)
                    or child.state = 'not_applicable' and (child.not_applicable = 'stop' or child.brings is null),
                    false) as culprit
    from ledger_placed as child
    join ledger_placed as parent
      on parent.spot = child.spot and parent.number = child.above
),
summed as (
    select *,
           sum(possible) over one as possible_all, sum(possible) filter (where kept) over one as possible_kept,
           sum(weight) over one as weight_all, sum(weight) filter (where kept) over one as weight_kept,
           sum(weight * possible) over one as worth_all,
           sum(weight * possible) filter (where kept) over one as worth_kept,
           min(brings) over one as least, max(brings) over one as greatest, bool_or(culprit) over one as culprits,
           count(brings) over one as kept_count,
           row_number() over (partition by spot, above order by brings nulls last, number) as place
    from edge
    window one as (partition by spot, above)
),
-- A mean whose children differ in full points can reach less, or more, without those left out: theirs.
absent as (
    select *, coalesce(weight * possible / nullif(worth_all - worth_kept, 0)
                       * round(worth_all / nullif(weight_all, 0) - worth_kept / nullif(weight_kept, 0), 10), 0) as gone
    from summed
),
weighed as (
    select *,
        case when not scored then case when culprit or not culprits then possible else 0e0 end
             when combine = 'sum' then case when kept then possible else 0e0 end
                                       * coalesce(possible_all / nullif(possible_kept, 0), 1e0)
             when combine = 'mean' and kept then weight * possible / nullif(weight_kept, 0)
             when combine = 'mean' then gone
             when not kept then 0e0
             when combine in ('geomean', 'harmean') then weight
             else 1e0 end as worth,
        case when not scored then case when culprit or not culprits then possible else 0e0 end
             when combine = 'sum' then case when kept then round(possible - brings, 10) else 0e0 end
                                       * coalesce(possible_all / nullif(possible_kept, 0), 1e0)
             when combine = 'mean' and kept then weight * round(possible - brings, 10) / nullif(weight_kept, 0)
             when combine = 'mean' then gone
             when not kept or weight = 0 and combine in ('geomean', 'harmean') then 0e0
             when combine = 'geomean'
             then case when brings > 0 and possible > brings then weight * ln(possible / brings) else 0e0 end
             when combine = 'harmean'
             then case when brings > 0 and possible > brings then weight * (1 / brings - 1 / possible) else 0e0 end
             when combine = 'min' then (brings = least)::double
             when combine = 'max' then (brings = greatest)::double
             else (place between (kept_count + 1) // 2 and kept_count // 2 + 1)::double end as raw,
        scored and combine in ('sum', 'mean') as natural_points
    from absent
),
shared as (
    select *, whole - group_brings as loss, sum(raw) over one as raw_all, min(raw) over one as raw_least,
           case when sum(abs(worth)) over one > 0 and abs(sum(worth) over one) > 1e-9
                then worth / sum(worth) over one else 1e0 / count(*) over one end as part,
           worth <> 0 or raw <> 0 or not bool_or(worth <> 0 or raw <> 0) over one as bears
    from weighed
    window one as (partition by spot, above)
)
select spot, number, above, part, bears, loss, whole,
       case when loss is null then 0e0
            when raw_least >= 0 and raw_all > 1e-9 and loss >= 0 then raw * (loss / raw_all)
            when natural_points then raw + (loss - raw_all) * part
            else loss * part end as lost
from shared
"""

# The tops: an index, or a theme seen by itself, in its own points; `step` is the last decimal shown.
TOPS = """
create or replace temp table ledger_level_0 as
select spot, number as within, number, step, round(most - points, 10) as lost, most as worth,
       round(most / step, 6)::bigint as worth_steps,
       round(most / step, 6)::bigint - floor(round(points / step, 6) + 0.5)::bigint as lost_steps
from ledger_placed
where top and points is not null and most is not null
"""

# Largest remainder: whole steps downwards, and what is left over to those cut most. Written so that the
# parts make the whole whatever the binary noise.
LEVEL = """
create or replace temp table ledger_level_{level} as
with real as (
    select held.spot, held.within, edge.number, edge.above, edge.bears, held.step,
           held.worth_steps as worth_to_share, held.lost_steps as lost_to_share,
           held.worth * edge.part as worth,
           edge.lost * case when abs(edge.loss) > 1e-9 then held.lost / edge.loss
                            else coalesce(held.worth / nullif(edge.whole, 0), 0) end as lost
    from {held} as held
    join ledger_edges as edge
      on edge.spot = held.spot and edge.above = held.number
),
cut as (
    select *, floor(round(worth / step, 6))::bigint as worth_floor, floor(round(lost / step, 6))::bigint as lost_floor,
           count(*) filter (where bears) over one as bearers
    from real
    window one as (partition by spot, within, above)
),
left_over as (
    select *,
           worth_to_share - sum(worth_floor) over one as worth_left,
           lost_to_share - sum(lost_floor) over one as lost_left,
           row_number() over (partition by spot, within, above order by bears desc,
                              round(worth / step, 6) - worth_floor desc, worth desc, number) as worth_place,
           row_number() over (partition by spot, within, above order by bears desc,
                              round(lost / step, 6) - lost_floor desc, lost desc, number) as lost_place
    from cut
    window one as (partition by spot, within, above)
)
select spot, within, number, step, lost, worth,
       (worth_floor + case when bears then floor(worth_left / bearers)
                      + (worth_place <= worth_left - floor(worth_left / bearers) * bearers)::bigint else 0 end)::bigint
           as worth_steps,
       (lost_floor + case when bears then floor(lost_left / bearers)
                     + (lost_place <= lost_left - floor(lost_left / bearers) * bearers)::bigint else 0 end)::bigint
           as lost_steps
from left_over
"""

NOBODY = "(select null::varchar as unit, null::varchar as period, null::varchar as code, false as evidenced limit 0)"
INSERT = """
insert into ledger
select $framework, placed.period, placed.unit, tops.code, placed.code, placed.parent, placed.leaf,
       (worth_steps * levels.step)::decimal(18, 4) as maximum,
       ((worth_steps - lost_steps) * levels.step)::decimal(18, 4) as got,
       (lost_steps * levels.step)::decimal(18, 4) as lost,
       case when state in ('missing', 'no_score') then 'not_reported'
            when state = 'not_applicable' then 'not_applicable'
            when placed.most is null or abs(placed.most - points) <= 1e-9 then 'full'
            when points > placed.most then 'above'
            when not assessed.evidenced then 'no_evidence'
            when placed.judged or assessed.evidenced then 'judged'
            else 'below' end as why,
       brings is not null as counted
from ({levels}) as levels
join ledger_placed as placed using (spot, number)
join ledger_nodes as tops on tops.number = levels.within
left join (select unit, period, code, evidenced from {assessed}) as assessed
  on assessed.unit = placed.unit and assessed.period = placed.period and assessed.code = placed.code
order by spot, within, placed.number
"""
