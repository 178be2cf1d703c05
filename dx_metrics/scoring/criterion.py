"""One row of framework.csv turned into a criterion."""

import re

from dx_metrics.problems import Problem
from dx_metrics.scoring import formula, table
from dx_metrics.scoring.cells import Cells, as_number
from dx_metrics.scoring.formula import UNWRITTEN, Formula, FormulaError
from dx_metrics.scoring.framework import Criterion
from dx_metrics.scoring.rules import Bands, Choice, Linear, Rule, ZScore
from dx_metrics.scoring.tree import COMBINES

FILE = "framework.csv"
COLUMNS = (
    *("code", "parent", "name", "unit", "value", "transform", "rule", "at_zero", "at_full", "clip", "table"),
    *("min_points", "max_points", "weight", "missing", "not_applicable", "min_share", "round_to", "basis"),
)
REQUIRED = ("code", "name", "missing")
RULE_CURE = "Để trống, hoặc ghi linear, linear:2, bands, choice, zscore:10:2."
USED_BY = {
    "linear": ("at_zero", "at_full", "clip"),
    "bands": ("at_full", "clip", "table"),
    "choice": ("table",),
}


def read_criterion(row: int, cells: dict[str, str], group: bool, problems: list[Problem]) -> Criterion:
    """The criterion of a row; what is wrong with the row is added to `problems`.

    `group` says whether other rows name this one as their parent.
    """
    take = Cells(FILE, row, cells, problems)
    code = take.required("code")
    if code and not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.]*", code):
        take.note("code", "mã chỉ gồm chữ không dấu, số, dấu _ và dấu chấm", "Đặt lại mã, ví dụ DVC01.")
    unknown = take.unknown(("max_points",) if group else ("max_points", "value"))
    most, least = take.number("max_points"), take.number("min_points")
    weight, share = take.number("weight", low=0), take.number("min_share", low=0, high=1)
    if "max_points" not in unknown and least is not None and least > (1.0 if most is None else most):
        take.note("min_points", "điểm tối thiểu lớn hơn điểm tối đa", "Đổi lại hai ô min_points và max_points.")
    step = take.number("round_to")
    if step is not None and step <= 0:
        take.note("round_to", "bước làm tròn phải lớn hơn 0", "Ghi 0.01, 0.5, 1 hoặc để trống.")
    take.required("missing")
    rule = _rule(take)
    criterion = Criterion(
        row=row,
        code=code,
        parent=take.text("parent") or None,
        name=take.required("name"),
        unit=take.text("unit"),
        value_text=cells["value"],
        formula=None if group else UNWRITTEN if "value" in unknown else _formula(take, rule),
        combine=take.word("value", COMBINES, "mean") if group else "",
        transform=take.word("transform", ("ln", "log10", "sqrt"), ""),
        rule_text=take.text("rule"),
        rule=rule,
        at_zero_text=take.text("at_zero"),
        at_full_text=take.text("at_full"),
        table_text=take.text("table"),
        min_points=least or 0.0,
        declared_points=most,
        weight=1.0 if weight is None else weight,
        missing=take.word("missing", ("zero", "skip", "stop", "mean"), ""),
        not_applicable=take.word("not_applicable", ("skip", "full", "zero", "stop"), "skip"),
        min_share=share or 0.0,
        round_to=step,
        basis=take.text("basis"),
        unknown=unknown,
    )
    _check(take, criterion, group)
    return criterion


def _formula(take: Cells, rule: Rule | None) -> Formula | None:
    text = take.text("value")
    if not text:
        take.note("value", "tiêu chí không nói lấy giá trị từ đâu", "Ghi tên biến hoặc công thức.")
        return None
    if text in COMBINES:
        take.note("value", "nhóm này không có tiêu chí con", "Ghi mã nhóm vào cột parent của các tiêu chí con.")
        return None
    try:
        found = formula.parse(text)
    except FormulaError as error:
        take.note("value", f"công thức sai: {error}", "Viết bằng tên biến, số, + - * / và ngoặc đơn.")
        return None
    if not found.variables:
        take.note("value", "công thức không có biến nào", "Ghi tên biến lấy số liệu.")
    if isinstance(rule, Choice) and found.single is None:
        take.note("value", "cách chấm choice cần đúng một biến", "Ghi tên một biến.")
    return found


