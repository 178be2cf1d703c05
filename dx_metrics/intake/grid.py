"""A sheet as a rectangle of cells, with what merged cells say spread over the cells they cover."""

from dataclasses import dataclass
from functools import cached_property

from dx_metrics.intake.sheet import Sheet

WIDEST = 400
"""Columns that are looked at; a table of communes has fewer, and a wider one is refused."""


@dataclass(frozen=True)
class Grid:
    """The rows of a sheet, all as wide as the widest one; blank cells are "".

    Rows and columns are counted from zero; `number` and `letter` say them as the officer sees them.
    """

    sheet: Sheet

    @cached_property
    def width(self) -> int:
        """Columns up to the last one in which anything stands."""
        return max((at + 1 for row in self.sheet.rows for at in (_last(row),)), default=0)

    @cached_property
    def rows(self) -> list[list[str]]:
        """The cells; those that hold nothing but blanks are ""."""
        wide = self.width
        return [
            [cell if cell and not cell.isspace() else "" for cell in row[:wide]] + [""] * (wide - len(row))
            for row in self.sheet.rows
        ]

    @cached_property
    def covered(self) -> dict[tuple[int, int], tuple[int, int]]:
        """Cells that lie under a merged one, with the cell whose text they show."""
        found = {}
        for top, left, bottom, right in self.sheet.merged:
            for row in range(top, min(bottom, len(self.rows) - 1) + 1):
                for column in range(left, min(right, self.width - 1) + 1):
                    if (row, column) != (top, left):
                        found[row, column] = (top, left)
        return found

    def shown(self, row: int, column: int) -> str:
        """The text a person sees at a cell, also where it is part of a merged one."""
        at = self.covered.get((row, column), (row, column))
        return self.rows[at[0]][at[1]]

    def filled(self, row: int) -> list[int]:
        """Columns in which something stands."""
        return [column for column, cell in enumerate(self.rows[row]) if cell]

    def number(self, row: int) -> int:
        """The number of a row as the officer sees it."""
        return self.sheet.numbers[row]


def _last(row: list[str]) -> int:
    """The last column in which something stands; -1 for a blank row."""
    for at in range(len(row) - 1, -1, -1):
        if row[at] and not row[at].isspace():
            return at
    return -1
