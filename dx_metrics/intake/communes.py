"""Which unit a row speaks of: by code, by name, always among those that report for the period."""

import re
from dataclasses import dataclass
from functools import lru_cache

from dx_metrics import periods
from dx_metrics.intake.known import Known, Unit
from dx_metrics.intake.remark import CONFIRM, FIXED, MUST_FIX, Question, Remark
from dx_metrics.intake.spelling import canonical, cleaned, lookalikes, lost_letters
from dx_metrics.intake.units_named import CODE, NAME, bearing, named, resembles
from dx_metrics.intake.units_refused import nameless, other_period, outside, when
from dx_metrics.wording import listed

__all__ = ["CODE", "NAME", "Match", "bearing", "find_unit"]


_CODED = re.compile(r"(?P<code>\d{4,6})(?:\s*[-–.:]\s*|\s+|$)(?P<name>.*)")
"""A code and a name in one cell."""


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
        both = _CODED.fullmatch(cleaned(name))
        if both and bearing(known, both["code"]):
            return find_unit(known, period, code=both["code"], name=both["name"] or "", parent=parent)
        return _by_name(known, period, name, parent)
    if not cleaned(name):
        return _by_code(known, period, code)
    coded = _by_code(known, period, code)
    if coded.beyond or coded.unit is None:
        return _with_name(known, period, coded, name, parent)
    return _agreed(known, period, coded, code, name)


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
        return Match(beyond=units[0], remarks=(outside(CODE, code, units[0]),))
    once = [unit for found in bearing(known, code) for unit in known.by_code[found]]
    if once:
        return Match(remarks=(other_period(CODE, code, known, period, once),))
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
    found = named(known, name, ends)
    own = _under([unit for unit in found if unit.compared], known, period, parent)
    if len(own) == 1:
        return Match(own[0], _name_remark(name, own[0]))
    if len(own) > 1:
        return _asked("unit", NAME, name, own, f"“{cleaned(name)}” là đơn vị nào?")
    if found:
        return Match(beyond=found[0], remarks=(outside(NAME, name, found[0]),))
    return Match(remarks=(nameless(known, period, name),))


def _under(units: list[Unit], known: Known, period: str, parent: str) -> list[Unit]:
    """Those of the named parent, where that tells them apart."""
    if len(units) < 2 or not parent:
        return units
    ends = periods.parse(period).ends
    parents = {unit.code for unit in named(known, parent, ends)}
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
    others = named(known, name, periods.parse(period).ends)
    if unit in others:
        return Match(unit, (*coded.remarks, *_name_remark(name, unit)))
    if not others and resembles(name, unit) and not named(known, name):
        message = f"tên gần giống nhưng không đúng {unit.name}; lấy theo mã {unit.code}"
        remark = Remark(CONFIRM, "unit_name_near", message, f"Sửa tên thành {unit.name}.", "", None, NAME, name)
        return Match(unit, (*coded.remarks, remark))
    stated = f"kỳ {periods.parse(period).name} mã {unit.code} là {unit.name}, tên ghi “{cleaned(name)}”"
    if others:
        stated += f" lại là của {others[0].name} (mã {others[0].code})"
    else:
        once = named(known, name)
        stated += f"; {when(once[0])}" if once else ""
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
            other = _by_name(known, period, name, parent)
            offered = coded.question.options
            return Match(other.unit, other.remarks) if other.unit and other.unit.code in offered else coded
        return coded
    other = _by_name(known, period, name, parent)
    remark = coded.remarks[0]
    if other.unit is None:
        if other.remarks and other.remarks[0].code == "lookalike":
            return Match(remarks=(remark, other.remarks[0]))
        cure = other.remarks[0].cure if other.remarks else remark.cure
    else:
        cure = f"Nếu đúng là {other.unit.name} thì sửa mã thành {other.unit.code}."
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


def _asked(id: str, column: str, value: str, units: list[Unit], text: str) -> Match:
    options = {unit.code: f"{unit.name} (mã {unit.code})" for unit in units}
    return Match(question=Question(f"{id}:{canonical(value)}", text, options, "", None, column, str(value)))


def _refused(code: str, column: str, value: str, message: str, cure: str) -> Match:
    return Match(remarks=(Remark(MUST_FIX, code, message, cure, "", None, column, str(value)),))
