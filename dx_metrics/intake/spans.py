"""A stretch of time that somebody wrote down, and the code of the period it is."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from dx_metrics import periods

NAMED, CUMULATIVE, RANGE, DAY = "named", "cumulative", "range", "day"


@dataclass(frozen=True, slots=True)
class Span:
    """Months `first` to `last` of `year` (None where no year is written).

    `how`: "named" (quý, tháng, năm), "cumulative" (6 tháng, lũy kế), "range" (from a date to a date) or "day"
    (a single date, which lies inside some period). A range that is not whole months has `first` 0.
    """

    text: str
    how: str
    year: int | None = None
    first: int = 0
    last: int = 0
    day: date | None = None

    @property
    def code(self) -> str:
        """The code of the period that this is; "" where it is none, has no year, or is only a day."""
        if self.year is None or not self.first or self.how == DAY:
            return ""
        return self.in_year(self.year)

    def in_year(self, year: int) -> str:
        """The code in a year that stands elsewhere."""
        months = self.last - self.first + 1
        kind = next((kind for kind, length in periods.KINDS.items() if length == months), "")
        if not kind or (self.first - 1) % months:
            return ""
        return periods.containing(date(year, self.first, 1), kind)

    @property
    def kind(self) -> str:
        """month, quarter, half or year; "" where it is none of them."""
        code = self.in_year(self.year or 2000) if self.first and self.how != DAY else ""
        return periods.parse(code).kind if code else ""

    def with_year(self, year: int) -> "Span":
        """The same months of this year, where none was written."""
        return self if self.year else replace(self, year=year)


def named(text: str, first: int, last: int, year: int | None) -> Span | None:
    """A named stretch; None for months that do not exist."""
    return Span(text, NAMED, year, first, last) if 1 <= first <= last <= 12 else None


def between(text: str, starts: date, ends: date) -> Span:
    """From a day to a day: whole months of one year where it is that."""
    whole = starts.day == 1 and (ends + timedelta(days=1)).day == 1 and starts.year == ends.year and starts <= ends
    if not whole:
        return Span(text, RANGE)
    return Span(text, RANGE, starts.year, starts.month, ends.month)


def on_day(text: str, day: date) -> Span:
    """A single date."""
    return Span(text, DAY, day.year, day.month, day.month, day)


def full_year(text: str) -> int | None:
    """`2022` and `22` as 2022; None for no year."""
    if not text:
        return None
    return int(text) if len(text) == 4 else 2000 + int(text)


def a_day(day: str, month: str, year: str) -> date | None:
    """Day before month, as written here; the other way round only where nothing else can be meant."""
    numbers = int(day), int(month), full_year(year) or 0
    for one, other in ((numbers[0], numbers[1]), (numbers[1], numbers[0])):
        try:
            return date(numbers[2], other, one)
        except ValueError:
            continue
    return None
