"""What the frame says around a page: where the figures come from, what is wrong with them."""

from html import escape
from urllib.parse import urlencode

import streamlit as st

from dx_metrics import store
from dx_metrics.queries import choices
from dx_metrics.store.release import faults
from pages import elements
from pages.shared import shared_links
from pages.shared.ask import ask
from pages.shared.options import RELEASE
from pages.shared.state import State

MOST = 50


def frame(state: State, page: str) -> None:
    """Illustrative figures, a pinned release, a workspace that could not be published."""
    about = state.release.about
    if about.get("illustrative"):
        st.caption(f":orange-badge[Số liệu minh họa] {plain(about.get('illustrative_note', ''))}")
    if state.pinned:
        rest = {name: value for name, value in st.query_params.to_dict().items() if name != RELEASE}
        told = shared_links.strip(state.release, state.view, f"/{page}?{urlencode(rest)}")
        if told:
            elements.drawn(told, key="tu-do")
    wrong = faults()
    if wrong:
        with st.expander(
            f"Lần công bố gần nhất không thành vì {len(wrong)} lỗi trong số liệu; "
            f"đang hiển thị bản công bố {state.release.id}."
        ):
            _list(wrong)


def no_such_release(asked: str) -> None:
    """A link that pins what is not there: said so, and never another release's figures in its place."""
    rest = {name: value for name, value in st.query_params.to_dict().items() if name != RELEASE}
    st.title("Không mở được bản công bố này", anchor=False)
    st.info(
        f"Không có bản công bố “{plain(asked[:20])}” mà đường dẫn này giữ, hoặc bản đó không mở được nữa. "
        "Số của bản khác không được thay vào đây."
    )
    st.html(f'<a class="dx-way-in" href="?{escape(urlencode(rest))}">Xem bản mới nhất</a>')


def nothing_published() -> None:
    """The screen before there is anything to show: what is wrong, or what to do."""
    st.title("Chưa có bản công bố nào", anchor=False)
    wrong = faults()
    if wrong:
        st.error(f"Số liệu còn {len(wrong)} lỗi nên chưa công bố được. Sửa các tệp dưới đây rồi chạy lại.")
        _list(wrong)
    st.markdown("Sau khi sửa, chạy `python3 manage.py publish`; xem hết lỗi bằng `python3 manage.py check-data`.")


def nothing_scored(release: store.Release) -> None:
    """A release with a register but no figures yet."""
    st.title(plain(release.about["title"]), anchor=False)
    st.info(
        "Chưa có số liệu nào để chấm điểm. Đặt tệp CSV vào thư mục observations/ của bộ dữ liệu, "
        "rồi chạy `python3 manage.py publish`."
    )


def cannot_score(release: store.Release, series: str) -> None:
    """An index of which something is not known: what is missing, instead of points made from a guess."""
    table = ask(choices.unscored, release)
    for row in table[table["series"] == series].itertuples():
        st.title(plain(row.title), anchor=False)
        whole, *cells = release.about["unscored"][row.framework]
        st.warning(plain(whole))
        st.caption(plain(f"{row.basis} Áp dụng từ {row.effective_from:%d/%m/%Y}."))
        _list(cells)


def fallbacks(words: list[str]) -> None:
    """Codes in the address that do not exist here."""
    for word in words:
        st.warning(word)


def _list(wrong: list[str]) -> None:
    st.markdown("\n".join(f"- {plain(word)}" for word in wrong[:MOST]))
    if len(wrong) > MOST:
        st.caption(f"… và {len(wrong) - MOST} lỗi nữa: chạy `python3 manage.py check-data` để xem hết.")


def plain(word: str) -> str:
    """What stood in somebody's file must not become markup."""
    return "".join(f"\\{c}" if c in "\\`*_{}[]<>()#+!|$:~" else c for c in word)
