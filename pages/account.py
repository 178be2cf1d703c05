"""Tài khoản: who one is here, what one may, another password, and the ways out."""

import streamlit as st

from dx_metrics.access import Person, accounts, changing, may, record
from dx_metrics.access.people import RIGHTS, ROLES
from dx_metrics.charts.access_told import access_seen
from dx_metrics.settings import faults, settings
from pages import elements
from pages.shared import parts
from pages.shared.notices import plain
from pages.shared.state import State
from pages.shared.who import way_in, who

LONGEST_NAME = 24


def page(state: State) -> None:
    person = who()
    if person is None:
        _nobody()
        return
    rights = "; ".join(words for right, words in RIGHTS.items() if may(person, right))
    units = ", ".join(person.units) or "tất cả"
    st.markdown(
        f"- Tên đăng nhập: **{plain(person.name)}**\n- Vai trò: **{ROLES.get(person.role, 'không rõ')}**\n"
        f"- Được quyền: {rights}\n- Đơn vị: {plain(units)}"
    )
    if may(person, "administer") and faults():
        st.error("Cài đặt có lỗi; cài đặt tốt gần nhất vẫn được dùng.")
        st.markdown("\n".join(f"- {plain(str(fault))}" for fault in faults()))
    if settings().sign_in == "local":
        parts.heading("Đổi mật khẩu")
        _password(person)
    parts.heading("Đăng xuất")
    st.html('<a class="dx-way-in" href="/dang-xuat">Đăng xuất khỏi máy này hoặc ở mọi nơi</a>')
    if may(person, "administer"):
        _journal()


def menu(person: Person | None) -> tuple[str, str]:
    """What the menu calls its last group and this page in it."""
    return (person.full_name[:LONGEST_NAME], "Tài khoản") if person else ("Tài khoản", "Đăng nhập")


def _nobody() -> None:
    if settings().sign_in == "local" and not accounts.book().people:
        st.info(
            "Chưa có tài khoản nào. Người quản trị tạo tài khoản đầu tiên trên máy chủ: "
            "`python3 manage.py user add TEN --role quan_tri`."
        )
        return
    st.markdown("Ai cũng xem được số liệu đã công bố. Nạp, công bố và theo dõi cần tài khoản.")
    way_in("Đăng nhập")


def _journal() -> None:
    """Who came in, who was refused, whose rights changed."""
    with st.expander("Nhật ký truy cập"):
        st.html('<p><a class="dx-way-in" href="/nhat-ky-truy-cap.csv" download>Tải toàn bộ nhật ký (.csv)</a></p>')
        elements.drawn(access_seen(record.entries()), key="nhat-ky-truy-cap")


def _password(person: Person) -> None:
    """Ask for the old and the new one. Whoever changes it signs in again, everywhere."""
    st.caption("Đổi xong, mọi phiên của tài khoản này kết thúc và phải đăng nhập lại.")
    with st.form("password", border=False, width=420):
        old = st.text_input("Mật khẩu đang dùng", type="password", autocomplete="current-password", max_chars=256)
        new = st.text_input("Mật khẩu mới", type="password", autocomplete="new-password", max_chars=256)
        again = st.text_input("Nhập lại mật khẩu mới", type="password", autocomplete="new-password", max_chars=256)
        asked = st.form_submit_button("Đổi mật khẩu", type="primary")
    if not asked:
        return
    if new != again:
        st.error("Hai lần nhập mật khẩu mới không giống nhau.")
        return
    try:
        changing.own_password(person.name, old, new, st.context.ip_address or "")
    except accounts.Refused as error:
        st.error(str(error))
        return
    st.success("Đã đổi mật khẩu. Hãy đăng nhập lại.")
    way_in("Đăng nhập lại")
    st.stop()
