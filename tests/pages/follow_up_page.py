"""One page of the registers in a frame: `?trang=actions`."""

import streamlit as st

from dx_metrics import store
from dx_metrics.queries import choices
from pages import actions, assignments, conclusions, inspections, member, replies
from pages.shared.menu import set_pages
from pages.shared.options import ALL, UNIT, View
from pages.shared.state import State

PAGES = {
    "actions": actions,
    "assignments": assignments,
    "conclusions": conclusions,
    "inspections": inspections,
    "member": member,
    "replies": replies,
}
release = store.current()
assert release is not None
view = View("thu", choices.periods(release, "thu")["code"][0], st.query_params.get(UNIT, ALL))
state = State(release, view)


def shown() -> None:
    PAGES[st.query_params["trang"]].page(state)


here = st.Page(shown, title="Trang", url_path="trang", default=True)
set_pages(dict.fromkeys(("", "viec-phai-lam", "ho-so"), here))
st.navigation([here]).run()
