"""A sequence put together: its name and day, its slides in order with their minutes, and what can be added."""

from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import streamlit as st

from dx_metrics import store
from dx_metrics.meeting.sequence import (
    EXHIBIT,
    KINDS,
    LONGEST,
    MOST_MINUTES,
    MOST_SLIDES,
    SECTIONS,
    Sequence,
    Slide,
    changed,
    moved,
    on_day,
)
from dx_metrics.sharing import links
from dx_metrics.sharing.links import Link
from dx_metrics.store import Release
from pages.light.outline import Outline, outline, pages
from pages.meeting_shown import ONE_PAGE, heading
from pages.shared.ask import ask
from pages.shared.exhibits import EXHIBITS
from pages.shared.notices import plain
from pages.shared.options import looked_at, parameters_of
from pages.shared.state import State

OF_MEETING = "_"
"""Stands for a page where a part belongs to the meeting itself."""


def edit(state: State, sequence: Sequence, id: str) -> Sequence:
    """The sequence as it is after this run; the same when nothing was changed."""
    release = store.open_release(sequence.release)
    if release is None:
        st.warning(f"Bản công bố {sequence.release} không mở được; chuyển sang bản {state.release.id}.")
        return replace(sequence, release=state.release.id)
    sequence = _head(state, sequence, id)
    st.subheader(f"{len(sequence.slides)} phần, {sequence.minutes} phút", anchor=False)
    for at, slide in enumerate(sequence.slides):
        after = _row(release, sequence, at, slide)
        if after != sequence:
            return after
    return _added(state, release, sequence, id)


def _head(state: State, sequence: Sequence, id: str) -> Sequence:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.text_input("Tên cuộc họp", sequence.name, max_chars=LONGEST, key=f"ten-{id}")
        day = st.date_input("Ngày họp", sequence.date, format="DD/MM/YYYY", key=f"ngay-{id}")
    st.caption(f"Ghim bản công bố {sequence.release}. Đường dẫn sẽ là /hop/{sequence.code}")
    newest = store.current()
    if newest and newest.id != sequence.release and st.button(f"Chuyển sang bản mới nhất ({newest.id})"):
        sequence = replace(sequence, release=newest.id)
    return on_day(replace(sequence, name=" ".join(name.split()) or sequence.name), day)


def _row(release: Release, sequence: Sequence, at: int, slide: Slide) -> Sequence:
    """One slide: what it is, its minutes, and its place."""
    key = f"{sequence.code}-{at}-{slide.kind}-{slide.exhibit}-{hash(tuple(slide.parameters.items()))}"
    title = heading(sequence, slide, release)
    with st.container(horizontal=True, vertical_alignment="center", border=True, key=f"phan-{key}"):
        st.markdown(f"**{at + 1}. {plain(title)}**  \n:gray[{SECTIONS[slide.section]}]", width="stretch")
        minutes = st.number_input("Phút", 0, MOST_MINUTES, slide.minutes, key=f"phut-{key}", width=110)
        if st.button("▲", key=f"len-{key}", help="Lên", disabled=at == 0):
            return replace(sequence, slides=moved(sequence.slides, at, at - 1))
        if st.button("▼", key=f"xuong-{key}", help="Xuống", disabled=at == len(sequence.slides) - 1):
            return replace(sequence, slides=moved(sequence.slides, at, at + 1))
        with st.popover("Sửa"):
            own = st.text_input("Tiêu đề riêng", slide.title, max_chars=LONGEST, key=f"tieu-de-{key}")
            section = st.selectbox(
                "Mục", list(SECTIONS), list(SECTIONS).index(slide.section), SECTIONS.__getitem__, key=f"muc-{key}"
            )
        if st.button("✕", key=f"bo-{key}", help="Bỏ phần này"):
            return replace(sequence, slides=(*sequence.slides[:at], *sequence.slides[at + 1 :]))
    return changed(sequence, at, minutes=int(minutes), title=" ".join(own.split()), section=section)


def _added(state: State, release: Release, sequence: Sequence, id: str) -> Sequence:
    """What a form below the list adds at its end."""
    if len(sequence.slides) >= MOST_SLIDES:
        st.caption(f"Một chuỗi có nhiều nhất {MOST_SLIDES} phần.")
        return sequence
    with st.container(border=True, key=f"them-{id}"):
        st.markdown("**Thêm phần**")
        release, view = looked_at(release, parameters_of(state.view))
        named = {OF_MEETING: "Phần của cuộc họp"} | pages(release, view)
        link = st.text_input(
            "Dán đường dẫn của màn hình muốn chiếu (giữ đúng xã, kỳ, trụ cột đang xem)", key=f"dan-{id}"
        )
        asked = linked(release, link) if link.strip() else None
        if link.strip() and asked is None:
            st.warning("Đường dẫn này không phải một màn hình có biểu đồ, hoặc là đường dẫn ngắn đã thu hồi, hết hạn.")
        if asked is None:
            page = st.selectbox("Hoặc chọn trang", list(named), format_func=named.__getitem__, key=f"trang-{id}")
            asked = outline(release, page, view) if page != OF_MEETING else None
        slides = _chosen(release, asked, id)
        section = st.selectbox("Vào mục", list(SECTIONS), 1, SECTIONS.__getitem__, key=f"vao-{id}")
        if st.button("Thêm vào chuỗi", disabled=not slides):
            own = tuple(replace(slide, section=section) for slide in slides)
            return replace(sequence, slides=(*sequence.slides, *own)[:MOST_SLIDES])
    return sequence


def _chosen(release: Release, asked: Outline | None, id: str) -> list[Slide]:
    if asked is None:
        kinds = {kind: words for kind, words in KINDS.items() if kind != EXHIBIT}
        kind = st.selectbox("Phần", list(kinds), format_func=kinds.__getitem__, key=f"loai-{id}")
        return [Slide(kind, "standing")]
    release = release.at(asked.view.level)
    titles = {name: ask(EXHIBITS[name], release, asked.view).title for name in asked.exhibits}
    own = st.multiselect(
        "Biểu đồ", list(titles), format_func=titles.__getitem__, key=f"bieu-{id}-{asked.page}", placeholder="Chọn"
    )
    return [Slide(EXHIBIT, "standing", exhibit=name, parameters=parameters_of(asked.view)) for name in own]


def linked(release: Release, link: str) -> Outline | None:
    """What an address of ours shows, in its view; None for what is no page with exhibits."""
    try:
        parts = urlsplit(link.strip())
    except ValueError:
        return None
    words = [word for word in parts.path.split("/") if word]
    if (short := _short(words)) is not None:
        return linked(release, short.address) if short.state == "open" else None
    page = words[-1] if words else ""
    try:
        parameters = dict(parse_qsl(parts.query, max_num_fields=40))
    except ValueError:
        return None
    if words[-3:-1] == ["hop", ONE_PAGE]:
        page = parameters.get(ONE_PAGE, "")
    release, view = looked_at(release, parameters)
    return outline(release, "" if page == "xem" else page, view)


def _short(words: list[str]) -> Link | None:
    """The short link that an address is: `/l/<code>`, or its light form."""
    at = words[:-1] if words[-1:] == ["xem"] else words
    return links.find(at[-1]) if at[-2:-1] == ["l"] else None
