"""inputs.csv of a folder in the acceptance format, as the table `observations`."""

from pathlib import Path

import duckdb

from dx_metrics.problems import Problem
from dx_metrics.scoring.assessed import FILE as ASSESSMENTS
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

    A variable that no row has is only a warning: it may be missing everywhere. A folder with an
    assessments.csv needs no inputs.
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
    given = {cells["variable"] for _, cells in rows}
    for variable in framework.variables:
        if variable not in given and not judged:
            cure = "Kiểm tra tên biến trong công thức."
            problems.append(Problem(f"không có số liệu nào của biến {variable}", cure, FILE, level="warning"))
    return problems
