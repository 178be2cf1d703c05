"""Bản đồ. Where the weak communes lie, and which border each other."""

from pages.shared import options
from pages.shared.choose import choose
from pages.shared.parts import show
from pages.shared.state import State


def page(state: State) -> None:
    theme = choose("Trụ cột", options.THEME, options.themes(state.release, state.view.series, state.view.period))
    show(state.looking_at(theme=theme), "ban-do", height=620)
