"""Giải trình: a commune replies to a lost point with evidence; the office answers."""

import streamlit as st

from dx_metrics.access import Person
from dx_metrics.charts.follow_up_cards import on, text
from dx_metrics.follow_up import meetings
from dx_metrics.follow_up.lost_points import lost_points
from dx_metrics.follow_up.rights import is_office
from dx_metrics.queries import follow_up
from dx_metrics.queries.follow_up import day_of, today
from dx_metrics.view import ALL
from dx_metrics.wording import absent, number
from pages.registers.publishing import close_button, publish
from pages.registers.words import SHORT, long_text, office_of, signed
from pages.shared import options
from pages.shared.ask import ask
from pages.shared.choose_unit import pick_unit
from pages.shared.notices import plain
from pages.shared.state import State


def new_reply(state: State, person: Person) -> None:
    """Choose the commune and the lost point, then reply."""
    view = state.view
    units = {code: name for code, name in options.units(state.release, view.period).items() if code != ALL}
    mine = {code: name for code, name in units.items() if not person.units or code in person.units}
    if not mine:
        st.caption("Tài khoản này không có đơn vị nào trong kỳ đang xem.")
        return
    begins = view.unit if view.unit in mine else next(iter(mine))
    unit = pick_unit("Đơn vị giải trình", state.release, view.period, "gt-xa", begins, only=tuple(mine))
    if not unit:
        return
    lost = ask(lost_points, state.release, view.series, view.period, day_of(state.release, view), (unit,))
    names = {row.code: f"{row.name} (mất {number(row.lost, 2)} điểm)" for row in lost.itertuples()}
    criterion = st.selectbox("Điểm mất", list(names), None, format_func=names.__getitem__, key=f"gt-tc-{unit}")
    if criterion:
        reply_form(state, person, unit, criterion)


def reply_form(state: State, person: Person, unit: str, criterion: str) -> None:
    """What the commune says and shows."""
    key = f"gt-{unit}-{criterion}"
    said = long_text("Giải trình", f"{key}-loi")
    evidence = st.text_input("Minh chứng: văn bản, ảnh, đường dẫn", max_chars=SHORT, key=f"{key}-mc")
    by = signed(office_of(state.release, person, unit, state.view.period), f"{key}-by")
    if st.button("Gửi giải trình", type="primary", disabled=not said.strip(), key=f"{key}-gui"):
        told = {
            "unit": unit,
            "series": state.view.series,
            "criterion": criterion,
            "period": state.view.period,
            "reply": said,
            "evidence": evidence,
            "by": by,
            "at": today(),
        }
        publish(lambda release, who: meetings.reply(release, who, told), "Giải trình trước cuộc họp")


def one_reply(state: State, person: Person | None, code: str) -> None:
    """One reply with its answer, or the form for it."""
    table = follow_up.replies(state.release, day_of(state.release, state.view))
    found = table[table["code"] == code]
    with st.container(border=True, key="mot-giai-trinh"):
        if found.empty or (person is not None and person.units and found["unit"].iloc[0] not in person.units):
            st.warning("Không có giải trình này, hoặc của đơn vị khác.")
            close_button()
            return
        row = next(found.itertuples())
        st.subheader(plain(f"{row.code}. {text(row.unit_name)}: {row.criterion_name}"), anchor=False)
        st.markdown(plain(f"{row.by}, {on(row.at)}: {row.reply}"))
        st.markdown(plain(f"Minh chứng: {text(row.evidence) or 'không kèm'}"))
        if not absent(row.answered_at):
            st.markdown(plain(f"{row.answered_by}, {on(row.answered_at)}: {text(row.answer)}"))
        elif is_office(person) and person is not None:
            words = long_text("Trả lời", f"tl-{code}")
            by = signed(office_of(state.release, person, row.unit, state.view.period), f"tl-by-{code}")
            if st.button("Gửi trả lời", type="primary", disabled=not words.strip(), key=f"tl-gui-{code}"):
                publish(
                    lambda release, who: meetings.answer(release, who, code, today(), by, words),
                    f"Trả lời giải trình {code}",
                )
        close_button()
