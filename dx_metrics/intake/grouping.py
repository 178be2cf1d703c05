"""Equal remarks as one: three hundred rows with the same fault are said once, with all their rows."""

from collections.abc import Iterable
from dataclasses import dataclass

from dx_metrics.intake.remark import LEVELS, Remark

SHOWN = 5
"""Values of the officer's own that are shown of one pattern."""


@dataclass(frozen=True, slots=True)
class Group:
    """Remarks of one pattern in one column. `message` and `cure` are the first one's; `values` a few of theirs."""

    level: str
    code: str
    sheet: str
    column: str
    message: str
    cure: str
    rows: tuple[int, ...]
    values: tuple[str, ...]
    count: int

    @property
    def rows_said(self) -> str:
        """`dòng 3, 5–9`; "" where it is not about rows."""
        return said_rows(self.rows)


def grouped(remarks: Iterable[Remark]) -> list[Group]:
    """Remarks by pattern, the gravest level first, else in the order in which they were found."""
    patterns: dict[tuple[str, str, str, str], list[Remark]] = {}
    for remark in remarks:
        patterns.setdefault((remark.level, remark.code, remark.sheet, remark.column), []).append(remark)
    order = list(LEVELS)
    found = [_group(several) for several in patterns.values()]
    return sorted(found, key=lambda group: order.index(group.level))


def said_rows(rows: Iterable[int]) -> str:
    """`dòng 3, 5–9`: every row named, neighbours as a run."""
    runs: list[list[int]] = []
    for number in sorted(set(rows)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    shown = [f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]
    return f"dòng {', '.join(shown)}" if shown else ""


def _group(several: list[Remark]) -> Group:
    first = several[0]
    rows = tuple(remark.row for remark in several if remark.row is not None)
    values = tuple(dict.fromkeys(remark.value for remark in several if remark.value))
    message = first.message if len(several) == 1 else f"{first.message} (và {len(several) - 1} chỗ như vậy)"
    shown = (*values[:SHOWN], "…") if len(values) > SHOWN else values
    return Group(first.level, first.code, first.sheet, first.column, message, first.cure, rows, shown, len(several))
