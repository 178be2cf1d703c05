"""Phân công: which member of the committee looks after which communes, from when."""

import streamlit as st

from dx_metrics.follow_up import meetings
from dx_metrics.queries.follow_up import today
from pages.registers.publishing import day_input, publish
from pages.registers.words import SHORT, reason
from pages.shared import options
from pages.shared.choose_unit import pick_units
from pages.shared.state import State


def assign_form(state: State) -> None:
    """One member, some communes, a day."""
    names = options.members(state.release)
    if not names:
        st.caption("Thêm thành viên trước.")
        return
    member = st.selectbox("Thành viên", list(names), format_func=names.__getitem__, key="pc-tv")
    chosen = pick_units("Phụ trách", state.release, state.view.period, "pc-xa")
    left, right = st.columns(2)
    with left:
        since = day_input("Từ ngày", today(), "pc-tu")
    with right:
        basis = st.text_input("Căn cứ (số văn bản)", max_chars=SHORT, key="pc-can-cu")
    st.caption("Người đang phụ trách đơn vị đó thôi phụ trách từ ngày trước.")
    why = reason("Phân công thành viên Ban Chỉ đạo", "pc-ly-do")
    if st.button("Phân công", type="primary", disabled=not chosen, key="pc-ghi"):
        publish(
            lambda release, person: meetings.assign(release, person, member, chosen, "Phụ trách", since, basis), why
        )


def member_form() -> None:
    """Another member, by function."""
    name = st.text_input("Chức danh (không cần ghi tên người)", max_chars=SHORT, key="tv-ten")
    post = st.text_input("Vị trí trong Ban Chỉ đạo", value="Ủy viên", max_chars=SHORT, key="tv-vi-tri")
    if st.button("Thêm thành viên", disabled=not name.strip(), key="tv-ghi"):
        publish(
            lambda release, person: meetings.name_member(release, person, name, post), "Bổ sung thành viên Ban Chỉ đạo"
        )
