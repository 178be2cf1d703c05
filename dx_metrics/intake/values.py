"""The cells of a slot as figures: read as one column, rates in percent, answers in the framework's words."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from dx_metrics.intake.figures import Asked, Column, Value, read_column
from dx_metrics.intake.headings import plain
from dx_metrics.intake.known import Known, Variable
from dx_metrics.intake.notes import Notes, placed
from dx_metrics.intake.numerals import MISSING, NOT_APPLICABLE, read_cell
from dx_metrics.intake.percents import in_percent, says_percent
from dx_metrics.intake.remark import FIXED, MUST_FIX, Remark
from dx_metrics.intake.slots import Place, Slot


@dataclass
class Valued:
    """The values of a slot, one for each of its places. `refused` holds positions of cells that must be mended."""

    values: list[Value] = field(default_factory=list)
    refused: set[int] = field(default_factory=set)
    contradicted: set[int] = field(default_factory=set)
    decimal: str = ""


def read_slots(slots: list[Slot], known: Known, notes: Notes) -> list[Valued]:
    """All slots of a file. A decimal mark that one column proves holds for those of the file that prove none."""
    columns = [_column(slot, known, notes, "") for slot in slots]
    proved = {column.decimal for column in columns if column.decimal}
    mark = proved.pop() if len(proved) == 1 else ""
    found = []
    for slot, column in zip(slots, columns, strict=True):
        if column.question and mark:
            column = _column(slot, known, notes, mark)
        if column.question:
            answer = notes.ask(replace(column.question, sheet=slot.table.sheet.name))
            if answer:
                column = _column(slot, known, notes, answer)
        found.append(_valued(slot, column, notes))
    return found


def _column(slot: Slot, known: Known, notes: Notes, decimal: str) -> Column:
    variable = known.variables.get(slot.variable)
    if variable is not None and variable.kind == "answer":  # words: `read_answers` reads them
        return Column(tuple(Value() for _ in slot.places))
    total = next((place.text for place in slot.totals), "") if not slot.by_row else ""
    asked = Asked(
        unit=variable.unit if variable else slot.measure,
        whole=variable is not None and variable.kind == "count",
        total=total,
        decimal=decimal,
        header=slot.label,
        high=variable.max or 100 if variable and says_percent("", variable.unit) else None,
    )
    return read_column([place.text for place in slot.places], asked)


def _valued(slot: Slot, column: Column, notes: Notes) -> Valued:
    found = Valued(list(column.values), decimal=column.decimal)
    for at, remark in column.remarks:
        if remark.level == MUST_FIX:
            found.refused.add(at)
        notes.say(at_place(remark, slot, slot.places[at]))
    for at, place in enumerate(slot.places):
        if not place.text and (place.row, place.head.at) in slot.table.grid.covered:
            found.refused.add(at)
            shared = slot.table.grid.shown(place.row, place.head.at)
            message = f"ô gộp chung một số ({shared}) cho nhiều dòng" if shared else "ô gộp cho nhiều dòng"
            cure = "Bỏ gộp ô và ghi số riêng cho từng dòng."
            notes.say(at_place(Remark(MUST_FIX, "figure_merged", message, cure, value=shared), slot, place))
        if place.status and not found.values[at].text:
            found.values[at] = Value(status=_status(place))
        elif place.status and found.values[at].number is not None and _status(place):
            found.refused.add(at)
            message = f"vừa có số vừa có trạng thái “{place.status}”"
            notes.say(at_place(Remark(MUST_FIX, "value_and_status", message, "Bỏ một trong hai."), slot, place))
    return found


def _status(place: Place) -> str:
    said = read_cell(place.status).status
    return said or read_cell(place.text).status or MISSING


def read_answers(slot: Slot, variable: Variable, known: Known, notes: Notes) -> Valued:
    """A slot of answers: each is a word that the frameworks know, or what its definition puts in its place."""
    found = Valued()
    words = known.answers.get(variable.code, ())
    meant = _meanings(variable, words)
    for at, place in enumerate(slot.places):
        said = plain(place.text)
        status = read_cell(place.text).status if not said or said not in meant else ""
        if place.status and not said:
            status = _status(place)
        if said in meant:
            found.values.append(Value(status=""))
            continue
        found.values.append(Value(status=status))
        if not status:
            found.refused.add(at)
            offered = ", ".join(words) or variable.definition
            message = f"“{place.text}” không phải câu trả lời của biến này"
            notes.say(at_place(Remark(MUST_FIX, "answer_unknown", message, f"Ghi một trong: {offered}."), slot, place))
    return found


def answer_text(place: Place, variable: Variable, known: Known) -> str:
    """The word of an answer as it is stored."""
    return _meanings(variable, known.answers.get(variable.code, ())).get(plain(place.text), "")


def _meanings(variable: Variable, words: tuple[str, ...]) -> dict[str, str]:
    """What may be written for each word: itself, and the explanation that the definition gives in brackets."""
    found = {plain(word): word for word in words}
    for word in words:
        _, _, behind = variable.definition.partition(f"{word} (")
        if behind:
            found.setdefault(plain(behind.partition(")")[0]), word)
    return found


def settle_rates(slot: Slot, valued: Valued, proofs: Mapping[int, Decimal], percent: bool, notes: Notes) -> None:
    """A slot of rates in percent, checked against its proofs (position to rate)."""
    if not percent:
        return
    id = f"percent:{slot.label}"
    answer = str(notes.answers.get(id, ""))
    rates = in_percent(
        valued.values, proofs, header=slot.label, answer=answer if answer in ("percent", "fraction") else ""
    )
    if rates.question:
        notes.ask(replace(rates.question, id=id, sheet=slot.table.sheet.name))
    for at, remark in rates.remarks:
        notes.say(at_place(remark, slot, slot.places[at]))
    valued.values = list(rates.values)
    valued.contradicted |= set(rates.contradicted)


def is_percent(slot: Slot, variable: Variable | None) -> bool:
    """Whether the figures of a slot are percentages when stored."""
    return variable is None or (variable.kind == "rate" and says_percent("", variable.unit))


def at_place(remark: Remark, slot: Slot, place: Place) -> Remark:
    """The remark at a cell."""
    table = slot.table
    value = remark.value or place.text
    return replace(placed(remark, table.sheet.name, table.number(place.row), place.head.column.label), value=str(value))


__all__ = [
    "FIXED",
    "NOT_APPLICABLE",
    "Valued",
    "answer_text",
    "at_place",
    "is_percent",
    "read_answers",
    "read_slots",
    "settle_rates",
]
