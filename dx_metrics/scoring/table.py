"""The `table` cell: lines of bands (`>=90:max; >=80:prop; else:0`) and answers (`co:1; khong:0`)."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from dx_metrics.scoring.rules import NOT_APPLICABLE, Band


@dataclass(frozen=True, slots=True)
class Stretch:
    """From `low` to `high`, None where it has no end; `low_in` and `high_in` say whether the ends belong to it."""

    low: float | None
    low_in: bool
    high: float | None
    high_in: bool


_BAND = re.compile(r"(>=|>|<=|<|=)\s*(-?[\d.]+(?:[eE][-+]?\d+)?)")


def bands(text: str) -> tuple[Band, ...]:
    """The lines of a bands table.

    Raises ValueError, worded in Vietnamese, for a line that cannot be read or can never hold.
    """
    lines: list[Band] = []
    for when, points in _pairs(text):
        match = _BAND.fullmatch(when)
        if match:
            line = Band(match[1], _number(match[2], when), _points(points, ("max", "prop")))
        elif when == "else":
            line = Band("else", 0.0, _points(points, ("max", "prop")))
        else:
            raise ValueError(f"không hiểu điều kiện “{when}”")
        lines.append(line)
    for number, line in enumerate(lines):
        if not any(line.holds(x) and not any(e.holds(x) for e in lines[:number]) for x in _probes(lines)):
            raise ValueError(f"dòng thứ {number + 1} không bao giờ dùng đến vì các dòng trước đã gồm cả nó")
    return tuple(lines)


def in_order(text: str) -> str | None:
    """The same lines put in an order in which each of them can hold; None where that is not the fault."""
    try:
        pairs = _pairs(text)
        found = [(_BAND.fullmatch(when), f"{when}:{points}") for when, points in pairs]
        limits = [(match[1], float(match[2]), line) for match, line in found if match]
        downwards = all(sign in (">=", ">") for sign, _, _ in limits)
        if not downwards and not all(sign in ("<=", "<") for sign, _, _ in limits):
            return None
        limits.sort(key=lambda limit: limit[1], reverse=downwards)
        better = "; ".join([*(line for _, _, line in limits), *(line for match, line in found if not match)])
        bands(better)
    except ValueError:
        return None
    return better


def uncovered(lines: tuple[Band, ...]) -> bool:
    """Whether some value falls through every line."""
    return any(not any(line.holds(x) for line in lines) for x in _probes(list(lines)))


def stretches(lines: tuple[Band, ...], wanted: Callable[[Band], bool]) -> list[Stretch]:
    """The stretches of the number line on which the first line that holds is a wanted one, upwards."""
    limits = {line.limit for line in lines if line.sign != "else"}
    probes = sorted(_probes(list(lines)))
    holding = [next((line for line in lines if line.holds(x)), None) for x in probes]
    good = [line is not None and wanted(line) for line in holding]
    found = []
    for at, is_good in enumerate(good):
        if not is_good or (at and good[at - 1]):
            continue
        end = next((later for later in range(at, len(good)) if not good[later]), len(good))
        low_in, high_in = probes[at] in limits, probes[end - 1] in limits
        low = None if at == 0 else probes[at] if low_in else probes[at - 1]
        high = None if end == len(good) else probes[end - 1] if high_in else probes[end]
        found.append(Stretch(low, low_in, high, high_in))
    return found


def answers(text: str) -> tuple[tuple[str, float | str], ...]:
    """The answers of a choice table with their points.

    Raises ValueError, worded in Vietnamese, for a line that cannot be read or an answer given twice.
    """
    found: dict[str, float | str] = {}
    for answer, points in _pairs(text):
        if answer in found:
            raise ValueError(f"câu trả lời “{answer}” có hai lần")
        found[answer] = _points(points, ("max",))
    return tuple(found.items())


def _pairs(text: str) -> list[tuple[str, str]]:
    pairs = []
    for part in filter(None, (part.strip() for part in text.split(";"))):
        when, colon, points = part.rpartition(":")
        if not colon or not when.strip():
            raise ValueError(f"“{part}” không có dạng điều kiện:điểm")
        pairs.append((when.strip(), points.strip()))
    if not pairs:
        raise ValueError("bảng điểm trống")
    return pairs


def _points(text: str, words: tuple[str, ...]) -> float | str:
    return text if text in (*words, NOT_APPLICABLE) else _number(text, text)


def _number(text: str, shown: str) -> float:
    if not re.fullmatch(r"-?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?", text):
        raise ValueError(f"“{shown}” không phải là số (phần thập phân viết sau dấu chấm)")
    return float(text)


def _probes(lines: list[Band]) -> list[float]:
    """Values that between them stand for every interval the limits cut the number line into."""
    limits = sorted({line.limit for line in lines if line.sign != "else"}) or [0.0]
    between = [(low + high) / 2 for low, high in pairwise(limits)]
    return [limits[0] - abs(limits[0]) - 1, *limits, *between, limits[-1] + abs(limits[-1]) + 1]
