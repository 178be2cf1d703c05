"""On which day, and of which communes, a visitor sees the registers."""

import streamlit as st

from dx_metrics import store
from dx_metrics.access import Person
from dx_metrics.follow_up.rights import is_office
from dx_metrics.queries.follow_up import as_of, day_of, today
from dx_metrics.store import Release
from dx_metrics.view import View
from pages.shared import options
from pages.shared.state import State
from pages.shared.who import who

FOLLOW_UP = {"ket-luan", "viec-phai-lam", "giai-trinh", "kiem-tra", "phu-trach", "phan-cong"}
"""Pages that show the registers."""
EXHIBITS = FOLLOW_UP - {"phu-trach"} | {
    "ke-hoach-khac-phuc",
    "diem-lay-lai",
    "xa-phu-trach",
    "cau-hoi",
    "kiem-tra-truoc",
}
"""Exhibits made of the registers: an account of a commune is shown its own part."""


def dated(release: Release, view: View, *, pinned: bool) -> View:
    """The view with its day: the one it names, that of a pinned release, else today's."""
    if view.day:
        return view
    day = day_of(release, view) if pinned else as_of(release, view.series, view.period, today())
    return options.looking_at(view, day=day.isoformat())


def own(release: Release, view: View, person: Person | None) -> View:
    """The view of an account that acts on some communes only: one of those, the chosen one where it is its own."""
    if person is None or not person.units or view.unit in person.units:
        return view
    here = options.units(release, view.period)
    mine = [unit for unit in person.units if unit in here]
    return options.looking_at(view, unit=mine[0] if mine else person.units[0], member="")


def seen(release: Release, exhibit: str, view: View, person: Person | None, *, pinned: bool) -> View:
    """The view in which an exhibit is handed out as a file: of the registers, with its day, to whom it belongs."""
    return own(release, dated(release, view, pinned=pinned), person) if exhibit in EXHIBITS else view


def shown(state: State) -> State:
    """What the page shows to whoever looks; a line says the day's limits and the account's."""
    view = options.looking_at(state.view, day=options.day(st.query_params.get(options.DAY, "")))
    view = own(state.release, dated(state.release, view, pinned=state.pinned), who())
    if view.unit != state.view.unit:
        st.caption("Tài khoản này xem và ghi việc của đơn vị mình.")
    return State(state.release, view, state.pinned)


def writes(state: State) -> Person | None:
    """Who may write here now: somebody with the right, looking at the newest release as it stands today."""
    person = who()
    newest = store.current()
    past = state.pinned and newest is not None and newest.id != state.release.id
    if person is None or past or options.DAY in st.query_params or not person.role:
        return None
    return person if is_office(person) or person.units else None
