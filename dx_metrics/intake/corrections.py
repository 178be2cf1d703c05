"""Figures of a file beside those that are published for the same unit and period."""

from collections.abc import Iterable, Iterator

from dx_metrics.intake.known import Figure, Known
from dx_metrics.intake.records import Record
from dx_metrics.intake.remark import CONFIRM, Remark


def published_again(records: Iterable[Record], known: Known) -> Iterator[Remark]:
    """Figures that are published already: unchanged, or to be corrected by this file, with both values."""
    for record in records:
        figure = known.figures(record.period).get((record.unit, record.variable))
        if figure is None:
            continue
        told = Figure(record.value, record.status)
        if _same(told, figure):
            code, cure = "published_same", "Không phải làm gì."
            message = f"đã công bố, số không đổi: {shown(figure)}"
        else:
            code, cure = "published_other", "Xác nhận nếu đúng là đính chính."
            message = f"đã công bố là {shown(figure)}, tệp này sửa thành {shown(told)}"
        yield Remark(CONFIRM, code, message, cure, record.sheet, record.row, record.column, record.value)


def shown(figure: Figure) -> str:
    """A figure or its status as people read it."""
    status = "chưa có số liệu" if figure.status == "missing" else "không phát sinh"
    return figure.value.replace(".", ",") or status


def _same(one: Figure, other: Figure) -> bool:
    numbers = one.number, other.number
    return one.status == other.status and (
        numbers[0] == numbers[1] if None not in numbers else one.value == other.value
    )
