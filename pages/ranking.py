"""Xếp hạng. Where does a commune stand among all, and how close is the next."""

from pages.shared import options
from pages.shared.choose import choose
from pages.shared.parts import together
from pages.shared.state import State


def page(state: State) -> None:
    theme = choose("Trụ cột", options.THEME, options.themes(state.release, state.view.series, state.view.period))
    state = state.looking_at(theme=theme)
    together(state, ["xep-hang", "phan-bo"], ["bang-nhiet"], shares=(3, 2), heights={"xep-hang": 420, "phan-bo": 420})
