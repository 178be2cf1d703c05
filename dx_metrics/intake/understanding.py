"""From the sheets of a file to tidy records, with everything that is to be said or asked about them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dx_metrics.intake.column_roles import FIGURE, NOTE, assign_roles
from dx_metrics.intake.figures import Value
from dx_metrics.intake.heads import TOTAL
from dx_metrics.intake.known import Known
from dx_metrics.intake.layout import Table, find_tables
from dx_metrics.intake.lexicon import Lexicon
from dx_metrics.intake.matching import Matched, match_slots, unproved
from dx_metrics.intake.naming import Naming
from dx_metrics.intake.notes import Notes
from dx_metrics.intake.periods_settled import LEAVE_OUT, ask_frequency, fits
from dx_metrics.intake.proving import prove
from dx_metrics.intake.records import Record
from dx_metrics.intake.remark import MUST_FIX, Question, Remark
from dx_metrics.intake.rows import BLANK, WORDS
from dx_metrics.intake.sheet import Reading, Sheet
from dx_metrics.intake.slots import Place, Slot, slots_of
from dx_metrics.intake.sorting import Sorted, sort_rows
from dx_metrics.intake.subjects import Subjects
from dx_metrics.intake.sums import check_sums
from dx_metrics.intake.timing import Timing
from dx_metrics.intake.values import Valued, answer_text, read_answers, read_slots
from dx_metrics.wording import listed


@dataclass
class _Told:
    """One table understood: its slots, the units and periods of its figures, its values."""

    table: Table
    roles: dict[int, str]
    rows: Sorted
    matched: Matched
    subjects: Subjects
    values: list[Valued]


@dataclass(frozen=True, slots=True)
class Understanding:
    """The records of a file and the tables that they were found in.

    `labels`: sheet and row to what the columns are called in which the row's unit stands.
    """

    records: list[Record]
    tables: list[Table]
    labels: Mapping[tuple[str, int], tuple[str, ...]]


def understand(reading: Reading, known: Known, notes: Notes, period: str | None = None) -> Understanding:
    """Everything a file says. `period`: what the officer named; the file must not contradict it.

    A cell that is refused, or about which something is still open, yields no record.
    """
    lexicon = Lexicon(known)
    told = [
        _tell(table, lexicon, notes, period) for sheet in reading.sheets for table in _tables(sheet, lexicon, notes)
    ]
    values = read_slots([slot for one in told for slot in one.matched.slots], known, notes)
    for one in told:
        one.values = [values.pop(0) for _ in one.matched.slots]
    records: list[Record] = []
    for one in told:
        proofs = prove(one.matched, one.values, one.subjects, known, notes)
        check_sums(one.matched, one.values, one.rows, known, notes)
        records += _records(one, proofs, known, notes)
    labels = {
        (one.table.sheet.name, one.table.number(row)): tuple(one.subjects.naming.labels.values())
        for one in told
        for row in one.rows.figures
    }
    return Understanding(records, [one.table for one in told], labels)


def _tables(sheet: Sheet, lexicon: Lexicon, notes: Notes) -> list[Table]:
    """The tables of a sheet; a hidden sheet, and rows that are hidden, are asked about, never read in silence."""
    tables, outside = find_tables(sheet, lexicon)
    if sheet.hidden and tables:
        options = {"skip": "Bỏ qua trang ẩn", "read": "Đọc cả trang ẩn"}
        text = f"Tệp có trang ẩn “{sheet.name}” chứa bảng số liệu. Có đọc trang này không?"
        if notes.ask(Question(f"hidden:{sheet.name}", text, options, sheet.name)) != "read":
            return []
    if sheet.hidden and not tables:
        notes.fixed("sheet_hidden", f"trang ẩn “{sheet.name}” không có bảng số liệu nên không đọc", sheet.name)
        return []
    if not tables:
        if sheet.name and any(cell for row in sheet.rows for cell in row):
            notes.fixed("sheet_without_table", f"trang “{sheet.name}” không có bảng số liệu nên không đọc", sheet.name)
        return []
    _say_skipped(sheet, outside, notes)
    return [table for table in (_seen(table, notes) for table in tables) if table.body]


def _seen(table: Table, notes: Notes) -> Table:
    """The table without hidden rows, where the officer says so."""
    hidden = [row for row in table.body if row in table.sheet.hidden_rows]
    if not hidden:
        return table
    options = {"skip": "Bỏ các dòng ẩn", "read": "Đọc cả dòng ẩn"}
    text = f"Bảng có {len(hidden)} dòng đang ẩn (từ dòng {table.number(hidden[0])}). Có đọc các dòng này không?"
    number = table.number(hidden[0])
    answer = notes.ask(Question(f"hidden_rows:{table.sheet.name}", text, options, table.sheet.name, number))
    if answer != "skip":
        return table
    notes.fixed("rows_hidden", "bỏ dòng ẩn, theo câu trả lời", table.sheet.name, map(table.number, hidden))
    body = tuple(row for row in table.body if row not in hidden)
    return Table(table.grid, table.header, body, table.context, table.skipped, table.numbering)


def _tell(table: Table, lexicon: Lexicon, notes: Notes, period: str | None) -> _Told:
    roles = assign_roles(table, lexicon)
    _ask_hidden_columns(table, roles, notes)
    rows = sort_rows(table, roles, lexicon)
    _say_skipped(table.sheet, table.skipped | rows.skipped, notes)
    naming = Naming(table, roles, rows, lexicon, notes)
    timing = Timing(table, roles, rows, lexicon.known, notes, period)
    subjects = Subjects(naming, timing)
    slots = slots_of(table, roles, rows, lexicon)
    matched = match_slots(slots, subjects, lexicon.known, notes)
    unproved(matched, notes)
    return _Told(table, roles, rows, matched, subjects, [])


def _ask_hidden_columns(table: Table, roles: dict[int, str], notes: Notes) -> None:
    """Hidden columns of figures are read only where the officer says so."""
    sheet = table.sheet
    hidden = [column for column in table.columns if column.at in sheet.hidden_columns and roles[column.at] == FIGURE]
    if not hidden:
        return
    options = {"skip": "Bỏ các cột ẩn", "read": "Đọc cả cột ẩn"}
    names = listed([f"“{column.label}”" for column in hidden])
    question = Question(f"hidden_columns:{sheet.name}", f"Cột {names} đang ẩn. Có đọc không?", options, sheet.name)
    if notes.ask(question) == "skip":
        roles.update((column.at, NOTE) for column in hidden)
        notes.fixed("columns_hidden", f"bỏ cột ẩn {names}, theo câu trả lời", sheet.name)


def _say_skipped(sheet: Sheet, skipped: dict[int, str], notes: Notes) -> None:
    """Say once a reason which rows are not read."""
    for kind, words in WORDS.items():
        rows = [sheet.numbers[row] for row, given in sorted(skipped.items()) if given == kind]
        if rows and kind != BLANK:
            notes.fixed(f"row_{kind}", f"không đọc {words}", sheet.name, rows)


def _records(one: _Told, proofs: dict, known: Known, notes: Notes) -> list[Record]:
    """The records of a table: every figure with unit, period and variable that nothing is wrong with."""
    found = []
    out: dict[tuple[str, str], list[str]] = {}
    for at, (slot, valued) in enumerate(zip(one.matched.slots, one.values, strict=True)):
        variable = known.variables.get(slot.variable)
        if slot.kind == TOTAL:
            continue
        subjects = [one.subjects.of(place) for place in slot.places]
        if variable is None:
            continue
        if variable.kind == "answer":
            valued = read_answers(slot, variable, known, notes)
        for index, (place, (unit, period)) in enumerate(zip(slot.places, subjects, strict=True)):
            if not period or not unit or index in valued.refused:
                continue
            value = valued.values[index]
            text = answer_text(place, variable, known) if variable.kind == "answer" and not value.status else value.text
            if not text and not value.status:
                continue  # a question about it is open, and keeps the file from being accepted
            if not fits(period, variable.frequency) or one.subjects.timing.cumulative:
                out.setdefault((period, variable.frequency), []).append(variable.code)
                period = _other_period(period, variable.frequency, one, known, notes)
                if not period:
                    continue
            above, below = proofs.get((at, index), ("", ""))
            found.append(_record(slot, place, unit, period, value, text, above, below))
    return found


def _record(
    slot: Slot, place: Place, unit: str, period: str, value: Value, text: str, above: str, below: str
) -> Record:
    table = slot.table
    number, column = table.number(place.row), place.head.column.label
    return Record(unit, period, slot.variable, text, value.status, above, below, table.sheet.name, number, column)


def _other_period(period: str, frequency: str, one: _Told, known: Known, notes: Notes) -> str:
    """Where figures of another frequency than their variable's go: what the officer says, or nowhere."""
    cumulative = one.subjects.timing.cumulative
    if cumulative and fits(period, frequency):
        return period
    names = [
        known.variables[slot.variable].name
        for slot in one.matched.slots
        if slot.variable and known.variables[slot.variable].frequency == frequency
    ]
    question = ask_frequency(period, frequency, list(dict.fromkeys(names)), cumulative)
    answer = notes.ask(question)
    if answer == LEAVE_OUT:
        message = f"số liệu kỳ {period} không nạp vào biến báo cáo theo kỳ khác, theo câu trả lời"
        notes.fixed("period_left_out", message, one.table.sheet.name)
        return ""
    return answer


def say_nothing_found(reading: Reading, tables: Iterable[Table], notes: Notes) -> None:
    """A file in which no table of figures was found is refused with the reason."""
    if not list(tables):
        message = "không tìm thấy bảng số liệu nào của các đơn vị trong danh mục"
        cure = "Kiểm tra lại tệp; bảng cần có dòng tiêu đề, cột tên hoặc mã đơn vị, và các cột số liệu."
        notes.say(Remark(MUST_FIX, "no_table", message, cure))
