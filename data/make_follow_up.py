"""Makes the illustrative reform index and committee registers of Ba Bể: `python data/make_follow_up.py`.

Every point, reason, action and visit written here is invented, as the observations are
(`make_illustrative.py`, whose seeded dice are used). Shaped like life: 2021 came out low, communes
mark themselves high and are marked down, survey forms are few, some actions are late, one is
closed without a point won. Owners are offices and heads by function. The same bytes on every machine.
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
MEMBERS = {
    "TV1": ("Phó Chủ tịch UBND huyện", "Phó Trưởng ban Thường trực"),
    "TV2": ("Trưởng phòng Nội vụ", "Ủy viên thường trực"),
    "TV3": ("Trưởng phòng Văn hóa và Thông tin", "Ủy viên"),
    "TV4": ("Chánh Văn phòng HĐND và UBND", "Ủy viên"),
    "TV5": ("Giám đốc VNPT Ba Bể", "Ủy viên"),
}
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


ACTIONS = [
    # code, unit, series, criterion, period, title, claimed, owner, due, opened, evidence, done, by, closed, by
    [
        "V01",
        "01930",
        "cchc_xa",
        "CC3.1",
        "2021",
        "Niêm yết lại đủ bộ thủ tục bản mới tại Bộ phận Một cửa",
        "2",
        "UBND xã Hoàng Trĩ",
        "2022-06-15",
        "2022-04-20",
        "Biên bản niêm yết 10/6/2022",
        "2022-06-10",
        "UBND xã Hoàng Trĩ",
        "2022-06-20",
        "Phòng Nội vụ",
    ],
    [
        "V02",
        "01930",
        "cchc_xa",
        "CC1.3",
        "2021",
        "Cử người làm báo cáo, gửi trước ngày 12 tháng cuối quý",
        "1.5",
        "UBND xã Hoàng Trĩ",
        "2022-06-30",
        "2022-04-20",
        "Sổ theo dõi báo cáo quý II",
        "2022-06-28",
        "UBND xã Hoàng Trĩ",
        "2022-07-05",
        "Phòng Nội vụ",
    ],
    [
        "V03",
        "01924",
        "cchc_xa",
        "CC7.2",
        "2021",
        "Tổ công nghệ số hỗ trợ nộp hồ sơ trực tuyến tại nhà văn hóa thôn",
        "1.5",
        "UBND xã Quảng Khê",
        "2022-09-30",
        "2022-04-20",
        "",
        "",
        "",
        "",
        "",
    ],
    [
        "V04",
        "01933",
        "cchc_xa",
        "CC3.3",
        "2021",
        "Gửi thư xin lỗi mọi hồ sơ quá hạn, lưu bản chụp",
        "1",
        "UBND xã Đồng Phúc",
        "2022-05-31",
        "2022-04-20",
        "Sổ thư xin lỗi",
        "2022-06-02",
        "UBND xã Đồng Phúc",
        "2022-06-20",
        "Phòng Nội vụ",
    ],
    [
        "V05",
        "01933",
        "san_sang",
        "DVC01",
        "2025-Q3",
        "Mở điểm hỗ trợ nộp hồ sơ trực tuyến tại 5 thôn xa",
        "2.5",
        "UBND xã Đồng Phúc",
        "2026-06-30",
        "2025-11-05",
        "",
        "",
        "",
        "",
        "",
    ],
    [
        "V06",
        "01933",
        "san_sang",
        "HTS01",
        "2025-Q3",
        "Kéo cáp quang tới 4 thôn chưa có",
        "1.5",
        "VNPT Ba Bể",
        "2027-03-31",
        "2025-11-05",
        "",
        "",
        "",
        "",
        "",
    ],
    [
        "V07",
        "01894",
        "san_sang",
        "DVC03",
        "2025-Q3",
        "Dán mã thanh toán tại quầy, hướng dẫn nộp phí trực tuyến",
        "1",
        "Bộ phận Một cửa xã Phúc Lộc",
        "2026-03-31",
        "2025-11-05",
        "Ảnh quầy, danh sách giao dịch",
        "2025-12-20",
        "Bộ phận Một cửa xã Phúc Lộc",
        "2026-01-20",
        "Phòng Văn hóa và Thông tin",
    ],
    [
        "V08",
        "01921",
        "san_sang",
        "DVC06",
        "2025-Q3",
        "Cấp kết quả điện tử cho mọi thủ tục hộ tịch",
        "1",
        "UBND xã Thượng Minh",
        "2026-12-31",
        "2025-11-05",
        "",
        "",
        "",
        "",
        "",
    ],
]
EXTENSIONS = [
    [
        "V03",
        "2022-09-20",
        "UBND xã Quảng Khê",
        "2022-12-31",
        "Thiếu máy tính ở 3 thôn",
        "2022-09-27",
        "Phó Chủ tịch UBND huyện",
        "true",
    ],
    ["V05", "2026-06-20", "UBND xã Đồng Phúc", "2026-09-30", "Chờ mạng tại 2 thôn", "", "", ""],
]
INSPECTIONS = [
    [
        "K01",
        "01930",
        "2022-06-16",
        "Phòng Nội vụ; Văn phòng HĐND và UBND",
        "Niêm yết thủ tục; sổ báo cáo; thư xin lỗi",
        "true",
        "Đã niêm yết đủ, còn một bảng ở ngoài trời bị mờ",
    ],
    [
        "K02",
        "01933",
        "2026-12-10",
        "Phòng Văn hóa và Thông tin; VNPT Ba Bể",
        "Điểm hỗ trợ nộp hồ sơ; cáp quang các thôn",
        "false",
        "",
    ],
]
FINDINGS = [
    ["K01", "1", "CC3.1", "Bảng niêm yết đủ 126 thủ tục bản mới", "closes", "V01"],
    ["K01", "2", "CC3.1", "Bảng ngoài trời mờ, cần in lại", "notes", ""],
]
REPLIES = [
    [
        "G01",
        "01930",
        "cchc_xa",
        "CC1.3",
        "2021",
        "Công chức phụ trách nghỉ thai sản, chưa kịp cử người thay",
        "Quyết định phân công 02/2022",
        "UBND xã Hoàng Trĩ",
        "2022-04-12",
        "Ghi nhận; đã giao việc V02",
        "Phòng Nội vụ",
        "2022-04-20",
    ],
    [
        "G02",
        "01933",
        "san_sang",
        "HTS01",
        "2025-Q3",
        "Bốn thôn chưa có cột điện để treo cáp",
        "",
        "UBND xã Đồng Phúc",
        "2025-10-28",
        "",
        "",
        "",
    ],
]
MEETINGS = [
    [
        "H1",
        "2022-04-20",
        "Họp Ban Chỉ đạo quý I/2022",
        "2022-Q1",
        "Phó Chủ tịch UBND huyện",
        "Thông báo kết luận (minh họa)",
    ],
    [
        "H2",
        "2025-11-05",
        "Họp Ban Chỉ đạo quý III/2025",
        "2025-Q3",
        "Phó Chủ tịch UBND xã Chợ Rã, Trưởng ban liên xã (minh họa)",
        "Thông báo kết luận (minh họa)",
    ],
]
CONCLUSIONS = [
    [
        "H1",
        "1",
        "Xã Hoàng Trĩ niêm yết lại thủ tục, chấn chỉnh báo cáo",
        "01930",
        "UBND xã Hoàng Trĩ",
        "2022-06-30",
        "V01",
    ],
    [
        "H1",
        "2",
        "Xã Quảng Khê đưa tỷ lệ hồ sơ trực tuyến lên ít nhất 30 %",
        "01924",
        "UBND xã Quảng Khê",
        "2022-09-30",
        "V03",
    ],
    [
        "H2",
        "1",
        "Xã Đồng Phúc mở điểm hỗ trợ nộp hồ sơ tại các thôn xa",
        "01933",
        "UBND xã Đồng Phúc",
        "2026-06-30",
        "V05",
    ],
    ["H2", "2", "VNPT Ba Bể kéo cáp quang tới các thôn còn lại", "01933", "VNPT Ba Bể", "2027-03-31", "V06"],
]
WEIGHTS = [
    ["points_lost", "1", "điểm còn mất (mỗi điểm)"],
    ["unproved", "0.5", "điểm tự chấm chưa có minh chứng (mỗi điểm)"],
    ["overdue", "5", "việc quá hạn (mỗi việc)"],
    ["months_since_visit", "0.5", "tháng kể từ lần kiểm tra trước (nhiều nhất 24)"],
]
TABLES = {
    "assessments": ("series unit period code stage points reason evidence forms by at", assessments),
    "members": ("code name post", lambda: [[code, *words] for code, words in MEMBERS.items()]),
    "assignments": ("member unit role valid_from valid_to basis", assignments),
    "actions": (
        "code unit series criterion period title points_claimed owner due opened_at opened_by evidence "
        "done_at done_by closed_at closed_by note",
        lambda: [[*row[:10], "Ban Chỉ đạo", *row[10:], ""] for row in ACTIONS],
    ),
    "extensions": ("action asked_at asked_by until reason decided_at decided_by granted", lambda: EXTENSIONS),
    "inspections": ("code unit date team checklist held result", lambda: INSPECTIONS),
    "findings": ("inspection number criterion finding effect action", lambda: FINDINGS),
    "replies": (
        "code unit series criterion period reply evidence by at answer answered_by answered_at",
        lambda: REPLIES,
    ),
    "meetings": ("code date title period chair minutes", lambda: MEETINGS),
    "conclusions": ("meeting number text unit owner due action", lambda: CONCLUSIONS),
    "inspection_weights": ("factor weight words", lambda: WEIGHTS),
}


def write(folder: Path) -> None:
    """Every register as a CSV file."""
    folder.mkdir(exist_ok=True)
    for name, (columns, rows) in TABLES.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(columns.split())
            writer.writerows(rows())


if __name__ == "__main__":
    write(OUT)
