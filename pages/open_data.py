"""Dữ liệu mở. How programs read what is published, and the package of a whole release."""

from pages import elements
from pages.light.open_data import told
from pages.shared.state import State


def page(state: State) -> None:
    elements.drawn(f'<div class="dx-open">{told(state.release)}</div>', key="du-lieu-mo")
