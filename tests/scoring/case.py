"""A framework and observations drawn as tables, scored with the real DuckDB."""

import json
from pathlib import Path
from typing import Any

import duckdb

from dx_metrics.problems import Problem
from dx_metrics.scoring import Framework, read_framework, score
from tests.tiny import rows, write

DRAWN = """
create table observations as
select unnest($unit::varchar[]) as unit, unnest($period::varchar[]) as period,
       unnest($variable::varchar[]) as variable, unnest($value::varchar[]) as value,
       unnest($status::varchar[]) as status
"""


def read(folder: Path, criteria: str, **scoring: Any) -> tuple[Framework | None, list[Problem]]:
    """What reading these criteria gives; columns `missing` and `name` are filled in where there are none."""
    table = [{"missing": "skip", "name": f"Tiêu chí {row['code']}"} | row for row in rows(criteria)]
    write(folder / "framework.csv", table)
    (folder / "datapackage.json").write_text(json.dumps({"name": "thu", "scoring": scoring}), "utf-8")
    return read_framework(folder)


def framework(folder: Path, criteria: str, **scoring: Any) -> Framework:
    """The framework of these criteria, which must be valid."""
    found, problems = read(folder, criteria, **scoring)
    assert found is not None, [str(problem) for problem in problems]
    return found


def observed(con: duckdb.DuckDBPyConnection, observations: str) -> None:
    """Make the table `observations` from columns unit, variable, value and perhaps period and status."""
    table = [{"period": "2022", "status": ""} | row for row in rows(observations)]
    columns = ("unit", "period", "variable", "value", "status")
    con.execute(DRAWN, {column: [row[column] or None for row in table] for column in columns})


class Scored:
    """The scores of a drawn case, asked by unit and code."""

    def __init__(self, folder: Path, criteria: str, observations: str, **scoring: Any) -> None:
        self.con = duckdb.connect()
        observed(self.con, observations)
        self.warnings = score(self.con, framework(folder, criteria, **scoring))

    def column(self, name: str, unit: str, code: str, period: str) -> Any:
        sql = f"select {name} from scores where unit = $unit and code = $code and period = $period"
        ((found,),) = self.con.execute(sql, {"unit": unit, "code": code, "period": period}).fetchall()
        return found

    def points(self, unit: str, code: str, period: str = "2022") -> float | None:
        return self.column("points", unit, code, period)

    def state(self, unit: str, code: str, period: str = "2022") -> str:
        return self.column("state", unit, code, period)

    def rank(self, unit: str, code: str, period: str = "2022") -> int | None:
        return self.column("rank", unit, code, period)
