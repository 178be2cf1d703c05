"""The rows of a sheet of marks: each against its criterion, its full points and the stage before."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from dx_metrics.intake.assessment_layout import EVIDENCE, JUDGED, MOST, NAME, NOTE, NUMBER, OFFICIAL, Layout
from dx_metrics.intake.numerals import number_text, read_cell
from dx_metrics.intake.remark import CONFIRM, MUST_FIX, Remark
from dx_metrics.intake.sheet import Sheet
from dx_metrics.intake.spelling import canonical, cleaned
from dx_metrics.wording import folded, plain

FORMS = re.compile(r"(\d{1,6})\s*phi[ếe]u", re.IGNORECASE)
ORDER = ("self", "verified", "survey")
"""The stages of a sheet in the order in which one overrules another."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One row of an index: its code, its words, its full points; `leaf` where it is marked itself."""

    code: str
    name: str
    most: float
    leaf: bool
    parent: str = ""


def marks_of(sheet: Sheet, layout: Layout, criteria: Sequence[Criterion]) -> tuple[list[dict[str, str]], list[Remark]]:
    """Rows of `assessments` without commune and round, and what is to be said of the sheet by row and column."""
    marks: list[dict[str, str]] = []
    remarks: list[Remark] = []
    seen: dict[str, int] = {}
    sums: dict[str, dict[str, Decimal]] = {}
    for row, shown in zip(sheet.rows[layout.first :], sheet.numbers[layout.first :], strict=True):
        line = _Line(sheet, layout, row, shown, remarks)
        criterion = _criterion(line, criteria)
        if criterion is None:
            continue
        points = line.points(criterion)
        if not criterion.leaf:
            sums[criterion.code] = points
            line.against_full(criterion)
            continue
        if criterion.code in seen:
            line.say("criterion_twice", f"tiêu chí {criterion.code} đã có ở dòng {seen[criterion.code]}", NAME)
            continue
        seen[criterion.code] = shown
        line.against_full(criterion)
        marks += _stages(line, criterion, points)
    remarks += _totals(sheet, layout, criteria, marks, sums)
    return marks, remarks


class _Line:
    """One row of the sheet, by role."""

    def __init__(self, sheet: Sheet, layout: Layout, row: list[str], shown: int, remarks: list[Remark]) -> None:
        self.sheet, self.layout, self.row, self.shown, self.remarks = sheet, layout, row, shown, remarks

    def text(self, role: str) -> str:
        at = self.layout.columns.get(role, -1)
        return cleaned(self.row[at]) if 0 <= at < len(self.row) else ""

    def say(self, code: str, message: str, role: str, cure: str = "Sửa trong tệp rồi nạp lại.") -> None:
        label = self.layout.labels.get(role, "")
        value = self.text(role)
        self.remarks.append(Remark(MUST_FIX, code, message, cure, self.sheet.name, self.shown, label, value))

    def number(self, role: str, most: float) -> Decimal | None:
        """The figure of a cell, read so that it can be one; None where it is empty or was refused."""
        at = self.layout.columns.get(role, -1)
        cell = read_cell(self.row[at] if 0 <= at < len(self.row) else "")
        numbers = set(cell.readings.values())
        if len(numbers) > 1:  # 1.500 can be one and a half, and never one thousand five hundred
            numbers = {number for number in numbers if number <= Decimal(str(most))}
        if len(numbers) == 1 and not cell.percent:
            return numbers.pop()
        if self.text(role) and not cell.status:
            self.say("no_points", "không đọc được số điểm", role, "Ghi số từ 0, phần thập phân sau dấu phẩy.")
        return None

    def points(self, criterion: Criterion) -> dict[str, Decimal]:
        """What each column of marks gives; refused where it is more than the full points."""
        found: dict[str, Decimal] = {}
        for role in (*JUDGED, OFFICIAL):
            number = self.number(role, criterion.most)
            if number is None:
                continue
            if number < 0 or number > Decimal(str(criterion.most)):
                self.say("above_full", f"điểm phải từ 0 đến {plain(criterion.most)} ({criterion.code})", role)
                continue
            found[role] = number
        return found

    def against_full(self, criterion: Criterion) -> None:
        most = self.number(MOST, criterion.most)
        if most is not None and most != Decimal(str(criterion.most)):
            cure = "Sửa cho đúng bộ tiêu chí, hoặc nạp bộ tiêu chí mới trước."
            self.say("other_full", f"điểm tối đa của {criterion.code} là {plain(criterion.most)}", MOST, cure)


def _criterion(line: _Line, criteria: Sequence[Criterion]) -> Criterion | None:
    """The criterion of a row: by its words; a number beside other words is refused, a row without marks is no row."""
    name, number = line.text(NAME), line.text(NUMBER).rstrip(".")
    if not name and not number:
        return None
    called = [c for c in criteria if name and canonical(c.name) == canonical(name)]
    numbered = [c for c in criteria if number and c.code.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ_") == number]
    both = [c for c in called if c in numbered]
    if len(called) == 1 or both:
        return (both or called)[0]
    if not any(line.text(role) for role in (*JUDGED, OFFICIAL)):
        return None
    if folded(name).startswith(("tong", "cong")) or not re.search(r"[^\W\d]", name):
        return None  # the total, or the row that numbers the columns
    if numbered:
        line.say(
            "other_words", f"số {number} trong bộ tiêu chí là “{numbered[0].name}”", NAME, "Sửa tên hoặc số thứ tự."
        )
    else:
        line.say("unknown_criterion", "không có tiêu chí này trong bộ tiêu chí đang áp dụng", NAME)
    return None


def _stages(line: _Line, criterion: Criterion, points: dict[str, Decimal]) -> list[dict[str, str]]:
    """A row for each stage. What differs from the stage before needs the note as its reason."""
    note, evidence = line.text(NOTE), line.text(EVIDENCE)
    rows, before = [], None
    given = [(stage, points[stage]) for stage in ORDER if stage in points]
    last = given[-1][1] if given else None
    if OFFICIAL in points and points[OFFICIAL] != last:
        given.append(("final", points[OFFICIAL]))
    for stage, number in given:
        changed = before is not None and number != before
        if changed and not note:
            cure = "Ghi lý do ở cột Ghi chú."
            role = OFFICIAL if stage == "final" else stage
            line.say("no_reason", f"điểm khác bước trước ({plain(float(before or 0))}) mà không nói lý do", role, cure)
        forms = FORMS.search(note) if stage == "survey" else None
        told = {"code": criterion.code, "stage": stage, "points": number_text(number), "evidence": evidence}
        rows.append(told | {"reason": note if changed else "", "forms": forms[1] if forms else ""})
        before = number
    return rows


def _totals(
    sheet: Sheet,
    layout: Layout,
    criteria: Sequence[Criterion],
    marks: Sequence[dict[str, str]],
    sums: dict[str, dict[str, Decimal]],
) -> list[Remark]:
    """Groups whose own figure is not the sum of their criteria."""
    said = []
    for criterion in criteria:
        below = {c.code for c in criteria if c.leaf and c.parent == criterion.code}
        for stage, total in sums.get(criterion.code, {}).items():
            own = [Decimal(mark["points"]) for mark in marks if mark["code"] in below and mark["stage"] == stage]
            if own and sum(own) != total:
                message = (
                    f"{criterion.code}: cộng các tiêu chí được {number_text(sum(own, Decimal()))}, dòng nhóm ghi khác"
                )
                label, cure = layout.labels[stage], "Kiểm tra điểm thành phần."
                said.append(Remark(CONFIRM, "other_sum", message, cure, sheet.name, None, label, number_text(total)))
    return said
