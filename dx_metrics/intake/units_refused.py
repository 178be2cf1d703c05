"""Why a written unit is none that reports for the period, and what to do about it."""

from dx_metrics import periods
from dx_metrics.intake.known import Known, Unit
from dx_metrics.intake.names import take_apart
from dx_metrics.intake.remark import MUST_FIX, Remark
from dx_metrics.intake.spelling import cleaned
from dx_metrics.intake.units_named import NAME, named, nearest
from dx_metrics.wording import listed


def nameless(known: Known, period: str, name: str) -> Remark:
    """Why no unit of the period is called so: another period's, another kind's, a typing error, unknown."""
    once = named(known, name)
    if once:
        return other_period(NAME, name, known, period, once)
    there = known.in_period(period)
    close = nearest(known, name, there)
    if close:
        names = listed([f"{unit.name} ({unit.code})" for unit in close])
        message = f"kỳ này không có đơn vị nào tên đúng như “{cleaned(name)}”, gần giống {names}"
        return Remark(MUST_FIX, "unit_typo", message, f"Nếu đúng thì sửa thành {close[0].name}.", "", None, NAME, name)
    said = take_apart(name)[0].name
    noted = [unit for unit in there if len(said) > 2 and said.lower() in unit.source.lower()]
    cure = "Sửa tên theo danh mục đơn vị; đơn vị ngoài địa bàn thì bỏ dòng."
    if noted:
        cure = f"Nguồn của {noted[0].name} có nhắc đến “{said}”: kiểm tra xem đơn vị này đã nhập vào đó chưa. {cure}"
    return Remark(MUST_FIX, "unit_unknown", f"không có đơn vị nào tên “{cleaned(name)}”", cure, "", None, NAME, name)


def other_period(column: str, value: str, known: Known, period: str, once: list[Unit]) -> Remark:
    """The unit exists, but not in this period; where to it was merged."""
    unit = once[0]
    shown = periods.parse(period).name
    into = [new for old, new, day in known.successions if old == unit.code and day > unit.valid_from]
    there = {u.code: u.name for u in known.in_period(period)}
    cure = "Sửa tên, mã cho đúng kỳ, hoặc sửa kỳ của tệp."
    if unit.valid_to < periods.parse(period).ends and into:
        cure = f"Đơn vị này đã nhập vào {listed([there.get(code, code) for code in into])}. {cure}"
    return Remark(
        MUST_FIX,
        "unit_other_period",
        f"{shown} không có {unit.name}: {when(unit)}",
        cure,
        "",
        None,
        column,
        str(value),
    )


def when(unit: Unit) -> str:
    """From when to when a unit exists."""
    starts = f"{unit.valid_from.day}/{unit.valid_from.month}/{unit.valid_from.year}"
    ends = f"{unit.valid_to.day}/{unit.valid_to.month}/{unit.valid_to.year}"
    if unit.valid_to.year == 9999:
        return f"{unit.name} (mã {unit.code}) chỉ có từ {starts}"
    return f"{unit.name} (mã {unit.code}) chỉ có từ {starts} đến {ends}"


def outside(column: str, value: str, unit: Unit) -> Remark:
    """The unit exists and is not one of those that report: a district, a neighbour."""
    cure = "Bỏ dòng này khỏi tệp; dòng tổng thì không cần nộp."
    message = f"{unit.name} không phải đơn vị báo cáo số liệu này"
    return Remark(MUST_FIX, "unit_outside", message, cure, "", None, column, str(value))
