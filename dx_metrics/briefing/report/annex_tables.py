"""Tables of the annexes that are about points, losses, actions, reporting and who looks after whom."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd

from dx_metrics.briefing.report.findings_index import lowered
from dx_metrics.briefing.report.findings_indicators import lost_points
from dx_metrics.briefing.report.findings_registers import actions, day, text
from dx_metrics.briefing.report.grid import Column
from dx_metrics.briefing.report.matter import Matter
from dx_metrics.briefing.report.results import WrongTotal
from dx_metrics.charts.caption import period_name
from dx_metrics.charts.lost import digits
from dx_metrics.charts.ranking import place
from dx_metrics.follow_up.rows import each
from dx_metrics.follow_up.status import DONE, NO_GAIN, WORDS
from dx_metrics.queries import follow_up, reporting, standing
from dx_metrics.wording import absent, number, plain

ROOM = 252
"""Millimetres across a page that lies on its side."""
AT_ONCE = 7
"""Themes side by side; an index of more has a table for each so many."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A table as it is printed."""

    above: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    total: Sequence[str] | None = None
    below: str = ""
    size: float = 11
    words: str = field(default="")


def points(matter: Matter) -> list[Drawn]:
    """Points by theme and in all, best first."""
    grid = standing.heads(matter.release, matter.series, matter.span.period)
    root = str(grid.loc[grid["depth"] == 0, "code"].iloc[0]) if (grid["depth"] == 0).any() else ""
    order = standing.ranking(matter.release, matter.series, matter.span.period, root)
    themes = grid[grid["depth"] == 1].drop_duplicates("code").sort_values("criterion_position")
    cells = grid[grid["depth"] <= 1].set_index(["unit", "code"])["points"]
    found = []
    for at in range(0, max(1, len(themes)), AT_ONCE):
        own = themes.iloc[at : at + AT_ONCE]
        wide = (ROOM - 18 - 50 - 24 - 28) / max(1, len(own))
        columns = [
            Column("Hạng", 18, "center"),
            Column("Đơn vị", 50),
            *(Column(str(t.name), wide, "right") for t in each(own)),
            Column("Tổng điểm", 24, "right"),
            Column("So kỳ trước", 28, "right"),
        ]
        rows = [
            (
                place(row) or "–",
                str(row.name),
                *(number(cells.get((row.unit, code)), 2) for code in own["code"]),
                number(row.points, 2),
                _signed(row.points - row.points_before),
            )
            for row in each(order)
        ]
        middle = (
            "",
            "Trung vị",
            *(number(value, 2) for value in own["points_median"]),
            number(order["points_median"].iloc[0] if len(order) else None, 2),
            "",
        )
        found.append(Drawn(f"Điểm {lowered(period_name(matter.release, matter.view))}", columns, rows, middle))
    return found


def lost_by_theme(matter: Matter) -> list[Drawn]:
    """What each commune lost, by theme; rows and columns add up to the totals printed."""
    rows = lost_points(matter)
    if rows.empty:
        return []
    places = digits(rows)
    names = rows.drop_duplicates("theme").set_index("theme")["theme_name"]
    units = rows.drop_duplicates("unit").set_index("unit")["unit_name"]
    wide = rows.pivot_table(index="unit", columns="theme", values="lost", aggfunc="sum", fill_value=0.0)
    wide = wide.reindex(index=units.index, columns=names.index)
    whole = wide.sum(axis=1)
    check("điểm mất", list(whole), math.fsum(rows["lost"]))
    found = []
    for at in range(0, len(names), AT_ONCE):
        own = list(names.index[at : at + AT_ONCE])
        room = (ROOM - 14 - 54 - 28) / len(own)
        columns = [
            Column("STT", 14, "center"),
            Column("Đơn vị", 54),
            *(Column(str(names[theme]), room, "right") for theme in own),
            Column("Cộng", 28, "right"),
        ]
        drawn = [
            (str(i), str(units[u]), *(number(wide.at[u, t], places) for t in own), number(whole[u], places))
            for i, u in enumerate(units.index, 1)
        ]
        total = ("", "Tổng cộng", *(number(wide[t].sum(), places) for t in own), number(whole.sum(), places))
        head = f"Điểm mất {lowered(period_name(matter.release, matter.view))}"
        found.append(
            Drawn(head, columns, drawn, total, "Điểm mất và điểm đạt được của mỗi tiêu chí cộng đúng điểm tối đa.")
        )
    return found


