"""Makes the illustrative observations of the Ba Bể workspace: `python data/make_illustrative.py`.

The register, the census figures and the targets of the workspace are real; every value written
here is invented. It is shaped like life: few dossiers in a small commune, reports that are late
or never come, cases that do not arise, one commune that rises (Yến Dương, four quarters), one
that falls (Quảng Khê, four quarters), one far behind (Hoàng Trĩ), one odd figure (Hà Hiệu,
2022-Q2, nearly everything online) and a setback for all in the first quarter after merging.
Each figure has its own seed, so that a new variable moves no other. Standard library only; the
same bytes on every machine.
"""

import csv
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

HERE = Path(__file__).parent / "ba_be"
SEED = "ba-be-1"
COLUMNS = ["unit", "period", "variable", "value", "status", "reported_at"]
QUARTERS = [f"{year}-Q{n}" for year in (2021, 2022) for n in (1, 2, 3, 4)] + ["2025-Q3", "2025-Q4"]
HALVES = ["2020-H2", "2021-H1", "2021-H2", "2022-H1", "2022-H2", "2025-H2"]
YEARS = ["2020", "2021", "2022", "2025"]

RISES, FALLS, BEHIND, ODD = "01918", "01924", "01930", ("01897", "2022-Q2", "hs_truc_tuyen")
MERGED = {"01912": 0.85, "01906": 0.6, "01921": 0.45, "01894": 0.35, "01933": 0.1}
"""How well the communes of 2025 do; Chợ Rã has the old town, Đồng Phúc is the widest."""
NOT_SENT = ("01930", "2021-Q2")
STARTS = {"tk_dinh_danh": "2022-Q3", "nguoi_du_dk_dinh_danh": "2022-Q3", "thon_co_to": "2022-Q3"}
"""Not yet begun before: reported as a case that does not arise."""

# Numerator: denominator, share in 2021-Q1, in 2022-Q4, in 2025-Q4, spread between the worst and the
# best commune, noise from one period to the next. Noise 0: a stock that does not fall.
SHARES = {
    "ho_so_cv_mang": ("ho_so_cv", 0.30, 0.52, 0.62, 0.30, 0.04),
    "vb_di_ky_so": ("vb_di", 0.45, 0.75, 0.88, 0.25, 0.03),
    "cbcc_tap_huan": ("cbcc", 0.20, 0.45, 0.62, 0.30, 0.08),
    "hs_truc_tuyen": ("hs_tiep_nhan", 0.10, 0.40, 0.56, 0.25, 0.04),
    "hs_dung_han": ("hs_den_han", 0.91, 0.95, 0.955, 0.09, 0.02),
    "hs_thanh_toan_tt": ("hs_co_phi", 0.03, 0.22, 0.36, 0.20, 0.05),
    "dvc_phat_sinh": ("dvc_cung_cap", 0.08, 0.24, 0.36, 0.14, 0.02),
    "hs_so_hoa": ("hs_tiep_nhan", 0.12, 0.45, 0.66, 0.30, 0.05),
    "kq_dien_tu": ("kq_tra", 0.18, 0.48, 0.68, 0.25, 0.05),
    "hs_tai_su_dung": ("hs_tiep_nhan", 0.02, 0.08, 0.22, 0.08, 0.02),
    "hs_dong_bo": ("hs_tiep_nhan", 0.82, 0.92, 0.95, 0.12, 0.03),
    "ho_cap_quang": ("so_ho", 0.40, 0.55, 0.70, 0.40, 0),
    "thon_co_song": ("so_thon", 0.87, 0.93, 0.98, 0.18, 0),
    "nvh_internet": ("so_nvh", 0.25, 0.45, 0.66, 0.40, 0),
    "nguoi_co_dttm": ("nguoi_truong_thanh", 0.48, 0.60, 0.71, 0.22, 0),
    "nguoi_co_tk": ("nguoi_tu_15", 0.36, 0.52, 0.66, 0.26, 0),
    "tk_dinh_danh": ("nguoi_du_dk_dinh_danh", 0.00, 0.14, 0.48, 0.14, 0),
    "nguoi_co_hssk": ("dan_so", 0.58, 0.74, 0.84, 0.20, 0),
    "thon_co_to": ("so_thon", 0.30, 0.88, 0.94, 0.25, 0),
    "ho_sxkd_tmdt": ("ho_sxkd", 0.05, 0.20, 0.32, 0.14, 0),
    "phieu_hai_long": ("phieu_khao_sat", 0.71, 0.76, 0.79, 0.16, 0.05),
    "pakn_dung_han": ("pakn", 0.75, 0.85, 0.92, 0.30, 0.15),
    "hs_khong_thu_xl": ("hs_qua_han", 0.70, 0.50, 0.40, -0.40, 0.15),
    "nhiem_vu_ht": ("nhiem_vu", 0.74, 0.82, 0.90, 0.25, 0.08),
}

