"""The frame around every page: release, shared choices, menu."""

import streamlit as st

from dx_metrics import store
from dx_metrics.charts import past
from dx_metrics.queries import merged
from dx_metrics.wording import slug
from pages import (
    account,
    actions,
    assignments,
    comparison,
    conclusions,
    elements,
    framework_page,
    indicators,
    inspections,
    lost,
    map,
    meeting,
    meeting_mode,
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
from pages.routes.metrics import script_run
from pages.shared import notices, options
from pages.shared.ask import ask
from pages.shared.choose import choose, said, settle_and_say, write
from pages.shared.menu import set_pages
from pages.shared.state import State
from pages.shared.who import allowed, enter, who


def main() -> None:
    """One run of the script: what release, what choices, which page."""
    st.set_page_config(page_title="Chuyển đổi số cấp xã", layout="wide")
    if not enter():
        return
    release, pinned = _release()
    if release is None and pinned:
        notices.no_such_release(st.query_params[options.RELEASE])
        return
    if release is None:
        notices.nothing_published()
        return
    unscored = options.unscored(release)
    indices = options.series(release) | unscored
    if not indices:
        _before_scores(release, pinned)
        return
    head = st.container(horizontal=True, vertical_alignment="bottom", key="head")
    said_below = st.container()
    with head:
        title = st.container(key="title")
        if len(indices) > 1:
            series = choose("Bộ chỉ số", options.SERIES, indices)
        else:
            series = next(iter(indices))
            write(options.SERIES, series)
        if series in unscored:
            notices.cannot_score(release, series)
            return
        period = choose("Kỳ", options.PERIOD, options.periods(release, series))
        _version(release, series, period)
        level = _level(release, period)
        release = release.at(level)
        here = options.units(release, period)
        unit = choose(
            release.about["unit_word"].capitalize(), options.UNIT, here, lambda code: became(release, period, code)
        )
        elements.share(release.id)
    state = State(release, options.View(series, period, unit, level=level), pinned)
    page = _navigation(state)
    title.title(notices.plain(page.title), anchor=False)
    with said_below:
        notices.frame(state, page.url_path)
        meeting_mode.enter()
    page.run()
    with said_below:
        notices.fallbacks(said())


def _version(release: store.Release, series: str, period: str) -> None:
    """Which version of the index scores the period stands in the address; a link that names another is told."""
    now = options.version(release, series, period)
    asked = st.query_params.get(options.VERSION)
    if asked is not None and now and asked != st.session_state.get(f"_seen_{options.VERSION}"):
        settle_and_say("Phiên bản của bộ chỉ số", asked, now)
    if now:
        write(options.VERSION, next(iter(now)))
    elif asked is not None:
        del st.query_params[options.VERSION]


def _level(release: store.Release, period: str) -> str:
    """The parent among whose units one stands; "" for everybody. No box where there is nothing to choose."""
    offered = options.levels(release, period)
    if len(offered) > 1:
        return options.level_of(choose("Cấp", options.LEVEL, offered))
    asked = st.query_params.get(options.LEVEL)
    if asked is not None:
        settle_and_say("Cấp", asked, offered)
    return ""


def became(release: store.Release, period: str, code: str) -> tuple[str, list[str]]:
    """What an old commune became by a period, in words and codes."""
    heirs = ask(merged.successors, release.whole, period, code)
    return past.became(release.whole, period, code), list(heirs["code"])


def _release() -> tuple[store.Release | None, bool]:
    """The release a link pins, else the current one; whether it is pinned."""
    asked = st.query_params.get(options.RELEASE)
    return (store.open_release(asked), True) if asked else (store.current(), False)


def _before_scores(release: store.Release, pinned: bool) -> None:
    """A release without scores still takes figures, and tells what was done to it."""
    state = State(release, options.View("", "", options.ALL), pinned)
    pages = {
        "": st.Page(lambda: notices.nothing_scored(release), title="Tổng quan", url_path="", default=True),
        "ban-cong-bo": st.Page(lambda: releases.page(state), title="Các bản công bố", url_path="ban-cong-bo"),
        "nap-so-lieu": st.Page(lambda: upload.page(state), title="Nạp số liệu", url_path="nap-so-lieu"),
        "tai-khoan": st.Page(lambda: account.page(state), title=account.menu(who())[1], url_path="tai-khoan"),
    }
    set_pages(pages)
    page = st.navigation(list(pages.values()), position="top")
    if page.url_path:
        st.title(page.title, anchor=False)
    page.run()
    notices.fallbacks(said())


def _navigation(state: State) -> st.Page:
    """The menu. Themes come from the index itself; their address is their name."""

    def page(module, title: str, path: str, *, default: bool = False, hidden: bool = False, **chosen: str):
        def run() -> None:
            module.page(state.looking_at(**chosen) if chosen else state)

        visibility = "hidden" if hidden else "visible"
        return st.Page(run, title=title, url_path=path, default=default, visibility=visibility)

    themes = options.themes(state.release, state.view.series, state.view.period)
    own = {
        slug(name): page(theme, name, slug(name), theme=code) for code, name in themes.items() if code != options.ALL
    }
    shown = {
        "nhip-nop-so": page(rhythm, "Nhịp nộp số", "nhip-nop-so"),
        "xep-hang": page(ranking, "Xếp hạng", "xep-hang"),
        "diem-mat": page(lost, "Điểm mất", "diem-mat"),
        "so-sanh": page(comparison, "So sánh", "so-sanh"),
        "ho-so": page(profile, "Hồ sơ", "ho-so"),
        "ban-do": page(map, "Bản đồ", "ban-do"),
    }
    assessed = {
        "cchc": page(reform, "Chỉ số CCHC", "cchc"),
        "hai-long": page(satisfaction, "Hài lòng", "hai-long"),
    }
    studied = {
        "danh-muc": page(indicators, "Danh mục chỉ tiêu", "danh-muc"),
        "bo-chi-so": page(framework_page, "Bộ chỉ số", "bo-chi-so"),
        "chat-luong": page(quality, "Chất lượng chỉ số", "chat-luong"),
        "neu-nhu": page(what_if, "Nếu như", "neu-nhu"),
    }
    followed = {
        "hop": page(meeting, "Cuộc họp", "hop"),
        "bao-cao-van-ban": page(report, "Báo cáo", "bao-cao-van-ban"),
        "ket-luan": page(conclusions, "Kết luận họp", "ket-luan"),
        "viec-phai-lam": page(actions, "Việc phải làm", "viec-phai-lam"),
        "giai-trinh": page(replies, "Giải trình", "giai-trinh"),
        "kiem-tra": page(inspections, "Kiểm tra", "kiem-tra"),
        "phu-trach": page(member, "Phụ trách", "phu-trach"),
        "phan-cong": page(assignments, "Phân công", "phan-cong"),
    }
    sent = {
        "ban-cong-bo": page(releases, "Các bản công bố", "ban-cong-bo"),
        "chia-se": page(sharing, "Chia sẻ", "chia-se"),
        "du-lieu-mo": page(open_data, "Dữ liệu mở", "du-lieu-mo"),
        "nap-so-lieu": page(upload, "Nạp số liệu", "nap-so-lieu", hidden=not allowed("upload")),
    }
    whose, its_title = account.menu(who())
    own_account = {"tai-khoan": page(account, its_title, "tai-khoan")}
    first = page(overview, "Tổng quan", "", default=True)
    set_pages({"": first} | own | shown | assessed | followed | studied | sent | own_account)
    menu = {"": [first, *shown.values()], "Trụ cột": list(own.values()), "Đánh giá": list(assessed.values())}
    menu["Theo dõi"] = list(followed.values())
    menu["Phân tích"] = list(studied.values())
    menu["Số liệu"] = list(sent.values())
    menu[whose] = list(own_account.values())
    return st.navigation(menu, position="top")


with script_run():
    main()
