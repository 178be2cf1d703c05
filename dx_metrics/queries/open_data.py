"""Published tables for programs, a page at a time: what comes after a key, in the order of the key."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from dx_metrics.store import Release

OBSERVATIONS = """
select period, variable, unit, value, status, reported_at
from observations
where ($period is null or period = $period) and ($unit is null or unit = $unit)
  and ($variable is null or variable = $variable)
  and ($k0 is null or (period, variable, unit) > ($k0, $k1, $k2))
order by period, variable, unit limit $most
"""
SCORES = """
select standings.series, standings.period, standings.code, standings.unit, criteria.name, standings.value,
       standings.state, standings.points, standings.max_points, standings.rank
from standings join criteria using (framework, code)
where ($series is null or standings.series = $series) and ($period is null or period = $period)
  and ($unit is null or standings.unit = $unit) and ($code is null or code = $code)
  and ($k0 is null or (standings.series, period, code, standings.unit) > ($k0, $k1, $k2, $k3))
order by standings.series, period, code, standings.unit limit $most
"""
LEDGER = """
select series, ledger.period, within, ledger.code, ledger.unit, leaf, maximum::double as maximum, got::double as got,
       lost::double as lost, why
from ledger join framework_in_period using (framework, period)
where ($series is null or series = $series) and ($period is null or ledger.period = $period)
  and ($unit is null or ledger.unit = $unit) and ($code is null or ledger.code = $code)
  and ($k0 is null or (series, ledger.period, within, ledger.code, ledger.unit) > ($k0, $k1, $k2, $k3, $k4))
order by series, ledger.period, within, ledger.code, ledger.unit limit $most
"""


@dataclass(frozen=True, slots=True)
class Table:
    """`key` orders the rows, no two alike; `filters`: name in an address to name in the SELECT."""

    sql: str
    key: tuple[str, ...]
    filters: Mapping[str, str]
    fields: Mapping[str, str]


TABLES: dict[str, Table] = {
    "observations": Table(
        OBSERVATIONS,
        ("period", "variable", "unit"),
        {"ky": "period", "xa": "unit", "bien": "variable"},
        {
            "period": "kỳ: 2022-Q1, 2022-H1, 2022, 2022-M03",
            "variable": "mã biến",
            "unit": "mã đơn vị, đọc cùng kỳ: một mã có thể đã đổi chủ sau sáp nhập",
            "value": "giá trị như đã nộp, dấu thập phân là dấu chấm; trống khi có status",
            "status": "missing: chưa có số liệu; not_applicable: không phát sinh; trống: có số",
            "reported_at": "ngày báo cáo",
        },
    ),
    "scores": Table(
        SCORES,
        ("series", "period", "code", "unit"),
        {"bo": "series", "ky": "period", "xa": "unit", "chi_tieu": "code"},
        {
            "series": "bộ chỉ số",
            "period": "kỳ",
            "code": "mã tiêu chí, trụ cột hoặc toàn bộ chỉ số",
            "unit": "mã đơn vị",
            "name": "tên tiêu chí",
            "value": "giá trị chỉ tiêu",
            "state": "scored, missing, not_applicable, no_score",
            "points": "điểm",
            "max_points": "điểm tối đa, trống khi bộ chỉ số không nêu",
            "rank": "hạng; bằng điểm cùng hạng",
        },
    ),
    "ledger": Table(
        LEDGER,
        ("series", "period", "within", "code", "unit"),
        {"bo": "series", "ky": "period", "xa": "unit", "chi_tieu": "code"},
        {
            "series": "bộ chỉ số",
            "period": "kỳ",
            "within": "tính trong điểm của: toàn bộ chỉ số hoặc một trụ cột",
            "code": "mã tiêu chí",
            "unit": "mã đơn vị",
            "leaf": "true: tiêu chí; false: nhóm",
            "maximum": "điểm tối đa",
            "got": "điểm đạt",
            "lost": "điểm mất; maximum = got + lost",
            "why": "vì sao mất",
        },
    ),
}


def page(release: Release, name: str, chosen: Mapping[str, str], after: Sequence[str], most: int) -> pd.DataFrame:
    """At most `most` rows of a table that come after the key `after` (empty: from the first).

    `chosen` are filters by their name in the address. Raises KeyError for an unknown table.
    """
    table = TABLES[name]
    given = {inside: chosen.get(outside) or None for outside, inside in table.filters.items()}
    keys = {f"k{at}": (after[at] if after else None) for at in range(len(table.key))}
    return release.once(table.sql, **given, **keys, most=most)
