"""A country of two provinces, one of them with a district: communes by whose names one sees whose a figure is."""

import json
from pathlib import Path
from shutil import copytree

from dx_metrics import store
from tests.charts.judged import INDEX
from tests.tiny import rows, workspace, write

UNITS = """
    code | valid_from | valid_to   | name          | short_name | kind | parent | hex_q | hex_r | compared
    A    | 2020-01-01 |            | Tỉnh Anh      | Anh        | Tỉnh |        |       |       | false
    B    | 2020-01-01 |            | Tỉnh Bình     | Bình       | Tỉnh |        |       |       | false
    B1   | 2020-01-01 | 2022-03-31 | Huyện Một     | Một        | Huyện | B     |       |       | false
    01   | 2020-01-01 |            | Xã Ao Sen     | Ao Sen     | Xã   | A      | 0     | 0     | true
    02   | 2020-01-01 |            | Xã Bến Tượng  | Bến Tượng  | Xã   | A      | 1     | 0     | true
    03   | 2020-01-01 |            | Xã Cầu Muối   | Cầu Muối   | Xã   | A      | 2     | 0     | true
    04   | 2020-01-01 |            | Xã Dốc Lết    | Dốc Lết    | Xã   | B      | 3     | 0     | true
    05   | 2020-01-01 | 2022-03-31 | Xã Đèo Gió    | Đèo Gió    | Xã   | B1     | 4     | 0     | true
    05   | 2022-04-01 |            | Xã Đèo Gió    | Đèo Gió    | Xã   | A      | 4     | 0     | true
    06   | 2020-01-01 | 2022-03-31 | Xã Ghềnh Ráng | Ghềnh Ráng | Xã   | B1     | 5     | 0     | true
"""
"""The district ends with the first quarter, and with it one of its communes; the other goes over to Anh."""
PERIODS = ("2022-Q1", "2022-Q2")
NOP = {"01": 10, "02": 30, "03": 30, "04": 20, "05": 40, "06": 5}

SIX = "unit | period | variable | value\n" + "".join(
    f"{unit} | {period} | {variable} | {value}\n"
    for period in PERIODS
    for unit, given in NOP.items()
    if (unit, period) != ("06", "2022-Q2")
    for variable, value in (("nop", given), ("hs", 100), ("mat", 0))
)
"""Points on the whole index: 12, 16, 16, 14, 18 and 11."""

TARGETS = """
    code  | valid_from | valid_to   | value | basis
    DVC01 | 2021-01-01 | 2025-12-31 | 80    | 942/QĐ-TTg
"""
SATISFACTION = {
    "factors": [{"name": "Tiếp cận", "satisfied": "a_hl", "neutral": "a_bt", "dissatisfied": "a_khl"}],
    "complaints": {"total": "pakn", "on_time": "pakn_dh"},
    "late": {"total": "den_han", "late": "qua_han"},
}
ANSWERS = (("a_hl", 20), ("a_bt", 10), ("a_khl", 5), ("pakn", 9), ("pakn_dh", 4), ("den_han", 100), ("qua_han", 7))

AGREED = {"opened_at": "2022-04-20", "opened_by": "Ban Chỉ đạo", "due": "2022-05-30", "points_claimed": "4"}
DAY = "2022-04-21"


def country(folder: Path) -> Path:
    """The workspace with whatever pages show: targets, satisfaction, a judged index, registers of what was agreed."""
    more = "".join(
        f"{unit} | {period} | {name} | {value}\n"
        for unit, period in {(row["unit"], row["period"]) for row in rows(SIX)}
        for name, value in ANSWERS
    )
    made = workspace(folder, SIX + more, units=UNITS, targets=TARGETS, satisfaction=SATISFACTION)
    _judged(made)
    names = {row["code"]: row["short_name"] for row in rows(UNITS) if row["kind"] == "Xã"}
    about = {"series": "thu", "criterion": "DVC01", "period": "2022-Q1"}

    def each(**row: str) -> list[dict[str, str]]:
        told = [
            (unit, {name: word.format(unit=unit, name=names[unit]) for name, word in row.items()}) for unit in names
        ]
        return [{"unit": unit, **words} for unit, words in told]

    office = "UBND xã {name}"
    write(made / "actions.csv", each(code="V{unit}", title="Mở điểm ở {name}", owner=office, **about, **AGREED))
    write(made / "replies.csv", each(code="G{unit}", reply="{name} mất điện", by=office, at=DAY, **about))
    write(made / "inspections.csv", each(code="K{unit}", date=DAY, team="Đoàn tới {name}", held="true"))
    write(made / "members.csv", [{"code": "an", "name": "Ông An", "post": "Trưởng ban"}])
    write(made / "assignments.csv", each(member="an", role="Phụ trách", valid_from="2022-01-01"))
    write(made / "meetings.csv", [{"code": "H1", "date": DAY, "title": "Họp quý"}])
    point = {"number": "{unit}", "text": "{name} làm nhanh hơn", "owner": office, "due": "2022-05-30"}
    write(made / "conclusions.csv", each(meeting="H1", action="V{unit}", **point))
    return made


def published(folder: Path) -> store.Release:
    """The release of the country."""
    made = country(folder)
    outcome = store.publish(made)
    assert not outcome.refused, [str(problem) for problem in outcome.problems]
    release = store.current(made)
    assert release is not None
    return release


def outsiders(period: str, level: str, *, gone: bool = False) -> list[str]:
    """Names of the communes that are not of a level in a period; with `gone`, one that ended in it is not among them."""
    own = {("2022-Q1", "A"): "01 02 03", ("2022-Q1", "B"): "04 05 06", ("2022-Q1", "B1"): "05 06"}
    own |= {("2022-Q2", "A"): "01 02 03 05", ("2022-Q2", "B"): "04 06" if gone else "04"}
    inside = own[period, level].split()
    return sorted({row["short_name"] for row in rows(UNITS) if row["kind"] == "Xã" and row["code"] not in inside})


def _judged(made: Path) -> None:
    index = made / "frameworks" / "cham"
    copytree(made / "frameworks" / "thu", index)
    write(index / "framework.csv", rows(INDEX))
    package = json.loads((index / "datapackage.json").read_text("utf-8"))
    package["scoring"] |= {"series": "cham", "assessed": True}
    (index / "datapackage.json").write_text(json.dumps(package | {"name": "cham", "title": "Chấm thử"}), "utf-8")
    marks = [
        {"unit": unit, "period": "2022-Q1", "code": code, "stage": stage, "points": str(points), "reason": why}
        for unit in NOP
        for code in ("CC1.1", "CC1.2")
        for stage, points, why in (("self", 4, ""), ("verified", 1, "Gửi chậm"))
    ]
    write(made / "assessments.csv", [{"series": "cham", "by": "", "at": "2022-04-20"} | row for row in marks])
