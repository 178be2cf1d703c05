"""So sánh. Two or more communes side by side: where one does better, and on what."""

import streamlit as st

from pages.shared import options
from pages.shared.choose import choose
from pages.shared.choose_unit import choose_units
from pages.shared.parts import show
from pages.shared.state import State

MOST = 12


def page(state: State) -> None:
    view = state.view
    # A first look that shows something: the first two of the register.
    first = tuple(options.units(state.release, view.period))[1:3] if view.unit == options.ALL else ()
    with st.container(horizontal=True):
        others = choose_units("So với", state.release, view.period, view.unit, MOST, first)
        theme = choose("Trụ cột", options.THEME, options.themes(state.release, view.series, view.period))
    show(state.looking_at(others=others, theme=theme), "so-sanh")
