"""Kiểm tra. Which communes first and why, visits to come and held, and what they found."""

import streamlit as st

from dx_metrics.follow_up.rights import is_office
from dx_metrics.view import ALL
from pages.registers.publishing import done
from pages.registers.reach import shown, writes
from pages.registers.visit import new_visit, one_visit, sheet_link
from pages.shared.parts import show
from pages.shared.state import State

HERE, VISIT = "kiem-tra", "kt"


def page(state: State) -> None:
    own = shown(state)
    person = writes(state)
    office = is_office(person)
    done()
    if VISIT in st.query_params:
        one_visit(own, person, st.query_params[VISIT], office=office)
    elif own.view.unit != ALL:
        sheet_link(own, own.view.unit)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        show(own, "kiem-tra-truoc", goes_to=HERE, link=state.link(HERE, unit="{code}"))
    with right:
        show(own, "kiem-tra", link=state.link(HERE) + f"&{VISIT}={{code}}")
    if office:
        with st.expander("Lập lịch kiểm tra"):
            new_visit(own)
    elif own.view.unit == ALL:
        st.caption("Chọn một đơn vị để in phiếu kiểm tra của đơn vị đó.")