def _rule(take: Cells) -> Rule | None:
    kind, *given = take.text("rule").split(":")
    numbers = [as_number(text) for text in given]
    match kind, numbers:
        case "", []:
            return None
        case "linear", [] | [float()]:
            return _linear(take, numbers[0] if numbers else 1.0)
        case "bands", []:
            return _bands(take)
        case "choice", []:
            try:
                return Choice(table.answers(take.text("table")))
            except ValueError as error:
                take.note("table", str(error), "Ghi dạng: co:1; khong:0.")
        case "zscore", []:
            return ZScore()
        case "zscore", [float(mean), float(sd)]:
            if sd == 0:
                take.note("rule", "độ lệch chuẩn bằng 0", "Ghi khác 0; số âm khi càng thấp càng tốt.")
            return ZScore(mean, sd)
        case _:
            take.note("rule", "không có cách chấm này", RULE_CURE)
    return None


def _linear(take: Cells, exponent: float | None) -> Linear | None:
    zero, full = take.threshold("at_zero"), take.threshold("at_full")
    for column in ("at_zero", "at_full"):
        if not take.text(column):
            take.note(column, "cách chấm linear cần mức này", "Ghi một số, hoặc min, max, p5.")
    if zero is not None and zero == full:
        take.note("at_full", "mức 0 điểm và mức điểm tối đa bằng nhau", "Sửa một trong hai mức.")
    clip = take.word("clip", ("both", "top", "bottom", "none"), "both")
    if not exponent or exponent <= 0:
        take.note("rule", "số mũ phải lớn hơn 0", RULE_CURE)
    elif zero is not None and full is not None:
        return Linear(zero, full, exponent, clip)
    return None


def _bands(take: Cells) -> Bands | None:
    try:
        lines = table.bands(take.text("table"))
    except ValueError as error:
        better = table.in_order(take.text("table"))
        cure = f"Xếp lại: {better}." if better else "Ghi dạng: >=90:max; >=80:prop; else:0."
        take.note("table", str(error), cure)
        return None
    full = take.threshold("at_full")
    if any(line.points == "prop" for line in lines) and (full is None or full == 0):
        take.note("at_full", "chữ prop trong bảng điểm cần mức điểm tối đa khác 0", "Ghi mức được đủ điểm.")
    if table.uncovered(lines):
        message = "bảng điểm không gồm hết các giá trị có thể có"
        take.note("table", message, "Thêm dòng cuối else:0 nếu đúng ý.", level="warning")
    return Bands(lines, full, take.word("clip", ("both", "top", "bottom", "none"), "both"))


def _check(take: Cells, criterion: Criterion, group: bool) -> None:
    used = USED_BY.get(take.text("rule").split(":")[0], ())
    for column in ("at_zero", "at_full", "clip", "table"):
        if take.text(column) and column not in used:
            take.note(column, "cách chấm của dòng này không dùng ô này", "Xóa ô hoặc đổi cột rule.", level="warning")
    if criterion.min_share and not group:
        take.note("min_share", "chỉ nhóm mới dùng ô này", "Xóa ô.", level="warning")
    known = "max_points" not in criterion.unknown
    boundless = known and isinstance(criterion.rule, ZScore) and criterion.declared_points is None
    if criterion.not_applicable == "full" and boundless:
        take.note("not_applicable", "zscore không có điểm tối đa", "Ghi max_points, hoặc đổi sang skip.")
    lines = criterion.rule.lines if isinstance(criterion.rule, Bands) else ()
    answers = criterion.rule.answers if isinstance(criterion.rule, Choice) else ()
    points = [*(line.points for line in lines), *(points for _, points in answers)]
    if known and any(isinstance(p, float) and p > criterion.full_points for p in points):
        message = f"bảng điểm cho nhiều hơn điểm tối đa ({criterion.full_points:g})"
        take.note("table", message, "Ghi max_points bằng số điểm cao nhất của bảng.", level="warning")
