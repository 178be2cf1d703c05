"""A change of the registers published from a form, told of, and taken back by who made it."""

from collections.abc import Callable
from datetime import date

import streamlit as st

from dx_metrics import store
from dx_metrics.access import Person
from dx_metrics.follow_up.rights import Refused
from dx_metrics.follow_up.sending import send
from dx_metrics.store import Change, Release
from pages.shared.notices import plain
from pages.shared.who import need
from pages.uploading.publishing import REFUSED

DONE = "_da_ghi"
OPENED = ("viec", "tieu_chi", "gt", "kl", "kt")
"""Names in the URL of what is opened: an action, a criterion, a reply, a conclusion, an inspection."""


def publish(make: Callable[[Release, Person], Change], why: str) -> None:
    """Publish; on success the page begins anew, with nothing opened."""
    person = need("follow_up")
    if not why.strip():
        st.error("Ghi lý do: nó vào nhật ký, cho người xem sau.")
        return
    names: list[str] = []

    def made(release: Release) -> Change:
        change = make(release, person)
        names.append(change.file_name)
        return change

    try:
        with st.spinner("Đang ghi…"):
            outcome = send(made, person, why)
    except Refused as error:
        st.error(plain(str(error)))
        return
    except OSError as error:
        st.error(REFUSED.format(error=plain(error.strerror or "đĩa")))
        return
    if outcome.refused:
        st.error("Chưa ghi được, chưa có gì thay đổi:")
        st.markdown("\n".join(f"- {plain(f'{p.message}. {p.cure}')}" for p in outcome.problems if p.level == "error"))
        return
    st.session_state[DONE] = (names[-1], outcome.upload, outcome.release)
    close()
    st.rerun()


def done() -> None:
    """What this visitor has just written, and the way back."""
    made = st.session_state.get(DONE)
    if not made:
        return
    what, upload, release = made
    with st.container(horizontal=True, vertical_alignment="center", key="da-ghi"):
        st.success(plain(f"{what}. Đã ghi, bản công bố {release}."))
        if upload and st.button("Rút lại", help="Sổ trở về như trước; nhật ký vẫn giữ."):
            _take_back(upload)


def close() -> None:
    """Nothing is opened any more."""
    for name in OPENED:
        st.query_params.pop(name, None)


def close_button(label: str = "Đóng") -> None:
    """The way out of what is opened."""
    if st.button(label, key="dong-lai"):
        close()
        st.rerun()


def day_input(label: str, value: date, key: str) -> date:
    """A day, written as offices write it."""
    found = st.date_input(label, value=value, format="DD/MM/YYYY", key=key)
    return found if isinstance(found, date) else value


def _take_back(upload: str) -> None:
    person = need("follow_up")
    mine = any(made.id == upload and made.who == person.name for made in store.uploads())
    if not mine:
        st.error("Chỉ người đã ghi rút lại được ở đây; người công bố rút được ở trang Các bản công bố.")
        return
    try:
        outcome = store.withdraw(upload, who=person.name, why="rút lại ngay sau khi ghi")
    except OSError as error:
        st.error(REFUSED.format(error=plain(error.strerror or "đĩa")))
        return
    if outcome.refused:
        st.error(plain("; ".join(str(problem) for problem in outcome.problems)))
        return
    st.session_state[DONE] = ("Đã rút lại", None, outcome.release)
    st.rerun()
