"""A column of figures: which mark is the decimal one is decided for the whole column, or asked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dx_metrics.intake.numerals import COMMA, POINT, Cell, number_text, read_cell
from dx_metrics.intake.remark import FIXED, MUST_FIX, Question, Remark

MARKS = {COMMA: "phẩy", POINT: "chấm"}


@dataclass(frozen=True, slots=True)
class Value:
    """A figure, or the status in its place; neither where the cell is refused or still to be asked about."""

    number: Decimal | None = None
    status: str = ""
    percent: bool = False

    @property
    def text(self) -> str:
        """The figure as it is stored, "" where there is none."""
        return "" if self.number is None else number_text(self.number)


@dataclass(frozen=True, slots=True)
class Column:
    """A column read. `remarks`: index of the cell and what is said of it. `decimal`: the mark proved, if any."""

    values: tuple[Value, ...]
    remarks: tuple[tuple[int, Remark], ...] = ()
    question: Question | None = None
    decimal: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """How a column is to be read. `whole`: its figures are counts. `total`: the cell of a row of totals, if any.

    `high`: what no figure of the column can exceed. `decimal`: the mark that the officer named, or that other columns
    of the file prove; `header` goes into questions.
    """

    unit: str = ""
    whole: bool = False
    total: str = ""
    decimal: str = ""
    header: str = ""
    high: float | None = None


def read_column(cells: Sequence[str], asked: Asked) -> Column:
    """Every cell of a column of figures.

    A text such as `1.234` means what the rest of the column proves: other cells, whole numbers, the total. What
    nothing proves is a question, and the cells it is about stay without a value.
    """
    read = [read_cell(cell, asked.unit) for cell in cells]
    remarks = [(at, cell.remark) for at, cell in enumerate(read) if cell.remark]
    for at, cell in enumerate(read):
        if asked.whole and cell.percent and cell.readings:
            read[at] = Cell()
            remarks.append((at, _percent_of_count(cells[at])))
    readings = [_whole(cell.readings) if asked.whole else cell.readings for cell in read]
    for at, (cell, left) in enumerate(zip(read, readings, strict=True)):
        if cell.readings and not left:
            remarks.append((at, _not_whole(cells[at])))
    mark = decimal_mark(readings) or _by_total(readings, asked) or _by_range(readings, asked) or asked.decimal
    open_cells = [at for at, left in enumerate(readings) if len(set(left.values())) > 1 and mark not in left]
    question = _ask(asked, [str(cells[at]) for at in open_cells]) if open_cells else None
    values = tuple(_value(cell, left, mark) for cell, left in zip(read, readings, strict=True))
    for at, left in enumerate(readings):
        if mark and len(set(left.values())) > 1:
            remarks.append((at, _decided(str(cells[at]), values[at], mark)))
    return Column(values, tuple(sorted(remarks, key=lambda pair: pair[0])), question, mark)


def decimal_mark(readings: Iterable[dict[str, Decimal]]) -> str:
    """The decimal mark that every cell allows and some cell proves; "" where both or neither would do."""
    allowed = {COMMA, POINT}
    for left in readings:
        if left:
            allowed &= set(left)
    return allowed.pop() if len(allowed) == 1 else ""


def _whole(readings: dict[str, Decimal]) -> dict[str, Decimal]:
    return {mark: number for mark, number in readings.items() if number == number.to_integral_value()}


def _by_total(readings: Sequence[dict[str, Decimal]], asked: Asked) -> str:
    """The mark under which the cells add up to the row of totals, and do not under the other."""
    total = read_cell(asked.total, asked.unit).readings if asked.total else {}
    fitting = []
    for mark in (COMMA, POINT):
        numbers = [left[mark] if mark in left else next(iter(left.values())) for left in readings if left]
        if any(number == sum(numbers) for number in total.values()) and numbers:
            fitting.append(mark)
    return fitting[0] if len(fitting) == 1 else ""


def _by_range(readings: Sequence[dict[str, Decimal]], asked: Asked) -> str:
    """The mark under which no cell exceeds what is possible, where every open cell does under the other."""
    if asked.high is None:
        return ""
    limit = Decimal(str(asked.high))
    unsure = [left for left in readings if len(set(left.values())) > 1]
    fitting = [mark for mark in MARKS if all(left[mark] <= limit for left in unsure)]
    beyond = [mark for mark in MARKS if all(left[mark] > limit for left in unsure)]
    return fitting[0] if unsure and len(fitting) == 1 and beyond == [m for m in MARKS if m != fitting[0]] else ""


def _value(cell: Cell, left: dict[str, Decimal], mark: str) -> Value:
    if not left:
        return Value(status=cell.status)
    numbers = set(left.values())
    if len(numbers) == 1:
        return Value(numbers.pop(), percent=cell.percent)
    return Value(left.get(mark), percent=cell.percent)


def _ask(asked: Asked, shown: list[str]) -> Question:
    first = read_cell(shown[0], asked.unit).readings
    options = {mark: f"Dấu {MARKS[mark]} là dấu thập phân: “{shown[0]}” là {_spoken(first[mark])}" for mark in first}
    text = f"Cột “{asked.header}”: “{shown[0]}” đọc được hai cách. Đọc thế nào?"
    return Question(f"decimal:{asked.header}", text, options, column=asked.header, value=shown[0])


def _spoken(number: Decimal) -> str:
    whole, _, part = number_text(number).partition(".")
    return f"{int(whole):,}".replace(",", " ") + (f" phẩy {part}" if part else "")


def _decided(text: str, value: Value, mark: str) -> Remark:
    message = f"hiểu dấu {MARKS[mark]} là dấu thập phân: {value.text}"
    return Remark(FIXED, "figure_decimal", message, "Không phải làm gì nếu đúng.", value=text)


def _not_whole(text: str) -> Remark:
    return Remark(MUST_FIX, "figure_not_whole", "số đếm phải là số nguyên", "Kiểm tra lại số.", value=str(text))


def _percent_of_count(text: str) -> Remark:
    cure = "Ghi số đếm; tỷ lệ thì để ở cột khác."
    return Remark(MUST_FIX, "figure_percent", "cột số đếm lại ghi phần trăm", cure, value=str(text))
