"""What is wrong or doubtful with figures that could be read: against their range, each other and the workspace."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from statistics import median

from dx_metrics import periods
from dx_metrics.intake.corrections import published_again
from dx_metrics.intake.known import Known, Unit, Variable
from dx_metrics.intake.office_words import words_of
from dx_metrics.intake.records import Record
from dx_metrics.intake.remark import CONFIRM, MUST_FIX, Remark
from dx_metrics.scoring.small_numbers import MINIMUM
from dx_metrics.wording import clipped, plain

JUMP, JUMP_CASES = 5.0, 30
"""A figure that is this many times the last one, or this fraction of it, and differs by so many, is asked about."""
ENOUGH = 5
"""Units from which on a figure can stand out among the others."""
DAYS = range(36_526, 54_789)
"""Numbers that Excel uses for the days of 2000 to 2049."""
DIGIT = 0.15
"""How near ten times a figure must come to another for a digit to look lost."""


def check_records(records: Sequence[Record], known: Known) -> list[Remark]:
    """Everything the checks have to say, in the order of the rules."""
    rules: tuple[Callable[[Sequence[Record], Known], Iterator[Remark]], ...] = (
        not_yet,
        out_of_range,
        above_denominator,
        against_register,
        out_of_line,
        jumps,
        small_denominators,
        published_again,
        absent_units,
    )
    return [remark for rule in rules for remark in rule(records, known)]


def not_yet(records: Iterable[Record], known: Known) -> Iterator[Remark]:
    """Periods that lie in the future; a month's grace, for clocks and days go wrong too."""
    latest = date.today() + timedelta(days=31)
    seen = set()
    for record in records:
        if record.period not in seen and periods.parse(record.period).starts > latest:
            seen.add(record.period)
            message = f"{periods.parse(record.period).name} chưa đến"
            yield _said(MUST_FIX, "period_future", record, message, "Sửa kỳ báo cáo trong tệp.")


def out_of_range(records: Iterable[Record], known: Known) -> Iterator[Remark]:
    """Figures that cannot be: negative counts, shares above 100 %, beyond the range the workspace declares.

    A release refuses what lies outside a declared range, so it must be mended here.
    """
    for record in records:
        variable, number = known.variables[record.variable], number_of(record)
        if number is None:
            continue
        if variable.kind == "count" and number < 0:
            yield _said(MUST_FIX, "value_negative", record, f"{variable.name} là số âm", "Kiểm tra lại số.")
        elif "%" in variable.unit and not 0 <= number <= (variable.max or 100):
            message = f"{variable.name} phải từ 0 đến 100 %"
            yield _said(MUST_FIX, "value_share", record, message, "Kiểm tra lại số.")
        elif variable.min is not None and number < variable.min:
            message = f"{variable.name} nhỏ hơn mức thấp nhất {plain(variable.min)}"
            yield _said(MUST_FIX, "value_low", record, message, "Kiểm tra lại số.")
        elif variable.max is not None and number > variable.max:
            message = f"{variable.name} lớn hơn mức cao nhất {plain(variable.max)}"
            cure = "Kiểm tra lại số; nếu đúng, người quản trị sửa max của biến trong variables.csv."
            yield _said(MUST_FIX, "value_high", record, message, cure)


def above_denominator(records: Iterable[Record], known: Known) -> Iterator[Remark]:
    """Parts that are larger than their whole; when only one of the two is in the file it may be the other's fault."""
    told: dict[tuple[str, str, str], Record] = {}
    of_variable: dict[str, list[Record]] = {}
    for record in records:
        told[record.unit, record.period, record.variable] = record
        of_variable.setdefault(record.variable, []).append(record)
    pairs = {(ratio.numerator, ratio.denominator) for ratio in known.ratios if ratio.scale == 100}
    for above, below in ((known.variables[one], known.variables[other]) for one, other in sorted(pairs)):
        if above.kind != "count" or below.kind != "count":
            continue
        for record in of_variable.get(above.code, ()):
            number, whole = number_of(record), told.get((record.unit, record.period, below.code))
            published = known.figures(record.period).get((record.unit, below.code))
            limit = number_of(whole) if whole else published.number if published else None
            if number is None or limit is None or limit < 0 or number <= limit:
                continue
            message = f"{above.name} ({plain(number)}) lớn hơn {below.name} ({plain(limit)})"
            # What counts other things than its whole (accounts of people) may exceed it; dossiers of dossiers never.
            level = MUST_FIX if whole and above.unit == below.unit else CONFIRM
            cure = "Kiểm tra lại hai số." if whole else f"So với {below.name} đã công bố; kiểm tra lại hai số."
            yield _said(level, "numerator_above", record, message, cure)


