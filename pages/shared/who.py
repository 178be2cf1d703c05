"""Who looks at this page, found anew at every run: what was taken away is gone at the next click."""

from typing import NoReturn

import streamlit as st

from dx_metrics.access import Person, may


def who() -> Person | None:
    """The person signed in, as the accounts say now; None for nobody."""
    return None


def allowed(right: str, unit: str | None = None) -> bool:
    """Whether whoever looks has a right of `dx_metrics.access.people.RIGHTS`."""
    return may(who(), right, unit)


def need(right: str, unit: str | None = None) -> Person:
    """The person, who has the right; else the page says what is missing and ends here."""
    person = who()
    if person is None or not may(person, right, unit):
        _refuse()
    return person


def _refuse() -> NoReturn:
    st.warning("Việc này cần đăng nhập bằng tài khoản có quyền. [Đăng nhập](/dang-nhap)")
    st.stop()
