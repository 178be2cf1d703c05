"""assessments.csv: points that people gave, in stages; the last stage that gave any is official."""

from dataclasses import replace
from pathlib import Path

import duckdb

from dx_metrics.problems import Problem
from dx_metrics.scoring.cells import as_number
from dx_metrics.scoring.formula import Formula, Variable
from dx_metrics.scoring.framework import Criterion, Framework
from dx_metrics.scoring.score import score
from dx_metrics.scoring.sheet import read_rows

FILE = "assessments.csv"
COLUMNS = ("unit", "period", "code", "stage", "points", "reason", "evidence", "by", "at")
STAGES = ("self", "verified", "survey", "appeal", "final")
"""In the order in which one overrules another."""

ASSESSMENTS = """
create or replace temp table assessments as
select unnest($unit::varchar[]) as unit, unnest($period::varchar[]) as period, unnest($code::varchar[]) as code,
       unnest($stage::integer[]) as stage, unnest($points::double[]) as points,
       nullif(unnest($evidence::varchar[]), '') as evidence
"""
OFFICIAL = """
create or replace temp table official_points as
select unit, period, code, arg_max(points, stage) as points, bool_or(evidence is not null) as evidenced
from assessments where points is not null
group by unit, period, code
"""
OVERRULE = """
delete from observations where variable = $variable and exists (
    from official_points as official
    where code = $code and official.unit = observations.unit and official.period = observations.period)
"""
RULED = """
insert into observations (unit, period, variable, value, status)
select unit, period, $variable, points::varchar, case when state = 'scored' then null else state end
from scores where code = $code
"""
TAKE = """
insert into observations (unit, period, variable, value)
select unit, period, $variable, points::varchar from official_points where code = $code
"""


def load_assessments(con: duckdb.DuckDBPyConnection, folder: Path, framework: Framework) -> list[Problem]:
    """Make the tables `assessments` and `official_points` (unit, period, code, points, evidenced) of a folder.

    Both are empty where the folder has no such file. Returns what is wrong with it.
    """
    rows, problems = read_rows(folder / FILE, COLUMNS, COLUMNS[:5]) if (folder / FILE).exists() else ([], [])
    leaves = {criterion.code: criterion for criterion in framework.criteria if criterion.leaf}
    given: dict[tuple[str, ...], float | None] = {}
    for number, cells in rows:
        problems += _faults(number, cells, leaves)
        place = (cells["unit"], cells["period"], cells["code"], cells["stage"])
        if place in given:
            message = "điểm của bước chấm này có hai lần"
            problems.append(Problem(message, "Giữ lại một dòng.", FILE, number, "stage", cells["stage"]))
        given[place] = as_number(cells["points"])
    for number, cells in rows:
        before = [
            given.get((cells["unit"], cells["period"], cells["code"], stage)) for stage in _before(cells["stage"])
        ]
        known = [points for points in before if points is not None]
        points = as_number(cells["points"])
        if known and points is not None and points != known[-1] and not cells["reason"]:
            message = f"điểm khác bước trước ({known[-1]:g}) mà không nói lý do"
            problems.append(Problem(message, "Ghi lý do.", FILE, number, "reason", level="warning"))
    sound = [cells for _, cells in rows if cells["stage"] in STAGES]
    columns: dict[str, list[object]] = {
        c: [cells[c] for cells in sound] for c in ("unit", "period", "code", "evidence")
    }
    columns["stage"] = [STAGES.index(cells["stage"]) for cells in sound]
    columns["points"] = [as_number(cells["points"]) for cells in sound]
    con.execute(ASSESSMENTS, columns)
    con.execute(OFFICIAL)
    return problems


def judged(con: duckdb.DuckDBPyConnection, framework: Framework) -> Framework:
    """The framework as it scores `observations` once the official points are put among them.

    Where the value is the score already, an official one takes its place. A criterion with a rule becomes
    one whose value is the score: what was awarded, and to whom nobody judged what the rule gives.
    Raises ScoringError as `score` does.
    """
    codes = {code for (code,) in con.execute("select distinct code from official_points").fetchall()}
    by_rule = [c for c in framework.criteria if c.code in codes and _own_variable(c) is None]
    own = {c.code: _own_variable(c) or f"điểm chấm {c.code}" for c in framework.criteria if c.code in codes}
    if by_rule:
        score(con, framework)
        for criterion in by_rule:
            con.execute(RULED, {"variable": own[criterion.code], "code": criterion.code})
        con.execute("delete from scored where framework = $framework", {"framework": framework.id})
    for code, variable in own.items():
        con.execute(OVERRULE, {"variable": variable, "code": code})
        con.execute(TAKE, {"variable": variable, "code": code})
    awarded = {c.code: Formula(Variable(own[c.code]), (own[c.code],)) for c in by_rule}
    return replace(
        framework,
        criteria=tuple(
            replace(c, formula=awarded[c.code], rule=None, transform="") if c.code in awarded else c
            for c in framework.criteria
        ),
    )


def _own_variable(criterion: Criterion) -> str | None:
    """The variable whose figure is the score, where there is one."""
    plain = criterion.formula and criterion.rule is None and not criterion.transform
    return criterion.formula.single if plain and criterion.formula else None


def _before(stage: str) -> tuple[str, ...]:
    return STAGES[: STAGES.index(stage)] if stage in STAGES else ()


def _faults(number: int, cells: dict[str, str], leaves: dict[str, Criterion]) -> list[Problem]:
    found = []
    for column in ("unit", "period"):
        if not cells[column]:
            found.append(("ô này không được để trống", "Điền vào ô.", column))
    leaf = leaves.get(cells["code"])
    if leaf is None:
        cure = "Ghi mã của một dòng không có dòng con trong framework.csv."
        found.append(("không có tiêu chí mang mã này", cure, "code"))
    if cells["stage"] not in STAGES:
        found.append(("không có bước chấm này", f"Ghi một trong: {', '.join(STAGES)}.", "stage"))
    points = as_number(cells["points"])
    if cells["points"] and (points is None or points < 0):
        found.append(("không phải là số điểm", "Ghi số từ 0 trở lên, phần thập phân sau dấu chấm.", "points"))
    elif points is not None and leaf and leaf.declared_points is not None and points > leaf.declared_points:
        cure = f"Ghi số từ 0 đến {leaf.declared_points:g}."
        found.append(("nhiều hơn điểm tối đa của tiêu chí", cure, "points"))
    return [Problem(message, cure, FILE, number, column, cells[column]) for message, cure, column in found]
