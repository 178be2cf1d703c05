"""One theme: how far its indicators are from target, how they went, who is weak on which."""

from pages.shared.parts import together
from pages.shared.state import State


def page(state: State) -> None:
    rows = ["so-muc-tieu", "xep-hang"], ["dien-bien"], ["bang-nhiet"], ["danh-muc"]
    together(state, *rows, heights={"xep-hang": 420})
