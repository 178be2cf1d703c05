"""Makes the illustrative reform index and assignments of Ba Bể: `python data/make_follow_up.py`.

Every point and reason written here is invented, as the observations are (`make_illustrative.py`,
whose seeded dice are used). Shaped like life: 2021 came out low, communes mark themselves high and
are marked down, survey forms are few. The same bytes on every machine. The other registers in
`ba_be/follow_up` are short and written by hand, as illustrative: some actions are late, one is
closed without a point won; owners are offices and heads by function.
"""

import csv
from datetime import date, timedelta
from pathlib import Path

from make_illustrative import HERE, dice

INDEX = HERE / "frameworks" / "cchc_xa" / "framework.csv"
OUT = HERE / "follow_up"
OLD = [
    "01888",
    "01891",
    "01894",
    "01897",
    "01900",
    "01906",
    "01909",
    "01912",
    "01915",
    "01918",
    "01921",
    "01924",
    "01927",
    "01930",
    "01933",
]
SKILL = {"01888": 0.85, "01918": 0.72, "01906": 0.68, "01912": 0.66, "01930": 0.25, "01924": 0.42, "01933": 0.38}
PERIODS = {"2021": (-0.25, date(2022, 2, 18)), "2022-H1": (-0.12, date(2022, 7, 22))}
REASONS = (
    "Minh chứng không đúng kỳ chấm",
    "Số tự chấm cao hơn số trên hệ thống",
    "Báo cáo gửi chậm",
    "Nội dung đã làm nhưng chưa đủ",
)
NO_PROOF = "Không có minh chứng"
NEW = {"01912": "TV1", "01906": "TV2", "01894": "TV3", "01921": "TV4", "01933": "TV5"}


def leaves() -> list[tuple[str, float]]:
    """Criteria that are marked, with their full points."""
    with INDEX.open(encoding="utf-8", newline="") as file:
        return [(row["code"], float(row["max_points"])) for row in csv.DictReader(file) if row["value"] == row["code"]]


def step(points: float) -> str:
    """Committees mark in quarters of a point."""
    return f"{round(points * 4) / 4:g}"


def assessments() -> list[list[str]]:
    rows = []
    for period, (gain, day) in PERIODS.items():
        for unit in OLD:
            skill = SKILL.get(unit, 0.55) + gain + (0.10 if unit == "01918" and period != "2021" else 0)
            skill -= 0.12 if unit == "01924" and period != "2021" else 0
            forms = dice(unit, period, "phieu").randint(18, 46)
            for code, most in leaves():
                rows += _marked(period, unit, code, most, skill, forms, day)
    return rows


def _marked(period: str, unit: str, code: str, most: float, skill: float, forms: int, day: date) -> list[list[str]]:
    roll = dice(unit, period, code)
    if code.startswith("CC8"):
        happy = min(forms, max(0, round(forms * (0.45 + 0.42 * skill + roll.uniform(-0.1, 0.1)))))
        share = f"{happy}/{forms} phiếu hài lòng hoặc rất hài lòng"
        return [
            [
                "cchc_xa",
                unit,
                period,
                code,
                "survey",
                f"{most * happy / forms:.2f}",
                "",
                share,
                str(forms),
                "Phòng Nội vụ",
                day.isoformat(),
            ]
        ]
    claimed = most * min(1.0, 0.78 + 0.25 * skill + roll.uniform(-0.05, 0.12))
    proof = f"Hồ sơ minh chứng {code}" if roll.random() < 0.6 + 0.4 * skill else ""
    kept = claimed if roll.random() < 0.35 + 0.5 * skill else claimed * roll.uniform(0.35 if proof else 0.0, 0.8)
    mine, theirs = step(claimed), step(kept)
    reason = "" if mine == theirs else (roll.choice(REASONS) if proof else NO_PROOF)
    rows = [
        ["cchc_xa", unit, period, code, "self", mine, "", proof, "", "UBND xã", (day - timedelta(days=30)).isoformat()],
        ["cchc_xa", unit, period, code, "verified", theirs, reason, proof, "", "Phòng Nội vụ", day.isoformat()],
    ]
    if reason and proof and roll.random() < 0.06:
        back = step((claimed + kept) / 2)
        rows.append(
            [
                "cchc_xa",
                unit,
                period,
                code,
                "appeal",
                back,
                "Bổ sung minh chứng, phúc tra lại",
                f"{proof} (bổ sung)",
                "",
                "Phòng Nội vụ",
                (day + timedelta(days=14)).isoformat(),
            ]
        )
    return rows


def assignments() -> list[list[str]]:
    old = {
        "01912": "01888 01912 01915",
        "01906": "01900 01909 01906",
        "01894": "01891 01897 01894",
        "01921": "01918 01921 01927",
        "01933": "01924 01930 01933",
    }
    rows = []
    for unit, member in NEW.items():
        rows += [
            [member, before, "Phụ trách", "2022-05-01", "2025-06-30", "Thông báo phân công (minh họa)"]
            for before in old[unit].split()
        ]
        rows.append([member, unit, "Phụ trách", "2025-07-01", "", "Thông báo phân công (minh họa)"])
    return rows


TABLES = {
    "assessments": ("series unit period code stage points reason evidence forms by at", assessments),
    "assignments": ("member unit role valid_from valid_to basis", assignments),
}


def write(folder: Path) -> None:
    """Both registers as CSV files."""
    folder.mkdir(exist_ok=True)
    for name, (columns, rows) in TABLES.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(columns.split())
            writer.writerows(rows())


if __name__ == "__main__":
    write(OUT)
