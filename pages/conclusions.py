"""Kết luận họp. The committee opens with this: what was agreed last time, and what became of each point."""

import streamlit as st

from dx_metrics.follow_up.rights import is_office
from pages.registers.conclude import new_conclusion, new_meeting, one_conclusion
from pages.registers.publishing import done
from pages.registers.reach import shown, writes
from pages.shared.parts import show
from pages.shared.state import State

HERE, CONCLUSION = "ket-luan", "kl"


def page(state: State) -> None:
    own = shown(state)
    person = writes(state)
    done()
    if CONCLUSION in st.query_params:
        one_conclusion(own, st.query_params[CONCLUSION])
    show(own, "ket-luan", link=state.link(HERE) + f"&{CONCLUSION}={{code}}")
    if is_office(person):
        with st.expander("Ghi kết luận"):
            new_conclusion(own)
        with st.expander("Ghi cuộc họp"):
            new_meeting(own)
