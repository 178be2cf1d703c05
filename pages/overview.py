"""Tổng quan. A leader opens it: who is ahead, who is behind, what moved, in ten seconds."""

import streamlit as st

from dx_metrics.charts import headline, rhythm
from pages import elements
from pages.shared.ask import ask
from pages.shared.notices import plain
from pages.shared.parts import together, way_on
from pages.shared.state import State


def page(state: State) -> None:
    said = ask(headline.verdict, state.release, state.view)
    st.markdown(f"**{plain(said[0])}** {plain(' '.join(said[1:]))}")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(f"Nhịp nộp số: {plain(ask(rhythm.line, state.release, state.view))}", width="stretch")
        way_on(state, "nhip-nop-so", "Ai đã nộp, ai còn chậm")
    elements.tiles(ask(headline.numbers, state.release, state.view), key="so-lieu")
    heights = {"xep-hang": 420, "tang-giam": 260, "ban-do": 420, "xa-muc-tieu": 260}
    together(state, [("xep-hang", "tang-giam"), ("ban-do", "xa-muc-tieu")], heights=heights)
