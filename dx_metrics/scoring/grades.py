"""Grades of an index: `[90,100] Tốt; [80,90) Khá; [0,80) Yếu`."""

import re
from dataclasses import dataclass

_GRADE = re.compile(r"([\[(])\s*(-?[\d.]+)\s*,\s*(-?[\d.]+)\s*([\])])\s*(\S.*)")


@dataclass(frozen=True, slots=True)
class Grade:
    """An interval of points and its name; `from_in` and `to_in` say whether the ends belong to it."""

    name: str
    low: float
    high: float
    from_in: bool
    to_in: bool

    def holds(self, points: float) -> bool:
        above = points >= self.low if self.from_in else points > self.low
        below = points <= self.high if self.to_in else points < self.high
        return above and below


def parse(text: str) -> tuple[Grade, ...]:
    """The grades written in `text`, separated by `;`.

    Raises ValueError, worded in Vietnamese, for an interval that cannot be read or two that overlap.
    """
    grades: list[Grade] = []
    for part in filter(None, (part.strip() for part in text.split(";"))):
        match = _GRADE.fullmatch(part)
        if not match:
            raise ValueError(f"không hiểu “{part}”")
        try:
            low, high = float(match[2]), float(match[3])
        except ValueError:
            raise ValueError(f"không hiểu các mốc của “{part}”") from None
        grade = Grade(match[5].strip(), low, high, match[1] == "[", match[4] == "]")
        if low > high:
            raise ValueError(f"mốc đầu lớn hơn mốc cuối trong “{part}”")
        for other in grades:
            first, second = sorted((grade, other), key=lambda g: g.low)
            if first.high > second.low or (first.high == second.low and first.to_in and second.from_in):
                raise ValueError(f"“{other.name}” và “{grade.name}” chồng lên nhau")
        grades.append(grade)
    return tuple(grades)
