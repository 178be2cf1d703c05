"""Danh mục chỉ tiêu. What is measured, how it is scored, who reports it, who has not yet."""

from pages.shared import options
from pages.shared.choose import choose
from pages.shared.parts import show
from pages.shared.state import State


def page(state: State) -> None:
    theme = choose("Trụ cột", options.THEME, options.themes(state.release, state.view.series, state.view.period))
    show(state.looking_at(theme=theme), "danh-muc")
    show(state, "bao-cao")
