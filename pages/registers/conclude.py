"""Kết luận họp: type in the meeting, then point by point what was agreed; each may become an action."""

import streamlit as st

from dx_metrics.charts.follow_up_cards import on, text
from dx_metrics.follow_up import meetings
from dx_metrics.follow_up.rights import is_office
from dx_metrics.queries import follow_up
from dx_metrics.queries.follow_up import day_of, today
from dx_metrics.wording import absent
from pages.registers.new_action import Begun, new_action
from pages.registers.publishing import close_button, day_input, publish
from pages.registers.words import SHORT, commune_office, long_text, reason
from pages.shared.choose_unit import pick_unit
from pages.shared.menu import page_at
from pages.shared.notices import plain
from pages.shared.state import State
from pages.shared.who import who

NOBODY = "Chung, không riêng đơn vị nào"


def new_meeting(state: State) -> None:
    """A meeting with the reference of its minutes."""
    left, right = st.columns(2)
    with left:
        title = st.text_input("Cuộc họp", value="Họp Ban Chỉ đạo", max_chars=SHORT, key="hop-ten")
        day = day_input("Ngày họp", today(), "hop-ngay")
    with right:
        chair = st.text_input("Chủ trì (chức danh)", max_chars=SHORT, key="hop-chu-tri")
        minutes = st.text_input("Số biên bản, thông báo kết luận", max_chars=SHORT, key="hop-bien-ban")
    if st.button("Ghi cuộc họp", type="primary", disabled=not title.strip(), key="hop-ghi"):
        told = {"date": day, "title": title, "period": state.view.period, "chair": chair, "minutes": minutes}
        publish(lambda release, person: meetings.hold_meeting(release, person, told), title)


def new_conclusion(state: State) -> None:
    """One point agreed at a meeting."""
    held = follow_up.meetings(state.release, day_of(state.release, state.view))
    if held.empty:
        st.caption("Ghi cuộc họp trước, rồi ghi từng kết luận.")
        return
    names = {row.code: f"{row.title}, {on(row.date)}" for row in held.itertuples()}
    meeting = st.selectbox("Của cuộc họp", list(names), format_func=names.__getitem__, key="kl-hop")
    words = long_text("Kết luận", "kl-loi")
    left, right = st.columns(2)
    with left:
        unit = pick_unit("Đơn vị", state.release, state.view.period, "kl-xa", nobody=NOBODY)
    with right:
        own = commune_office(state.release, unit, state.view.period) if unit else ""
        owner = st.text_input("Chủ trì", value=own, max_chars=SHORT, key=f"kl-chu-tri-{unit}")
    due = st.date_input("Hạn (để trống nếu không có)", value=None, format="DD/MM/YYYY", key="kl-han")
    why = reason("Ghi kết luận họp", "kl-ly-do")
    if st.button("Ghi kết luận", type="primary", disabled=not words.strip(), key="kl-ghi"):
        told = {"text": words, "unit": unit, "owner": owner, "due": due}
        publish(lambda release, person: meetings.conclude(release, person, meeting, told), why)


def one_conclusion(state: State, code: str) -> None:
    """One point agreed: what became of it, or the form that makes an action of it."""
    meeting, _, number = code.rpartition("-")
    table = follow_up.conclusions(state.release, day_of(state.release, state.view))
    found = table[(table["meeting"] == meeting) & (table["number"].astype(str) == number)]
    with st.container(border=True, key="mot-ket-luan"):
        if found.empty:
            st.warning("Không có kết luận này.")
            close_button()
            return
        row = next(found.itertuples())
        st.subheader(plain(row.text), anchor=False)
        st.markdown(plain(f"{row.title}, {on(row.date)}. {text(row.minutes)}"))
        if text(row.action):
            actions = page_at("viec-phai-lam")
            st.page_link(
                actions, label=f"Xem việc {row.action}", query_params=state.parameters() | {"viec": text(row.action)}
            )
        elif is_office(who()):
            begun = Begun(
                unit=text(row.unit),
                title=text(row.text),
                owner=text(row.owner),
                due=None if absent(row.due) else row.due.date(),
                why=f"{row.title}, kết luận {row.number}",
                agreed=(meeting, int(row.number)),
                key=f"kl-{code}",
            )
            new_action(state, begun)
        close_button()
