"""Periods: `2022`, `2022-H1`, `2022-Q1`, `2022-M03`, and how people write them."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

KINDS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
"""Kind of period and its length in months; the words of `variables.frequency`."""

_ROMAN = ("I", "II", "III", "IV")
_FORM = re.compile(r"(\d{4})(?:-(?:H([12])|Q([1-4])|M(0[1-9]|1[0-2])))?")


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of whole months. `ends` is its last day."""

    code: str
    kind: str
    starts: date
    ends: date
    name: str

    @property
    def short(self) -> str:
        """As an axis shows it: `Q1/22`."""
        year = f"{self.starts.year % 100:02d}"
        return {
            "year": str(self.starts.year),
            "half": f"N{1 if self.starts.month == 1 else 2}/{year}",
            "quarter": f"Q{(self.starts.month + 2) // 3}/{year}",
            "month": f"T{self.starts.month}/{year}",
        }[self.kind]


@lru_cache(maxsize=4096)
def parse(code: str) -> Period:
    """The period of a code.

    Raises ValueError for anything that is not a period code.
    """
    match = _FORM.fullmatch(code)
    if not match:
        raise ValueError(f"not a period: {code!r}")
    year, half, quarter, month = match.groups()
    if half:
        first, kind = 6 * int(half) - 5, "half"
        name = f"6 tháng {'đầu' if half == '1' else 'cuối'} năm {year}"
    elif quarter:
        first, kind, name = 3 * int(quarter) - 2, "quarter", f"Quý {_ROMAN[int(quarter) - 1]}/{year}"
    elif month:
        first, kind, name = int(month), "month", f"Tháng {int(month)}/{year}"
    else:
        first, kind, name = 1, "year", f"Năm {year}"
    return Period(code, kind, date(int(year), first, 1), _last_day(int(year), first + KINDS[kind] - 1), name)


def is_period(code: str) -> bool:
    """Whether `code` is written as a period."""
    return _FORM.fullmatch(code) is not None


def containing(day: date, kind: str) -> str:
    """The code of the period of this kind that `day` falls in."""
    number = (day.month - 1) // KINDS[kind] + 1
    return {
        "year": f"{day.year}",
        "half": f"{day.year}-H{number}",
        "quarter": f"{day.year}-Q{number}",
        "month": f"{day.year}-M{number:02d}",
    }[kind]


def before(code: str, steps: int = 1) -> str:
    """The period of the same kind `steps` earlier (negative: later)."""
    period = parse(code)
    months = period.starts.year * 12 + period.starts.month - 1 - steps * KINDS[period.kind]
    return containing(date(months // 12, months % 12 + 1, 1), period.kind)


def _last_day(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
