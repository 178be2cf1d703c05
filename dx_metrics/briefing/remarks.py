"""Remarks on an upload put together by pattern: three hundred equal faults are one."""

from collections.abc import Iterable
from dataclasses import dataclass

from dx_metrics.intake.remark import LEVELS, Remark


@dataclass(frozen=True, slots=True)
class Pattern:
    """Remarks of one level and code, in the order of the file; the first one speaks for all."""

    level: str
    code: str
    places: tuple[Remark, ...]

    @property
    def message(self) -> str:
        return self.places[0].message

    @property
    def cure(self) -> str:
        return self.places[0].cure


def patterns(remarks: Iterable[Remark]) -> list[Pattern]:
    """The heaviest level first, in it the most frequent pattern."""
    found: dict[tuple[str, str], list[Remark]] = {}
    for remark in remarks:
        found.setdefault((remark.level, remark.code), []).append(remark)
    weight = {level: at for at, level in enumerate(LEVELS)}
    made = [Pattern(level, code, tuple(places)) for (level, code), places in found.items()]
    return sorted(made, key=lambda pattern: (weight[pattern.level], -len(pattern.places)))


def place(remark: Remark) -> str:
    """`trang “Quý I”, dòng 12, cột Hồ sơ tiếp nhận`; empty for a remark on the whole file."""
    parts = (
        f"trang “{remark.sheet}”" if remark.sheet else "",
        f"dòng {remark.row}" if remark.row else "",
        f"cột {remark.column}" if remark.column else "",
    )
    return ", ".join(part for part in parts if part)
