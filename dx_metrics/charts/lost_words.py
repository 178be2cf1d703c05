"""Why points were lost and what wins them back, in words."""

import math
from typing import Any

import pandas as pd

from dx_metrics.wording import absent, plain

WHY = {
    "full": "đủ điểm",
    "above": "vượt mức tối đa",
    "below": "đã báo cáo, chưa đạt mức tối đa",
    "judged": "câu trả lời hoặc điểm chấm chưa cao nhất",
    "no_evidence": "chưa có tài liệu kiểm chứng",
    "not_reported": "chưa báo cáo",
    "not_applicable": "không phát sinh",
}
GOALS = {">=": "đạt {}", ">": "đạt trên {}", "<=": "còn không quá {}", "<": "còn dưới {}", "=": "đúng {}"}
CLASSES = {
    "report": "mất vì chưa báo cáo: gửi số liệu là chấm lại",
    "improve": "đã báo cáo: nâng số liệu lên mức tối đa",
    "other": "không có mức nào lấy lại được",
}
"""How lost points come back, the easiest first."""


def why(row: Any) -> str:
    """Why a criterion lost what it did; says so when it was left out of the score altogether. `row`: `queries.lost`."""
    words = WHY[row.why]
    return words if row.counted else f"{words}, điểm chia lại cho tiêu chí khác"


def cure(row: Any) -> str:
    """What would earn full points: `cần thêm 43 hồ sơ … để đạt 50 %`; empty where nothing would."""
    if not row.curable:
        return ""
    report = "báo cáo số liệu" if row.why == "not_reported" else ""
    if not absent(row.answer):
        best = f"mức cao nhất: {row.answer if absent(row.answer_words) else row.answer_words}"
        return f"{report}; {best}" if report else best
    if absent(row.needed) or absent(row.sign):
        return report
    goal = GOALS[row.sign].format(_value(row))
    if report:
        return f"{report}; đủ điểm khi {goal}"
    if absent(row.more) or not row.more:
        return f"đủ điểm khi {goal}"
    way = "thêm" if row.more > 0 else "bớt"
    return f"cần {way} {plain(abs(row.more), 0)} {_cases(row)} để {goal}"


def kind(rows: pd.DataFrame) -> pd.Series:
    """The class of each row of the ledger: how what it lost comes back."""
    reported = rows["curable"].map({True: "improve", False: "other"})
    return reported.mask(rows["why"] == "not_reported", "report")


def _value(row: Any) -> str:
    unit = "" if absent(row.measure) else f" {row.measure}"
    # A limit must not be rounded to the easy side.
    digits = 2 if math.isclose(row.needed, round(row.needed, 2), rel_tol=1e-9) else 4
    return f"{plain(row.needed, digits)}{unit}"


def _cases(row: Any) -> str:
    """`hồ sơ tiếp nhận trực tuyến`, or `phiếu (Phiếu trả lời hài lòng)` where the name does not begin with the unit."""
    name, unit = str(row.cases_name), "" if absent(row.cases_unit) else str(row.cases_unit)
    lowered = name[:1].lower() + name[1:]
    return lowered if lowered.startswith(unit) else f"{unit} ({lowered})"
