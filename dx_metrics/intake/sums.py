"""Rows and columns of totals: held against what they sum, then left out."""

from collections.abc import Iterable
from decimal import Decimal

from dx_metrics.intake.figures import Value
from dx_metrics.intake.heads import TOTAL, VALUE
from dx_metrics.intake.known import Known
from dx_metrics.intake.matching import Matched
from dx_metrics.intake.notes import Notes
from dx_metrics.intake.numerals import number_text, read_cell
from dx_metrics.intake.remark import CONFIRM, Remark
from dx_metrics.intake.rows import TOTAL as TOTAL_ROW
from dx_metrics.intake.rows import WORDS, is_average
from dx_metrics.intake.slots import Place, Slot
from dx_metrics.intake.sorting import Sorted
from dx_metrics.intake.values import Valued, at_place


def check_sums(matched: Matched, values: list[Valued], rows: Sorted, known: Known, notes: Notes) -> None:
    """Say of every total whether it is the sum of its figures; none of them is a figure itself."""
    for slot, valued in zip(matched.slots, values, strict=True):
        if slot.kind == TOTAL:
            _check_column(slot, valued, matched, values, notes)
        elif slot.kind == VALUE and not slot.by_row and _is_summed(slot, known):
            for place in slot.totals:
                _check_row(slot, valued, place, rows, notes)
    if rows.totals and matched.slots:
        table = matched.slots[0].table
        numbers = [table.number(row) for row in rows.totals]
        notes.fixed("row_total", f"không đọc {WORDS[TOTAL_ROW]}", table.sheet.name, numbers)


def _is_summed(slot: Slot, known: Known) -> bool:
    variable = known.variables.get(slot.variable)
    return variable is not None and variable.kind == "count" and variable.over_units != "none"


def _check_row(slot: Slot, valued: Valued, place: Place, rows: Sorted, notes: Notes) -> None:
    """A total under a column: of all rows, of those since the last total, or of the group that it ends or begins."""
    said = read_cell(place.text)
    label = " ".join(cell for cell in slot.table.grid.rows[place.row][: place.head.at] if cell)
    if not said.readings or is_average(label):
        return
    numbers = [
        (other.row, value.number)
        for other, value in zip(slot.places, valued.values, strict=True)
        if value.number is not None
    ]
    sums = set(_possible(numbers, place.row, rows.totals, rows, slot))
    if not sums & set(said.readings.values()):
        total = sum((number for _, number in numbers), Decimal(0))
        message = f"dòng tổng ghi {place.text}, cộng các dòng được {number_text(total)}"
        cure = "Kiểm tra lại các dòng và dòng tổng: có thể thiếu đơn vị hoặc sai một số."
        notes.say(at_place(Remark(CONFIRM, "total_differs", message, cure), slot, place))


def _possible(
    numbers: list[tuple[int, Decimal]], row: int, totals: list[int], rows: Sorted, slot: Slot
) -> Iterable[Decimal]:
    """The sums that a total at a row may stand for."""
    earlier = max((other for other in totals if other < row), default=-1)
    later = min((other for other in totals if other > row), default=10**9)
    yield sum((number for _, number in numbers), Decimal(0))
    yield sum((number for at, number in numbers if earlier < at < row), Decimal(0))
    yield sum((number for at, number in numbers if at < row), Decimal(0))
    yield sum((number for at, number in numbers if row < at < later), Decimal(0))
    yield sum((number for at, number in numbers if at > row), Decimal(0))


def _check_column(slot: Slot, valued: Valued, matched: Matched, values: list[Valued], notes: Notes) -> None:
    """A column that sums the periods or units beside it."""
    parts: dict[int, list[Value]] = {}
    for other, own in zip(matched.slots, values, strict=True):
        if other.kind == VALUE and (other.path == slot.path or not slot.path):
            for place, value in zip(other.places, own.values, strict=True):
                parts.setdefault(place.row, []).append(value)
    wrong = 0
    for place, value in zip(slot.places, valued.values, strict=True):
        numbers = [part.number for part in parts.get(place.row, ()) if part.number is not None]
        if value.number is None or not numbers or value.number == sum(numbers):
            continue
        wrong += 1
        message = f"cột tổng ghi {place.text}, cộng các cột được {number_text(sum(numbers, Decimal(0)))}"
        cure = "Kiểm tra lại các cột và cột tổng."
        notes.say(at_place(Remark(CONFIRM, "total_differs", message, cure), slot, place))
    checked = "đã cộng lại và khớp" if not wrong else f"{wrong} dòng không khớp"
    label = slot.places[0].head.column.label if slot.places else slot.label
    if slot.places:
        notes.fixed("column_total", f"không nạp cột tổng “{label}” ({checked})", slot.table.sheet.name, column=label)
