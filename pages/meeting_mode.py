"""`trinh_chieu=1` on any page: no menu, larger type, and the way into meeting mode for what the page shows."""

from html import escape
from urllib.parse import urlencode

import streamlit as st

from pages.light.outline import outline
from pages.meeting_shown import ONE_PAGE
from pages.shared.options import parameters_of
from pages.shared.state import State

PRESENTED = "trinh_chieu"
LOOK = """<style>
html { font-size: clamp(16px, 1.45vw, 28px); }
[data-testid="stHeader"], .st-key-head [data-testid="stSelectbox"], .dx-actions { display: none !important; }
[data-testid="stMainBlockContainer"] { padding-top: 1.5rem; max-width: none; }
</style>"""


def enter(state: State, page: str) -> None:
    """Nothing unless the address asks for it."""
    if st.query_params.get(PRESENTED) != "1":
        return
    st.html(LOOK)
    if outline(state.release, page, state.view):
        st.html(f'<a class="dx-way-in" href="{escape(address(state, page))}">Trình chiếu từng biểu đồ</a>')


def address(state: State, page: str) -> str:
    """Meeting mode of one page in this very view, its release written out."""
    return f"/hop/{ONE_PAGE}/1?{urlencode({'trang': page} | parameters_of(state.view, state.release))}"
