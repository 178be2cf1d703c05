"""Choosing a commune: from a list where it is short, by typing where there are thousands."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

import streamlit as st

from dx_metrics.store import Release
from dx_metrics.view import ALL
from pages import elements
from pages.shared import options
from pages.shared.choose import WIDTH, Became, choose, choose_several, nothing, settled, settled_several, write

LISTED = 120
"""Up to so many communes travel to the browser as a list; of more, only those that what was typed could mean."""


def choose_unit(release: Release, period: str, became: Became = nothing) -> str:
    """The commune that the address names, or everybody."""
    label = str(release.about["unit_word"]).capitalize()
    here = options.units(release, period)
    if len(here) <= LISTED:
        return choose(label, options.UNIT, here, became)
    code = settled(label, options.UNIT, here, became)
    chosen, everybody = {code: here[code]}, (ALL, here[ALL])
    elements.finder(
        label,
        key="tim-don-vi",
        chosen=chosen,
        address=address(release, period),
        parameter=options.UNIT,
        everybody=everybody,
        width=WIDTH,
    )
    write(options.UNIT, code)
    return code


def choose_units(
    label: str, release: Release, period: str, but: str, most: int, first: Sequence[str]
) -> tuple[str, ...]:
    """Several communes, other than `but`, that the address names; `first` where neither it nor the visitor chose."""
    rest = {code: name for code, name in options.units(release, period).items() if code not in (ALL, but)}
    if len(rest) <= LISTED:
        return choose_several(label, options.OTHERS, rest, most, first)
    codes = settled_several(label, options.OTHERS, rest, most, first)
    elements.finder(
        label,
        key="tim-so-sanh",
        chosen={code: rest[code] for code in codes},
        address=address(release, period),
        parameter=options.OTHERS,
        most=most,
        width=2 * WIDTH,
    )
    write(options.OTHERS, ",".join(codes))
    return codes


def pick_unit(
    label: str, release: Release, period: str, key: str, begins: str = "", *, nobody: str = "", only: Sequence[str] = ()
) -> str:
    """A commune for a form, "" while none is chosen; it stands in no address.

    `nobody` is what the choice of none is called, where it is one; `only` those that may be chosen, else all.
    """
    units = {code: name for code, name in options.units(release, period).items() if code != ALL}
    units = {code: name for code, name in units.items() if not only or code in only}
    if len(units) <= LISTED:
        listed = ({"": nobody} if nobody else {}) | units
        at = list(listed).index(begins) if begins in listed else None
        return st.selectbox(label, list(listed), at, format_func=listed.__getitem__, key=key) or ""
    (code,) = _found(label, release, period, key, units, [begins] if begins else [], 1, nobody) or ("",)
    return code


def pick_units(label: str, release: Release, period: str, key: str, most: int = 100) -> list[str]:
    """Several communes for a form."""
    units = {code: name for code, name in options.units(release, period).items() if code != ALL}
    if len(units) <= LISTED:
        return st.multiselect(label, list(units), format_func=units.__getitem__, placeholder="Chọn", key=key)
    return _found(label, release, period, key, units, [], most)


def address(release: Release, period: str) -> str:
    """Where the browser looks communes up: of this release, period and level."""
    asked = {options.RELEASE: release.id, options.PERIOD: period}
    return f"tim-don-vi?{urlencode(asked | ({options.LEVEL: release.level} if release.level else {}))}"


def _found(
    label: str,
    release: Release,
    period: str,
    key: str,
    units: Mapping[str, str],
    begins: Sequence[str],
    most: int,
    nobody: str = "",
) -> list[str]:
    """The codes that a finder without an address was given; they stay with the session."""
    kept, box = f"_found_{key}", f"{key}-tim"

    def taken() -> None:
        st.session_state[kept] = [code for code in str(st.session_state[box].picked or "").split(",") if code]

    codes = [code for code in st.session_state.get(kept, begins) if code in units][:most]
    elements.finder(
        label,
        key=box,
        chosen={code: units[code] for code in codes},
        address=address(release, period),
        everybody=("", nobody) if nobody else None,
        most=most,
        on_picked=taken,
    )
    return codes
