"""Figures that make no sense to a rule: refused with the unit and period, never scored by guess."""

import duckdb

from dx_metrics.problems import Problem
from dx_metrics.scoring import table
from dx_metrics.scoring.framework import Criterion, Framework, ScoringError
from dx_metrics.scoring.group_sql import either
from dx_metrics.scoring.levels import Levels
from dx_metrics.scoring.observed import SHOWN
from dx_metrics.scoring.rules import Bands

OFFENDERS = """
select unit, period, {x}, count(*) over () from ({query}) where {condition} order by period, unit limit $shown
"""


def refuse(con: duckdb.DuckDBPyConnection, framework: Framework, levels: Levels) -> None:
    """Raise ScoringError naming every criterion, unit and period whose value its rule cannot take."""
    conditions = {c.code: _condition(c, levels) for c in framework.criteria if _delicate(c)}
    if not conditions:
        return
    anything = con.execute(f"select bool_or({either(list(conditions.values()))}) from ({levels.query})").fetchone()
    if not anything or not anything[0]:
        return
    problems = []
    for criterion in framework.criteria:
        if criterion.code not in conditions:
            continue
        x = levels.column("x", criterion)
        sql = OFFENDERS.format(x=x, query=levels.query, condition=conditions[criterion.code])
        for unit, period, value, count in con.execute(sql, {"shown": SHOWN}).fetchall():
            message, cure = _words(criterion)
            place = f"đơn vị {unit}, kỳ {period}, {criterion.code} “{criterion.name}”"
            shown = f"{value:.12g}" if criterion.leaf else ""
            problems.append(Problem(f"{place}: {message} ({count} chỗ như vậy)", cure, value=shown))
    raise ScoringError(problems)


def _delicate(criterion: Criterion) -> bool:
    return (
        bool(criterion.transform)
        or criterion.combine in ("geomean", "harmean")
        or (isinstance(criterion.rule, Bands) and table.uncovered(criterion.rule.lines))
    )


def _condition(criterion: Criterion, levels: Levels) -> str:
    x, t, q = (levels.column(letter, criterion) for letter in "xtq")
    # A group's value is made infinite where its mean does not exist.
    return f"coalesce(isinf({x}), false) or ({x} is not null and ({t} is null or {q} is null))"


def _words(criterion: Criterion) -> tuple[str, str]:
    if criterion.combine in ("geomean", "harmean"):
        kind = "trung bình nhân" if criterion.combine == "geomean" else "trung bình điều hòa"
        cure = "Kiểm tra số liệu, đặt điểm tối thiểu lớn hơn 0, hoặc đổi cách gộp nhóm."
        return f"không tính được {kind} khi có điểm thành phần bằng 0 hoặc âm", cure
    if isinstance(criterion.rule, Bands):
        return (
            "giá trị không thuộc dòng nào của bảng điểm",
            "Kiểm tra số liệu, hoặc thêm dòng else vào bảng điểm.",
        )
    return f"không lấy được {criterion.transform} của giá trị này", "Kiểm tra số liệu, hoặc bỏ phép biến đổi."
