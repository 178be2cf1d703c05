"""Which unit a row speaks of: by code, by name, always among those that report for the period."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dx_metrics import periods
from dx_metrics.intake.known import Known, Unit
from dx_metrics.intake.names import Written, same_kind, take_apart
from dx_metrics.intake.remark import CONFIRM, FIXED, MUST_FIX, Question, Remark
from dx_metrics.intake.spelling import canonical, cleaned, distance, has_marks, lookalikes, lost_letters, unmarked
from dx_metrics.wording import listed

CODE, NAME = "code", "name"
_CODE_NOISE = re.compile(r"(?<=\d)[.,]0+$")


@dataclass(frozen=True, slots=True)
class Match:
    """What a row's code and name come to.

    `unit` is None where the row is refused or must be asked about. A remark's `column` is "code" or "name": the
    caller puts the header there. `beyond` is a unit the row clearly names but that does not report for itself
    (a district or province: a row of totals, or a neighbour).
    """

    unit: Unit | None = None
    remarks: tuple[Remark, ...] = ()
    question: Question | None = None
    beyond: Unit | None = None


@lru_cache(maxsize=65536)
def find_unit(known: Known, period: str, *, code: str = "", name: str = "", parent: str = "") -> Match:
    """The unit of a row in a period. `parent`: the district or province that a title or a group row names.

    Where code and name both stand, both must say the same; a name is never matched to one that it only resembles.
    """
    code, name = str(code), str(name)
    if not cleaned(code) and not cleaned(name):
        return _refused("unit_absent", NAME, "", "dòng này không có mã và tên đơn vị", "Ghi mã hoặc tên đơn vị.")
    if not cleaned(code):
        return _by_name(known, period, name, parent)
    if not cleaned(name):
        return _by_code(known, period, code)
    coded = _by_code(known, period, code)
    if coded.beyond or coded.unit is None:
        return _with_name(known, period, coded, name, parent)
    return _agreed(known, period, coded, code, name)


def bearing(known: Known, code: str) -> list[str]:
    """Codes of the register that a cell can mean: `1888`, `1888.0`, ` 01888`, `1.888`."""
    text = _CODE_NOISE.sub("", cleaned(code).strip("'\"").upper())
    packed = re.sub(r"[\s.,]", "", text)
    return _codes(known).get(packed.lstrip("0") or "0", []) if packed else []


@lru_cache(maxsize=32)
def _codes(known: Known) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for code in known.by_code:
        found.setdefault(code.upper().lstrip("0") or "0", []).append(code)
    return found


def _by_code(known: Known, period: str, code: str) -> Match:
    ends = periods.parse(period).ends
    strange = lookalikes(code)
    if strange:
        return _refused(
            "lookalike", CODE, code, f"mã có ký tự lạ {listed(strange)}", "Gõ lại mã bằng chữ số trên bàn phím."
        )
    units = [unit for found in bearing(known, code) for unit in known.by_code[found] if unit.exists_on(ends)]
    own = [unit for unit in units if unit.compared]
    if len(own) == 1:
        return Match(own[0], _code_remark(code, own[0]))
    if len(own) > 1:
        exact = [unit for unit in own if unit.code == cleaned(code)]
        return Match(exact[0]) if len(exact) == 1 else _asked("unit", CODE, code, own, "Mã này là của đơn vị nào?")
    if units:
        return Match(beyond=units[0], remarks=(_outside(CODE, code, units[0]),))
    once = [unit for found in bearing(known, code) for unit in known.by_code[found]]
    if once:
        return Match(remarks=(_other_period(CODE, code, known, period, once),))
    message = f"không có đơn vị nào mang mã {cleaned(code)}"
    return _refused(
        "unit_unknown", CODE, code, message, "Sửa mã theo danh mục đơn vị; đơn vị ngoài địa bàn thì bỏ dòng."
    )


def _code_remark(code: str, unit: Unit) -> tuple[Remark, ...]:
    if str(code) == unit.code:
        return ()
    return (
        Remark(FIXED, "unit_code", f"hiểu là mã {unit.code}", "Không phải làm gì nếu đúng.", "", None, CODE, str(code)),
    )


def _by_name(known: Known, period: str, name: str, parent: str) -> Match:
    fault = _unreadable(name)
    if fault:
        return fault
    ends = periods.parse(period).ends
    found = _named(known, name, ends)
    own = _under([unit for unit in found if unit.compared], known, period, parent)
    if len(own) == 1:
        return Match(own[0], _name_remark(name, own[0]))
    if len(own) > 1:
        return _asked("unit", NAME, name, own, f"“{cleaned(name)}” là đơn vị nào?")
    if found:
        return Match(beyond=found[0], remarks=(_outside(NAME, name, found[0]),))
    return Match(remarks=(_nameless(known, period, name),))


def _named(known: Known, name: str, day: date | None = None) -> list[Unit]:
    """Units called so, there on `day`: in full marks first, and without marks only where the writer used none."""
    called = _called(known)
    for written in take_apart(name):
        for form in (canonical,) if has_marks(written.name) else (canonical, unmarked):
            near = called.get(form(written.name), ())
            found = [unit for unit in near if _is_called(unit, written, form) and (not day or unit.exists_on(day))]
            if found:
                return found
    return []


@lru_cache(maxsize=32)
def _called(known: Known) -> dict[str, tuple[Unit, ...]]:
    """Every form of every unit's names."""
    found: dict[str, tuple[Unit, ...]] = {}
    for unit in known.units:
        for form in {form(name) for form in (canonical, unmarked) for name in (unit.name, unit.short_name)}:
            found[form] = (*found.get(form, ()), unit)
    return found


