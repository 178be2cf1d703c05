"""Chia sẻ. The short links that were made: what each shows, who made it, until when; and the way to close one."""

from urllib.parse import quote

import streamlit as st

from dx_metrics.access import Person, may
from dx_metrics.charts.acts_told import when
from dx_metrics.sharing import links
from dx_metrics.sharing.links import Link
from pages.shared.notices import plain
from pages.shared.state import State
from pages.shared.who import way_in, who

MANY, DID = 30, "_da_thu_hoi"
STATES = {"open": "", "revoked": " :orange-badge[đã thu hồi]", "expired": " :gray-badge[hết hạn]"}
REFUSED = "Đĩa không cho ghi. Đường dẫn vẫn mở được; hãy thử lại."


def page(state: State) -> None:
    person = who()
    if DID in st.session_state:
        st.success(st.session_state.pop(DID))
    st.markdown(
        "Bấm **Chia sẻ** ở góc trên mỗi màn hình để tạo đường dẫn ngắn và mã QR. Đường dẫn giữ nguyên số của bản "
        "công bố lúc tạo, và nói rõ từ đó đến nay số nào đã đổi."
    )
    if person is None:
        st.info("Đăng nhập để xem các đường dẫn đã tạo và thu hồi.")
        way_in("Đăng nhập")
        return
    found = seen(person)
    if not found:
        st.info("Chưa có đường dẫn ngắn nào.")
    most = st.session_state.get("_nhieu", MANY)
    for link in found[:most]:
        _one(person, link)
    if len(found) > most and st.button(f"Xem thêm ({len(found) - most} đường dẫn cũ hơn)"):
        st.session_state["_nhieu"] = most + MANY
        st.rerun()


def seen(person: Person) -> list[Link]:
    """One's own links; all of them for who publishes."""
    return [link for link in links.links() if link.who == person.name or may(person, "publish")]


def _one(person: Person, link: Link) -> None:
    with st.container(border=True, key=f"dd-{link.code}"):
        until = f" · mở đến hết ngày {'/'.join(reversed(link.until.split('-')))}" if link.until else ""
        gone = f" · thu hồi lúc {when(link.revoked_at)}, {plain(link.revoked_by)}" if link.revoked_at else ""
        st.markdown(f"**{plain(link.title)}**{STATES[link.state]} · {plain(link.who)} · {when(link.at)}{until}{gone}")
        if link.state != "open":
            return
        code = quote(link.code)
        st.html(
            f'<p class="dx-files"><a class="dx-file" href="/l/{code}">/l/{code}</a>'
            f'<a class="dx-file" href="/l/{code}/xem">Bản nhẹ</a>'
            f'<a class="dx-file" href="/l/{code}/qr.png" download>Mã QR</a></p>'
        )
        if st.button("Thu hồi", key=f"thu-{link.code}", help="Ai mở đường dẫn này sẽ được báo là đã thu hồi."):
            _revoke(link)


def _revoke(link: Link) -> None:
    """The right is asked anew: a click comes later than the look."""
    person = who()
    if person is None or link not in seen(person):
        st.warning("Chỉ người tạo, hoặc người được quyền công bố, thu hồi được đường dẫn này.")
        return
    try:
        links.revoke(link.code, person.name)
    except OSError:
        st.error(REFUSED)
        return
    st.session_state[DID] = "Đã thu hồi đường dẫn."
    st.rerun()