def plan_of(matter: Matter, *, only_open: bool = False) -> list[Drawn]:
    """Who does what by when, in the order of a meeting."""
    table = actions(matter)
    if only_open:
        table = table[~table["status"].isin([DONE, NO_GAIN])]
    points_left = [float(x) for x in table["recoverable"]]
    rows = [
        (
            str(at),
            text(row.unit_name),
            f"{row.title} ({row.criterion_name})",
            str(row.owner),
            day(row.due_now) + (f" (gốc {day(row.due)})" if row.extended else ""),
            WORDS[row.status],
            number(row.recoverable, 2),
        )
        for at, row in enumerate(each(table), 1)
    ]
    wide = (12, 34, 86, 48, 30, 24, 18) if not only_open else (9, 24, 52, 28, 21, 17, 14)
    heads = ("STT", "Đơn vị", "Việc phải làm (tiêu chí)", "Nơi làm", "Hạn", "Tình trạng", "Điểm còn lấy lại")
    stands = ("center", "left", "left", "left", "center", "center", "right")
    columns = [Column(*each) for each in zip(heads, wide, stands, strict=True)]
    total = ("", "Tổng cộng", "", "", "", "", number(math.fsum(points_left), 2))
    above = f"Tình trạng đến {day(matter.as_of)}"
    return [Drawn(above, columns, rows, total if rows else None, size=10 if only_open else 11)]


def reporting_of(matter: Matter) -> list[Drawn]:
    """How many figures each commune owed, sent, sent late, did not send."""
    rows = reporting.reports(matter.release, matter.span.period)
    if rows.empty:
        return []
    counts = pd.crosstab(rows["unit"], rows["state"]).reindex(
        columns=["reported", "late", "not_applicable", "missing"], fill_value=0
    )
    names = rows.drop_duplicates("unit").set_index("unit")["short_name"]
    lacking = rows[rows["state"] == "missing"].groupby("unit")["name"].agg("; ".join)
    owed = counts.sum(axis=1)
    check("số liệu phải báo cáo", [float(x) for x in owed], float(len(rows)))
    columns = [
        Column("STT", 12, "center"),
        Column("Đơn vị", 40),
        Column("Phải báo cáo", 22, "right"),
        Column("Đúng hạn", 22, "right"),
        Column("Gửi muộn", 22, "right"),
        Column("Không phát sinh", 24, "right"),
        Column("Chưa có", 20, "right"),
        Column("Số liệu chưa có", 90),
    ]
    drawn = [
        (str(at), str(names[u]), str(owed[u]), *(str(x) for x in counts.loc[u]), str(lacking.get(u, "")))
        for at, u in enumerate(names.index, 1)
    ]
    total = ("", "Tổng cộng", str(owed.sum()), *(str(x) for x in counts.sum()), "")
    return [Drawn(f"Số liệu {lowered(period_name(matter.release, matter.view))}", columns, drawn, total)]


def responsible(matter: Matter) -> list[Drawn]:
    """Which member of the committee looks after which communes."""
    here = follow_up.of_level(matter.release, matter.span.period)
    table = follow_up.within(follow_up.assignments(matter.release, matter.ends), here)
    rows = [
        (
            str(at),
            str(own["member_name"].iloc[0]),
            text(own["post"].iloc[0]),
            ", ".join(text(name) for name in own["unit_name"]),
            "; ".join(dict.fromkeys(text(basis) for basis in own["basis"])),
        )
        for at, (_, own) in enumerate(table.groupby("member", sort=False), 1)
    ]
    columns = [
        Column("STT", 12, "center"),
        Column("Thành viên", 60),
        Column("Chức vụ trong Ban", 50),
        Column("Phụ trách", 80),
        Column("Căn cứ", 50),
    ]
    return [Drawn(f"Phân công đến {day(matter.ends)}", columns, rows)]


def check(what: str, parts: Sequence[float], total: float) -> None:
    """Raise WrongTotal unless the parts make up the total."""
    if not math.isclose(math.fsum(parts), total, rel_tol=1e-9, abs_tol=1e-6):
        raise WrongTotal(f"{what}: tổng {plain(total, 4)} khác tổng các dòng {plain(math.fsum(parts), 4)}.")


def _signed(change: float) -> str:
    if absent(change):
        return "–"
    return number(0, 2) if round(change, 2) == 0 else f"{'+' if change > 0 else '−'}{number(abs(change), 2)}"