# Factor of the satisfaction survey: how much happier than the whole form people are with it.
FACTORS = {"sipas_1": 0.04, "sipas_2": -0.05, "sipas_3": 0.02, "sipas_4": 0.03, "sipas_5": -0.08}


def dice(*of: str) -> Random:
    """A generator of its own for everything named, whatever else is drawn."""
    return Random("/".join((SEED, *of)))


def ends(period: str) -> date:
    """Last day of `2021`, `2021-H1` or `2021-Q1`."""
    year, part = int(period[:4]), period[5:]
    month = 3 * int(part[1]) if part[:1] == "Q" else 6 * int(part[1]) if part[:1] == "H" else 12
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def quarters_since_start(period: str) -> int:
    """0 for what ends with 2021-Q1; negative before."""
    last = ends(period)
    return 4 * (last.year - 2021) + (last.month - 1) // 3


def quality(unit: dict[str, str]) -> float:
    """How well a commune does in general, 0 worst to 1 best. The town does best."""
    if not unit["valid_to"]:
        return MERGED[unit["code"]]
    if unit["kind"] == "Thị trấn":
        return 1.0
    if unit["code"] == BEHIND:
        return -0.15
    return 0.15 + 0.6 * dice(unit["code"], unit["valid_from"], "quality").random()


def push(unit: dict[str, str], period: str) -> float:
    """What lifts or lowers a commune with a story, from 2022-Q1 on, and all right after merging."""
    if not unit["valid_to"]:
        return -0.05 if period == "2025-Q3" else 0.0
    steps = max(0, quarters_since_start(period) - 3)
    return {RISES: 0.06, FALLS: -0.11}.get(unit["code"], 0.0) * steps


def share(unit: dict[str, str], period: str, variable: str) -> float:
    """Numerator over denominator, 0 to 1."""
    _, start, middle, end, spread, noise = SHARES[variable]
    t = quarters_since_start(period)
    level = start + (middle - start) * t / 7 if t <= 7 else middle + (end - middle) * (t - 7) / 12
    own = dice(unit["code"], unit["valid_from"], variable).uniform(-0.25, 0.25)
    wobble = dice(unit["code"], period, variable).uniform(-noise, noise)
    direction = 1 if spread > 0 else -1
    moved = push(unit, period) * direction if noise else 0
    if (unit["code"], period, variable) == ODD:
        return 0.97
    return min(1.0, max(0.0, level + spread * (quality(unit) - 0.45 + own) + wobble + moved))


def totals(unit: dict[str, str], period: str) -> dict[str, float | str]:
    """What the shares are shares of, the single figures and the answers."""
    draw = dice(unit["code"], period, "totals")
    fixed = dice(unit["code"], unit["valid_from"], "fixed")
    people = int(unit["population"])
    households = int(unit["households"] or round(people / 4))
    good = quality(unit) + push(unit, period)
    town = 2 if unit["kind"] == "Thị trấn" else 1
    merged = 1 if unit["valid_to"] else 2
    villages = max(5, round(households / 75) + fixed.randint(-2, 2))
    dossiers = round(people * 0.035 * town * draw.uniform(0.75, 1.25))
    fees = max(0, round(dossiers * 0.12) + draw.randint(-6, 3))
    staff = 18 * merged + fixed.randint(0, 4)
    years = int(period[:4]) - 2021
    adults = round(people * 0.69)
    answer = good + draw.uniform(-0.35, 0.35)
    return {
        "ho_so_cv": round(people * 0.05 * draw.uniform(0.8, 1.2)) + 60,
        "vb_di": draw.randint(70, 160) * merged,
        "cbcc": staff,
        "hop_bcd": min(3, max(0, round(good * 2 + draw.uniform(-0.5, 0.8)))),
        "trang_tin": "day_du" if answer > 0.6 else "mot_phan" if answer > 0.1 else "khong",
        "hs_tiep_nhan": dossiers,
        "hs_den_han": max(1, round(dossiers * draw.uniform(0.9, 1.0))),
        "hs_co_phi": fees,
        "dvc_cung_cap": 90 + 5 * max(0, years),
        "kq_tra": max(1, round(dossiers * draw.uniform(0.82, 0.9))),
        "so_ho": households,
        "so_thon": villages,
        "so_nvh": villages - fixed.randint(0, 2),
        "gio_mat_ket_noi": round(max(0.0, 30 - 26 * good + draw.uniform(-6, 10)), 1),
        "nguoi_truong_thanh": adults,
        "nguoi_tu_15": round(people * 0.75),
        "nguoi_du_dk_dinh_danh": adults,
        "dan_so": people,
        "ho_sxkd": round(households * 0.18),
        "phieu_khao_sat": max(3, round(dossiers * draw.uniform(0.08, 0.25))),
        "pakn": max(0, draw.randint(-3, 4)) * merged,
        "diem_cchc": round(min(96.0, 62 + 22 * good + 2 * years + draw.uniform(-3, 3)), 2),
        "bao_cao_cchc": "dung_han" if answer > 0.15 else "cham" if answer > -0.25 else "khong_gui",
        "nhiem_vu": draw.randint(3, 9),
        "cong_khai_tthc": "day_du" if answer > 0.25 else "chua_day_du",
    }


