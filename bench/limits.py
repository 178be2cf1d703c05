"""What was asked of each figure, and whether a run met it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import median

from bench.ledger import Figure, Ledger, plain


@dataclass(frozen=True, slots=True)
class Limit:
    """A figure of the ledger, what it must reach at least, and what is aimed at.

    `ratio`: ours to the floor of the same run; else ours alone. `most`: no more than that, else no less.
    """

    measure: str
    of: str
    at_least: float
    aim: float
    ratio: bool = False
    most: bool = True


LIMITS = (
    Limit("cold open: first picture, beside static Plotly", "overview", 1.0, 0.5, ratio=True),
    Limit("cold open: interactive", "overview", 1.15, 0.65, ratio=True),
    Limit("cold open: over the wire", "overview", 2500, 1100),
    Limit("server CPU a change, many viewers", "20 viewers", 15, 5),
    Limit("change at the server, p95", "2 viewers", 1000, 250),
    Limit("change at the server, p95", "20 viewers", 1000, 250),
    Limit("viewers changing every 2 s, p95 within 1 s", "overview", 100, 250, most=False),
    Limit("server memory a further viewer", "from 20 to 60", 1, 0.3),
    Limit("bytes to published scores", "3,999,600 rows", 3, 1.5, ratio=True),
    Limit("scoring", "10598 units x 100 criteria x 20 periods", 5, 3, ratio=True),
    Limit("changed period, asked again", "3,321 communes x 60 x 20", 1.3, 1.1, ratio=True),
    Limit("changed period, asked again", "10,598 communes x 100 x 20", 1.3, 1.1, ratio=True),
    Limit("light page: bytes", "overview", 60, 25),
    Limit("light page: requests", "overview", 2, 1),
    Limit("light page: seen, beside static Plotly", "overview", 1.0, 0.5, ratio=True),
)


def judged(ledger: Ledger) -> Iterator[tuple[Limit, float, str]]:
    """Each limit whose figure was measured, its value and the verdict: aim, met or missed."""
    for limit in LIMITS:
        figure = ledger.figures.get((limit.measure, limit.of))
        value = _value(figure, limit) if figure else None
        if value is not None:
            yield limit, value, _verdict(value, limit)


def missed(ledger: Ledger) -> list[str]:
    """A sentence for each limit that was not met."""
    return [
        f"{limit.measure}, {limit.of}: {plain(value)} where {plain(limit.at_least)} was asked"
        for limit, value, verdict in judged(ledger)
        if verdict == "missed"
    ]


def table(ledger: Ledger) -> str:
    """The verdicts as text, a line each."""
    rows = [("against the limits", "of", "measured", "limit", "aim", "")]
    for limit, value, verdict in judged(ledger):
        unit = "x" if limit.ratio else ""
        numbers = (f"{plain(each)}{unit}" for each in (value, limit.at_least, limit.aim))
        rows.append((limit.measure, limit.of, *numbers, verdict))
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    return "\n".join(
        "  ".join(word.ljust(width) for word, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def _value(figure: Figure, limit: Limit) -> float | None:
    if limit.ratio:
        return figure.ratio
    return median(figure.ours) if figure.ours else None


def _verdict(value: float, limit: Limit) -> str:
    within: Callable[[float], bool] = (lambda bound: value <= bound) if limit.most else (lambda bound: value >= bound)
    return "aim" if within(limit.aim) else "met" if within(limit.at_least) else "missed"
