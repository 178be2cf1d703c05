"""A criterion's rule as a Vietnamese sentence, for people who are judged by it."""

from collections.abc import Mapping
from typing import Any

from dx_metrics.scoring import table
from dx_metrics.scoring.cells import as_number
from dx_metrics.scoring.rules import Band
from dx_metrics.wording import absent, plain

DECIMALS = 6
UNKNOWN_POINTS = "chưa ghi điểm tối đa"
"""Where framework.csv says “?”, or nothing beside a figure that is the points itself."""

COMBINES = {
    "sum": "Cộng điểm các mục thành phần",
    "mean": "Trung bình cộng có trọng số của các mục thành phần",
    "geomean": "Trung bình nhân có trọng số của các mục thành phần",
    "harmean": "Trung bình điều hòa có trọng số của các mục thành phần",
    "min": "Lấy điểm thấp nhất trong các mục thành phần",
    "max": "Lấy điểm cao nhất trong các mục thành phần",
    "median": "Lấy điểm trung vị của các mục thành phần",
}
LEVELS = {
    "min": "mức thấp nhất trong kỳ",
    "max": "mức cao nhất trong kỳ",
    "min_all": "mức thấp nhất của mọi kỳ",
    "max_all": "mức cao nhất của mọi kỳ",
}
SIGNS = {">=": "≥", ">": ">", "<=": "≤", "<": "<", "=": "="}


def rule_in_words(criterion: Mapping[str, Any]) -> str:
    """How a row of `criteria` (see `criteria_rows`) is scored, with its thresholds and units.

    >>> rule_in_words({"leaf": True, "rule": "linear", "at_zero": "0", "at_full": "50", "unit": "%",
    ...                "max_points": 10.0, "value": "a", "table_text": ""})
    '0 điểm khi ≤ 0 %, đủ 10 điểm khi ≥ 50 %, giữa hai mức tính theo đường thẳng'
    """
    rule, *numbers = str(criterion["rule"] or "").split(":")
    most = criterion["max_points"]
    match rule:
        case "linear":
            return _linear(criterion, numbers)
        case "bands":
            return "; ".join(_band(line, criterion) for line in table.bands(criterion["table_text"]))
        case "choice":
            answers = table.answers(criterion["table_text"])
            return "; ".join(f"“{answer}”: {_points(points, most)}" for answer, points in answers)
        case "zscore":
            mean, sd = numbers or ("0", "1")
            turned = ", càng thấp càng tốt" if sd.startswith("-") else ""
            return (
                f"{_number(mean)} điểm ở mức trung bình của các đơn vị, mỗi độ lệch chuẩn"
                f" thêm hoặc bớt {_number(sd.removeprefix('-'))} điểm{turned}"
            )
        case _ if not criterion["leaf"]:
            return COMBINES[criterion["value"] or "mean"]
        case _:
            return "Giá trị chính là điểm, " + (UNKNOWN_POINTS if absent(most) else f"tối đa {_number(most)} điểm")


def _number(number: float | str) -> str:
    return plain(float(number), DECIMALS)


def _linear(criterion: Mapping[str, Any], numbers: list[str]) -> str:
    zero, full = criterion["at_zero"], criterion["at_full"]
    low, high = as_number(zero), as_number(full)
    falling = zero.startswith("max") if low is None or high is None else low > high
    worse, better = ("≥", "≤") if falling else ("≤", "≥")
    way = "giữa hai mức tính theo đường thẳng"
    if numbers and float(numbers[0]) != 1:
        way = f"giữa hai mức tính theo lũy thừa {_number(numbers[0])}"
    unit = criterion["unit"] or ""
    most = _points("max", criterion["max_points"])
    return f"0 điểm khi {worse} {_level(zero, unit)}, đủ {most} khi {better} {_level(full, unit)}, {way}"


def _level(level: str, unit: str) -> str:
    if level in LEVELS:
        return LEVELS[level]
    if level.startswith("p"):
        return f"phân vị {_number(level[1:])} % trong kỳ"
    return f"{_number(level)} {unit}".rstrip()


def _band(line: Band, criterion: Mapping[str, Any]) -> str:
    when = (
        "còn lại" if line.sign == "else" else f"{SIGNS[line.sign]} {_level(str(line.limit), criterion['unit'] or '')}"
    )
    if line.points == "prop":
        return f"{when}: theo tỷ lệ so với {_level(criterion['at_full'], criterion['unit'] or '')}"
    return f"{when}: {_points(line.points, criterion['max_points'])}"


def _points(points: float | str, most: float | None) -> str:
    if points == "NA":
        return "không tính"
    if points == "max":
        return f"điểm ({UNKNOWN_POINTS})" if most is None or absent(most) else f"{_number(most)} điểm"
    return f"{_number(points)} điểm"
