"""Who looks at a page, on the frame and on pages that ask for a right."""

import pytest
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest

from dx_metrics import store
from dx_metrics.access import accounts, record
from dx_metrics.charts.access_told import access_seen
from tests.access.people import PASSWORD, cheap, cookies_of, someone
from tests.pages.test_frame import FIGURES, said, shown
from tests.routes.client import get
from tests.tiny import workspace

__all__ = ["shown"]


@pytest.fixture
def sends(monkeypatch):
    """Makes the browser of the tests send these cookies from now on."""
    cheap(monkeypatch)

    def cookies(held: dict[str, str]) -> None:
        monkeypatch.setattr(ContextProxy, "cookies", property(lambda _: held))

    cookies({})
    return cookies


@pytest.fixture
def published(tmp_path):
    made = workspace(tmp_path, FIGURES)
    store.publish(made)
    return made


def asking(right: str, unit: str | None = None) -> AppTest:
    """A page that needs a right, and then says so."""

    def script(right, unit):
        import streamlit as st

        from pages.shared.who import need

        st.markdown(f"Được phép: {need(right, unit).name}")

    return AppTest.from_function(script, kwargs={"right": right, "unit": unit}, default_timeout=30).run()


def test_without_a_session_a_closed_frame_shows_no_figure(published, shown, sends, monkeypatch):
    monkeypatch.setenv("DX_READING", "sign-in")
    test = shown(published, ky="2022-Q1")
    assert [title.value for title in test.title] == ["Cần đăng nhập"]
    assert "Khang Ninh" not in said(test) and not test.selectbox


def test_with_a_session_a_closed_frame_opens(published, shown, sends, monkeypatch):
    monkeypatch.setenv("DX_READING", "sign-in")
    sends(cookies_of(someone("lan", "xem")))
    assert shown(published, ky="2022-Q1").title[0].value == "Tổng quan"


def test_an_open_page_shows_nothing_more_once_the_session_has_ended(published, shown, sends, monkeypatch):
    monkeypatch.setenv("DX_READING", "sign-in")
    sends(cookies_of(someone("lan", "xem")))
    test = shown(published, ky="2022-Q1")
    accounts.sign_out_everywhere("lan", "lan")
    test.selectbox(key="_w_ky").set_value("2022-Q2").run()
    assert [title.value for title in test.title] == ["Cần đăng nhập"]


def test_what_one_person_left_in_a_tab_is_not_there_for_the_next(published, shown, sends):
    sends(cookies_of(someone("lan")))
    test = shown(published, ky="2022-Q1")
    test.session_state["nhap"] = "bản nháp của Lan"
    test.run()
    assert test.session_state["nhap"]
    sends(cookies_of(someone("hoa")))
    test.run()
    assert "nhap" not in test.session_state
    assert not test.exception


def test_a_right_is_lost_at_the_next_click(sends):
    sends(cookies_of(someone("lan", "cong_bo")))
    test = asking("publish")
    assert "Được phép: lan" in said(test)
    accounts.change("lan", "role changed", "test", role="xem")
    assert "vai trò Xem) chưa được quyền công bố" in said(test.run())
    assert "Được phép" not in said(test)


def test_another_commune_is_refused_by_its_code(sends):
    sends(cookies_of(someone("lan", "nap", "01906")))
    assert "Được phép" in said(asking("upload", "01906"))
    assert "chưa được quyền nạp số liệu của đơn vị 01909" in said(asking("upload", "01909"))


def test_nobody_is_shown_the_way_in(sends):
    someone()
    assert "Muốn nạp số liệu cần đăng nhập." in said(asking("upload"))


def test_where_nobody_has_an_account_the_page_says_how_to_make_one(sends):
    assert "python3 manage.py user add" in said(asking("upload"))


@pytest.fixture
def own_page(sends):
    """Opens Tài khoản for Lan."""
    sends(cookies_of(someone("lan", "nap", "01906")))

    def script():
        from pages import account

        account.page(None)

    return AppTest.from_function(script, default_timeout=30).run()


def test_the_account_page_tells_rights_and_units(own_page):
    assert "xem số liệu; nạp số liệu; theo dõi, trả lời" in said(own_page)
    assert "01906" in said(own_page)


def test_who_came_in_is_shown_to_administrators_alone_and_as_text(sends):
    someone("lan", "nap")
    accounts.change("lan", "role changed", "<b>quản trị</b>", role="cong_bo")
    seen = access_seen(record.entries())
    assert "<b>" not in seen and "&lt;b&gt;quản trị&lt;/b&gt;" in seen
    assert "Đổi vai trò" in seen and "tài khoản lan; vai trò Công bố" in seen
    for role, status in (("cong_bo", 404), ("quan_tri", 200)):
        held = cookies_of(someone(f"hoa.{role}", role))
        answer = get("/nhat-ky-truy-cap.csv", {"cookie": "; ".join(f"{k}={v}" for k, v in held.items())})
        assert answer.status_code == status
    assert "role changed" in answer.content.decode("utf-8-sig")


def test_the_password_is_changed_by_who_knows_it(own_page):
    old, new, again = own_page.text_input
    old.set_value("sai"), new.set_value("suối chảy quanh làng"), again.set_value("suối chảy quanh làng")
    own_page.button[0].click().run()
    assert own_page.error[0].value == "Mật khẩu đang dùng không đúng."
    own_page.text_input[0].set_value(PASSWORD)
    own_page.button[0].click().run()
    assert own_page.success[0].value == "Đã đổi mật khẩu. Hãy đăng nhập lại."
    assert PASSWORD not in str(accounts.find("lan")) and not own_page.run().text_input
