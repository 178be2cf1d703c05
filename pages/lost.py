"""Điểm mất. Where the points went, why, and what wins them back; and why the score is not what it was."""

import streamlit as st

from dx_metrics import store
from dx_metrics.charts.change import between
from pages import elements
from pages.shared import options
from pages.shared.ask import ask
from pages.shared.choose import choose
from pages.shared.parts import heading, show, together
from pages.shared.state import State

HERE = "diem-mat"


def page(state: State) -> None:
    theme = choose("Trụ cột", options.THEME, options.themes(state.release, state.view.series, state.view.period))
    state = state.looking_at(theme=theme)
    everyone = state.view.unit == options.ALL
    if everyone:
        together(state, ["diem-mat", "diem-mat-theo-xa"], shares=(3, 2), goes_to=HERE)
    else:
        left, right = st.columns([2, 3], gap="medium")
        with left:
            show(state, "diem-mat-xa")
        with right:
            # A criterion that lost points becomes an action, or is replied to, with one click.
            show(state, "so-diem-mat", link=state.link("viec-phai-lam") + "&tieu_chi={code}")
            st.caption("Bấm tên tiêu chí để giao việc hoặc giải trình.")
    heading("Vì sao chỉ số đổi")
    show(state, "vi-sao-doi", goes_to=HERE)
    _since(state)


def _since(state: State) -> None:
    """What has changed since the release that a link pins."""
    newest = store.current()
    if not state.pinned or newest is None or newest.id == state.release.id:
        return
    heading(f"Từ bản công bố {state.release.id} đến bản mới nhất {newest.id}")
    exhibit = ask(between, state.release, newest.at(state.view.level), state.view)
    elements.exhibit(exhibit, key=f"tu-ban-{state.release.id}-{state.view.theme}", link=state.link(HERE, unit="{code}"))
