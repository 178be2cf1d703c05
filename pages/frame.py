"""The frame around every page: release, shared choices, menu."""

import streamlit as st

from dx_metrics import store
from dx_metrics.charts import past
from dx_metrics.queries import merged
from pages import account, elements, meeting_mode, menu, releases, upload
from pages.routes.metrics import script_run
from pages.shared import notices, options
from pages.shared.ask import ask
from pages.shared.choose import choose, said, settle_and_say, write
from pages.shared.choose_level import choose_level
from pages.shared.choose_unit import choose_unit
from pages.shared.menu import set_pages
from pages.shared.state import State
from pages.shared.who import enter, who


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
        level = choose_level(release, period)
        release = release.at(level)
        unit = choose_unit(release, period, lambda code: became(release, period, code))
        elements.share(release.id)
    state = State(release, options.View(series, period, unit, level=level), pinned)
    page = menu.navigation(state)
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


with script_run():
    main()
