"""Rates held against the numbers they come from."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from dx_metrics.intake.figures import Value
from dx_metrics.intake.heads import VALUE
from dx_metrics.intake.known import Known
from dx_metrics.intake.matching import Matched
from dx_metrics.intake.notes import Notes
from dx_metrics.intake.numerals import MISSING, NOT_APPLICABLE, number_text
from dx_metrics.intake.percents import near
from dx_metrics.intake.proofs import Pair, share
from dx_metrics.intake.remark import CONFIRM, FIXED, MUST_FIX, Remark
from dx_metrics.intake.subjects import Subjects
from dx_metrics.intake.values import Valued, at_place, is_percent, settle_rates


def prove(
    matched: Matched, values: list[Valued], subjects: Subjects, known: Known, notes: Notes
) -> dict[tuple[int, int], tuple[str, str]]:
    """Check every rate of a table against its pair, and bring it to percent.

    Returns numerator and denominator of each rate by the positions of its slot and its cell.
    """
    found: dict[tuple[int, int], tuple[str, str]] = {}
    for at, slot in enumerate(matched.slots):
        variable = known.variables.get(slot.variable)
        if slot.kind != VALUE or (at not in matched.pairs and (variable is None or variable.kind != "rate")):
            continue
        proofs: dict[int, Decimal] = {}
        if at in matched.pairs:
            sides = _sides(matched, values, subjects, at, matched.pairs[at])
            for index, (above, below) in sides.items():
                rate = share(above, below)
                if rate is not None:
                    proofs[index] = rate
                found[at, index] = (number_text(above), number_text(below))
            _empty_denominators(matched, values, at, sides, notes)
            _negative(matched, values, matched.pairs[at], notes)
            _above_whole(matched, values, subjects, at, sides, notes)
        percent = is_percent(slot, variable)
        before = list(values[at].values)
        settle_rates(slot, values[at], proofs, percent, notes)
        if not percent:
            values[at].contradicted |= _plain_contradictions(before, proofs)
        for index in sorted(values[at].contradicted):
            _contradict(matched, values, at, index, found.get((at, index)), proofs[index], before[index], notes)
        if slot.variable:
            _fill(matched, values, at, proofs, notes, known.variables[slot.variable].decimals)
    return found


def _sides(
    matched: Matched, values: list[Valued], subjects: Subjects, at: int, pair: Pair
) -> dict[int, tuple[Decimal, Decimal]]:
    """Numerator and denominator beside each cell of a rate, where both are numbers."""

    def by_subject(side: int) -> Mapping[object, Decimal]:
        slot = matched.slots[side]
        return {
            subjects.key(slot, place): value.number
            for index, (place, value) in enumerate(zip(slot.places, values[side].values, strict=True))
            if value.number is not None and index not in values[side].refused
        }

    above, below = by_subject(pair.above), by_subject(pair.below)
    slot = matched.slots[at]
    keys = [subjects.key(slot, place) for place in slot.places]
    return {index: (above[key], below[key]) for index, key in enumerate(keys) if key in above and key in below}


def _plain_contradictions(values: list[Value], proofs: Mapping[int, Decimal]) -> set[int]:
    """Ratios that are no percentages and are neither their share nor a hundredth of it."""
    return {
        index
        for index, rate in proofs.items()
        if (number := values[index].number) is not None and not near(number, rate) and not near(number * 100, rate)
    }


def _contradict(
    matched: Matched,
    values: list[Valued],
    at: int,
    index: int,
    sides: tuple[str, str] | None,
    proof: Decimal,
    before: Value,
    notes: Notes,
) -> None:
    """Say that a rate is not that of its numbers. A true zero beside a rate that is not kept is only confirmed."""
    slot = matched.slots[at]
    above, below = sides or ("", "")
    shown = f"{before.text} không khớp {above}/{below} = {_rounded(proof, 2)} %"
    level = CONFIRM if not slot.variable and above == "0" else MUST_FIX
    cure = "Sửa tỷ lệ, tử số hoặc mẫu số cho khớp nhau."
    if level == MUST_FIX:
        values[at].refused.add(index)
    notes.say(at_place(Remark(level, "rate_contradicts", f"tỷ lệ {shown}", cure), slot, slot.places[index]))


def _empty_denominators(
    matched: Matched, values: list[Valued], at: int, sides: Mapping[int, tuple[Decimal, Decimal]], notes: Notes
) -> None:
    """Nothing of nothing has no rate: it is not applicable, and neither zero nor missing."""
    slot = matched.slots[at]
    for index, (above, below) in sides.items():
        if below or index in values[at].refused:
            continue
        value = values[at].values[index]
        place = slot.places[index]
        if above or (value.number or 0) != 0:
            values[at].refused.add(index)
            message, cure = "mẫu số bằng 0 mà vẫn có tử số hoặc tỷ lệ", "Kiểm tra lại tử số, mẫu số và tỷ lệ."
            notes.say(at_place(Remark(MUST_FIX, "rate_of_nothing", message, cure), slot, place))
        elif slot.variable and value.status != NOT_APPLICABLE:
            values[at].values[index] = Value(status=NOT_APPLICABLE)
            message = "mẫu số bằng 0: hiểu là không phát sinh"
            notes.say(
                at_place(Remark(FIXED, "rate_not_applicable", message, "Không phải làm gì nếu đúng."), slot, place)
            )


def _negative(matched: Matched, values: list[Valued], pair: Pair, notes: Notes) -> None:
    """Neither side of a share is ever below zero."""
    for side in (pair.above, pair.below):
        slot = matched.slots[side]
        for index, value in enumerate(values[side].values):
            if value.number is not None and value.number < 0:
                remark = Remark(MUST_FIX, "value_negative", f"{slot.label} là số âm", "Kiểm tra lại số.")
                notes.say(at_place(remark, slot, slot.places[index]))


def _above_whole(
    matched: Matched,
    values: list[Valued],
    subjects: Subjects,
    at: int,
    sides: Mapping[int, tuple[Decimal, Decimal]],
    notes: Notes,
) -> None:
    """A part larger than its whole, where the other rows show that it is one."""
    slot, part = matched.slots[at], matched.slots[matched.pairs[at].above]
    if not sides or sum(above <= below for above, below in sides.values()) < 0.5 * len(sides):
        return
    places = {subjects.key(part, place): place for place in part.places}
    for index, (above, below) in sides.items():
        place = places.get(subjects.key(slot, slot.places[index]))
        if above > below and below and place:
            message = f"tử số {number_text(above)} lớn hơn mẫu số {number_text(below)}"
            notes.say(at_place(Remark(MUST_FIX, "numerator_above", message, "Kiểm tra lại hai số."), part, place))


def _fill(
    matched: Matched, values: list[Valued], at: int, proofs: Mapping[int, Decimal], notes: Notes, decimals: int
) -> None:
    """A rate that the file leaves blank beside its numerator and denominator is what they give."""
    slot = matched.slots[at]
    for index, rate in proofs.items():
        value = values[at].values[index]
        if value.number is None and value.status == MISSING and not slot.places[index].text:
            values[at].values[index] = Value(_rounded(rate, max(decimals, 2)), percent=True)
            message = f"tỷ lệ để trống, tính từ tử số và mẫu số: {number_text(_rounded(rate, max(decimals, 2)))}"
            remark = Remark(FIXED, "rate_computed", message, "Không phải làm gì nếu đúng.")
            notes.say(at_place(remark, slot, slot.places[index]))


def _rounded(rate: Decimal, decimals: int) -> Decimal:
    return rate.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
