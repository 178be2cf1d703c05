"""What was measured, and the table that sets it beside the floor."""

import platform
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from statistics import median

UNSUPPORTED = f"not supported on {platform.system()}"
COLUMNS = ("measure", "of", "floor", "dashboard", "ratio")


@dataclass(slots=True)
class Figure:
    """One measure of one page: values of floor and dashboard, a pair a round, in the order measured."""

    measure: str
    of: str
    unit: str
    floor: list[float] = field(default_factory=list)
    ours: list[float] = field(default_factory=list)

    @property
    def ratio(self) -> float | None:
        """Median of ours to median of the floor; None without a floor to compare with."""
        if not self.floor or not self.ours or median(self.floor) <= 0:
            return None
        return median(self.ours) / median(self.floor)

    @property
    def ratios(self) -> list[float]:
        """Ratios round by round; what they spread over is noise. Empty when rounds are not pairs."""
        if len(self.floor) != len(self.ours) or any(value <= 0 for value in self.floor):
            return []
        return [ours / floor for ours, floor in zip(self.ours, self.floor, strict=True)]


@dataclass(slots=True)
class Ledger:
    """All figures of a run, in the order in which they first came."""

    figures: dict[tuple[str, str], Figure] = field(default_factory=dict)

    def add(self, measure: str, of: str, unit: str, *, floor: float | None = None, ours: float | None = None) -> None:
        """Put down a round. None says that this machine cannot tell."""
        figure = self.figures.setdefault((measure, of), Figure(measure, of, unit))
        if floor is not None:
            figure.floor.append(floor)
        if ours is not None:
            figure.ours.append(ours)


def table(ledger: Ledger) -> str:
    """The figures as text: medians, in brackets the least and the most."""
    rows = [COLUMNS, *_rows(ledger)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(COLUMNS))]
    lines = ["  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([lines[0], "-" * len(max(lines, key=len)), *lines[1:]])


def _rows(ledger: Ledger) -> Iterator[tuple[str, ...]]:
    for figure in ledger.figures.values():
        sides = (spread(figure.floor, plain), spread(figure.ours, plain) or UNSUPPORTED)
        ratio = "" if figure.ratio is None else f"{figure.ratio:.2f}x"
        ratios = f"{ratio} {_brackets(figure.ratios, fixed)}".strip()
        yield f"{figure.measure}, {figure.unit}", figure.of, *sides, ratios


def spread(values: list[float], write: Callable[[float], str]) -> str:
    """`1,948 (1,582–2,098)`; the median alone when there is one value, nothing when there is none."""
    return f"{write(median(values))} {_brackets(values, write)}".strip() if values else ""


def _brackets(values: list[float], write: Callable[[float], str]) -> str:
    return f"({write(min(values))}–{write(max(values))})" if len(values) > 1 else ""


def plain(value: float) -> str:
    """Three digits or all that stand before the point: `1,948`, `34.2`, `0.62`."""
    size = abs(value)
    return f"{value:,.0f}" if size >= 100 else f"{value:.1f}" if size >= 10 else f"{value:.2f}"


def fixed(value: float) -> str:
    return f"{value:.2f}"
