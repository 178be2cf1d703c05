"""So sánh. Two or more communes side by side: where one does better, and on what."""

import streamlit as st

from pages.shared import options
from pages.shared.choose import choose, choose_several
from pages.shared.parts import show
from pages.shared.state import State

MOST = 12


def page(state: State) -> None:
    view = state.view
    units = {code: name for code, name in options.units(state.release, view.period).items() if code != options.ALL}
    rest = {code: name for code, name in units.items() if code != view.unit}
    # A first look that shows something: the first two of the register.
    first = tuple(units)[:2] if view.unit == options.ALL else ()
    with st.container(horizontal=True):
        others = choose_several("So với", options.OTHERS, rest, MOST, first)
        theme = choose("Trụ cột", options.THEME, options.themes(state.release, view.series, view.period))
    show(state.looking_at(others=others, theme=theme), "so-sanh")
