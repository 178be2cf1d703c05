"""A commune found by what somebody types: its name without marks, its code, its parent's name."""

from dataclasses import dataclass

from dx_metrics.queries import choices
from dx_metrics.store import Release
from dx_metrics.wording import absent, folded


@dataclass(frozen=True, slots=True)
class Place:
    """A commune of a period. `above` is its parent's name, or "". In letters without marks, small:
    `bare` and `full` are its name without and with its kind, `words` all that it is searched by."""

    code: str
    name: str
    above: str
    bare: str
    full: str
    words: str


def places(release: Release, period: str) -> tuple[Place, ...]:
    """Every commune of a period, in Vietnamese order of names."""
    table = choices.units(release, period)
    named = zip(table["code"], table["name"], table["kind"], table["parent_name"], strict=True)
    return tuple(_place(*each) for each in named)


def found(known: tuple[Place, ...], text: str, most: int) -> list[Place]:
    """Up to `most` that hold every word typed, as the beginning of one of theirs: the nearest first.

    Nearest is the code or the whole name, then the name without its kind, one that begins so, any other.
    """
    typed = " ".join(folded(text).split())
    starts = [f" {word}" for word in typed.split()]
    held = [place for place in known if all(start in place.words for start in starts)]
    return sorted(held, key=lambda place: _distance(place, typed))[:most]


def the_one(known: tuple[Place, ...], text: str) -> Place | None:
    """The commune that the words or the code mean and no other does; None where there are none or several."""
    nearest = found(known, text, 2)
    typed = " ".join(folded(text).split())
    if not nearest or (len(nearest) > 1 and _distance(nearest[0], typed) == _distance(nearest[1], typed)):
        return None
    return nearest[0] if len(nearest) == 1 or _distance(nearest[0], typed) < 2 else None


def _place(code: str, name: str, kind: object, parent: object) -> Place:
    above = "" if absent(parent) else str(parent)
    full = folded(name)
    bare = full if absent(kind) else full.removeprefix(folded(str(kind))).strip()
    return Place(code, name, above, bare, full, f" {full} {code} {folded(above)}")


def _distance(place: Place, typed: str) -> int:
    if typed in (place.code, place.full):
        return 0
    if f"{typed} ".startswith((f"{place.bare} ", f"{place.full} ")):  # and words of the parent after it
        return 1
    return 2 if place.bare.startswith(typed) else 3
