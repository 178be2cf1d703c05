"""Cells of a sheet, one by one: what nobody sees is taken out, what was lost or is too long is told with its place."""

import re
from collections import defaultdict
from dataclasses import replace

from dx_metrics.intake import cleaning, limits
from dx_metrics.intake.places import letter
from dx_metrics.intake.remark import FIXED, MUST_FIX, Remark
from dx_metrics.intake.sheet import Sheet, Typed
from dx_metrics.intake.witness import Witness, plain

_LOST = re.compile(r"\w\?|\?\w")


def settle(sheet: Sheet, witness: Witness) -> list[Remark]:
    """Cleans the sheet's rows where they stand; says what was put right, once a kind, and each cell that blocks."""
    found: dict[str, list[Remark]] = defaultdict(list)
    counts: dict[str, int] = defaultdict(int)
    clean: set[str] = set()  # most cells of a long file repeat
    for row, number in zip(sheet.rows, sheet.numbers, strict=True):
        for column, cell in enumerate(row):
            if cell.isascii() and cell.isprintable() and "?" not in cell and len(cell) <= limits.CHARACTERS:
                continue
            if cell in clean:
                continue
            faults = _faults(cell, witness)
            for remark, count in faults:
                counts[remark.code] += count
                if len(found[remark.code]) < limits.REMARKS:
                    place = replace(remark, sheet=sheet.name, row=number, column=letter(column), value=_shown(cell))
                    found[remark.code].append(place)
            if not isinstance(cell, Typed):
                row[column] = cleaning.cleaned(cell[: limits.CHARACTERS])
            if not faults and row[column] == cell:
                clean.add(cell)
    return [remark for code, remarks in found.items() for remark in _said(remarks, counts[code])]


def _shown(cell: str) -> str:
    seen = "".join(mark if mark.isprintable() else f"<U+{ord(mark):04X}>" for mark in cell[:80])
    return seen + ("…" if len(cell) > 80 else "")


def _faults(cell: str, witness: Witness) -> list[tuple[Remark, int]]:
    faults = list(cleaning.faults(cell))
    if len(cell) > limits.CHARACTERS:
        faults.append((_too_long(len(cell)), 1))
    if _LOST.search(cell) and len(cell) < 100 and _was_a_name(cell, witness):
        faults.append((cleaning.LOST, 1))
    return faults


def _was_a_name(cell: str, witness: Witness) -> bool:
    """Whether some name of the register fits, with a letter for each question mark."""
    words = re.escape(plain(cell)).replace(r"\?", r"\w")
    shape = re.compile(rf"(?:.*\s)?{words}")
    bare = re.compile(words.split(r"\ ", 1)[-1])
    return any(shape.fullmatch(name) or bare.fullmatch(name) for name in witness.names)


def _too_long(length: int) -> Remark:
    return Remark(
        MUST_FIX,
        "cell_too_long",
        f"Ô dài {length} ký tự, hơn mức {limits.CHARACTERS} ký tự mà một ô Excel chứa được",
        "Rút ngắn nội dung ô này; nếu ô nuốt nhiều dòng thì xem lại dấu nháy",
    )


def _said(remarks: list[Remark], count: int) -> list[Remark]:
    """What was put right is said once with its number; faults each at their place, and how many more there are."""
    first = remarks[0]
    if first.level == FIXED:
        return [replace(first, message=f"{first.message} ({count} chỗ)")]
    if count > len(remarks):
        rest = f"{first.message} (còn {count - len(remarks)} chỗ nữa)"
        return [*remarks, replace(first, message=rest, row=None, column="", value="")]
    return remarks
