"""Every indicator by commune: the counts behind it, what they make, and the totals of those counts."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from dx_metrics.briefing.report.annex_tables import ROOM, Drawn
from dx_metrics.briefing.report.findings_index import lowered
from dx_metrics.briefing.report.grid import Column
from dx_metrics.briefing.report.matter import Matter
from dx_metrics.briefing.report.results import MISSING, NOT_ADDED, NOTHING, SCORED, SUM, Cell, Indicator
from dx_metrics.queries import choices, report
from dx_metrics.wording import absent, number, plain

NUMBER, NAME = 9, 38
NARROW, ALONE, ANSWER = 17, 26, 65
ANSWERED = "Chỉ tiêu chấm theo câu trả lời"
STATES = {MISSING: "chưa có", NOTHING: "không phát sinh", NOT_ADDED: "không cộng được"}
NOTE = (
    "Tổng cộng gồm những đơn vị có đủ số liệu của chỉ tiêu (số đơn vị ghi trong ngoặc khi không đủ cả). "
    "“Chưa có” và “không phát sinh” không phải là số không. "
    "Chỉ tiêu không cộng được giữa các đơn vị ghi trung vị (TV)."
)


def indicator_tables(matter: Matter) -> list[Drawn]:
    """Theme by theme, as many indicators side by side as a page has room for."""
    criteria = choices.criteria(matter.release, matter.series, matter.span.period)
    names = criteria.set_index("code")["name"]
    variables = report.variables(matter.release).set_index("code")
    found = []
    for group in _packed(matter.indicators):
        theme = ANSWERED if _judged(group[0]) else names.get(group[0].theme, "")
        columns = [Column("STT", NUMBER, "center"), Column("Đơn vị", NAME)]
        for indicator in group:
            columns += _columns(matter, indicator, variables)
        units = [cell.unit for cell in group[0].cells]
        rows = []
        for at, _ in enumerate(units):
            row = [str(at + 1), group[0].cells[at].name]
            for indicator in group:
                row += _cells(indicator, indicator.cells[at], variables)
            rows.append(row)
        total = ["", "Tổng cộng"]
        for indicator in group:
            total += _totals(indicator, variables)
        found.append(Drawn(str(theme), columns, rows, total, "", 10, f"{theme}, {lowered(matter.span.name)}"))
    return [*found[:-1], replace(found[-1], below=NOTE)] if found else []


def _packed(indicators: tuple[Indicator, ...]) -> Iterator[list[Indicator]]:
    """Groups that fit a page; answers are long and stand together at the end."""
    room = ROOM - NUMBER - NAME
    group: list[Indicator] = []
    used = 0.0
    for indicator in sorted(indicators, key=_judged):
        wide = _wide(indicator)
        apart = group and (_judged(group[0]) != _judged(indicator) or group[0].theme != indicator.theme)
        if group and (used + wide > room or (apart and not _judged(group[0]))):
            yield group
            group, used = [], 0.0
        group.append(indicator)
        used += wide
    if group:
        yield group


def _wide(indicator: Indicator) -> float:
    if _judged(indicator):
        return ANSWER
    return ALONE if indicator.formula.single else NARROW * (len(indicator.formula.variables) + 1)


def _judged(indicator: Indicator) -> bool:
    return any(cell.answer for cell in indicator.cells)


def _columns(matter: Matter, indicator: Indicator, variables: pd.DataFrame) -> list[Column]:
    way = ""
    if matter.span.cumulative:
        way = " (cộng các kỳ)" if indicator.method == SUM else " (kỳ cuối)"
    measure = f", {indicator.measure}" if indicator.measure else ""
    if _judged(indicator) or indicator.formula.single:
        stand = "center" if _judged(indicator) else "right"
        return [Column(f"{indicator.name}{measure}{way}", _wide(indicator), stand)]
    above = f"{indicator.name}{way}"
    parts = [Column(str(variables.at[v, "name"]), NARROW, "right", above) for v in indicator.formula.variables]
    return [*parts, Column(indicator.measure or "Kết quả", NARROW, "right", above)]


def _cells(indicator: Indicator, cell: Cell, variables: pd.DataFrame) -> list[str]:
    alone = _judged(indicator) or indicator.formula.single is not None
    if cell.state != SCORED:
        empty = [] if alone else ["–"] * len(indicator.formula.variables)
        return [*empty, STATES[cell.state]]
    if cell.answer:
        return [_answer(cell.answer, indicator, variables)]
    value = plain(cell.value, 2) if alone else number(cell.value, 2)
    parts = [] if alone else [_count(cell.parts[v], v, variables) for v in indicator.formula.variables]
    return [*parts, value]


def _totals(indicator: Indicator, variables: pd.DataFrame) -> list[str]:
    alone = _judged(indicator) or indicator.formula.single is not None
    if _judged(indicator):
        return [""]
    many = "" if indicator.counted == len(indicator.cells) else f" ({indicator.counted})"
    if indicator.value is not None:
        parts = [] if alone else [_count(indicator.totals[v], v, variables) for v in indicator.formula.variables]
        return [*parts, f"{plain(indicator.value, 2) if alone else number(indicator.value, 2)}{many}"]
    empty = [] if alone else ["–"] * len(indicator.formula.variables)
    return [*empty, "" if indicator.median is None else f"TV {plain(indicator.median, 2)}{many}"]


def _count(value: float, variable: str, variables: pd.DataFrame) -> str:
    decimals = variables.at[variable, "decimals"]
    return number(value, 0 if absent(decimals) else int(decimals))


def _answer(answer: str, indicator: Indicator, variables: pd.DataFrame) -> str:
    """The words that the variable's definition has in brackets after an answer, else the answer itself."""
    definition = str(variables.at[indicator.formula.variables[0], "definition"])
    words = re.search(rf"{re.escape(answer)} \(([^()]*)\)", definition)
    return words[1] if words else answer.replace("_", " ")