def _is_called(unit: Unit, written: Written, form: Callable[[str], str]) -> bool:
    said = form(written.name)
    if not written.kind and said == form(unit.name):
        return True
    return said == form(unit.short_name) and same_kind(written.kind, unit.kind)


def _under(units: list[Unit], known: Known, period: str, parent: str) -> list[Unit]:
    """Those of the named parent, where that tells them apart."""
    if len(units) < 2 or not parent:
        return units
    ends = periods.parse(period).ends
    parents = {unit.code for unit in _named(known, parent, ends)}
    return [unit for unit in units if unit.parent in parents] or units


def _name_remark(name: str, unit: Unit) -> tuple[Remark, ...]:
    if str(name) in (unit.name, unit.short_name):
        return ()
    cure = "Không phải làm gì nếu đúng."
    return (Remark(FIXED, "unit_name", f"hiểu là {unit.name} ({unit.code})", cure, "", None, NAME, str(name)),)


def _agreed(known: Known, period: str, coded: Match, code: str, name: str) -> Match:
    """A code of the period beside a name: the name must be that unit's."""
    unit = coded.unit
    assert unit is not None
    fault = _unreadable(name)
    if fault:
        return fault
    others = _named(known, name, periods.parse(period).ends)
    if unit in others:
        return Match(unit, (*coded.remarks, *_name_remark(name, unit)))
    if not others and _resembles(name, unit) and not _named(known, name):
        message = f"tên gần giống nhưng không đúng {unit.name}; lấy theo mã {unit.code}"
        remark = Remark(CONFIRM, "unit_name_near", message, f"Sửa tên thành {unit.name}.", "", None, NAME, name)
        return Match(unit, (*coded.remarks, remark))
    stated = f"kỳ {periods.parse(period).name} mã {unit.code} là {unit.name}, tên ghi “{cleaned(name)}”"
    if others:
        stated += f" lại là của {others[0].name} (mã {others[0].code})"
    else:
        once = _named(known, name)
        stated += f"; {_when(once[0])}" if once else ""
    cure = f"Sửa tên thành {unit.name}, hoặc sửa mã cho đúng đơn vị."
    message = f"mã và tên không khớp: {stated}"
    return Match(
        remarks=(
            Remark(MUST_FIX, "unit_code_name", message, cure, "", None, NAME, name),
            Remark(MUST_FIX, "unit_code_name", message, cure, "", None, CODE, code),
        )
    )


