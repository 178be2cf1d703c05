"""Slots matched to variables: by their words, by what their numbers show, by the titles, else by asking."""

from dataclasses import dataclass, replace

from dx_metrics.intake.columns import LEAVE_OUT, Understood, question_of, remark_of, settle, settle_by_rate, understand
from dx_metrics.intake.headings import roles
from dx_metrics.intake.heads import DENOMINATOR, NUMERATOR, VALUE, without_period
from dx_metrics.intake.known import Known
from dx_metrics.intake.notes import Notes
from dx_metrics.intake.office_words import words_of
from dx_metrics.intake.pairing import by_ratio, find_pairs, is_rate, said_of, say_swapped
from dx_metrics.intake.proofs import Pair
from dx_metrics.intake.remark import CONFIRM, Remark
from dx_metrics.intake.rows import is_figure
from dx_metrics.intake.scales import say_scaled
from dx_metrics.intake.slots import Slot
from dx_metrics.intake.spelling import cleaned
from dx_metrics.intake.subjects import Subjects
from dx_metrics.wording import folded

_ALONE = 0.4
"""How well a variable must fit a denominator whose numerator is known, when no other is left."""


@dataclass(frozen=True, slots=True)
class Matched:
    """Slots of a table, those that are stored with their variable; `pairs`: each rate's numerator and denominator.

    A rate without a variable is not stored; it only proves its pair.
    """

    slots: list[Slot]
    pairs: dict[int, Pair]


def match_slots(slots: list[Slot], subjects: Subjects, known: Known, notes: Notes) -> Matched:
    """Every slot that is understood or answered for; the others are asked about or said to be left out."""
    slots = [slot for slot in slots if not _is_empty(slot, notes)]
    values = [at for at, slot in enumerate(slots) if slot.kind == VALUE]
    understood = settle([slots[at].path for at in values], known, [slots[at].percents for at in values])
    for at, one in zip(values, understood, strict=True):
        slots[at].understood = _named_in_titles(slots[at], _no_total(slots[at], one), known)
    pairs = find_pairs(slots, subjects)
    rates = [
        (values.index(at), values.index(p.above), values.index(p.below))
        for at, p in pairs.items()
        if {p.above, p.below} <= set(values)
    ]
    for at, one in zip(values, settle_by_rate([said_of(slots[at]) for at in values], rates, known), strict=True):
        slots[at].understood = one
    _by_proof(slots, pairs, known)
    say_swapped(slots, pairs, notes)
    for at in values:
        _decide(slots[at], at, slots, pairs, known, notes)
    _parts(slots, pairs, known)
    pairs |= by_ratio(slots, pairs)
    _say_checked(slots, pairs, notes)
    say_scaled(slots, known, notes)
    return Matched(slots, pairs)


def _say_checked(slots: list[Slot], pairs: dict[int, Pair], notes: Notes) -> None:
    """Rates that are not stored are said, with what they are held against."""
    for at, pair in pairs.items():
        slot = slots[at]
        if not slot.variable and not slot.by_row:
            sides = f"“{slots[pair.above].label}” trên “{slots[pair.below].label}”"
            message = f"cột “{slot.label}” là tỷ lệ của {sides}: chỉ để đối chiếu, không nạp"
            notes.fixed("rate_checked", message, slot.table.sheet.name, column=slot.label)


def _is_empty(slot: Slot, notes: Notes) -> bool:
    """A column in which nothing stands reports nothing; it is said and left."""
    filled = [place for place in slot.places if place.text or place.status]
    if filled:
        return False
    if slot.path and slot.places:
        notes.fixed(
            "column_empty",
            f"cột “{slot.label}” không có số liệu nào nên không nạp",
            slot.table.sheet.name,
            column=slot.label,
        )
    return True


def _no_total(slot: Slot, one: Understood) -> Understood:
    """A header that only says "Tổng" may sum its neighbours: a variable of that name is not taken by it."""
    only = len(slot.path) == 1 and "total" in roles(slot.path[0]) and slot.path[0].strip() != one.variable
    return replace(one, variable="", why="") if only and one.variable else one


def _named_in_titles(slot: Slot, one: Understood, known: Known) -> Understood:
    """For a slot without words of its own: what the sheet's name or the titles say, the nearest first."""
    if one.taken or (slot.path and not _wordless(slot)):
        return one
    titles = [*reversed(slot.table.context), slot.table.sheet.name]
    for title in titles:
        said = understand((_bare(title),), known, percent=slot.percents)
        if said.taken:
            return replace(said, header=slot.label)
    return replace(one, header=slot.label)


def _wordless(slot: Slot) -> bool:
    """Whether a header only says that these are rates: "Tỷ lệ (%)"."""
    return not slot.by_row and folded(cleaned(" ".join(slot.path))).strip(" ().%") in (
        "ty le",
        "ti le",
        "%",
        "",
        "ty le dat",
        "ty le chung",
        "phan tram",
    )


