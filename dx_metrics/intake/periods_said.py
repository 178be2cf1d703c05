"""Periods in every spelling: `Quý I/2022`, `Q1-2022`, `6 tháng đầu năm`, `T3/2022`, `01/01/2022 - 31/03/2022`."""

import datetime
import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from dx_metrics.intake.spans import CUMULATIVE, Span, a_day, between, full_year, named, on_day
from dx_metrics.intake.spelling import cleaned
from dx_metrics.wording import folded

_YEAR4 = r"(?:19|20)\d\d"
_YEAR = rf"(?P<year>{_YEAR4}|\d\d)(?!\d)"
_THEN = rf"(?:[\s/.,\-–:']*(?:(?:cua\s+)?nam\s*)?{_YEAR})?"
_NUMBER = r"(?P<n>iv|iii|ii|i|[1-4]|nhat|mot|hai|ba|bon|tu)(?![a-z0-9])"
_DATE = rf"(?P<d>\d{{1,2}})[/.\-](?P<m>\d{{1,2}})(?:[/.\-](?P<y>{_YEAR4}|\d\d))?(?!\d)"
_LONG_DATE = rf"(?:ngay\s*)?(?P<d>\d{{1,2}})\s+thang\s+(?P<m>\d{{1,2}})(?:\s*(?:nam|/)?\s*(?P<y>{_YEAR4}))?"
_TO = r"\s*(?:-|–|—|->|den|toi)\s*(?:het\s*)?(?:ngay\s*)?"
_WORDS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "mot": 1, "nhat": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4}
_RUNNING = re.compile(r"\b(luy ke|cong don|tu dau nam|luy tien)\b")
_UNDATED = re.compile(r"\bngay[\s.…]*thang[\s.…\d]*(?:nam[\s.…\d]*)?")
_SERIAL = re.compile(r"[345]\d{4}(?:[.,]0+)?")
_CLOCK = re.compile(r"[\sT]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[AP]M)?$", re.IGNORECASE)
_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_Found = Callable[[re.Match[str]], Span | None]


def _quarter(match: re.Match[str]) -> Span | None:
    n = _WORDS.get(match["n"]) or int(match["n"])
    return named(match[0].strip(), 3 * n - 2, 3 * n, full_year(match["year"] or ""))


def _half(match: re.Match[str]) -> Span | None:
    first = 1 if match["n"] in ("1", "dau", "i") else 7
    return named(match[0].strip(), first, first + 5, full_year(match["year"] or ""))


def _months(match: re.Match[str]) -> Span | None:
    """Months counted from the start or to the end of a year."""
    count, year = {"sau": 6, "chin": 9, "ba": 3}.get(match["n"]) or int(match["n"]), full_year(match["year"] or "")
    bare = not match["which"] and not year
    if bare and (count not in (3, 6, 9, 12) or match[0].strip() != match.string.strip()):
        return None  # "quá 3 tháng" is no period
    if match["which"] == "cuoi":
        return named(match[0].strip(), 13 - count, 12, year)
    whole = count in (3, 12)  # which is a quarter or a year, cumulative or not
    span = named(match[0].strip(), 1, count, year)
    return span if whole or span is None else Span(span.text, CUMULATIVE, year, 1, count)


def _month(match: re.Match[str]) -> Span | None:
    return named(match[0].strip(), int(match["n"]), int(match["n"]), full_year(match["year"] or ""))


def _months_between(match: re.Match[str]) -> Span | None:
    return named(match[0].strip(), int(match["n"]), int(match["to"]), full_year(match["year"] or ""))


def _year(match: re.Match[str]) -> Span | None:
    return named(match[0].strip(), 1, 12, full_year(match["year"]))


def _dates(match: re.Match[str]) -> Span | None:
    ends = a_day(match["d2"], match["m2"], match["y2"])
    starts = a_day(match["d"], match["m"], match["y"] or match["y2"])
    return between(match[0].strip(), starts, ends) if starts and ends else None


