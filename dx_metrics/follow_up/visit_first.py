"""Which communes to inspect first, by a rule that anybody can check: factors times weights, weights in a file."""

from datetime import date

import pandas as pd

from dx_metrics.follow_up.plan import plan
from dx_metrics.follow_up.status import OVERDUE
from dx_metrics.queries import follow_up
from dx_metrics.store import Release

FACTORS = ("points_lost", "unproved", "overdue", "months_since_visit")
LONGEST = 24
"""Months since a visit that count; never visited counts as much."""

LOST = """
select units.code as unit, units.short_name, units.valid_from,
       coalesce(standings.max_points - standings.points, 0) as points_lost
from unit_in_period as units
left join standings on standings.unit = units.code and standings.period = units.period
 and standings.series = $series and standings.depth = 0
where units.period = $period
"""
# What a commune gave itself and nobody has seen a paper for, in the newest round of marking.
UNPROVED = """
select unit, sum(points) as unproved from official_assessments as marked
join unit_in_period as units on units.code = unit and units.period = $period
where coalesce(evidence, '') = '' and "at" between units.valid_from and $as_of
  and marked.period = (select max_by(period, "at") from official_assessments
                       where unit = marked.unit and series = marked.series and "at" <= $as_of)
group by unit
"""
WEIGHTS = "select factor, weight, words from inspection_weights order by factor"


def visit_first(release: Release, series: str, period: str, as_of: date) -> pd.DataFrame:
    """Communes of a period, the most urgent first: unit, short_name, the four factors, last_visit, `urgency`.

    `urgency` is the sum of factor times weight; a factor without a weight counts nothing.
    """
    table = release.rows(LOST, series=series, period=period)
    unproved = release.rows(UNPROVED, as_of=as_of, period=period).set_index("unit")["unproved"]
    actions = plan(release, period, as_of)
    overdue = actions[(actions["status"] == OVERDUE) & ~actions["dissolved"]].groupby("unit").size()
    visits = follow_up.inspections(release, as_of)
    held = visits[visits["held"]].groupby("unit")["date"].max()
    last = pd.to_datetime(table["unit"].map(held.to_dict()))
    last = last.where(last >= table["valid_from"])  # a commune that took over a code was not visited under it
    months = ((pd.Timestamp(as_of) - last).dt.days / 30.44).clip(upper=LONGEST).fillna(LONGEST)
    table = table.assign(
        unproved=table["unit"].map(unproved).fillna(0.0),
        overdue=table["unit"].map(overdue).fillna(0).astype(int),
        months_since_visit=months,
        last_visit=last,
    )
    by = weights(release)
    table["urgency"] = sum(table[factor] * by.get(factor, 0.0) for factor in FACTORS)
    return table.sort_values(["urgency", "unit"], ascending=[False, True], kind="stable").reset_index(drop=True)


def weights(release: Release) -> dict[str, float]:
    """What a unit of each factor counts."""
    table = release.rows(WEIGHTS)
    return {factor: float(weight) for factor, weight in zip(table["factor"], table["weight"], strict=True)}