def figures(unit: dict[str, str], period: str) -> dict[str, float | str]:
    """Every variable of a commune in a period, numerators never above their denominators."""
    values = totals(unit, period)
    for numerator in SHARES:
        denominator = SHARES[numerator][0]
        if denominator == "hs_qua_han":
            values["hs_qua_han"] = int(values["hs_den_han"]) - int(values["hs_dung_han"])
        values[numerator] = round(int(values[denominator]) * share(unit, period, numerator))
    return values | opinions(unit, period, values)


def opinions(unit: dict[str, str], period: str, values: dict[str, float | str]) -> dict[str, float | str]:
    """Satisfied, neutral and dissatisfied answers to each factor; the more dossiers are late, the more are unhappy."""
    forms, happy = int(values["phieu_khao_sat"]), int(values["phieu_hai_long"])
    late = int(values["hs_qua_han"]) / int(values["hs_den_han"])
    told: dict[str, float | str] = {}
    for factor, gain in FACTORS.items():
        draw = dice(unit["code"], period, factor)
        answered = forms - (draw.random() < 0.3)
        content = round(answered * min(0.98, max(0.2, happy / forms + gain + draw.uniform(-0.06, 0.06))))
        rest = answered - content
        unhappy = min(rest, round(rest * (0.2 + 3 * late + draw.uniform(-0.1, 0.15))))
        told |= {f"{factor}_hl": content, f"{factor}_bt": rest - unhappy, f"{factor}_khl": unhappy}
    return told


def fate(unit: str, period: str, variable: str, owner: str, value: float | str) -> tuple[str, bool]:
    """What became of a report: its status, and whether the row is there at all."""
    if STARTS.get(variable, "") > period:
        return "not_applicable", True
    if (unit, period) == NOT_SENT and owner in ("UBND xã", "Bộ phận Một cửa"):
        return "missing", False
    if variable in ("pakn_dung_han", "hs_thanh_toan_tt"):
        return ("not_applicable" if value == "" else ""), True
    if variable in SHARES and dice(unit, period, variable, "sent").random() < 0.02:
        return "missing", dice(unit, period, variable, "row").random() < 0.6
    return "", True


def rows(unit: dict[str, str], period: str, wanted: list[dict[str, str]]) -> Iterator[dict[str, object]]:
    """The observations of a commune in a period, in the order of `variables.csv`."""
    values = figures(unit, period)
    if values["pakn"] == 0:
        values["pakn_dung_han"] = ""
    if values["hs_co_phi"] == 0:
        values["hs_thanh_toan_tt"] = ""
    for variable in wanted:
        code, owner, value = variable["code"], variable["owner"], values[variable["code"]]
        status, there = fate(unit["code"], period, code, owner, value)
        draw = dice(unit["code"], period, owner)
        late = draw.random() < 0.09
        after = int(variable["due_days"]) + (draw.randint(2, 20) if late else -draw.randint(0, 6))
        if there:
            sent = "" if status == "missing" else ends(period) + timedelta(days=after)
            shown = "" if status else value
            yield dict(zip(COLUMNS, (unit["code"], period, code, shown, status, sent), strict=True))


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def make(target: Path) -> list[Path]:
    """Write one CSV a year into `target` and return their paths."""
    units = [unit for unit in read(HERE / "units.csv") if unit["compared"] == "true"]
    variables = read(HERE / "variables.csv")
    made: dict[str, list[dict[str, object]]] = {}
    for frequency, periods in (("year", YEARS), ("half", HALVES), ("quarter", QUARTERS)):
        wanted = [variable for variable in variables if variable["frequency"] == frequency]
        for period in periods:
            day = ends(period).isoformat()
            there = [u for u in units if u["valid_from"] <= day <= (u["valid_to"] or "9999")]
            for unit in there:
                made.setdefault(period[:4], []).extend(rows(unit, period, wanted))
    paths = []
    for year, found in sorted(made.items()):
        paths.append(target / f"{year}.csv")
        with paths[-1].open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(sorted(found, key=lambda row: str(row["period"])))
    return paths


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "observations"
    for path in make(folder):
        print(path)
