"""One row of framework.csv: its cells taken as what they should be, faults noted on the way."""

import math
import re

from dx_metrics.problems import Problem
from dx_metrics.scoring.rules import Statistic, Threshold

UNKNOWN = "?"
"""What a cell says that somebody has yet to fill in, because the source does not tell."""

_NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?")


class Cells:
    """Takes a row's cells one by one; a cell that is wrong is noted in `problems` and read as blank."""

    def __init__(self, file: str, row: int, cells: dict[str, str], problems: list[Problem]) -> None:
        self.file = file
        self.row = row
        self.cells = cells
        self.problems = problems

    def note(self, column: str, message: str, cure: str, level: str = "error") -> None:
        """Keep a fault of this row's `column`."""
        problem = Problem(message, cure, self.file, self.row, column, self.cells[column], level)
        self.problems.append(problem)

    def text(self, column: str) -> str:
        return self.cells[column]

    def unknown(self, columns: tuple[str, ...]) -> tuple[str, ...]:
        """Those of `columns` that say “?”; from here on they are read as blank."""
        found = tuple(column for column in columns if self.cells[column] == UNKNOWN)
        self.cells = {column: "" if column in found else cell for column, cell in self.cells.items()}
        return found

    def required(self, column: str) -> str:
        if not self.cells[column]:
            self.note(column, "ô này không được để trống", "Điền vào ô.")
        return self.cells[column]

    def word(self, column: str, words: tuple[str, ...], default: str) -> str:
        """The cell, which must be one of `words`; `default` when blank."""
        found = self.cells[column]
        if found and found not in words:
            self.note(column, "không có cách ghi này", f"Ghi một trong: {', '.join(words)}.")
            return default
        return found or default

    def number(self, column: str, low: float = -math.inf, high: float = math.inf) -> float | None:
        """The cell as a finite number within limits; None when blank."""
        found = self.cells[column]
        if not found:
            return None
        number = as_number(found)
        if number is None:
            self.note(
                column,
                "không phải là số",
                "Ghi số, phần thập phân sau dấu chấm, không có dấu phân cách nghìn.",
            )
        elif not low <= number <= high:
            limits = f"từ {low:g} trở lên" if high == math.inf else f"từ {low:g} đến {high:g}"
            self.note(column, "số nằm ngoài khoảng cho phép", f"Ghi số {limits}.")
        else:
            return number
        return None

    def threshold(self, column: str) -> Threshold | None:
        """The cell as a level of `at_zero` or `at_full`; None when blank or wrong."""
        found = self.cells[column]
        if not found:
            return None
        if found in ("min", "max", "min_all", "max_all"):
            return Statistic(found)
        percentile = as_number(found[1:]) if found.startswith("p") else None
        if percentile is not None and 0 <= percentile <= 100:
            return Statistic("percentile", percentile / 100)
        number = as_number(found)
        if number is None:
            self.note(column, "không hiểu mức này", "Ghi một số, hoặc min, max, min_all, max_all, p5, p97.5.")
        return number


def as_number(text: str) -> float | None:
    """The finite number written in `text`, None for anything else."""
    number = float(text) if _NUMBER.fullmatch(text) else math.inf
    return number if math.isfinite(number) else None
