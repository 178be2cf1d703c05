"""Faulty rows, gathered in DuckDB while the rules run, and said in words at the end."""

from dataclasses import dataclass
from typing import Any

import duckdb

from dx_metrics.catalogue.files import SHOWN
from dx_metrics.problems import Problem

FAULTS = """
create or replace temp table faults (
    rule varchar, level varchar, file varchar, line integer, field varchar, value varchar, detail varchar
)
"""

SAID = """
select rule, level, file, line, field, value, detail, alike
from (
    select *, count(*) over alike_ones as alike,
           row_number() over (alike_ones order by line, value, detail) as nth
    from (select distinct * from faults)
    window alike_ones as (partition by rule, file, field)
)
where nth <= $shown
order by file, line, field, rule, value, detail
"""


@dataclass(frozen=True, slots=True)
class Rule:
    """A SELECT of faulty cells: file, line, field, value, detail. `{}` in the words is the detail."""

    name: str
    message: str
    cure: str
    sql: str = ""
    level: str = "error"


def ask(con: duckdb.DuckDBPyConnection, rule: Rule, **parameters: Any) -> None:
    """Note every cell that breaks the rule."""
    con.execute(
        f"insert into faults select $rule, $level, * from ({rule.sql})",
        {"rule": rule.name, "level": rule.level, **parameters},
    )


def said(con: duckdb.DuckDBPyConnection, rules: dict[str, Rule]) -> list[Problem]:
    """All that was noted, in the order of the files; of many alike the first ones and their number."""
    problems: list[Problem] = []
    more: dict[tuple[str, str, str], Problem] = {}
    noted = con.execute(SAID, {"shown": SHOWN}).fetchall()
    for name, level, file, line, field, value, detail, alike in noted:
        message, cure = (words.replace("{}", detail or "") for words in (rules[name].message, rules[name].cure))
        problems.append(Problem(message, cure, file, line, field or "", (value or "")[:120], level))
        if alike > SHOWN:
            rest = f"còn {alike - SHOWN} dòng khác cùng loại lỗi với các dòng trên"
            more.setdefault((name, file, field), Problem(rest, cure, file, None, field or "", level=level))
    return problems + list(more.values())
