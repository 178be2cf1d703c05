"""What intake says about a file: remarks, and questions it will not answer by guessing."""

from dataclasses import dataclass, field

MUST_FIX = "must_fix"
CONFIRM = "confirm"
FIXED = "fixed"
LEVELS = {MUST_FIX: "phải sửa", CONFIRM: "cần xác nhận", FIXED: "đã tự sửa"}
"""Levels in the order of their weight, with the words people see. `must_fix` blocks the file."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing said about one place of a file.

    `code` names the pattern: equal faults share it and are shown as one. `row` and `column` are what the
    officer sees in their own program; `value` is the officer's own text.
    """

    level: str
    code: str
    message: str
    cure: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What only the officer knows. `options`: answer code to Vietnamese words; there is no default."""

    id: str
    text: str
    options: dict[str, str] = field(default_factory=dict)
    sheet: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""
