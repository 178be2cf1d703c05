"""The period of each figure: from its column, its row, the names of groups, the titles; in this order."""

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from dx_metrics.intake.column_roles import DATE, PART, PERIOD, YEAR
from dx_metrics.intake.filling import fill_down
from dx_metrics.intake.heads import Head
from dx_metrics.intake.known import Known
from dx_metrics.intake.layout import Table
from dx_metrics.intake.notes import Notes
from dx_metrics.intake.periods_said import said_by, said_in
from dx_metrics.intake.periods_settled import Evidence, Settled, settle_period
from dx_metrics.intake.remark import MUST_FIX, Remark
from dx_metrics.intake.sorting import Sorted
from dx_metrics.intake.spans import DAY, Span
from dx_metrics.periods import before, containing, is_period, parse

OFFERED = 40
"""Periods that are offered where the file tells none."""


@dataclass
class Timing:
    """Answers which period a cell of one table speaks of; "" while that is open or refused."""

    table: Table
    roles: dict[int, str]
    rows: Sorted
    known: Known
    notes: Notes
    given: str | None
    cumulative: bool = False
    _settled: dict[tuple, str] = field(default_factory=dict)

    def period_of(self, row: int, head: Head) -> str:
        """The period's code for the figure at a row under a head."""
        own = head.spans
        written = self._written(row) if not _whole(own) else ()
        blank = row if any(not text for _, text in written) else -1
        key = (own, written, blank, self.rows.groups.get(row, ()) if not written else ())
        if key not in self._settled:
            self._settled[key] = self._settle(row, head, written)
        return self._settled[key]

    def texts(self, row: int) -> tuple[str, ...]:
        """The words that tell the period of a row."""
        return tuple(text for _, text in self._written(row))

    def _settle(self, row: int, head: Head, written: tuple[tuple[int, str], ...]) -> str:
        spans = list(head.spans)
        where = f"cột “{head.column.label}”"
        if not _whole(head.spans) and written:
            said = self._row_spans(row, written)
            if said is None:
                return ""
            spans += said
            where = "dòng"
        if not spans:
            spans += _nearest(self.rows.groups.get(row, ()))
            where = "tên nhóm"
        if spans:
            own = Evidence(where, self._in_year(spans))
            settled = settle_period([own], None, self._kind)
            others = self._said_otherwise(settled.period)
            return self._take(settle_period([own, *others], None, self._kind) if others else settled)
        return self._take(settle_period(self._around(), self.given, self._kind))

    def _said_otherwise(self, period: str) -> list[Evidence]:
        """Titles that name other periods of the same kind, and not this one: row and title contradict each other."""
        if not period:
            return []
        kind = parse(period).kind
        told = [(at, {s.code for s in at.spans if s.kind == kind and s.code}) for at in self._around(days=False)]
        if any(period in codes for _, codes in told):
            return []
        return [place for place, codes in told if codes]

    def _take(self, settled: Settled) -> str:
        self.cumulative = self.cumulative or settled.cumulative
        if settled.question:
            offered = settled.question.options or self._ever()
            question = replace(settled.question, options=offered, sheet=self.table.sheet.name)
            answer = self.notes.ask(question, also=_every_period(self.notes))
            return answer if is_period(answer) else ""
        return settled.period

    def _ever(self) -> dict[str, str]:
        """Periods of the usual kind that have begun since the register does, the newest first."""
        starts = min((unit.valid_from for unit in self.known.units), default=date.today())
        code, found = containing(date.today(), self._kind), {}
        while parse(code).ends >= starts and len(found) < OFFERED:
            found[code] = parse(code).name
            code = before(code)
        return found

    def _written(self, row: int) -> tuple[tuple[int, str], ...]:
        """Cells of the row that tell its period: column and text; none where these columns are blank throughout."""
        return tuple((at, self.table.grid.shown(row, at)) for at in self._columns)

    @cached_property
    def _columns(self) -> tuple[int, ...]:
        """Columns that tell periods, of those in which anything stands."""
        told = (at for at, role in self.roles.items() if role in (PERIOD, YEAR, PART))
        return tuple(at for at in told if any(self.table.grid.shown(row, at) for row in self.rows.figures))

    def _row_spans(self, row: int, written: tuple[tuple[int, str], ...]) -> list[Span] | None:
        """What the cells of a row say; None where one of them is no period, which is remarked."""
        spans = []
        for at, text in written:
            label = self.table.columns[at].label
            if not text:
                above = self._from_above(row, at, label)
                if above is None:
                    return None
                text = above
            span = said_by(text, label) if text else None
            if span is None:
                self._refuse(row, label, text)
                return None
            spans.append(span)
        return spans

    def _from_above(self, row: int, at: int, label: str) -> str | None:
        """What stands above a blank cell, where the officer says that it holds for it too; None while that is open."""
        above = [t for other in self.rows.figures if other < row and (t := self.table.grid.shown(other, at))]
        if not above:
            return ""
        answer = fill_down(self.notes, self.table, row, label, "kỳ")
        return above[-1] if answer == "yes" else "" if answer == "no" else None

    def _refuse(self, row: int, label: str, text: str) -> None:
        message = f"“{text}” không phải kỳ báo cáo" if text else "dòng này không ghi kỳ báo cáo"
        cure = "Ghi kỳ như “Quý I/2022”, “Tháng 3/2022” hoặc “2022”."
        code = "period_unknown" if text else "period_absent"
        self.notes.say(
            Remark(MUST_FIX, code, message, cure, self.table.sheet.name, self.table.number(row), label, text)
        )

    def _in_year(self, spans: list[Span]) -> tuple[Span, ...]:
        """The spans with the year that stands somewhere else, where just one does."""
        own = {span.year for span in spans if span.year}
        years = own or {span.year for place in self._around(days=False) for span in place.spans if span.year}
        if not years and self.given:
            years = {int(self.given[:4])}
        year = years.pop() if len(years) == 1 else None
        return tuple(span.with_year(year) if year else span for span in spans)

    def _around(self, *, days: bool = True) -> list[Evidence]:
        """What titles, the name of the sheet and columns of dates say."""
        places = [Evidence("tiêu đề", said_in(text)) for text in self.table.context]
        if self.table.sheet.name:
            places.append(Evidence("tên trang", said_in(self.table.sheet.name)))
        if days and not any(span.how != DAY for place in places for span in place.spans):
            places = [*places, *self._dates()]
        elif not days:
            places = [Evidence(p.where, tuple(s for s in p.spans if s.how != DAY)) for p in places]
        return [place for place in places if place.spans]

    def _dates(self) -> list[Evidence]:
        found = []
        for at, role in self.roles.items():
            if role == DATE:
                texts = dict.fromkeys(text for row in self.rows.figures if (text := self.table.grid.shown(row, at)))
                spans = tuple(span for text in texts if (span := said_by(text)) is not None)
                found.append(Evidence(f"cột “{self.table.columns[at].label}”", spans))
        return found

    @property
    def _kind(self) -> str:
        """The kind of period in which most variables are reported."""
        kinds = [variable.frequency for variable in self.known.variables.values()]
        return max(set(kinds), key=kinds.count) if kinds else "quarter"


def _nearest(groups: tuple[str, ...]) -> list[Span]:
    """The periods in the name of the nearest group that has any."""
    said = ([span for span in said_in(group) if span.how != DAY] for group in reversed(groups))
    return next((spans for spans in said if spans), [])


def _whole(spans: tuple[Span, ...]) -> bool:
    """Whether the spans of a header name a period without the help of the row."""
    return any(span.first for span in spans)


def _every_period(notes: Notes) -> list[str]:
    answer = str(notes.answers.get("period", ""))
    return [answer] if is_period(answer) else []
