"""Figures that a sentence may name, and the code that leads each one back to its row."""

from dataclasses import dataclass, field

from dx_metrics.wording import plain

PREFIX = "KB"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with where it stands. `what` names it, `whose` the commune or all of them, `row` the table and key."""

    value: float
    what: str
    whose: str
    period: str
    row: str
    decimals: int = 2
    measure: str = ""

    @property
    def shown(self) -> str:
        """As the sentence and the annex print it."""
        return plain(self.value, self.decimals)


Value = Figure | str
"""What a name in a sentence stands for; "" where there is nothing to say."""


@dataclass(slots=True)
class Codes:
    """Codes in the order in which figures are first printed; the same figure keeps its code."""

    known: dict[Figure, str] = field(default_factory=dict)

    def of(self, figure: Figure) -> str:
        """`KB-07`."""
        if figure not in self.known:
            self.known[figure] = f"{PREFIX}-{len(self.known) + 1:02d}"
        return self.known[figure]
