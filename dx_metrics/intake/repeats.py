"""The same figure more than once in a file."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from dx_metrics.intake.corrections import shown
from dx_metrics.intake.known import Figure, Known
from dx_metrics.intake.notes import Notes
from dx_metrics.intake.records import Record
from dx_metrics.intake.remark import CONFIRM, FIXED, MUST_FIX, Question, Remark
from dx_metrics.periods import parse

Labels = Mapping[tuple[str, int], Sequence[str]]
"""Sheet and row to what the columns are called in which the row's unit stands."""


def without_repeats(records: Iterable[Record], labels: Labels, known: Known, notes: Notes) -> list[Record]:
    """Each figure once.

    A row that says again what another row of its sheet says must go, for it may have been meant for another unit.
    Sheets and columns that agree are only said. Which of several figures that differ holds is asked.
    """
    by_key: dict[tuple[str, str, str], list[Record]] = {}
    for record in records:
        by_key.setdefault(record.key, []).append(record)
    apart = _apart(by_key.values())
    kept = []
    for several in by_key.values():
        if len(several) == 1:
            kept.append(several[0])
            continue
        same = len({(record.value, record.status) for record in several}) == 1
        for record in several[1:]:
            if not same or (_at(several[0]), _at(record)) not in apart:
                _say(record, several[0], same, labels, known, notes)
        chosen = _fullest(several) if same else _chosen(several, known, notes)
        if chosen:
            kept.append(chosen)
    return kept


def _apart(groups: Iterable[list[Record]]) -> set[tuple[tuple[str, int | None], tuple[str, int | None]]]:
    """Pairs of rows that say the same unit's figures differently; what they agree on needs no word of its own."""
    differing = (several for several in groups if len({(record.value, record.status) for record in several}) > 1)
    return {(_at(several[0]), _at(record)) for several in differing for record in several[1:]}


def _at(record: Record) -> tuple[str, int | None]:
    return record.sheet, record.row


def _fullest(several: list[Record]) -> Record:
    """The first, with numerator and denominator where only another has them."""
    full = next((record for record in several if record.denominator), several[0])
    return replace(several[0], numerator=full.numerator, denominator=full.denominator)


def _say(record: Record, first: Record, same: bool, labels: Labels, known: Known, notes: Notes) -> None:
    """What is to be said of a figure that stands a second time."""
    name = _name(record, known)
    if same and (record.sheet != first.sheet or record.row == first.row):
        message, cure = f"{name} có ở nhiều chỗ với cùng số liệu; chỉ tính một lần", "Không phải làm gì nếu đúng."
        notes.say(Remark(FIXED, "told_twice", message, cure, record.sheet, None, record.column))
        return
    if same:
        message = f"{name} đã có ở dòng {first.row} với cùng số liệu"
        cure = "Xóa một trong hai dòng, hoặc sửa tên đơn vị nếu ghi nhầm."
        level, code, columns = MUST_FIX, "repeated", labels.get((record.sheet, record.row or 0), ())
    else:
        variable = known.variables[record.variable].name
        message = f"{name} có hai số khác nhau của {variable}: {_told(first)} ở {_place(first)}, {_told(record)} ở đây"
        cure = "Giữ một dòng, bỏ dòng kia."
        level, code, columns = (
            CONFIRM,
            "repeated_differs",
            (*labels.get((record.sheet, record.row or 0), ()), record.column),
        )
    for column in columns or (record.column,):
        notes.say(Remark(level, code, message, cure, record.sheet, record.row, column, name))


def _chosen(several: list[Record], known: Known, notes: Notes) -> Record | None:
    """The record that the officer says holds; None while that is open."""
    first, last = several[0], several[-1]
    name, when = _name(first, known), parse(first.period).name
    sheets = dict.fromkeys(record.sheet for record in several)
    if len(sheets) == len(several):
        options = {sheet: f"Trang “{sheet}”" for sheet in sheets}
        text = f"Các trang cho số khác nhau của cùng đơn vị, ví dụ {name}, {when}. Lấy trang nào?"
        answer = notes.ask(Question("sheet", text, options))
        return next((record for record in several if record.sheet == answer), None)
    rows = {record.row for record in several}
    if len(rows) == len(several):
        places = {str(record.row): record for record in several}
        id = f"repeated:{first.unit}:{first.period}"
    else:
        places = {record.column: record for record in several}
        id = f"repeated:{first.variable}"
    options = {mark: f"Lấy {_place(record)}" for mark, record in places.items()}
    text = f"{name}, {when}, có ở nhiều chỗ với số khác nhau. Lấy chỗ nào?"
    return places.get(notes.ask(Question(id, text, options, last.sheet, last.row, last.column, last.value)))


def _place(record: Record) -> str:
    sheet = f"trang “{record.sheet}”, " if record.sheet else ""
    return f"{sheet}dòng {record.row}, cột {record.column}"


def _told(record: Record) -> str:
    return shown(Figure(record.value, record.status))


def _name(record: Record, known: Known) -> str:
    ends = parse(record.period).ends
    return next((unit.name for unit in known.by_code.get(record.unit, ()) if unit.exists_on(ends)), record.unit)
