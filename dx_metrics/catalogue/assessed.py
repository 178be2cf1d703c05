"""Points that people gave, as figures of the index that is made of them.

A framework whose settings say `assessed` asks for no figures: the `value` of each leaf names figures of its own, and
the points of the last stage present (self, verified, survey, appeal, final) are put there. They stand in
`observations`, not in `variables`: nobody uploads them as figures.
"""

import duckdb

from dx_metrics.catalogue.indices import Indices
from dx_metrics.scoring.assessed import STAGES

OFFICIAL = """
create table official_assessments as
select *, list_position($stages::varchar[], stage) as step from assessments
qualify row_number() over (partition by series, unit, period, code order by step desc) = 1
"""
OBSERVED = """
insert into observations
select unit, period, variable, points::varchar, null, "at"
from official_assessments
join (select unnest($series::varchar[]) as series, unnest($code::varchar[]) as code,
             unnest($variable::varchar[]) as variable) as leaves using (series, code)
on conflict do nothing
"""


def adopt(con: duckdb.DuckDBPyConnection, indices: Indices) -> None:
    """Add the observations of every assessed framework, and the table `official_assessments`.

    `official_assessments` has a row of `assessments` for each series, unit, period and criterion: its last stage.
    """
    con.execute(OFFICIAL, {"stages": list(STAGES)})
    if not con.execute("select 1 from official_assessments limit 1").fetchall():
        return
    leaves = _leaves(indices)
    if leaves:
        series, code, variable = map(list, zip(*dict.fromkeys(leaves), strict=True))
        con.execute(OBSERVED, {"series": series, "code": code, "variable": variable})


def adopted(indices: Indices) -> list[str]:
    """The variables under which points that people gave stand among the figures."""
    return [variable for _, _, variable in _leaves(indices)]


def _leaves(indices: Indices) -> list[tuple[str, str, str]]:
    """Series, code and variable of every criterion that people give points for."""
    return [
        (framework.series, leaf.code, leaf.formula.single)
        for framework in indices.frameworks
        if framework.settings.assessed
        for leaf in framework.criteria
        if leaf.formula and leaf.formula.single
    ]
