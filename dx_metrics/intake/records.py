"""Tidy records: one figure of one unit in one period, with the place in the file that it came from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Record:
    """A figure. `value` is "" where `status` says missing or not_applicable.

    `numerator` and `denominator` are those that the file itself gives for a rate; `row` and `column` are where the
    figure stands, as the officer sees them.
    """

    unit: str
    period: str
    variable: str
    value: str
    status: str = ""
    numerator: str = ""
    denominator: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """What a workspace holds at most one figure of."""
        return self.unit, self.period, self.variable
