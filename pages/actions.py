"""Việc phải làm. What was agreed, how it stands, what it wins back; a lost point becomes an action here."""

import streamlit as st

from dx_metrics.follow_up.rights import is_office
from pages.registers.lost_point import lost_point
from pages.registers.new_action import Begun, new_action
from pages.registers.one_action import one_action
from pages.registers.publishing import done
from pages.registers.reach import shown, writes
from pages.shared.parts import heading, show
from pages.shared.state import State
from pages.shared.who import who

HERE = "viec-phai-lam"
ACTION, CRITERION = "viec", "tieu_chi"
"""Names in the URL: an action that is opened, a criterion that lost points."""


def page(state: State) -> None:
    own = shown(state)
    person = writes(state)
    done()
    link = state.link(HERE) + f"&{ACTION}={{code}}"
    if ACTION in st.query_params:
        one_action(own, person, st.query_params[ACTION])
    elif CRITERION in st.query_params:
        lost_point(own, person, st.query_params[CRITERION])
    show(own, "viec-phai-lam", link=link)
    heading("Kế hoạch khắc phục")
    show(own, "ke-hoach-khac-phuc", link=link)
    heading("Từ điểm mất đến điểm lấy lại")
    show(own, "diem-lay-lai", link=link)
    if person is not None and is_office(person):
        with st.expander("Giao việc mới"):
            new_action(own, Begun(unit=own.view.unit, key="moi"))
    elif who() is None:
        st.caption("Giao việc, báo xong, xin lùi hạn: đăng nhập bằng tài khoản được quyền theo dõi.")
