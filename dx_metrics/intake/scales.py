"""Figures told in thousands or millions of what their variable counts."""

import re

from dx_metrics.intake.headings import plain
from dx_metrics.intake.known import Known
from dx_metrics.intake.notes import Notes
from dx_metrics.intake.remark import MUST_FIX, Remark
from dx_metrics.intake.slots import Slot

_SCALE = re.compile(r"(?:1\s?000|10\s?000|chuc|tram|nghin|ngan|van(?! ban)|trieu|ty|ti)\b(?! le)")
_TOLD = re.compile(r"(?:đơn vị tính|đơn vị|đvt)\s*[:：]\s*([^()\n]*)", re.IGNORECASE)
_BRACKETS = re.compile(r"\(([^()]*)\)")


def say_scaled(slots: list[Slot], known: Known, notes: Notes) -> None:
    """Refuse columns whose unit of measure is a multiple of their variable's: nobody multiplies in silence."""
    for slot in slots:
        variable = known.variables.get(slot.variable)
        told = _scale_of(slot)
        if variable is None or not told or plain(told) in plain(variable.unit):
            continue
        message = f"cột “{slot.label}” ghi theo “{told}”, biến {variable.name} ghi theo “{variable.unit}”"
        cure = f"Ghi số đầy đủ theo đơn vị {variable.unit}."
        table = slot.table
        row = table.number(table.header.last) if table.header.last >= 0 else None
        notes.say(Remark(MUST_FIX, "figure_scaled", message, cure, table.sheet.name, row, slot.label, told))


def _scale_of(slot: Slot) -> str:
    """The multiple that header, unit of measure or titles tell; "" where they tell none."""
    own = [inside for text in slot.path for inside in _BRACKETS.findall(text)] + [slot.measure]
    above = [match[1] for text in slot.table.context for match in _TOLD.finditer(text)]
    for text in (*own, *above):
        for part in re.split(r"[,;/]", text):
            if _SCALE.match(plain(part)):
                return part.strip()
    return ""
