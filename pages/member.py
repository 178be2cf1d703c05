"""Phụ trách. A member of the committee on a phone: their communes, what is overdue, what to ask."""

import streamlit as st

from dx_metrics.queries import follow_up
from dx_metrics.view import ALL
from pages.registers.reach import shown
from pages.shared import options
from pages.shared.ask import ask
from pages.shared.choose import choose
from pages.shared.notices import plain
from pages.shared.parts import show
from pages.shared.state import State
from pages.shared.who import who


def page(state: State) -> None:
    names = options.members(state.release)
    if not names:
        st.info("Chưa có thành viên nào: thêm ở trang Phân công, hoặc nạp sổ thành viên (members.csv).")
        return
    member = choose("Thành viên", options.MEMBER, names)
    person = who()
    own = shown(state)
    if person is None or not person.units:
        own = own.looking_at(member=member, unit=ALL)
    table = ask(follow_up.members, state.release).set_index("code")
    st.header(plain(names[member]), anchor=False)
    st.caption(plain(str(table.at[member, "post"])))
    action, reply = state.link("viec-phai-lam") + "&viec={code}", state.link("giai-trinh") + "&gt={code}"
    show(own, "xa-phu-trach", link=state.link("ho-so", unit="{code}"))
    left, right = st.columns([3, 2], gap="medium")
    with left:
        show(own, "viec-phai-lam", link=action)
    with right:
        show(own, "cau-hoi", link=state.link("diem-mat", unit="{code}"))
        show(own, "giai-trinh", link=reply)
        show(own, "kiem-tra", link=state.link("kiem-tra") + "&kt={code}")
