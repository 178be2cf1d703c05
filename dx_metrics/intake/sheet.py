"""What reading a file yields: sheets of text, and what was remarked on the way."""

import datetime
from dataclasses import dataclass, field

from dx_metrics.intake.remark import Remark

Value = float | int | bool | datetime.date | datetime.datetime
"""What a workbook keeps behind the text of a typed cell."""


class Typed(str):
    """The text an officer sees in a workbook's cell, with the value behind it.

    `percent` is true when the cell's number format has a `%`: the value 0.1234 is then seen as "12,34%".
    """

    __slots__ = ("percent", "value")

    value: Value
    percent: bool

    def __new__(cls, text: str, value: Value, *, percent: bool = False) -> "Typed":
        made = super().__new__(cls, text)
        made.value = value
        made.percent = percent
        return made


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of text in the order of the file; ragged rows stay ragged, merged cells have their text in the top left.

    `numbers` holds for each row the number an officer sees: the row of the workbook, or the line of a text file
    where the record starts. `merged` holds (first row, first column, last row, last column), and `hidden_rows` and
    `hidden_columns` hold indexes, all counted from zero in `rows`.
    """

    name: str
    rows: list[list[str]]
    numbers: list[int]
    hidden: bool = False
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Reading:
    """One file, read. `kind` is what its bytes are (csv, xlsx, xls, ods, html, ...; "" when refused), never its name.

    `encoding` and `delimiter` are "" for workbooks. A remark of level "must_fix" says why something was refused.
    """

    file: str
    kind: str = ""
    encoding: str = ""
    delimiter: str = ""
    sheets: list[Sheet] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
