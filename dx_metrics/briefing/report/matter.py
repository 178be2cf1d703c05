"""What a report is made of: release, index, span, day, and what the indicators came to."""

from dataclasses import dataclass
from datetime import date

from dx_metrics import periods
from dx_metrics.briefing.report import results
from dx_metrics.briefing.report.results import Indicator
from dx_metrics.briefing.report.span import Span, earlier
from dx_metrics.store import Release
from dx_metrics.view import ALL, View

ALL_UNITS = "toàn địa bàn"


@dataclass(frozen=True, slots=True)
class Matter:
    """`before` is the span compared with and `then` its indicators by code; empty where there is none."""

    release: Release
    series: str
    span: Span
    as_of: date
    indicators: tuple[Indicator, ...]
    summed: tuple[str, ...] = ()
    before: Span | None = None
    then: dict[str, Indicator] | None = None

    @property
    def view(self) -> View:
        """The view whose exhibits the report prints: everyone of the level, the whole index, the span's last period."""
        return View(self.series, self.span.period, ALL, level=self.release.level)

    @property
    def begins(self) -> date:
        """First day of the span."""
        return periods.parse(self.span.periods[0]).starts

    @property
    def ends(self) -> date:
        """Last day of the span."""
        return periods.parse(self.span.period).ends

    @property
    def word(self) -> str:
        """What a unit is called."""
        return str(self.release.about["unit_word"])


def gather(release: Release, series: str, span: Span, summed: tuple[str, ...], as_of: date) -> Matter:
    """All of it asked at once. Raises results.WrongTotal."""
    found = tuple(results.indicators(release, series, span, summed))
    before = earlier(release, series, span)
    then = {i.code: i for i in results.indicators(release, series, before, summed)} if before else None
    return Matter(release, series, span, as_of, found, summed, before, then)
