"""Nhịp nộp số. Who has reported what by when, and how old each figure is: before anybody is ranked."""

import streamlit as st

from dx_metrics.charts.rhythm import line
from pages.shared.ask import ask
from pages.shared.notices import plain
from pages.shared.parts import together, way_on
from pages.shared.state import State

HERE = "nhip-nop-so"


def page(state: State) -> None:
    st.markdown(f"**{plain(ask(line, state.release, state.view))}**")
    together(state, ["nhip-xa", ("nhip-nguoi", "tuoi-so-lieu")])
    with st.container(horizontal=True):
        way_on(state, "danh-muc", "Từng số một: bảng báo cáo của kỳ")
        way_on(state, "xep-hang", "Xem xếp hạng")
