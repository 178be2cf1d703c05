"""A judged index of two fields on three communes, with marks that a test can read."""

import json
from pathlib import Path

from dx_metrics import store
from tests.tiny import rows, workspace, write

INDEX = """
    code  | parent | name           | unit | value | rule | max_points | missing | min_share
    CCHC  |        | Chỉ số CCHC    | điểm | sum   |      | 20         | stop    | 0.5
    CC1   | CCHC   | Chỉ đạo        | điểm | sum   |      | 10         | stop    | 0.5
    CC1.1 | CC1    | Kế hoạch       | điểm | CC1.1 |      | 4          | skip    |
    CC1.2 | CC1    | Báo cáo        | điểm | CC1.2 |      | 6          | skip    |
    CC2   | CCHC   | Tác động       | điểm | sum   |      | 10         | stop    | 0.5
    CC2.1 | CC2    | Hài lòng       | điểm | CC2.1 |      | 10         | skip    |
"""
MARKS = """
    unit  | period  | code  | stage    | points | reason           | evidence  | forms
    01906 | 2021-H1 | CC1.1 | self     | 4      |                  | Hồ sơ 0   |
    01906 | 2021    | CC1.1 | self     | 1      |                  | Hồ sơ 0   |
    01906 | 2022-H1 | CC1.1 | self     | 4      |                  | Hồ sơ 1   |
    01906 | 2022-H1 | CC1.1 | verified | 1      | Báo cáo gửi chậm | Hồ sơ 1   |
    01906 | 2022-H1 | CC1.2 | self     | 5      |                  |           |
    01906 | 2022-H1 | CC1.2 | verified | 2      | Chưa thấy hồ sơ  |           |
    01906 | 2022-H1 | CC2.1 | survey   | 8      |                  |           | 40
    01909 | 2022-H1 | CC1.1 | self     | 3      |                  | Hồ sơ 2   |
    01909 | 2022-H1 | CC1.1 | verified | 2      | Sai số           | Hồ sơ 2   |
    01909 | 2022-H1 | CC1.2 | self     | 6      |                  | Sổ báo cáo |
    01909 | 2022-H1 | CC1.2 | verified | 6      |                  | Sổ báo cáo |
    01909 | 2022-H1 | CC2.1 | survey   | 5      |                  |           | 12
"""
"""Khang Ninh lost 7 on fields that are judged and 2 in the survey; Thượng Giáo was not marked at all."""
FIGURES = """
    unit  | period  | variable | value
    01906 | 2022-Q2 | hs       | 1
    01906 | 2025-Q3 | hs       | 1
"""


def judged_workspace(folder: Path, marks: str = MARKS) -> Path:
    """The workspace, not published yet."""
    made = workspace(folder, FIGURES, framework=INDEX)
    package = made / "frameworks" / "thu" / "datapackage.json"
    described = json.loads(package.read_text("utf-8"))
    described["scoring"] |= {"assessed": True}
    package.write_text(json.dumps(described), "utf-8")
    write(made / "assessments.csv", [{"series": "thu", "by": "", "at": "2022-07-20"} | row for row in rows(marks)])
    near = "code | neighbour | valid_from\n01906 | 01909 | 2020-02-01\n01909 | 01906 | 2020-02-01"
    write(made / "neighbours.csv", rows(near))
    return made


def judged_release(folder: Path, marks: str = MARKS) -> store.Release:
    """The published release."""
    made = judged_workspace(folder, marks)
    outcome = store.publish(made)
    assert not outcome.refused, [str(problem) for problem in outcome.problems]
    release = store.current(made)
    assert release is not None
    return release
