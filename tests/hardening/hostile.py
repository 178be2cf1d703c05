"""A workspace in which every text that people enter tries something."""

import csv
import json
from pathlib import Path

from tests.tiny import FRAMEWORK, rows, workspace, write

BEACON = "![x](http://evil.test/x.png)"
MARKUP = '<img src="http://evil.test/y.png" onerror="alert(1)">'
LINK = '<a href="javascript:alert(1)">a</a>'
ALL = f"{MARKUP}{BEACON}{LINK}<script>alert(1)</script>'\"); drop table observations; --"
FORMULA = '=HYPERLINK("http://evil.test","x")'
UNITS = f"""
    code  | valid_from | valid_to   | name  | short_name | hex_q | hex_r | compared
    01906 | 2020-02-01 |            | Xã {MARKUP} | K {MARKUP} | 0    | 0     | true
    01909 | 2020-02-01 |            | {FORMULA}    | {FORMULA}    | 1    | 0     | true
    01912 | 2020-02-01 |            | Xã {BEACON} | T {BEACON} | 0  | 1     | true
"""
FIGURES = """
    unit  | period  | variable | value
    01906 | 2022-Q1 | nop      | 25
    01906 | 2022-Q1 | hs       | 100
    01906 | 2022-Q1 | mat      | 0
    01909 | 2022-Q1 | nop      | 10
    01909 | 2022-Q1 | hs       | 100
    01909 | 2022-Q1 | mat      | 24
    01912 | 2022-Q1 | nop      | 40
    01912 | 2022-Q1 | hs       | 100
    01912 | 2022-Q1 | mat      | 12
    01906 | 2022-Q2 | nop      | 30
    01906 | 2022-Q2 | hs       | 100
    01906 | 2022-Q2 | mat      | 1
    01909 | 2022-Q2 | nop      | 11
    01909 | 2022-Q2 | hs       | 100
    01909 | 2022-Q2 | mat      | 20
"""
FOLLOW_UP = {
    "members": """
    code | name | post
    TV1  | ALL  | ALL
""",
    "assignments": """
    member | unit  | role | valid_from | valid_to | basis
    TV1    | 01906 | ALL  | 2022-01-01 |          | ALL
    TV1    | 01909 | ALL  | 2022-01-01 |          | ALL
""",
    "meetings": """
    code | date       | title | period  | chair | minutes
    H1   | 2022-04-20 | ALL   | 2022-Q1 | ALL   | ALL
""",
    "conclusions": """
    meeting | number | text | unit  | owner | due        | action
    H1      | 1      | ALL  | 01906 | ALL   | 2022-06-30 | V01
""",
    "actions": """
    code | unit  | series | criterion | period  | title | points_claimed | owner | due        | opened_at  | opened_by | evidence | note
    V01  | 01906 | thu    | DVC01     | 2022-Q1 | ALL   | 1              | ALL   | 2022-06-15 | 2022-04-20 | ALL       | ALL      | ALL
    V02  | 01909 | thu    | HTS01     | 2022-Q1 | EQ    | 1              | EQ    | 2022-06-15 | 2022-04-20 | EQ        | EQ       | EQ
""",
    "replies": """
    code | unit  | series | criterion | period  | reply | evidence | by  | at         | answer | answered_by | answered_at
    G01  | 01906 | thu    | DVC01     | 2022-Q1 | ALL   | ALL      | ALL | 2022-04-12 | ALL    | ALL         | 2022-04-15
""",
    "inspections": """
    code | unit  | date       | team | checklist | held | result
    K01  | 01906 | 2022-06-16 | ALL  | ALL       | true | ALL
""",
    "findings": """
    inspection | number | criterion | finding | effect | action
    K01        | 1      | DVC01     | ALL     | notes  |
""",
}


def _meant(value: str) -> str:
    return {"ALL": ALL, "EQ": FORMULA}.get(value, value)


def made(folder: Path) -> Path:
    """The workspace: hostile names of communes, criteria, variables, an index, a place and an event."""
    framework = (
        FRAMEWORK.replace("Dịch vụ ", f"D {MARKUP}")
        .replace("Trực tuyến", f"{BEACON}{LINK}")
        .replace("Hạ tầng", FORMULA)
    )
    about = {"place": f"Huyện {ALL}", "title": ALL, "illustrative": True, "illustrative_note": ALL}
    home = workspace(folder, FIGURES, units=UNITS, framework=framework, **about)
    path = home / "variables.csv"
    lines = list(csv.DictReader(path.open(encoding="utf-8")))
    for line in lines:
        line |= {
            "name": f"Biến {line['code']} {ALL}",
            "owner": ALL,
            "definition": ALL,
            "source": FORMULA,
            "caveat": ALL,
        }
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(lines[0]))
        writer.writeheader()
        writer.writerows(lines)
    with (home / "events.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["date", "name"], ["2022-02-01", ALL], ["2022-03-01", FORMULA]])
    for name, text in FOLLOW_UP.items():
        write(
            home / "follow_up" / f"{name}.csv",
            [{key: _meant(value) for key, value in row.items()} for row in rows(text)],
        )
    package = home / "frameworks" / "thu" / "datapackage.json"
    described = json.loads(package.read_text("utf-8"))
    package.write_text(json.dumps(described | {"title": ALL, "basis": ALL}, ensure_ascii=False), "utf-8")
    return home
