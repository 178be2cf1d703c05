"""What figure would win lost points back: the value at full points, and how many cases more that takes."""

import math
from collections.abc import Sequence
from typing import Any

import duckdb

from dx_metrics.scoring.formula import Number, Operation, Variable, literal
from dx_metrics.scoring.framework import Criterion, Framework
from dx_metrics.scoring.rules import NOT_APPLICABLE, Bands, Choice, Linear, Statistic, Threshold
from dx_metrics.scoring.states import NOT_APPLICABLE as NOT_APPLICABLE_STATE
from dx_metrics.scoring.table import Stretch, stretches

WIN_BACK = """
create table if not exists win_back (
    framework varchar not null, period varchar not null, unit varchar not null, code varchar not null,
    sign varchar,                 -- >=, >, <=, <, = : how the value must stand to `needed`
    needed double,                -- the value that earns full points
    answer varchar,               -- the answer that does, where points go by answers
    cases varchar, out_of varchar,     -- variables: the cases that count (or the answer), and what they are a share of
    more double                   -- how many `cases` more it takes (negative: fewer), the rest unchanged
)
"""
STANDING = """
create or replace temp table ledger_standing as
select period, unit, ranked, unnest(range(len(points)))::integer as number, unnest(state) as state,
       unnest(value) as value, unnest(points) as points
from {scored} where framework = $framework
"""
GOALS = """
create or replace temp table ledger_goals as
select unnest($number::integer[]) as number, unnest($code::varchar[]) as code,
       unnest($most::double[]) as most, unnest($sign::varchar[]) as sign, unnest($needed::double[]) as needed,
       unnest($answer::varchar[]) as answer, unnest($cases::varchar[]) as cases,
       unnest($out_of::varchar[]) as out_of, unnest($factor::double[]) as factor,
       unnest($earns::double[]) as earns,       -- the points that it brings
       unnest($side::integer[]) as side         -- 1: for who stands below `needed`, -1: above it, else for all
"""
INSERT = """
insert into win_back
with levels as (
    select null::varchar as period, null::integer as number, null::varchar as word, null::double as level {levels}
),
goal as (
    select placed.period, placed.unit, goals.* exclude (number, most, sign, needed, earns, side), coalesce(goals.sign,
               case when zero.level is null or full_.level is null then null
                    when zero.level < full_.level then '>=' else '<=' end) as sign,
           coalesce(goals.needed, full_.level) as needed
    from ledger_standing as placed
    join ledger_goals as goals using (number)
    left join levels as zero on zero.period = placed.period and zero.number = placed.number and zero.word = 'zero'
    left join levels as full_ on full_.period = placed.period and full_.number = placed.number and full_.word = 'full'
    where placed.state <> {not_applicable}
      and (placed.points is null or placed.points < least(goals.most, goals.earns) - 1e-9)
      and coalesce(goals.side * (goals.needed - placed.value) >= 0, goals.side is distinct from -1)
),
figured as (
    select goal.*, try_cast(counting.value as double) as a, try_cast(whole.value as double) as b
    from goal
    left join {observations} as counting on counting.unit = goal.unit and counting.period = goal.period
         and counting.variable = goal.cases and coalesce(counting.status, '') = ''
    left join {observations} as whole on whole.unit = goal.unit and whole.period = goal.period
         and whole.variable = goal.out_of and coalesce(whole.status, '') = ''
)
select $framework, period, unit, code, sign, needed, answer,
       cases, out_of,
       case when a = floor(a) and b = floor(b) and b > 0
            then case sign when '>=' then ceil(round(needed * b / factor - a, 6))
                           when '>' then floor(round(needed * b / factor - a, 6)) + 1
                           when '<=' then -ceil(round(a - needed * b / factor, 6))
                           when '<' then -floor(round(a - needed * b / factor, 6)) - 1 end end as more
from figured
order by period, unit, code
"""
DO = {"": "{x}", "ln": "ln({x})", "log10": "log10({x})", "sqrt": "sqrt({x})"}
UNDO = {"": "{x}", "ln": "exp({x})", "log10": "pow(10e0, {x})", "sqrt": "pow({x}, 2)"}


def add_cures(con: duckdb.DuckDBPyConnection, framework: Framework, *, scored: str, observations: str) -> None:
    """Append to `win_back` what would earn each unit the full points of each criterion below them.

    `scored` and `observations` as `add_ledger` takes them. Criteria scored by z-score, or whose points are the value
    itself, have no such figure beyond the maximum, and are left out where they have none.
    """
    con.execute(WIN_BACK)
    con.execute(STANDING.format(scored=scored), {"framework": framework.id})
    goals = [
        goal | {"number": number, "most": framework.max_points[criterion.code]}
        for number, criterion in enumerate(framework.criteria)
        if criterion.leaf
        for goal in _goals(criterion)
    ]
    columns = ("number", "most", "code", "sign", "needed", "answer", "cases", "out_of", "factor", "earns", "side")
    con.execute(GOALS, {column: [goal.get(column) for goal in goals] for column in columns})
    levels = "".join(_levels(criterion, number) for number, criterion in enumerate(framework.criteria))
    sql = INSERT.format(levels=levels, observations=observations, not_applicable=NOT_APPLICABLE_STATE)
    con.execute(sql, {"framework": framework.id})
    con.execute("drop table ledger_goals")
    con.execute("drop table ledger_standing")


