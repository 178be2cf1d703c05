"""One lost point opened from the ledger: assign an action, or reply to it."""

import streamlit as st

from dx_metrics.access import Person, may
from dx_metrics.charts.lost_words import cure, why
from dx_metrics.follow_up.lost_points import lost_points
from dx_metrics.follow_up.rights import is_office
from dx_metrics.queries.follow_up import day_of
from dx_metrics.wording import number
from pages.registers.new_action import Begun, new_action
from pages.registers.publishing import close_button
from pages.registers.reply import reply_form
from pages.shared.ask import ask
from pages.shared.notices import plain
from pages.shared.state import State
from pages.shared.who import need

ASSIGN, REPLY = "Giao việc", "Giải trình"


def lost_point(state: State, person: Person | None, criterion: str) -> None:
    """The criterion of the view's commune above the list of actions."""
    unit = state.view.unit
    table = ask(lost_points, state.release, state.view.series, state.view.period, day_of(state.release, state.view))
    found = table[(table["unit"] == unit) & (table["code"] == criterion)]
    with st.container(border=True, key="mot-diem-mat"):
        if found.empty:
            st.info("Đơn vị này không mất điểm ở tiêu chí đó trong kỳ đang xem.")
            close_button()
            return
        row = next(found.itertuples())
        st.subheader(plain(f"{row.short_name} mất {number(row.lost, 2)} điểm ở {row.name}"), anchor=False)
        way = cure(row)
        st.markdown(plain(". ".join(words[:1].upper() + words[1:] for words in (why(row), way) if words) + "."))
        known = [*(f"việc {code}" for code in row.actions), *(f"giải trình {code}" for code in row.replies)]
        if known:
            st.markdown(plain(f"Đã có {', '.join(known)}."))
        if person is None or not may(person, "follow_up", unit):
            need("follow_up", unit)
            return
        steps = [ASSIGN, REPLY] if is_office(person) else [REPLY]
        step = steps[0]
        if len(steps) > 1:
            step = st.segmented_control("Làm gì", steps, default=ASSIGN, key=f"dm-{criterion}") or ASSIGN
        if step == ASSIGN:
            new_action(state, Begun(unit=unit, criterion=criterion, key=f"dm-{criterion}"))
        else:
            reply_form(state, person, unit, criterion)
        close_button()
