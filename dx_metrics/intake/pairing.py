"""Which slots of a table are the share of which others."""

from dx_metrics.intake.columns import Understood
from dx_metrics.intake.heads import DENOMINATOR, NUMERATOR, VALUE
from dx_metrics.intake.notes import Notes
from dx_metrics.intake.office_words import words_of
from dx_metrics.intake.percents import says_percent
from dx_metrics.intake.proofs import Pair, formulas, pair_shown
from dx_metrics.intake.remark import MUST_FIX, Remark
from dx_metrics.intake.slots import Slot
from dx_metrics.intake.subjects import Subjects


def said_of(slot: Slot) -> Understood:
    """What the words of a slot come to; nothing yet where they were not asked."""
    return slot.understood or Understood(slot.label)


def find_pairs(slots: list[Slot], subjects: Subjects) -> dict[int, Pair]:
    """For each slot that holds rates, the slots that it is the share of."""
    found: dict[int, Pair] = {}
    written = _written_formulas(slots)
    numbers = [subjects.numbers(slot) for slot in slots]
    parts = {slot.kind: at for at, slot in enumerate(slots) if slot.kind in (NUMERATOR, DENOMINATOR)}
    for at, slot in enumerate(slots):
        if slot.kind != VALUE:
            continue
        own = _own_parts(slot, slots)
        if own:
            found[at] = own
        elif len(parts) == 2 and not slot.by_row and sum(s.kind == VALUE for s in slots) == 1:
            found[at] = Pair(parts[NUMERATOR], parts[DENOMINATOR])
        elif at in written:
            found[at] = written[at]
        elif _may_be_rate(slot) and numbers[at]:
            others = [None if other == at or is_rate(slots[other]) else column for other, column in enumerate(numbers)]
            pair = pair_shown(numbers[at], others)
            if pair:
                found[at] = pair
    return found


def _own_parts(slot: Slot, slots: list[Slot]) -> Pair | None:
    """Numerator and denominator under the same words."""
    at = {
        other.kind: place
        for place, other in enumerate(slots)
        if other.path == slot.path and other.by_row == slot.by_row
    }
    return Pair(at[NUMERATOR], at[DENOMINATOR]) if NUMERATOR in at and DENOMINATOR in at and slot.path else None


def _written_formulas(slots: list[Slot]) -> dict[int, Pair]:
    if not slots or slots[0].table.numbering is None or slots[0].by_row:
        return {}
    table = slots[0].table
    assert table.numbering is not None
    row = table.grid.rows[table.numbering]
    columns = {slot.places[0].head.at: at for at, slot in enumerate(slots) if slot.places}
    told = formulas({at: cell for at, cell in enumerate(row) if cell})
    return {
        columns[at]: Pair(columns[pair.above], columns[pair.below])
        for at, pair in told.items()
        if {at, pair.above, pair.below} <= set(columns)
    }


def is_rate(slot: Slot) -> bool:
    """Whether a slot holds shares, by its words or by the signs in its cells."""
    one = slot.understood
    return slot.percents or (one is not None and one.rate) or says_percent(" ".join(slot.path))


def _may_be_rate(slot: Slot) -> bool:
    one = slot.understood
    counted = one is not None and one.why in ("code", "name", "alias") and not one.rate
    return is_rate(slot) or (not counted and any("," in p.text or "." in p.text for p in slot.places))


def say_swapped(slots: list[Slot], pairs: dict[int, Pair], notes: Notes) -> None:
    """A rate whose words are those of what it is divided by: the headers of the two columns changed places."""
    for at, pair in pairs.items():
        rate, above, below = (
            frozenset().union(*(words_of(text).terms for text in slots[one].path))
            for one in (at, pair.above, pair.below)
        )
        if slots[pair.above].kind == VALUE and rate and rate <= below and not rate <= above:
            for one in (pair.above, pair.below):
                slot = slots[one]
                message = f"“{slots[at].label}” bằng “{slots[pair.above].label}” chia “{slots[pair.below].label}”"
                cure = "Kiểm tra lại: tiêu đề hai cột có thể bị đổi chỗ."
                where = slot.table.number(slot.table.header.last) if slot.table.header.last >= 0 else None
                notes.say(Remark(MUST_FIX, "columns_swapped", message, cure, slot.table.sheet.name, where, slot.label))


def by_ratio(slots: list[Slot], pairs: dict[int, Pair]) -> dict[int, Pair]:
    """Rates whose words name an indicator, with the columns of its two variables."""
    found = {}
    by_variable = {slot.variable: at for at, slot in enumerate(slots) if slot.variable}
    for at, slot in enumerate(slots):
        ratio = said_of(slot).ratio
        if ratio and at not in pairs and {ratio.numerator, ratio.denominator} <= set(by_variable):
            found[at] = Pair(by_variable[ratio.numerator], by_variable[ratio.denominator])
    return found
