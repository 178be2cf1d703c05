"""What is said to the officer about a file: one remark a fault, a doubt, or a thing that was put right."""

from dataclasses import dataclass

LEVELS = {"must_fix": "phải sửa", "confirm": "cần xác nhận", "fixed": "đã tự sửa"}
"""`must_fix` blocks publishing, `confirm` asks the officer to look, `fixed` was normalised and is told."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark. `code` is the slug of its pattern: remarks of one code are shown together.

    `row` and `column` are as the officer sees them, `value` is the officer's own, `cure` what to do about it.
    """

    level: str
    code: str
    message: str
    cure: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""