def against_register(records: Iterable[Record], known: Known) -> Iterator[Remark]:
    """Population and households beside those of the register: a digit lost or doubled, more people than live there."""
    for record in records:
        variable, number = known.variables[record.variable], number_of(record)
        lives = _residents(record, variable, known)
        if number is None or not number or not lives:
            continue
        what = "dân số" if variable.unit == "người" else "số hộ"
        shown = f"{variable.name} {plain(number)}, danh mục ghi {what} {plain(lives)}"
        if _is_all(variable) and (_near(number * 10, lives) or _near(number / 10, lives)):
            cure = "Có thể thiếu hoặc thừa một chữ số: kiểm tra lại số."
            yield _said(MUST_FIX, "digit_lost", record, f"{shown}: lệch đúng một chữ số", cure)
        elif _is_all(variable) and not 0.5 <= number / lives <= 2:
            yield _said(CONFIRM, "register_far", record, f"{shown}: lệch nhiều", "Kiểm tra lại số.")
        elif number > 1.1 * lives and not _is_all(variable):
            # The register may be a census some years old, or of another extent; five times its people are not.
            yield _said(
                MUST_FIX if number > 5 * lives else CONFIRM,
                "register_above",
                record,
                f"{shown}: nhiều hơn cả {what}",
                "Kiểm tra lại số.",
            )


def out_of_line(records: Iterable[Record], known: Known) -> Iterator[Remark]:
    """Figures of another order than all others of their variable: days turned into numbers, digits typed twice."""
    columns: dict[tuple[str, str], list[tuple[float, Record]]] = {}
    for record in records:
        number = number_of(record)
        if number is not None and known.variables[record.variable].kind == "count":
            columns.setdefault((record.variable, record.period), []).append((number, record))
    for (code, _), cells in columns.items():
        if len(cells) < ENOUGH:
            continue
        middle = max(median(number for number, _ in cells), 1)
        for number, record in cells:
            dated = DAYS.start <= number < DAYS.stop and number > 20 * middle
            if not dated and number <= 1000 * middle:
                continue
            name = known.variables[code].name
            message = f"{name} {plain(number)} khác hẳn các đơn vị khác (thường khoảng {plain(middle, 0)})"
            cure = "Có thể ô ngày tháng đã thành số: kiểm tra lại." if dated else "Kiểm tra lại số."
            yield _said(MUST_FIX, "out_of_line", record, message, cure)


def jumps(records: Iterable[Record], known: Known) -> Iterator[Remark]:
    """Figures far from the same unit's last published one."""
    for record in records:
        variable, number = known.variables[record.variable], number_of(record)
        before = periods.before(record.period)
        last = known.figures(before).get((record.unit, record.variable))
        old = last.number if last else None
        if number is None or old is None or variable.kind != "count" or abs(number - old) < JUMP_CASES or not old:
            continue
        shown = f"{periods.parse(before).name} là {plain(old)}, kỳ này {plain(number)}"
        if number and (_near(number * 10, old) or _near(number / 10, old)):
            cure = "Có thể thiếu hoặc thừa một chữ số: kiểm tra lại số."
            yield _said(CONFIRM, "digit_against_last", record, f"{variable.name}: {shown}", cure)
        elif number > JUMP * old or number * JUMP < old:
            cure = "Kiểm tra lại số; đúng thì xác nhận."
            yield _said(CONFIRM, "jump", record, f"{variable.name} thay đổi nhiều: {shown}", cure)


def small_denominators(records: Iterable[Record], known: Known) -> Iterator[Remark]:
    """Denominators so small that a share of them says little, where they were not so before."""
    below = {ratio.denominator for ratio in known.ratios}
    for record in records:
        number = number_of(record)
        if record.variable not in below or number is None or not 0 < number < MINIMUM:
            continue
        last = known.figures(periods.before(record.period)).get((record.unit, record.variable))
        old = last.number if last else None
        if old is None or old < MINIMUM:
            continue
        name = known.variables[record.variable].name
        message = f"{name} chỉ có {plain(number)}, kỳ trước {plain(old)}: tỷ lệ tính trên số này kém tin cậy"
        yield _said(CONFIRM, "small_number", record, message, "Kiểm tra lại số; đúng thì xác nhận.")


def absent_units(records: Iterable[Record], known: Known) -> Iterator[Remark]:
    """Units that report for a period of the file and are not in it."""
    there: dict[str, set[str]] = {}
    for record in records:
        there.setdefault(record.period, set()).add(record.unit)
    for period, units in there.items():
        left = [unit.name for unit in known.in_period(period) if unit.code not in units]
        if left:
            message = f"{periods.parse(period).name}: tệp không có {len(left)} đơn vị: {clipped(left, 20)}"
            cure = "Bổ sung dòng của các đơn vị này, hoặc xác nhận là gửi sau."
            yield Remark(CONFIRM, "units_absent", message, cure)


def number_of(record: Record) -> float | None:
    """The record's figure as a number; None where it has none."""
    try:
        return float(record.value)
    except ValueError:
        return None


def _residents(record: Record, variable: Variable, known: Known) -> int | None:
    """People or households of the record's unit, for variables that count them."""
    unit = _reporting(known, record.period).get(record.unit)
    if unit is None or variable.kind != "count":
        return None
    return {"người": unit.population, "hộ": unit.households}.get(variable.unit)


@lru_cache(maxsize=64)
def _reporting(known: Known, period: str) -> dict[str, Unit]:
    return {unit.code: unit for unit in known.in_period(period)}


def _is_all(variable: Variable) -> bool:
    """Whether a variable is the population itself, or the households themselves."""
    return words_of(variable.name).terms in ({"dan_so"}, {"ho"})


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= DIGIT * abs(other)


def _said(level: str, code: str, record: Record, message: str, cure: str) -> Remark:
    return Remark(level, code, message, cure, record.sheet, record.row, record.column, record.value)
