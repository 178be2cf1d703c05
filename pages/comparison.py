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
    with st.container(horizontal=True):
        others = choose_several("So với", options.OTHERS, {c: n for c, n in units.items() if c != view.unit}, MOST)
        theme = choose("Trụ cột", options.THEME, options.themes(state.release, view.series, view.period))
    if view.unit == options.ALL and not others:
        # A first look that shows something: the first two of the register.
        others = tuple(units)[:2]
    show(state.looking_at(others=others, theme=theme), "so-sanh")
