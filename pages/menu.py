"""The menu: which pages there are for whoever looks."""

from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property
from types import ModuleType

import streamlit as st

from dx_metrics.wording import slug
from pages import (
    account,
    actions,
    assignments,
    comparison,
    conclusions,
    framework_page,
    indicators,
    inspections,
    lost,
    map,
    meeting,
    member,
    open_data,
    overview,
    profile,
    quality,
    ranking,
    reform,
    releases,
    replies,
    report,
    rhythm,
    satisfaction,
    sharing,
    theme,
    upload,
    what_if,
)
from pages.shared import options
from pages.shared.menu import set_pages
from pages.shared.state import State
from pages.shared.who import allowed, who

KEPT = "_menu"
_state: ContextVar[State] = ContextVar("state")


class Page(st.Page):
    """Streamlit makes a hash of each page's address again and again in every run; it stays what it is."""

    @cached_property
    def _script_hash(self) -> str:
        return super()._script_hash


@dataclass(frozen=True, slots=True)
class Menu:
    """Pages by the heading they stand under. `of` is what they depend on: neither release nor choices."""

    of: tuple[object, ...]
    groups: Mapping[str, list[st.Page]]


def navigation(state: State) -> st.Page:
    """The page asked for, with the menu around it. Themes come from the index itself; their address is their name."""
    _state.set(state)
    themes = options.themes(state.release, state.view.series, state.view.period)
    of = (tuple(themes.items()), allowed("upload"), account.menu(who()))
    kept: Menu | None = st.session_state.get(KEPT)
    if kept is None or kept.of != of:
        kept = Menu(of, _groups(themes, may_upload=of[1], account_words=of[2]))
        st.session_state[KEPT] = kept
    set_pages({page.url_path: page for group in kept.groups.values() for page in group})
    return st.navigation(kept.groups, position="top")


def _groups(themes: Mapping[str, str], *, may_upload: bool, account_words: tuple[str, str]) -> dict[str, list[st.Page]]:
    whose, its_title = account_words
    return {
        "": [
            _page(overview, "Tổng quan", "", default=True),
            _page(rhythm, "Nhịp nộp số", "nhip-nop-so"),
            _page(ranking, "Xếp hạng", "xep-hang"),
            _page(lost, "Điểm mất", "diem-mat"),
            _page(comparison, "So sánh", "so-sanh"),
            _page(profile, "Hồ sơ", "ho-so"),
            _page(map, "Bản đồ", "ban-do"),
        ],
        "Trụ cột": [_page(theme, name, slug(name), code) for code, name in themes.items() if code != options.ALL],
        "Đánh giá": [_page(reform, "Chỉ số CCHC", "cchc"), _page(satisfaction, "Hài lòng", "hai-long")],
        "Theo dõi": [
            _page(meeting, "Cuộc họp", "hop"),
            _page(report, "Báo cáo", "bao-cao-van-ban"),
            _page(conclusions, "Kết luận họp", "ket-luan"),
            _page(actions, "Việc phải làm", "viec-phai-lam"),
            _page(replies, "Giải trình", "giai-trinh"),
            _page(inspections, "Kiểm tra", "kiem-tra"),
            _page(member, "Phụ trách", "phu-trach"),
            _page(assignments, "Phân công", "phan-cong"),
        ],
        "Phân tích": [
            _page(indicators, "Danh mục chỉ tiêu", "danh-muc"),
            _page(framework_page, "Bộ chỉ số", "bo-chi-so"),
            _page(quality, "Chất lượng chỉ số", "chat-luong"),
            _page(what_if, "Nếu như", "neu-nhu"),
        ],
        "Số liệu": [
            _page(releases, "Các bản công bố", "ban-cong-bo"),
            _page(sharing, "Chia sẻ", "chia-se"),
            _page(open_data, "Dữ liệu mở", "du-lieu-mo"),
            _page(upload, "Nạp số liệu", "nap-so-lieu", hidden=not may_upload),
        ],
        whose: [_page(account, its_title, "tai-khoan")],
    }


def _page(
    module: ModuleType, title: str, path: str, theme: str = "", *, default: bool = False, hidden: bool = False
) -> st.Page:
    visibility = "hidden" if hidden else "visible"
    return Page(_runs(module, theme), title=title, url_path=path, default=default, visibility=visibility)


def _runs(module: ModuleType, theme: str) -> Callable[[], None]:
    """Asks for the state when it runs: a kept page must keep no release."""

    def run() -> None:
        state = _state.get()
        module.page(state.looking_at(theme=theme) if theme else state)

    return run
