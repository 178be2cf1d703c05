"""Figures that stand twice: in the file itself, and in what is published already."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from dx_metrics import periods
from dx_metrics.intake.checks import Spoken, number_of
from dx_metrics.intake.known import Figure, Known
from dx_metrics.intake.remark import CONFIRM, MUST_FIX, Question, Remark


def repeated(records: Iterable[Spoken], known: Known, unit_column: str = "") -> tuple[list[Remark], list[Question]]:
    """Units that the file reports more than once for a period.

    The same figures again are a remark on the later row; different ones are a question, answered "first" or "last".
    `unit_column`: what the officer calls the column of the unit's code or name, where such a remark belongs.
    """
    remarks, questions = [], []

    def said(record: Spoken) -> tuple[str, str]:
        return record.unit, record.period

    for (unit, period), group in groupby(sorted(records, key=said), key=said):
        by_row: dict[tuple[str, int | None], dict[str, Spoken]] = {}
        for record in group:
            by_row.setdefault((record.sheet, record.row), {})[record.variable] = record
        places = sorted(by_row, key=lambda place: (place[0], place[1] or 0))
        for at, place in enumerate(places[1:], start=1):
            earlier = {code: record for before in places[:at] for code, record in by_row[before].items()}
            both = [(earlier[code], record) for code, record in by_row[place].items() if code in earlier]
            if not both:
                continue
            differing = [pair for pair in both if not _same(*pair)]
            name = _name(known, unit, period)
            if differing:
                questions.append(_question(differing, name, unit, period, known))
            else:
                message = f"{name} đã có ở dòng {both[0][0].row} với cùng số liệu"
                value = name
                remarks.append(
                    Remark(
                        MUST_FIX, "repeated", message, "Xóa một trong hai dòng.", place[0], place[1], unit_column, value
                    )
                )
    return remarks, questions


def published_again(records: Iterable[Spoken], known: Known) -> Iterator[Remark]:
    """Figures that are published already: unchanged, or to be corrected by this file, with both values."""
    for record in records:
        figure = known.figures(record.period).get((record.unit, record.variable))
        if figure is None:
            continue
        shown = f"{known.variables[record.variable].name} của {_name(known, record.unit, record.period)}"
        if _unchanged(record, figure):
            message, code = f"{shown} đã công bố, số không đổi", "published_same"
            cure = "Không phải làm gì."
        else:
            message, code = (
                f"{shown} đã công bố là {_shown(figure)}, tệp này sửa thành {_told(record)}",
                "published_other",
            )
            cure = "Xác nhận nếu đúng là đính chính."
        yield Remark(CONFIRM, code, message, cure, record.sheet, record.row, record.column, record.value)


def _same(one: Spoken, other: Spoken) -> bool:
    numbers = number_of(one), number_of(other)
    return one.status == other.status and (
        numbers[0] == numbers[1] if None not in numbers else one.value == other.value
    )


def _unchanged(record: Spoken, figure: Figure) -> bool:
    number = number_of(record)
    same = number == figure.number if number is not None else record.value == figure.value
    return same and record.status == figure.status


def _question(pairs: list[tuple[Spoken, Spoken]], name: str, unit: str, period: str, known: Known) -> Question:
    first, last = pairs[0]
    parts = "; ".join(
        f"{known.variables[one.variable].name}: {_told(one)} và {_told(other)}" for one, other in pairs[:3]
    )
    text = f"{name} có hai dòng khác số ({parts}). Lấy dòng nào?"
    options = {"first": f"Dòng {first.row}", "last": f"Dòng {last.row}"}
    return Question(f"repeated:{unit}:{period}", text, options, last.sheet, last.row, last.column, last.value)


def _name(known: Known, unit: str, period: str) -> str:
    ends = periods.parse(period).ends
    return next((one.name for one in known.by_code.get(unit, ()) if one.exists_on(ends)), unit)


def _shown(figure: Figure) -> str:
    return figure.value.replace(".", ",") or {"missing": "chưa có số liệu"}.get(figure.status, "không phát sinh")


def _told(record: Spoken) -> str:
    return _shown(Figure(record.value, record.status))
