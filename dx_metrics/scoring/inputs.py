"""inputs.csv of a folder in the acceptance format, as the table `observations`."""

from difflib import get_close_matches
from pathlib import Path

import duckdb

from dx_metrics.problems import Problem
from dx_metrics.scoring.assessed import FILE as ASSESSMENTS
from dx_metrics.scoring.criterion import FILE as CRITERIA
from dx_metrics.scoring.framework import Framework
from dx_metrics.scoring.sheet import read_rows

FILE = "inputs.csv"
COLUMNS = ("unit", "period", "variable", "value", "status")
STATUSES = ("", "missing", "not_applicable")

OBSERVATIONS = """
create or replace temp table observations as
select unnest($unit::varchar[]) as unit, unnest($period::varchar[]) as period,
       unnest($variable::varchar[]) as variable, unnest($value::varchar[]) as value,
       nullif(unnest($status::varchar[]), '') as status
"""


def load_inputs(con: duckdb.DuckDBPyConnection, folder: Path, framework: Framework) -> list[Problem]:
    """Make the table `observations` from a folder's inputs.csv; returns what is wrong with the file.

    A formula over a variable that no row has is refused; one that is missing everywhere has a row that says
    so. A folder with an assessments.csv needs no inputs.
    """
    rows, problems = read_rows(folder / FILE, COLUMNS, COLUMNS[:4])
    judged = (folder / ASSESSMENTS).exists()
    if judged and not rows and not any(problem.row for problem in problems):
        problems = []
    for number, cells in rows:
        for column in ("unit", "period", "variable"):
            if not cells[column]:
                problems.append(Problem("ô này không được để trống", "Điền vào ô.", FILE, number, column))
        if cells["status"] not in STATUSES:
            cure = "Để trống, hoặc ghi missing, not_applicable."
            fault = Problem("không có trạng thái này", cure, FILE, number, "status", cells["status"])
            problems.append(fault)
    con.execute(OBSERVATIONS, {column: [cells[column] for _, cells in rows] for column in COLUMNS})
    if rows and not judged:
        problems += _unknown(framework, {cells["variable"] for _, cells in rows})
    return problems


def _unknown(framework: Framework, given: set[str]) -> list[Problem]:
    """Formulas over variables that no row has: a slip of the pen would score everybody as missing."""
    problems = []
    for criterion in framework.criteria:
        for variable in criterion.formula.variables if criterion.formula else ():
            if variable in given:
                continue
            near = get_close_matches(variable, given, n=1)
            meant = f"Có phải là {near[0]}? " if near else ""
            cure = f"{meant}Sửa công thức, hoặc ghi biến này vào inputs.csv (chưa có số liệu thì status là missing)."
            message = f"biến “{variable}” không có trong inputs.csv"
            problems.append(Problem(message, cure, CRITERIA, criterion.row, "value", criterion.value_text))
    return problems
