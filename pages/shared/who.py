"""Who looks at this page, found anew at every run: what was taken away is gone at the next click."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NoReturn
from urllib.parse import quote, urlencode, urlsplit

import streamlit as st

from dx_metrics.access import Person, accounts, may, sessions
from dx_metrics.access.people import RIGHTS, ROLES
from dx_metrics.settings import settings

OWNER = "_owner"
_cookies: ContextVar[Mapping[str, str] | None] = ContextVar("cookies", default=None)


def who() -> Person | None:
    """The person signed in, as the accounts say now; None for nobody."""
    carried = _cookies.get()
    return sessions.person_in(st.context.cookies if carried is None else carried)


@contextmanager
def carried(cookies: Mapping[str, str]) -> Generator[None]:
    """Within, `who()` is whoever these cookies are of: a run that answers a request has no session to ask."""
    before = _cookies.set(cookies)
    try:
        yield
    finally:
        _cookies.reset(before)


def allowed(right: str, unit: str | None = None) -> bool:
    """Whether whoever looks has a right of `dx_metrics.access.people.RIGHTS`.

    Asked where something is shown, and once more where it is done: a click comes later than the look.
    """
    return may(who(), right, unit)


def need(right: str, unit: str | None = None) -> Person:
    """The person, who has the right; else the page says what is missing and ends here."""
    person = who()
    if person is None or not may(person, right, unit):
        _refuse(person, right, unit)
    return person


def enter() -> bool:
    """For the frame, first of all: whether this visitor may read. Else the page says how to.

    What another person left in this tab is forgotten.
    """
    person = who()
    name = person.name if person else ""
    if st.session_state.get(OWNER, name) != name:
        st.session_state.clear()
    st.session_state[OWNER] = name
    if may(person, "read"):
        return True
    st.title("Cần đăng nhập", anchor=False)
    st.info("Phiên đăng nhập đã kết thúc, hoặc chưa đăng nhập.")
    # This very address, asked for anew: the gate leads to the sign-in page and back to it.
    st.html('<a class="dx-way-in" href="">Đăng nhập</a>')
    return False


def way_in(label: str) -> None:
    """A link to the sign-in page, in this tab, and from there back to here."""
    st.html(f'<a class="dx-way-in" href="/dang-nhap?ve={quote(here(), safe="")}">{label}</a>')


def here() -> str:
    """The address of this page with its choices, without the host."""
    query = urlencode(st.query_params.to_dict())
    return (urlsplit(st.context.url or "/").path or "/") + (f"?{query}" if query else "")


def _refuse(person: Person | None, right: str, unit: str | None) -> NoReturn:
    if person is not None:
        where = f" của đơn vị {unit}" if unit and may(person, right) else ""
        st.warning(
            f"Tài khoản này (vai trò {ROLES.get(person.role, 'không rõ')}) chưa được quyền {RIGHTS[right]}{where}. "
            "Người quản trị giao quyền bằng lệnh `user role` hoặc `user units`; quyền mới có ngay ở lần bấm sau."
        )
    elif settings().sign_in == "local" and not accounts.book().people:
        st.info(
            f"Muốn {RIGHTS[right]} phải có tài khoản, mà chưa có tài khoản nào. Người quản trị tạo tài khoản đầu tiên "
            "trên máy chủ: `python3 manage.py user add TEN --role quan_tri`."
        )
    else:
        st.info(f"Muốn {RIGHTS[right]} cần đăng nhập.")
        way_in("Đăng nhập")
    st.stop()
