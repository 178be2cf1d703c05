"""Step three: what would change, built aside before anybody has agreed to it."""

import threading
from collections import OrderedDict
from dataclasses import dataclass
from html import escape

import streamlit as st

from dx_metrics import store
from dx_metrics.charts.consequences import exhibits
from dx_metrics.charts.consequences_words import headline
from dx_metrics.charts.exhibit import Exhibit
from dx_metrics.queries.consequences import consequences
from dx_metrics.store import Candidate, Change
from pages import elements

KEPT = 32
"""Drafts whose consequences can be had as files; the oldest goes."""


@dataclass(frozen=True, slots=True, eq=False)
class Effects:
    """`headline` says everything in a sentence; `exhibits` tell it."""

    headline: str
    exhibits: list[Exhibit]


_lock = threading.Lock()
_effects: OrderedDict[str, Effects] = OrderedDict()


def candidate(id: str, change: Change) -> Candidate:
    """The release that a change would make; built once for a session, and anew when somebody published.

    Raises OSError when the disk refuses.
    """
    shown = store.history()
    key = (id, hash(change), shown[0].seq if shown else 0)
    kept = st.session_state.get("_candidate")
    if kept and kept[0] == key and (kept[1].path is None or kept[1].path.is_file()):
        return kept[1]
    if kept:
        kept[1].discard()
    made = store.prepare(change)
    st.session_state["_candidate"] = (key, made)
    st.session_state.pop("_effects", None)
    return made


def forget() -> None:
    """What was built aside is of no use any more."""
    kept = st.session_state.pop("_candidate", None)
    st.session_state.pop("_effects", None)
    if kept:
        kept[1].discard()


def effects(id: str, built: Candidate, before: store.Release) -> Effects:
    """The consequences of a candidate whose release was built."""
    kept = st.session_state.get("_effects")
    if kept and kept[0] is built and kept[1] is before:
        return kept[2]
    assert built.release is not None
    found = consequences(before, built.release)
    made = Effects(headline(found), exhibits(found, before, "bản sẽ công bố"))
    st.session_state["_effects"] = (built, before, made)
    with _lock:
        _effects[id] = made
        _effects.move_to_end(id)
        while len(_effects) > KEPT:
            _effects.popitem(last=False)
    return made


def exhibit_of(id: str, name: str) -> Exhibit | None:
    """An exhibit of a draft's consequences, for whoever may see the draft; None when it was not looked at lately."""
    with _lock:
        found = _effects.get(id)
    return next((exhibit for exhibit in found.exhibits if exhibit.name == name), None) if found else None


def show(made: Effects, key: str, downloads: str = "") -> None:
    """The headline and the exhibits; `downloads` is the address of their files up to the name."""
    st.html(f'<p class="dx-headline">{escape(made.headline)}.</p>')
    for exhibit in made.exhibits:
        elements.exhibit(exhibit, key=f"{exhibit.name}-{key}", downloads=downloads and f"{downloads}/{exhibit.name}")
