"""Phân công. Which member of the committee looks after which commune."""

import streamlit as st

from dx_metrics.follow_up.rights import is_office
from pages.registers.assign import assign_form, member_form
from pages.registers.publishing import done
from pages.registers.reach import shown, writes
from pages.shared import options
from pages.shared.parts import show
from pages.shared.state import State


def page(state: State) -> None:
    own = shown(state)
    person = writes(state)
    done()
    show(own, "phan-cong", link=f"{state.link('phu-trach')}&{options.MEMBER}={{code}}")
    if is_office(person):
        with st.expander("Phân công"):
            assign_form(own)
        with st.expander("Thêm thành viên Ban Chỉ đạo"):
            member_form()
