"""`trinh_chieu=1` on any page: its exhibits in meeting mode; a page that has none without menu, in larger type."""

from collections.abc import Mapping
from urllib.parse import urlencode

import streamlit as st

from dx_metrics import store
from pages.light.outline import outline
from pages.meeting_shown import ONE_PAGE
from pages.shared.options import RELEASE, looked_at, parameters_of, series

PRESENTED = "trinh_chieu"
LOOK = """<style>
html { font-size: clamp(16px, 1.45vw, 28px); }
[data-testid="stHeader"], .st-key-head [data-testid="stSelectbox"], .dx-actions { display: none !important; }
[data-testid="stMainBlockContainer"] { padding-top: 1.5rem; max-width: none; }
</style>"""


def instead(page: str, parameters: Mapping[str, str]) -> str | None:
    """Where a page is presented in this very view, its release written out; None where nobody asks, or in vain."""
    if parameters.get(PRESENTED) != "1":
        return None
    pinned = parameters.get(RELEASE)
    whole = store.open_release(pinned) if pinned else store.current()
    if whole is None or not series(whole):
        return None
    release, view = looked_at(whole, parameters)
    drawn = outline(release, page, view)
    if drawn is None:
        return None
    return f"/hop/{ONE_PAGE}/1?{urlencode({'trang': page} | parameters_of(view, whole))}"


def enter() -> None:
    """A page without exhibits as a room sees it; nothing unless the address asks for it."""
    if st.query_params.get(PRESENTED) == "1":
        st.html(LOOK)