def _bare(title: str) -> str:
    """A title without its period and without the words that every title has."""
    words = without_period(title)
    for start in (
        "biểu tổng hợp",
        "bảng tổng hợp",
        "báo cáo",
        "biểu",
        "bảng",
        "tổng hợp",
        "thống kê",
        "kết quả",
        "danh sách",
        "số liệu",
        "tình hình",
    ):
        lowered = words.lower()
        if lowered.startswith(start + " "):
            words = words[len(start) :].lstrip(" .:0123456789-–")
    return words


def _decide(slot: Slot, at: int, slots: list[Slot], pairs: dict[int, Pair], known: Known, notes: Notes) -> None:
    """Take the variable, ask for it, or say that the column is left out."""
    one = said_of(slot)
    sheet = slot.table.sheet.name
    if one.variable:
        slot.variable = one.variable
    elif one.ratio or (at in pairs and is_rate(slot) and not any(s.kind in (NUMERATOR, DENOMINATOR) for s in slots)):
        return
    elif not any(is_figure(place.text) for place in slot.places) and not slot.by_row:
        notes.fixed(
            "column_text", f"cột “{slot.label}” là chữ, không phải biến nào nên không nạp", sheet, column=slot.label
        )
        return
    else:
        slot.variable = _asked(slot, one, slots, known, notes)
    remark = remark_of(one, known, sheet)
    if remark and slot.variable:
        notes.say(replace(remark, column=slot.label))


def _asked(slot: Slot, one: Understood, slots: list[Slot], known: Known, notes: Notes) -> str:
    """The variable that the officer names for a slot; "" while that is open, or where it is to be left out."""
    question = question_of(replace(one, header=slot.label or one.header), known, slot.table.sheet.name)
    taken = {other.variable for other in slots if other.variable}
    rest = {code: variable.name for code, variable in known.variables.items() if code not in taken}
    leave = {LEAVE_OUT: question.options[LEAVE_OUT]}
    options = {c: n for c, n in question.options.items() if c != LEAVE_OUT} | rest | leave
    id = question.id if slot.path else f"variable:{slot.table.sheet.name or 'bang'}:{slot.label}"
    text = question.text if slot.path else f"Cột “{slot.label}” không ghi là biến nào. Đây là biến nào?"
    if not slot.path and slot.places and slot.places[0].head.spans:
        id, text = (
            f"variable:{slot.table.sheet.name or 'bang'}",
            "Bảng không ghi là số liệu của biến nào. Đây là biến nào?",
        )
    answer = notes.ask(replace(question, id=id, text=text, options=options))
    if answer == LEAVE_OUT:
        message = f"cột “{slot.label}” không nạp, theo câu trả lời"
        notes.fixed("column_left_out", message, slot.table.sheet.name, column=slot.label)
        return ""
    return answer


def _by_proof(slots: list[Slot], pairs: dict[int, Pair], known: Known) -> None:
    """What a proved share tells in a workspace that stores the rate itself.

    A denominator is the only variable left that its words allow; a rate is the only one whose words are those of
    its numerator and denominator.
    """
    for at, pair in pairs.items():
        above, below = said_of(slots[pair.above]), said_of(slots[pair.below])
        taken = {slot.understood.variable for slot in slots if slot.understood and slot.understood.variable}
        left = [c for c in below.candidates if c.ratio is None and c.code not in taken]
        if above.variable and not below.taken and len(left) == 1 and left[0].score >= _ALONE:
            slots[pair.below].understood = below = replace(below, variable=left[0].code, why="rate")
        if not said_of(slots[at]).taken and above.variable and below.variable:
            words = {term for one in (above, below) for term in words_of(known.variables[one.variable].name).terms}
            rates = [
                v.code for v in known.variables.values() if v.kind == "rate" and "%" in v.unit and v.code not in taken
            ]
            fitting = [code for code in rates if (own := words_of(known.variables[code].name).terms) and own <= words]
            if len(fitting) == 1:
                slots[at].understood = replace(said_of(slots[at]), variable=fitting[0], rate=True, why="rate")


def _parts(slots: list[Slot], pairs: dict[int, Pair], known: Known) -> None:
    """Numerator and denominator of an indicator that is not itself stored are its two variables."""
    for at, pair in pairs.items():
        ratio = said_of(slots[at]).ratio
        if ratio and not slots[at].variable:
            for part, code in ((pair.above, ratio.numerator), (pair.below, ratio.denominator)):
                if slots[part].kind in (NUMERATOR, DENOMINATOR) and not slots[part].variable:
                    slots[part].variable = code


def unproved(matched: Matched, notes: Notes) -> None:
    """Rates that are neither stored nor proved by anything are said to be left out, to be confirmed."""
    for at, slot in enumerate(matched.slots):
        if slot.kind == VALUE and not slot.variable and at not in matched.pairs and said_of(slot).ratio:
            message = f"cột “{slot.label}” chỉ là tỷ lệ, tệp không có tử số và mẫu số để đối chiếu nên không nạp"
            cure = "Nộp cả tử số và mẫu số."
            notes.say(Remark(CONFIRM, "rate_unproved", message, cure, slot.table.sheet.name, None, slot.label))
