"""Figures that make no sense to a rule: refused with the unit and period, never scored by guess."""

import duckdb

from dx_metrics.problems import Problem
from dx_metrics.scoring.criterion import FILE
from dx_metrics.scoring.framework import Criterion, Framework, ScoringError
from dx_metrics.scoring.group_sql import either
from dx_metrics.scoring.levels import Levels
from dx_metrics.scoring.observed import SHOWN
from dx_metrics.scoring.rules import Bands
from dx_metrics.scoring.states import delicate

OFFENDERS = """
select unit, period, {value}, count(*) over () from {table} where {bad} order by period, unit limit $shown
"""


def refuse(con: duckdb.DuckDBPyConnection, framework: Framework, levels: Levels) -> None:
    """Raise ScoringError naming every criterion, unit and period whose value its rule cannot take."""
    risky = {criterion.code: levels.column("bad", criterion) for criterion in framework.criteria if delicate(criterion)}
    if not risky:
        return
    anything = con.execute(f"select bool_or({either(list(risky.values()))}) from {levels.table}").fetchone()
    if not anything or not anything[0]:
        return
    problems = []
    for at, criterion in enumerate(framework.criteria, start=1):
        if criterion.code not in risky:
            continue
        value = f"value[{at}]" if criterion.leaf else "null"
        sql = OFFENDERS.format(value=value, table=levels.table, bad=risky[criterion.code])
        for unit, period, value, count in con.execute(sql, {"shown": SHOWN}).fetchall():
            column, message, cure = _words(criterion)
            place = f"đơn vị {unit}, kỳ {period}, {criterion.code} “{criterion.name}”"
            shown = "" if value is None else f"{value:.12g}"
            message = f"{place}: {message} ({count} chỗ như vậy)"
            problems.append(Problem(message, cure, FILE, criterion.row, column, shown))
    raise ScoringError(problems)


def _words(criterion: Criterion) -> tuple[str, str, str]:
    """The column at fault, what is wrong, what to do."""
    if criterion.combine in ("geomean", "harmean"):
        kind = "trung bình nhân" if criterion.combine == "geomean" else "trung bình điều hòa"
        cure = "Kiểm tra số liệu, đặt điểm tối thiểu lớn hơn 0, hoặc đổi cách gộp nhóm."
        return "value", f"không tính được {kind} khi có điểm thành phần bằng 0 hoặc âm", cure
    if isinstance(criterion.rule, Bands):
        return (
            "table",
            "giá trị không thuộc dòng nào của bảng điểm",
            "Kiểm tra số liệu, hoặc thêm dòng else vào bảng điểm.",
        )
    message = f"không lấy được {criterion.transform} của giá trị này"
    return "transform", message, "Kiểm tra số liệu, hoặc bỏ phép biến đổi."
