"""A file checked whole: accepted, asked about, or refused."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from dx_metrics.intake.answers import fingerprint
from dx_metrics.intake.checks import check_records
from dx_metrics.intake.known import Known
from dx_metrics.intake.layout import Table
from dx_metrics.intake.notes import Notes
from dx_metrics.intake.places import letter
from dx_metrics.intake.reading import read
from dx_metrics.intake.records import Record
from dx_metrics.intake.remark import MUST_FIX, Question, Remark
from dx_metrics.intake.repeats import without_repeats
from dx_metrics.intake.sheet import Reading
from dx_metrics.intake.understanding import say_nothing_found, understand
from dx_metrics.periods import parse
from dx_metrics.wording import listed

ACCEPT, ASK, REJECT = "accept", "ask", "reject"
COLUMNS = ("unit", "period", "variable", "value", "status", "reported_at")


@dataclass(frozen=True, slots=True)
class Checked:
    """What a file comes to. Only an accepted one has records that may be published: all of them or none.

    `layout` names the form of the file; answers are remembered under it.
    """

    outcome: str
    questions: list[Question]
    records: list[Record]
    remarks: list[Remark]
    reading: Reading
    layout: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)

    def csv(self, reported_at: str = "") -> bytes:
        """The records as a canonical table of observations; only its header unless the file is accepted."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(COLUMNS)
        for record in self.records if self.outcome == ACCEPT else ():
            writer.writerow((*record.key, record.value, record.status, reported_at))
        return text.getvalue().encode()


def check(
    file: str,
    content: bytes,
    known: Known,
    *,
    period: str | None = None,
    answers: Mapping[str, str] | None = None,
) -> Checked:
    """Everything that a file says, and whether it may be published. Never raises for what stands in it.

    `period`: the period's code, where the officer named one. `answers`: question id to answer.
    """
    names = [name for unit in known.units for name in (unit.name, unit.short_name) if name]
    reading = read(file, content, names)
    notes = Notes(answers or {})
    found = understand(reading, known, notes, period)
    notes.say(*_labelled(reading.remarks, found.tables))
    if not notes.blocked:
        say_nothing_found(reading, found.tables, notes)
    _agree(found.records, period, notes)
    records = without_repeats(found.records, found.labels, known, notes)
    # What the table itself showed at a cell is not said of it once more.
    said = {(remark.code, remark.sheet, remark.row, remark.column) for remark in notes.remarks}
    found_wrong = check_records(records, known)
    notes.say(*(r for r in found_wrong if r.row is None or (r.code, r.sheet, r.row, r.column) not in said))
    if found.tables and not records and not notes.blocked and not notes.questions:
        message, cure = "tệp không có số liệu nào để nạp", "Điền số liệu vào bảng rồi nạp lại."
        notes.say(Remark(MUST_FIX, "no_figures", message, cure))
    outcome = REJECT if notes.blocked else ASK if notes.questions else ACCEPT
    return Checked(
        outcome, notes.questions, records, notes.remarks, reading, fingerprint(found.tables), dict(notes.answers)
    )


def _labelled(remarks: Iterable[Remark], tables: Iterable[Table]) -> Iterator[Remark]:
    """Remarks of reading, which names columns by letter, with the headers that stand over them."""
    by_sheet: dict[str, list[Table]] = {}
    for table in tables:
        by_sheet.setdefault(table.sheet.name, []).append(table)
    for remark in remarks:
        labels = {
            letter(column.at): column.label
            for table in by_sheet.get(remark.sheet, ())
            if remark.row is not None and table.number(table.header.first) <= remark.row
            for column in table.columns
        }
        yield replace(remark, column=labels.get(remark.column, remark.column))


def _agree(records: list[Record], period: str | None, notes: Notes) -> None:
    """Ask where the officer named one period and every row of the file tells another."""
    told = list(dict.fromkeys(record.period for record in records))
    if period and told and period not in told and parse(told[0]).kind == parse(period).kind:
        options = {code: f"Đúng là {parse(code).name}, như tệp ghi" for code in told}
        text = f"Người nạp chọn {parse(period).name}, tệp lại ghi {listed([parse(code).name for code in told])}."
        notes.ask(Question("period", f"{text} Lấy kỳ nào? Nếu tệp ghi sai thì sửa tệp.", options))
