"""The tables of a release as seen from a level: the units below one parent, ranked among themselves.

A question names tables; seen from a level, each of them is put before the question under its own name, with the
level's rows alone. So every question can be asked of a level, and none has to know.
"""

import re

# Who stands below the parent is looked up on each period's last day, so that a register that changes is followed.
# `union` ends a register that goes in circles.
UNITS = """
level_units as (
    select calendar.code as period, calendar.ends, units.code
    from main.calendar join main.units on ends between valid_from and coalesce(valid_to, date '9999-12-31')
    where units.parent = $level
    union
    select level_units.period, level_units.ends, units.code
    from level_units join main.units on units.parent = level_units.code
     and ends between valid_from and coalesce(valid_to, date '9999-12-31')
),
level_compared as (                  -- a name that nobody else bears here stands alone
    select here.* replace (
        case when count(*) over (partition by here.period, own.short_name) = 1 then own.short_name
             else here.short_name end as short_name)
    from main.unit_in_period as here
    join main.units as own on own.code = here.code and own.valid_from = here.valid_from
    semi join level_units on level_units.period = here.period and level_units.code = here.code
),
unit_in_period as (                  -- a parent is not ranked among its own children
    select here.* from level_compared as here
    anti join level_compared as child on child.period = here.period and child.parent = here.code
)
"""

# Points are those of the whole. The stored rank already orders all units as the index says, by full or by rounded
# points, and is shared by those that are even: the rank among a few is the place of their ranks. What stands in
# `partition by` is what questions narrow down by, so that only the periods asked for are ranked.
STANDINGS = """
level_before as (
    select following.series, following.period, was.code, was.unit, was.valid_from,
           rank() over (partition by following.series, following.period, was.code order by was.rank) as rank
    from main.standings as was
    join main.framework_in_period as following
      on following.series = was.series and following.position = was.position + 1
    semi join unit_in_period as here on here.period = was.period and here.code = was.unit
    where was.rank is not null
),
standings as (
    select here.* replace (
        case when here.rank is not null then rank() over (peers order by here.rank) end as rank,
        level_before.rank as rank_before,
        coalesce(points / nullif(max_points, 0),
                 case when points is not null and ranked then percent_rank() over fellows end) as share,
        case when points is not null and ranked then ntile(5) over fellows end as fifth,
        count(points) filter (ranked) over peers as ranked_units,
        quantile_cont(points, 0.25) filter (ranked) over peers as points_q1,
        median(points) filter (ranked) over peers as points_median,
        quantile_cont(points, 0.75) filter (ranked) over peers as points_q3,
        min(points) filter (ranked) over peers as points_min,
        max(points) filter (ranked) over peers as points_max,
        quantile_cont(value, 0.25) filter (ranked) over peers as value_q1,
        median(value) filter (ranked) over peers as value_median,
        quantile_cont(value, 0.75) filter (ranked) over peers as value_q3,
        min(value) filter (ranked) over peers as value_min,
        max(value) filter (ranked) over peers as value_max
    )
    from (select everybody.* from main.standings as everybody
          semi join unit_in_period as own on own.period = everybody.period and own.code = everybody.unit) as here
    left join level_before on level_before.series = here.series and level_before.period = here.period
     and level_before.code = here.code and level_before.unit = here.unit
     and level_before.valid_from = here.valid_from
    window peers as (partition by here.series, here.framework, here.period, here.code),
           fellows as (partition by here.series, here.framework, here.period, here.code, points is null or not ranked
                       order by points, here.unit)
)
"""

ROWS = """
{table} as (
    select everybody.* from main.{table} as everybody
    semi join {of} as own on own.period = everybody.period and own.code = everybody.unit
)
"""

# A register is asked for names, too, and those are everybody's; who is compared is the level's.
REGISTER = """
units as (
    select everybody.* replace (
        compared and exists (from level_units as own where own.code = everybody.code
                             and own.ends between valid_from and coalesce(valid_to, date '9999-12-31')) as compared)
    from main.units as everybody
)
"""

TABLES = {
    "units": REGISTER,
    "unit_in_period": "",
    "standings": STANDINGS,
    "figures": ROWS.format(table="figures", of="unit_in_period"),
    "ledger": ROWS.format(table="ledger", of="unit_in_period"),
    "observations": ROWS.format(table="observations", of="level_units"),
}
"""Tables that a level has of its own, and how; the others are the same from everywhere."""

NAMED = re.compile(r"(?<!main\.)\b(" + "|".join(TABLES) + r")\b")
BEGINS = re.compile(r"\s*with(\s+recursive)?\s", re.IGNORECASE)


def at_level(sql: str) -> str:
    """The question, asked of the units below the parent `$level`; the same where it names none of their tables."""
    named = dict.fromkeys(NAMED.findall(sql))
    if not named:
        return sql
    parts = ", ".join(part for part in (UNITS, *(TABLES[name] for name in named)) if part)
    asked = BEGINS.match(sql)
    return f"with recursive {parts}{', ' + sql[asked.end() :] if asked else sql}"