def _day(match: re.Match[str]) -> Span | None:
    day = a_day(match["d"], match["m"], match["y"]) if match["y"] else None
    return on_day(match[0].strip(), day) if day else None


def _second(date: str) -> str:
    return re.sub(r"\?P<(\w)>", r"?P<\g<1>2>", date)


# In this order, each taking what it read out of the text, so that nothing is read twice.
_PATTERNS: tuple[tuple[re.Pattern[str], _Found], ...] = tuple(
    (re.compile(pattern), found)
    for pattern, found in (
        (rf"\bthang\s*(?P<n>\d{{1,2}}){_TO}(?:thang\s*)?(?P<to>\d{{1,2}})(?!\d){_THEN}", _months_between),
        (rf"(?<!\d){_DATE}{_TO}{_second(_DATE)}", _dates),
        (rf"(?<!\d){_LONG_DATE}{_TO}{_second(_LONG_DATE)}", _dates),
        (rf"(?<!\d)(?P<y>{_YEAR4})[-/.](?P<m>\d{{1,2}})[-/.](?P<d>\d{{1,2}})(?!\d)", _day),
        (rf"(?<!\d){_LONG_DATE}", _day),
        (rf"(?<!\d){_DATE}", _day),
        (rf"(?<!\d)(?P<year>{_YEAR4})[\s\-/.]*q(?:u[yi])?[\s.\-]*{_NUMBER}", _quarter),
        (rf"\bqu[yi]\s*[:.\-]?\s*{_NUMBER}{_THEN}", _quarter),
        (rf"\bq\s?\.?\s?(?P<n>iv|iii|ii|i|[1-4])(?![a-z0-9]){_THEN}", _quarter),
        (rf"(?<!\d)(?P<year>{_YEAR4})[\s\-/.]*h(?P<n>[12])(?!\d)", _half),
        (rf"\bh(?P<n>[12])(?!\d){_THEN}", _half),
        (rf"\b(?:nua|ban nien)\s+(?P<n>dau|cuoi)(?:\s+nam)?{_THEN}", _half),
        (
            rf"(?<![\w/.])0?(?P<n>\d{{1,2}}|chin|sau|ba)\s*thang(?![a-z])(?:\s+(?P<which>dau|cuoi)(?:\s+nam)?)?{_THEN}",
            _months,
        ),
        (rf"(?<![\w/.])0?(?P<n>[369]|12)\s?t(?![a-z0-9])(?P<which>){_THEN}", _months),
        (rf"(?<!\d)(?P<year>{_YEAR4})-m(?P<n>\d{{2}})(?!\d)", _month),
        (rf"\bthang\s*[:.\-]?\s*(?P<n>\d{{1,2}})(?!\d){_THEN}", _month),
        (rf"\bt\.?\s?(?P<n>\d{{1,2}})[\s/.\-]+(?:nam\s*)?{_YEAR}", _month),
        (rf"\bnam\s*[:.]?\s*(?P<year>{_YEAR4})(?!\s*[-–]\s*\d)(?!\d)", _year),
    )
)

_CELLS: tuple[tuple[re.Pattern[str], _Found], ...] = tuple(
    (re.compile(pattern), found)
    for pattern, found in (
        (rf"(?P<year>{_YEAR4})", _year),
        (rf"(?P<n>iv|iii|ii|i)(?:[\s/.\-]+(?:nam\s*)?{_YEAR})?", _quarter),
        (rf"(?P<n>0?[1-9]|1[0-2])[\s/.\-]+(?P<year>{_YEAR4})", _month),
        (rf"(?P<year>{_YEAR4})[\s/.\-]+(?P<n>0?[1-9]|1[0-2])", _month),
        (r"t(?P<n>0?[1-9]|1[0-2])(?P<year>)", _month),
    )
)
_QUARTER_CELL = re.compile(rf"0?(?P<n>[1-4])(?:[\s/.\-]+(?:nam\s*)?{_YEAR})?")
_MONTH_CELL = re.compile(rf"(?P<n>0?[1-9]|1[0-2])(?:[\s/.\-]+(?:nam\s*)?{_YEAR})?")
_NAMED_MONTH = re.compile(rf"(?:(?P<d>\d{{1,2}})[\s\-])?(?P<n>{'|'.join(_ENGLISH)})[a-z]*[\s\-.,']*{_YEAR}")


