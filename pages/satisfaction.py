"""Hài lòng. What people answered, factor by factor, who is far from the rest, and what goes with discontent."""

from dx_metrics.wording import folded
from pages.shared import options
from pages.shared.parts import heading, show, together
from pages.shared.state import State

HERE = "hai-long"
WORDS = "hai long"
"""What the name of a theme of satisfaction holds, without marks."""


def page(state: State) -> None:
    left, right = ("hai-long-yeu-to", "hai-long-pheu", "hai-long-tre"), ("hai-long-xa", "hai-long-pakn")
    together(state, [left, right], goes_to=HERE)
    _in_the_index(state)


def _in_the_index(state: State) -> None:
    """The group of satisfaction in the index shown, where it has one: QĐ 766 has, and so may others."""
    themes = options.themes(state.release, state.view.series, state.view.period)
    own = [code for code, name in themes.items() if code != options.ALL and WORDS in folded(name)]
    for code in own:
        heading(f"{themes[code]} trong bộ chỉ số")
        show(state.looking_at(theme=code), "so-muc-tieu", goes_to=HERE)
