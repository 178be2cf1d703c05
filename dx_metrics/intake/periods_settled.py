"""One period out of all that title, sheet, file name and cells say about it; or a question."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from dx_metrics import periods
from dx_metrics.intake.remark import Question
from dx_metrics.intake.spans import CUMULATIVE, DAY, Span
from dx_metrics.wording import listed

FREQUENCIES = {"month": "tháng", "quarter": "quý", "half": "nửa năm", "year": "năm"}
LEAVE_OUT = "leave_out"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one place says: `where` in words ("tiêu đề", "tên tệp", "cột Kỳ"), and the spans found there."""

    where: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Settled:
    """The period's code, or the question that settles it; `cumulative` when its figures run from January on."""

    period: str = ""
    question: Question | None = None
    cumulative: bool = False


def settle_period(evidence: Iterable[Evidence], given: str | None = None, kind: str = "quarter") -> Settled:
    """The period that every place agrees on.

    `given`: the period that the caller names; what the file says must not contradict it. `kind`: the workspace's
    usual kind of period, for files that hold nothing but dates.
    """
    places = list(evidence)
    years = {span.year for place in places for span in place.spans if span.year and span.how != DAY}
    spoken = [(place.where, _dated(span, years)) for place in places for span in place.spans if span.how != DAY]
    finer = _without_context([(where, span) for where, span in spoken if span.first or span.year is None])
    days = [span for place in places for span in place.spans if span.day]
    if not finer:
        return _from_days(days, given, kind)
    codes = list(dict.fromkeys(span.code or span.text for _, span in finer))
    if given and codes != [given]:
        fits = all(span.year is None and span.in_year(int(given[:4])) == given for _, span in finer)
        if not fits:
            return Settled(question=_contradicting([given, *codes], [("người nạp", None), *finer]))
    if len(codes) > 1:
        return Settled(question=_contradicting(codes, finer))
    span = finer[0][1]
    cumulative = any(found.how == CUMULATIVE for _, found in finer)
    period = given or span.code
    if not period:
        return Settled(question=_unclear(span, kind), cumulative=cumulative)
    early = [day for day in days if day.day and day.day < periods.parse(period).starts]
    if early and not given:
        question = _asked(f"Tệp ghi {periods.parse(period).name} nhưng ngày báo cáo là {early[0].text}.", [period])
        return Settled(question=question, cumulative=cumulative)
    return Settled(period, None, cumulative)


def fits(period: str, frequency: str) -> bool:
    """Whether a figure of a variable reported this often can be one of this period."""
    return periods.parse(period).kind == frequency


def ask_frequency(period: str, frequency: str, names: Sequence[str], cumulative: bool = False) -> Question:
    """What to do with columns whose variables are reported more or less often than the file's period."""
    said = periods.parse(period)
    shown = f"Số lũy kế {said.name}" if cumulative else said.name
    text = f"{shown} không phải kỳ của {listed(list(names))} (báo cáo theo {FREQUENCIES[frequency]}). Ghi thế nào?"
    options = {LEAVE_OUT: "Không nạp các cột này"}
    # Six months are never one of their quarters; a quarter may well carry the figure of its year.
    if not cumulative and periods.KINDS[frequency] > periods.KINDS[said.kind]:
        wider = periods.containing(said.ends, frequency)
        options[wider] = f"Đây là số của {periods.parse(wider).name}"
    return Question(f"frequency:{frequency}:{period}", text, options)


def _dated(span: Span, years: set[int]) -> Span:
    return span.with_year(min(years)) if span.year is None and span.first and len(years) == 1 else span


def _without_context(spans: list[tuple[str, Span]]) -> list[tuple[str, Span]]:
    """Without years that only say in which year a finer period lies."""
    finer = {span.year for _, span in spans if (span.first, span.last) != (1, 12)}
    return [(where, span) for where, span in spans if (span.first, span.last) != (1, 12) or span.year not in finer]


def _from_days(days: list[Span], given: str | None, kind: str) -> Settled:
    """A file that holds only dates: the last day of a period means that period, any other day is asked about."""
    if given:
        starts = periods.parse(given).starts
        ends = {periods.containing(s.day, periods.parse(given).kind) for s in days if s.day and _is_last(s.day, kind)}
        early = next((span for span in days if span.day and span.day < starts), None)
        if early or ends - {given}:
            text = (early or days[0]).text
            other = sorted(ends - {given})
            return Settled(question=_asked(f"Kỳ đã chọn không hợp với ngày {text} ghi trong tệp.", [given, *other]))
        return Settled(given)
    inside = {periods.containing(span.day, kind) for span in days if span.day}
    if len(inside) == 1 and all(span.day and _is_last(span.day, kind) for span in days):
        return Settled(inside.pop())
    if not inside:
        return Settled(question=_asked("Tệp không ghi kỳ báo cáo. Đây là số liệu kỳ nào?", []))
    around = sorted(inside | {periods.before(code) for code in inside})
    return Settled(question=_asked(f"Tệp chỉ ghi ngày {days[0].text}. Đây là số liệu kỳ nào?", around))


def _is_last(day: date, kind: str) -> bool:
    return day == periods.parse(periods.containing(day, kind)).ends


def _contradicting(codes: Sequence[str], said: Sequence[tuple[str, Span | None]]) -> Question:
    places = "; ".join(dict.fromkeys(f"{where}: {span.text}" for where, span in said if span))
    return _asked(f"Các chỗ ghi kỳ không giống nhau ({places}). Đây là số liệu kỳ nào?", codes)


def _unclear(span: Span, kind: str) -> Question:
    if span.how == CUMULATIVE:
        text = f"Tệp ghi số lũy kế “{span.text}”, không phải số của một {FREQUENCIES[kind]}. Đây là số liệu kỳ nào?"
        return _asked(text, [])
    if span.year is None and span.first:
        return _asked(f"Tệp ghi “{span.text}” mà không ghi năm. Đây là số liệu kỳ nào?", [])
    return _asked(f"“{span.text}” không trùng kỳ nào. Đây là số liệu kỳ nào?", [])


def _asked(text: str, codes: Sequence[str]) -> Question:
    options = {code: periods.parse(code).name for code in dict.fromkeys(codes) if periods.is_period(code)}
    return Question("period", text, options)