def _goals(criterion: Criterion) -> list[dict[str, Any]]:
    """What earns the most that the criterion gives; two where that is a stretch that can be missed on both sides."""
    goal: dict[str, Any] = {"code": criterion.code, "earns": criterion.full_points, **_ratio(criterion)}
    match criterion.rule:
        case Choice(answers):
            answer, points = max(answers, key=lambda line: _worth(criterion, line[1]))
            single = criterion.formula and criterion.formula.single
            return [{"code": criterion.code, "earns": _worth(criterion, points), "answer": answer, "cases": single}]
        case Linear(float(zero), float(full)):
            return [goal | {"sign": ">=" if zero < full else "<=", "needed": _undone(criterion, full)}]
        case Linear():
            return [goal]
        case Bands(lines, at_full):
            fixed = max((_worth(criterion, line.points) for line in lines if line.points != "prop"), default=0.0)
            if fixed < criterion.full_points and any(line.points == "prop" for line in lines):
                full = [_undone(criterion, at_full)] if isinstance(at_full, float) else []
                return [goal | {"sign": ">=", "needed": needed} for needed in full]
            best = stretches(lines, lambda line: line.points != "prop" and _worth(criterion, line.points) == fixed)
            return [goal | {"earns": fixed} | end for end in _ends(criterion, best)]
        case None if not criterion.transform:
            return [goal | {"sign": ">=", "needed": criterion.full_points}]
    return []


def _ends(criterion: Criterion, found: Sequence[Stretch]) -> list[dict[str, Any]]:
    """The ends of the first stretch that has but one, else of the first; nothing where any value will do."""
    if not found:
        return []
    chosen = next((stretch for stretch in found if stretch.low is None or stretch.high is None), found[0])
    if chosen.low is not None and chosen.low == chosen.high:
        return [{"sign": "=", "needed": _undone(criterion, chosen.low)}]
    both = chosen.low is not None and chosen.high is not None
    ends: list[dict[str, Any]] = []
    if chosen.low is not None:
        sign = ">=" if chosen.low_in else ">"
        ends.append({"sign": sign, "needed": _undone(criterion, chosen.low), "side": 1 if both else None})
    if chosen.high is not None:
        sign = "<=" if chosen.high_in else "<"
        ends.append({"sign": sign, "needed": _undone(criterion, chosen.high), "side": -1 if both else None})
    return ends


def _worth(criterion: Criterion, points: float | str) -> float:
    """The points of a line of a table; nothing where it makes the criterion not applicable."""
    if isinstance(points, str):
        return 0.0 if points == NOT_APPLICABLE else criterion.full_points
    return points


def _undone(criterion: Criterion, threshold: float) -> float:
    """A threshold on the transformed scale as a value."""
    undo = {"ln": math.exp, "log10": lambda t: 10.0**t, "sqrt": lambda t: t * t}
    return float(undo[criterion.transform](threshold)) if criterion.transform else threshold


def _ratio(criterion: Criterion) -> dict[str, Any]:
    """The two counts of `a / b`, `a / b * 100` or `100 * a / b`, and the factor."""
    node, factor = criterion.formula.root if criterion.formula else None, 1.0
    match node:
        case Operation("*", inner, Number(value)) | Operation("*", Number(value), inner):
            node, factor = inner, value
        case Operation("/", Operation("*", Number(value), Variable() as above), Variable() as below) | Operation(
            "/", Operation("*", Variable() as above, Number(value)), Variable() as below
        ):
            node, factor = Operation("/", above, below), value
    match node:
        case Operation("/", Variable(counted), Variable(out_of)) if factor > 0:
            return {"cases": counted, "out_of": out_of, "factor": factor}
    return {}


def _levels(criterion: Criterion, number: int) -> str:
    """The thresholds of a rule that takes one from the sample, a row a period, as values."""
    rule = criterion.rule
    if not isinstance(rule, Linear) or (isinstance(rule.at_zero, float) and isinstance(rule.at_full, float)):
        return ""
    return "".join(
        f" union all select period, number, '{word}', {_level(criterion, threshold)}"
        f" from ledger_standing where number = {number} group by period, number"
        for word, threshold in (("zero", rule.at_zero), ("full", rule.at_full))
    )


def _level(criterion: Criterion, threshold: Threshold) -> str:
    if not isinstance(threshold, Statistic):
        return literal(_undone(criterion, threshold))
    sample = "filter (where ranked and value is not null)"
    if threshold.word == "percentile":
        x = DO[criterion.transform].format(x="value")
        return UNDO[criterion.transform].format(x=f"quantile_cont({x}, {literal(threshold.share)}) {sample}")
    function = threshold.word.removesuffix("_all")
    found = f"{function}(value) {sample}"
    return f"{function}({found}) over ()" if threshold.word.endswith("_all") else found
