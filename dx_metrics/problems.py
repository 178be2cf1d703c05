"""A fault found in somebody's file, said so that they can mend it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault. `row` counts as Excel shows it: the header is row 1.

    `message` says in Vietnamese what is wrong, `cure` what to do about it.
    `level` is "error" (nothing is published) or "warning" (published, and said).
    """

    message: str
    cure: str
    file: str = ""
    row: int | None = None
    column: str = ""
    value: str = ""
    level: str = "error"

    def __str__(self) -> str:
        place = ", ".join(
            part
            for part in (
                self.file,
                f"dòng {self.row}" if self.row else "",
                f"cột {self.column}" if self.column else "",
            )
            if part
        )
        shown = f" (đang ghi: {self.value})" if self.value else ""
        return f"{place}: {self.message}{shown}. {self.cure}" if place else f"{self.message}{shown}. {self.cure}"
