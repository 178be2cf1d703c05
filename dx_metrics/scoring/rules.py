"""The rules that turn a value into points, as read from a framework."""

from dataclasses import dataclass

NOT_APPLICABLE = "NA"


@dataclass(frozen=True, slots=True)
class Statistic:
    """A reference point taken from the reference units: `min`, `max` (this period),
    `min_all`, `max_all` (all periods scored together) or `percentile` (this period, `share` 0..1)."""

    word: str
    share: float = 0.0


Threshold = float | Statistic


@dataclass(frozen=True, slots=True)
class Linear:
    """Straight from `at_zero` to `at_full`, the share raised to `exponent`, cut off as `clip` says."""

    at_zero: Threshold
    at_full: Threshold
    exponent: float = 1.0
    clip: str = "both"


@dataclass(frozen=True, slots=True)
class Band:
    """`sign` is >=, >, <=, <, = or else; `points` a number, "max", "prop" or "NA"."""

    sign: str
    limit: float
    points: float | str

    def holds(self, value: float) -> bool:
        match self.sign:
            case ">=":
                return value >= self.limit
            case ">":
                return value > self.limit
            case "<=":
                return value <= self.limit
            case "<":
                return value < self.limit
            case "=":
                return value == self.limit
            case _:
                return True


@dataclass(frozen=True, slots=True)
class Bands:
    """The first line that holds gives the points."""

    lines: tuple[Band, ...]
    at_full: Threshold | None = None
    clip: str = "both"


@dataclass(frozen=True, slots=True)
class Choice:
    """Points of each answer: a number, "max" or "NA"."""

    answers: tuple[tuple[str, float | str], ...]


@dataclass(frozen=True, slots=True)
class ZScore:
    """Standardised over the reference units (sd with n-1), then moved to `mean` and stretched by `sd`."""

    mean: float = 0.0
    sd: float = 1.0


Rule = Linear | Bands | Choice | ZScore
