"""Units by what is written for them: codes that a spreadsheet mangled, names in all their spellings."""

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache

from dx_metrics.intake.known import Known, Unit
from dx_metrics.intake.names import Written, same_kind, take_apart
from dx_metrics.intake.spelling import canonical, cleaned, distance, has_marks, unmarked

CODE, NAME = "code", "name"
"""Which of the two columns a remark is about, until the caller puts its header there."""

FEW = 500
"""Units that can all be compared with a misspelt name."""

_CODE_NOISE = re.compile(r"(?<=\d)[.,]0+$")


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


def named(known: Known, name: str, day: date | None = None) -> list[Unit]:
    """Units called so, there on `day`: in full marks first, without them where writer or register uses none."""
    called = _called(known)
    for written in take_apart(name):
        for form in (canonical, unmarked):
            near = called.get(form(written.name), ())
            if form is unmarked and has_marks(written.name):
                near = tuple(unit for unit in near if not has_marks(unit.short_name))
            found = [unit for unit in near if _is_called(unit, written, form) and (not day or unit.exists_on(day))]
            if written.parent:
                found = [unit for unit in found if unit.parent in _above(known, written.parent)]
            if found:
                return found
    return []


@lru_cache(maxsize=4096)
def _above(known: Known, parent: str) -> frozenset[str]:
    """Codes of the district or province of this name, and of those that lie in it."""
    codes = {unit.code for unit in named(known, parent)}
    return frozenset(codes | {unit.code for unit in known.units if unit.parent in codes})


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


def apart(name: str, unit: Unit) -> int:
    """Letters between a written name and a unit's; another kind counts as two."""
    return min(
        distance(unmarked(written.name), unmarked(unit.short_name)) + (0 if same_kind(written.kind, unit.kind) else 2)
        for written in take_apart(name)
    )


def nearest(known: Known, name: str, there: tuple[Unit, ...]) -> list[Unit]:
    """Up to three units of `there` that a name may be a misspelling of, the nearest first.

    In a long register only units that share a syllable with the name are looked at.
    """
    looked = there
    if len(there) > FEW:
        syllables = _syllables(known)
        sharing = {unit for word in unmarked(take_apart(name)[0].name).split() for unit in syllables.get(word, ())}
        looked = tuple(unit for unit in there if unit in sharing)
    near = sorted((apart(name, unit), unit.code, unit.valid_from, unit) for unit in looked)
    return [unit for letters, _, _, unit in near if letters <= 2][:3]


@lru_cache(maxsize=32)
def _syllables(known: Known) -> dict[str, tuple[Unit, ...]]:
    found: dict[str, list[Unit]] = {}
    for unit in known.units:
        for word in set(unmarked(unit.short_name).split()):
            found.setdefault(word, []).append(unit)
    return {word: tuple(units) for word, units in found.items()}


def resembles(name: str, unit: Unit) -> bool:
    """Whether a name is a unit's but for a typing error; another kind and another number are no such error."""
    return any(
        same_kind(written.kind, unit.kind)
        and _digits(written.name) == _digits(unit.short_name)
        and distance(unmarked(written.name), unmarked(unit.short_name)) <= (1 if len(unit.short_name) < 7 else 2)
        for written in take_apart(name)
    )


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit())
