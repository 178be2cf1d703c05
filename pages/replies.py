"""Giải trình. What communes say to lost points before the meeting, and what they were answered."""

import streamlit as st

from pages.registers.publishing import done
from pages.registers.reach import shown, writes
from pages.registers.reply import new_reply, one_reply
from pages.shared.parts import show
from pages.shared.state import State

HERE, REPLY = "giai-trinh", "gt"


def page(state: State) -> None:
    own = shown(state)
    person = writes(state)
    done()
    if REPLY in st.query_params:
        one_reply(own, person, st.query_params[REPLY])
    show(own, "giai-trinh", link=state.link(HERE) + f"&{REPLY}={{code}}")
    if person is not None:
        with st.expander("Gửi giải trình", expanded=bool(person.units)):
            new_reply(own, person)
