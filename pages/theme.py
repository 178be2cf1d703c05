"""One theme: how far its indicators are from target, how they went, who is weak on which."""

import streamlit as st

from pages.shared.parts import show
from pages.shared.state import State


def page(state: State) -> None:
    left, right = st.columns(2, gap="medium")
    with left:
        show(state, "so-muc-tieu")
    with right:
        show(state, "xep-hang", height=420)
    show(state, "dien-bien")
    show(state, "bang-nhiet")
    show(state, "danh-muc")
