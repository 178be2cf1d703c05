"""After publishing: what was done, where to see it, and the way back."""

import streamlit as st

from dx_metrics import store
from pages.shared.menu import page_at
from pages.shared.notices import plain
from pages.shared.state import State
from pages.shared.who import need
from pages.uploading.publishing import DONE, REFUSED

TAKEN = "_da_rut"
TAKEN_BACK = "rút lại ngay sau khi công bố"


def done(state: State) -> None:
    """The publication that this visitor has just made, once more until they leave the page or take it back."""
    if TAKEN in st.session_state:
        st.success(st.session_state.pop(TAKEN))
    made = st.session_state.get(DONE)
    if not made:
        return
    release, upload, note = made
    with st.container(border=True):
        st.success(f"Đã công bố bản {release}. {plain(note)}.")
        with st.container(horizontal=True):
            st.page_link(page_at(""), label="Xem tổng quan", query_params=state.parameters())
            st.page_link(page_at("ban-cong-bo"), label="Các bản công bố")
            if st.button("Rút lại", help="Số liệu trở về như trước lần nạp này; tệp và nhật ký vẫn giữ."):
                _take_back(upload)
            if st.button("Nạp tệp khác"):
                del st.session_state[DONE]
                st.rerun()


def _take_back(upload: str) -> None:
    person = need("publish")
    try:
        outcome = store.withdraw(upload, who=person.name, why=TAKEN_BACK)
    except OSError as error:
        st.error(REFUSED.format(error=plain(error.strerror or "đĩa")))
        return
    if outcome.refused:
        st.error(plain("; ".join(str(problem) for problem in outcome.problems)))
        return
    del st.session_state[DONE]
    st.session_state[TAKEN] = f"Đã rút lần nạp {upload}; đang hiển thị bản {outcome.release}."
    st.rerun()
