"""The unit of each figure: from the row, from the header where units stand side by side, or from the titles."""

import re
from dataclasses import dataclass, field
from datetime import date

from dx_metrics import periods
from dx_metrics.intake.column_roles import CODE, NAME, PARENT, PERIOD, VARIABLE
from dx_metrics.intake.communes import Match, find_unit
from dx_metrics.intake.filling import fill_down
from dx_metrics.intake.heads import Head
from dx_metrics.intake.known import Known, Unit
from dx_metrics.intake.layout import Table
from dx_metrics.intake.lexicon import Lexicon
from dx_metrics.intake.notes import Notes, placed
from dx_metrics.intake.remark import MUST_FIX, Question, Remark
from dx_metrics.intake.sorting import Sorted
from dx_metrics.intake.spelling import unmarked

EVER = frozenset({"unit_unknown", "lookalike", "letters_lost", "unit_typo", "unit_absent"})
"""Faults of a unit's code or name that are faults in every period."""


@dataclass
class Naming:
    """Answers which unit a cell of one table speaks of; "" while that is open or refused."""

    table: Table
    roles: dict[int, str]
    rows: Sorted
    lexicon: Lexicon
    notes: Notes
    _matches: dict[tuple[str, ...], Match] = field(default_factory=dict)
    _down: dict[int, tuple[str, str]] = field(default_factory=dict)
    _guess: str = ""

    @property
    def known(self) -> Known:
        """The workspace."""
        return self.lexicon.known

    def __post_init__(self) -> None:
        self._code = next((at for at, role in self.roles.items() if role == CODE), None)
        self._name = next((at for at, role in self.roles.items() if role == NAME), None)
        self._parents = [at for at, role in self.roles.items() if role == PARENT]
        self._own = self._code is not None or self._name is not None

    def unit_of(self, row: int, head: Head, period: str) -> str:
        """The code of the unit of a figure.

        With no period known yet, only what is wrong in every period is remarked.
        """
        code, name, number, columns = self._said(row, head)
        if not code and not name:
            return self._around(row, head, period)
        sure = period or self._likely()
        match = self._match(sure, code, name, self._parent(row))
        for remark in match.remarks:
            if period or remark.code in EVER:
                self._say(remark, number, columns)
        if match.question and period:
            answer = self.notes.ask(match.question)
            return answer
        return match.unit.code if match.unit and period else ""

    def _say(self, remark: Remark, number: int | None, columns: dict[str, str]) -> None:
        """A remark at its column; what is wrong with a code is wrong with the name beside it, and shown at both."""
        own = columns.get(remark.column, "") or next(iter(columns.values()), "")
        both = remark.level == MUST_FIX and remark.code in ("unit_unknown", "unit_other_period", "unit_outside")
        for column in dict.fromkeys([own, *(columns.values() if both else ())]):
            self.notes.say(placed(remark, self.table.sheet.name, number, column))

    def texts(self, row: int, head: Head) -> tuple[str, ...]:
        """The words that tell the unit of a figure apart from others, without asking what unit it is."""
        code, name, _, _ = self._said(row, head, quiet=True)
        return code, name, *(() if code or name else self.rows.groups.get(row, ()))

    def _said(self, row: int, head: Head, *, quiet: bool = False) -> tuple[str, str, int | None, dict[str, str]]:
        """Code and name of a figure's unit, where they stand, and the columns' names."""
        if head.unit_code or head.unit_name:
            first = self.table.header.first
            number = self.table.number(first) if first < len(self.table.grid.rows) else None
            return head.unit_code, head.unit_name, number, {"code": head.column.label, "name": head.column.label}
        if not self._own:
            return "", "", None, {}
        code, name = self._row(row, quiet=quiet)
        return code, name, self.table.number(row), self.labels

    @property
    def labels(self) -> dict[str, str]:
        """What the officer calls the columns of code and name."""
        places = {"code": self._code, "name": self._name}
        return {what: self.table.columns[at].label for what, at in places.items() if at is not None}

    def _row(self, row: int, *, quiet: bool = False) -> tuple[str, str]:
        """Code and name in a row; of the row above, where the officer says that blanks repeat it."""
        if row in self._down:
            return self._down[row]
        code, name = (self.table.grid.shown(row, at) if at is not None else "" for at in (self._code, self._name))
        if not code and not name:
            if quiet:
                return "", ""
            code, name = self._from_above(row)
        self._down[row] = (code, name)
        return code, name

    def _from_above(self, row: int) -> tuple[str, str]:
        """Whether a blank unit is that of the row above: asked once, and only where a unit may have several rows."""
        before = [other for other in self.rows.figures if other < row]
        several = {VARIABLE, PERIOD} & set(self.roles.values())
        label = next(iter(self.labels.values()))
        if not before or not several:
            self._refuse_blank(row, label)
            return "", ""
        answer = fill_down(self.notes, self.table, row, label, "đơn vị")
        if answer == "yes":
            return self._row(before[-1])
        if answer == "no":
            self._refuse_blank(row, label)
        return "", ""

    def _refuse_blank(self, row: int, label: str) -> None:
        message, cure = "dòng này không có mã và tên đơn vị", "Ghi mã hoặc tên đơn vị, hoặc bỏ dòng."
        sheet = self.table.sheet.name
        self.notes.say(Remark(MUST_FIX, "unit_absent", message, cure, sheet, self.table.number(row), label))

    def _match(self, period: str, code: str, name: str, parent: str) -> Match:
        key = (period, code, name, parent)
        if key not in self._matches:
            self._matches[key] = find_unit(self.known, period, code=code, name=name, parent=parent)
        return self._matches[key]

    def _parent(self, row: int) -> str:
        """The district or province that the row, its group or a title names."""
        for at in self._parents:
            if self.table.grid.shown(row, at):
                return self.table.grid.shown(row, at)
        above = [*self.table.context, *self.rows.groups.get(row, ())]
        return next((text for text in reversed(above) if self.lexicon.named(text)), "")

    def _around(self, row: int, head: Head, period: str) -> str:
        """The unit that the groups, the sheet's name or the titles name; asked where none does."""
        if self._own:
            return ""
        for text in (*reversed(self.rows.groups.get(row, ())), self.table.sheet.name, *reversed(self.table.context)):
            units = self._in_text(text, period)
            if len(units) == 1:
                return units[0].code if period else ""
            if len(units) > 1:
                break
        if not period:
            return ""
        there = {unit.code: unit.name for unit in self.known.in_period(period)}
        text = "Bảng không ghi đơn vị báo cáo. Đây là số liệu của đơn vị nào?"
        return self.notes.ask(Question(f"unit:{self.table.sheet.name}", text, there, self.table.sheet.name))

    def _in_text(self, text: str, period: str) -> list[Unit]:
        """Units of the period that a title names: the whole text, or a full name within it."""
        there = self.known.in_period(period or self._likely())
        exact = [unit for unit in there if unit.code in self.lexicon.named(text)]
        if exact:
            match = self._match(period or self._likely(), "", text, "")
            return [match.unit] if match.unit else exact if match.question else []
        words = f" {re.sub(r'[^a-z0-9]+', ' ', unmarked(text))} "
        return [unit for unit in there if f" {re.sub(r'[^a-z0-9]+', ' ', unmarked(unit.name))} " in words]

    def _likely(self) -> str:
        """A period in which most units of the table exist, for looking at faults while the period is open."""
        if not self._guess:
            self._guess = likely_period(self.table, self.lexicon)
        return self._guess


def likely_period(table: Table, lexicon: Lexicon) -> str:
    """A year's code for the state of the register that fits the names of a table best."""
    codes = [code for row in table.body for cell in table.grid.rows[row][:6] for code in lexicon.named(cell)]
    ends = sorted({unit.valid_to for unit in lexicon.known.units}, reverse=True)
    best, most = str(date.today().year - 1), -1
    for end in ends:
        year = min(end.year - 1, date.today().year)
        day = periods.parse(str(year)).ends
        there = {unit.code for unit in lexicon.known.units if unit.compared and unit.exists_on(day)}
        hits = sum(code in there for code in codes)
        if hits > most:
            best, most = str(year), hits
    return best