@lru_cache(maxsize=4096)
def said_in(text: str) -> tuple[Span, ...]:
    """Every stretch of time in a title, a header, the name of a sheet or of a file, in the order written.

    Dates are among them as "day": the date of a document is no period.
    """
    left = _UNDATED.sub("#", _plain(text))
    found: list[tuple[int, Span]] = []
    for pattern, make in _PATTERNS:
        for match in pattern.finditer(left):
            span = make(match)
            if span:
                found.append((match.start(), span))
                left = left[: match.start()] + "#" * len(match[0]) + left[match.end() :]
    spans = [span for _, span in sorted(found, key=lambda pair: pair[0])]
    return tuple(_from_the_start(span) for span in spans) if is_cumulative(text) else tuple(spans)


def said_by(cell: str, header: str = "") -> Span | None:
    """The period of a cell that holds nothing else, read in the light of its column's header; None when it is none.

    Knows `I/2022`, `03/2022`, `2022`, dates, typed dates, Excel's day numbers; under "Quý" a bare `1` is a quarter.
    """
    value = getattr(cell, "value", None)
    if isinstance(value, datetime.datetime):
        value = value.date()
    if isinstance(value, datetime.date):
        return on_day(str(cell), value)
    return _said_by(str(cell), folded(header))


@lru_cache(maxsize=4096)
def _said_by(text: str, header: str) -> Span | None:
    plain = _plain(_CLOCK.sub("", cleaned(text))).strip(" .,;:'\"()")
    if _SERIAL.fullmatch(plain):
        return on_day(text, datetime.date(1899, 12, 30) + datetime.timedelta(days=int(plain[:5])))
    under: tuple[tuple[re.Pattern[str], _Found], ...] = ()
    if re.search(r"\bqu[yi]\b|quarter", header):
        under = ((_QUARTER_CELL, _quarter),)
    elif re.search(r"\bthang\b|month", header):
        under = ((_MONTH_CELL, _month),)
    for pattern, make in (*under, *_CELLS):
        match = pattern.fullmatch(plain)
        if match:
            return make(match)
    match = _NAMED_MONTH.fullmatch(plain)
    if match:
        month = _ENGLISH.index(match["n"]) + 1
        if match["d"]:
            day = a_day(match["d"], str(month), match["year"])
            return on_day(text, day) if day else None
        return named(text, month, month, full_year(match["year"]))
    spans = said_in(text)
    if not spans:
        return None
    return spans[0] if len({(span.year, span.first, span.last) for span in spans}) == 1 else None


def is_cumulative(text: str) -> bool:
    """Whether a text says that its figures run from the start of the year."""
    plain = _plain(text)
    return _RUNNING.search(plain) is not None or any(
        make is _months and (span := make(match)) is not None and span.how == CUMULATIVE
        for pattern, make in _PATTERNS
        for match in pattern.finditer(plain)
    )


def _from_the_start(span: Span) -> Span:
    """A stretch that a text calls cumulative; of the first quarter and of a year it makes no difference."""
    if not span.first or span.day or (span.first == 1 and span.last in (3, 12)):
        return span
    return Span(span.text, CUMULATIVE, span.year, 1, span.last)


def _plain(text: str) -> str:
    """Folded, with `_` and runs of blanks as one blank; Roman figures of one character as letters."""
    return " ".join(folded(unicodedata.normalize("NFKC", cleaned(text))).replace("_", " ").split())
