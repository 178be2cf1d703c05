"""Xếp hạng. Where does a commune stand among all, and how close is the next."""

import streamlit as st

from pages.shared import options
from pages.shared.choose import choose
from pages.shared.parts import show
from pages.shared.state import State


def page(state: State) -> None:
    theme = choose("Trụ cột", options.THEME, options.themes(state.release, state.view.series, state.view.period))
    state = state.looking_at(theme=theme)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        show(state, "xep-hang", height=420)
    with right:
        show(state, "phan-bo", height=420)
    show(state, "bang-nhiet")
