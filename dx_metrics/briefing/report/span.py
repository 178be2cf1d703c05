"""What a report is about: one period, or all periods since January put together."""

from dataclasses import dataclass

from dx_metrics import periods
from dx_metrics.queries import choices
from dx_metrics.store import Release

ONE = "ky"
CUMULATIVE = {6: "6-thang", 9: "9-thang", 12: "nam"}
"""Months since January to the kind of a report."""
KINDS = (ONE, *CUMULATIVE.values())
MONTHS = {"6-thang": 6, "9-thang": 9, "nam": 12}


@dataclass(frozen=True, slots=True)
class Span:
    """`period` is the last one, for which communes are scored and ranked; `periods` are all that are put together.

    `lacking` names periods of the span that the release has no figures of at all.
    """

    kind: str
    period: str
    name: str
    periods: tuple[str, ...]
    lacking: tuple[str, ...] = ()

    @property
    def cumulative(self) -> bool:
        """Whether figures of several periods are put together."""
        return self.kind != ONE


def spans(release: Release, series: str, period: str) -> dict[str, Span]:
    """The reports that can be made up to a period: the period itself, and what ends with it since January."""
    last = periods.parse(period)
    found = {ONE: Span(ONE, period, last.name, (period,))}
    length, kind = last.ends.month, CUMULATIVE.get(last.ends.month)
    own = periods.KINDS[last.kind]
    if kind is None or length == own:
        return found
    wanted = [periods.before(period, steps) for steps in range(length // own - 1, -1, -1)]
    known = set(choices.periods(release, series)["code"])
    lacking = tuple(periods.parse(code).name for code in wanted if code not in known)
    year = last.ends.year
    name = f"Năm {year}" if length == 12 else f"{length} tháng đầu năm {year}"
    found[kind] = Span(kind, period, name, tuple(code for code in wanted if code in known), lacking)
    return found


def earlier(release: Release, series: str, span: Span) -> Span | None:
    """What a span is compared with: the period before, or the same months of the year before, if all there."""
    known = set(choices.periods(release, series)["code"])
    if not span.cumulative:
        before = periods.before(span.period)
        return spans(release, series, before)[ONE] if before in known else None
    steps = 12 // periods.KINDS[periods.parse(span.period).kind]
    last = periods.before(span.period, steps)
    if last not in known:
        return None
    other = spans(release, series, last)[span.kind]
    return None if other.lacking or len(other.periods) != len(span.periods) else other


def after(span: Span) -> str:
    """The name of the period that follows: what section IV plans for."""
    return periods.parse(periods.before(span.period, -1)).name