def _with_name(known: Known, period: str, coded: Match, name: str, parent: str) -> Match:
    """The code was refused; the name, where it is right, becomes part of the cure."""
    if coded.question or coded.beyond:
        if coded.question:
            named = _by_name(known, period, name, parent)
            offered = coded.question.options
            return Match(named.unit, named.remarks) if named.unit and named.unit.code in offered else coded
        return coded
    named = _by_name(known, period, name, parent)
    remark = coded.remarks[0]
    if named.unit is None:
        if named.remarks and named.remarks[0].code == "lookalike":
            return Match(remarks=(remark, named.remarks[0]))
        cure = named.remarks[0].cure if named.remarks else remark.cure
    else:
        cure = f"Nếu đúng là {named.unit.name} thì sửa mã thành {named.unit.code}."
    return Match(remarks=(Remark(remark.level, remark.code, remark.message, cure, "", None, CODE, remark.value),))


def _unreadable(name: str) -> Match | None:
    strange = lookalikes(name)
    if strange:
        message = f"tên có chữ lạ {listed(strange)}, nhìn giống nhưng không phải chữ Việt"
        return _refused("lookalike", NAME, name, message, "Gõ lại tên bằng bàn phím tiếng Việt.")
    if lost_letters(cleaned(name)):
        return _refused(
            "letters_lost", NAME, name, "tên bị mất chữ", "Xuất lại tệp với mã Unicode, hoặc ghi mã đơn vị."
        )
    return None


def _resembles(name: str, unit: Unit) -> bool:
    return any(_apart(written, unit) <= _allowed(unit) for written in take_apart(name))


def _apart(written: Written, unit: Unit) -> int:
    same = same_kind(written.kind, unit.kind)
    return distance(unmarked(written.name), unmarked(unit.short_name)) + (0 if same else 2)


def _allowed(unit: Unit) -> int:
    return 1 if len(unit.short_name) < 7 else 2


def _nameless(known: Known, period: str, name: str) -> Remark:
    """Why no unit of the period is called so: another period's, another kind's, a typing error, unknown."""
    once = _named(known, name)
    if once:
        return _other_period(NAME, name, known, period, once)
    there = known.in_period(period)
    near = sorted((min(_apart(written, unit) for written in take_apart(name)), unit.code, unit) for unit in there)
    close = [unit for apart, _, unit in near if apart <= max(_allowed(unit), 2)][:3]
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


def _other_period(column: str, value: str, known: Known, period: str, once: list[Unit]) -> Remark:
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
        f"{shown} không có {unit.name}: {_when(unit)}",
        cure,
        "",
        None,
        column,
        str(value),
    )


def _when(unit: Unit) -> str:
    starts = f"{unit.valid_from.day}/{unit.valid_from.month}/{unit.valid_from.year}"
    ends = f"{unit.valid_to.day}/{unit.valid_to.month}/{unit.valid_to.year}"
    if unit.valid_to.year == 9999:
        return f"{unit.name} (mã {unit.code}) chỉ có từ {starts}"
    return f"{unit.name} (mã {unit.code}) chỉ có từ {starts} đến {ends}"


def _outside(column: str, value: str, unit: Unit) -> Remark:
    cure = "Bỏ dòng này khỏi tệp; dòng tổng thì không cần nộp."
    message = f"{unit.name} không phải đơn vị báo cáo số liệu này"
    return Remark(MUST_FIX, "unit_outside", message, cure, "", None, column, str(value))


def _asked(id: str, column: str, value: str, units: list[Unit], text: str) -> Match:
    options = {unit.code: f"{unit.name} (mã {unit.code})" for unit in units}
    return Match(question=Question(f"{id}:{canonical(value)}", text, options, "", None, column, str(value)))


def _refused(code: str, column: str, value: str, message: str, cure: str) -> Match:
    return Match(remarks=(Remark(MUST_FIX, code, message, cure, "", None, column, str(value)),))
