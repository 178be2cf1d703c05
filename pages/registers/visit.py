"""Kiểm tra: plan a visit; type in what it found, which opens and closes actions in the same change."""

from typing import Any
from urllib.parse import urlencode

import streamlit as st

from dx_metrics.access import Person
from dx_metrics.charts.follow_up_cards import text
from dx_metrics.follow_up import visits
from dx_metrics.follow_up.plan import plan
from dx_metrics.follow_up.visits import CLOSES, EFFECTS, NOTES, OPENS, Found
from dx_metrics.queries import follow_up
from dx_metrics.queries.follow_up import day_of, today
from pages.registers.new_action import Begun, action_fields, complete
from pages.registers.publishing import close_button, day_input, publish
from pages.registers.words import SHORT, long_text, office_of, reason, signed
from pages.shared import options
from pages.shared.ask import ask
from pages.shared.choose_unit import pick_unit
from pages.shared.notices import plain
from pages.shared.state import State

KEPT = "_phat_hien"
MANY = "Phát hiện đã ghi"


def new_visit(state: State) -> None:
    """Where, when, who, what to look at."""
    unit = pick_unit("Đơn vị kiểm tra", state.release, state.view.period, "kt-xa", state.view.unit)
    left, right = st.columns(2)
    with left:
        day = day_input("Ngày kiểm tra", today(), "kt-ngay")
    with right:
        team = st.text_input("Đoàn (các cơ quan)", max_chars=SHORT, key="kt-doan")
    checklist = long_text("Nội dung, cách nhau bằng dấu chấm phẩy", "kt-noi-dung")
    why = reason("Kế hoạch kiểm tra", "kt-ly-do")
    if st.button("Lập lịch", type="primary", disabled=not (unit and team.strip()), key="kt-ghi"):
        told = {"unit": unit, "date": day, "team": team, "checklist": checklist}
        publish(lambda release, person: visits.plan_visit(release, person, told), why)


def sheet_link(state: State, unit: str) -> None:
    """The paper for the team, in a tab of its own."""
    view = options.looking_at(state.view, unit=unit)
    query = urlencode(options.parameters_of(view, state.release if state.pinned else None))
    st.html(
        f'<p class="dx-files"><a class="dx-file" href="/in/phieu-kiem-tra?{query}" target="_blank">'
        "Phiếu kiểm tra để in</a></p>"
    )


def one_visit(state: State, person: Person | None, code: str, *, office: bool) -> None:
    """An inspection: its sheet, and the form for what it found."""
    table = follow_up.inspections(state.release, day_of(state.release, state.view))
    found = table[table["code"] == code]
    with st.container(border=True, key="mot-kiem-tra"):
        if found.empty:
            st.warning("Không có cuộc kiểm tra này.")
            close_button()
            return
        row = next(found.itertuples())
        st.subheader(plain(f"{row.code}. {text(row.unit_name)}, {row.date:%d/%m/%Y}"), anchor=False)
        if row.unit in options.units(state.release, state.view.period):
            sheet_link(state, row.unit)
        if office and person is not None:
            _result(state, person, row)
        close_button()


def _result(state: State, person: Person, row) -> None:
    """Findings one by one, then all of them at once."""
    kept: list[Found] = st.session_state.setdefault(KEPT, {}).setdefault(row.code, [])
    if kept:
        lines = [f"- {plain(found.text)} ({_effect(found)})" for found in kept]
        st.markdown(f"**{MANY}**\n" + "\n".join(lines))
    with st.container(border=True):
        found = _finding(state, row, len(kept))
        if st.button("Thêm phát hiện", disabled=found is None, key=f"ph-them-{row.code}-{len(kept)}") and found:
            kept.append(found)
            st.rerun()
    result = long_text("Kết luận của đoàn", f"ph-kl-{row.code}")
    held = day_input("Ngày đã kiểm tra", min(row.date.date(), today()), f"ph-ngay-{row.code}")
    by = signed(office_of(state.release, person, row.unit, state.view.period), f"ph-by-{row.code}")
    why = reason(f"Kết quả kiểm tra {row.code}", f"ph-ly-do-{row.code}")
    if st.button(
        "Ghi kết quả kiểm tra", type="primary", disabled=not (kept or result.strip()), key=f"ph-ghi-{row.code}"
    ):
        told = list(kept)
        publish(lambda release, who: visits.hold_visit(release, who, row.code, result, told, by, held), why)


def _finding(state: State, row, number: int) -> Found | None:
    key = f"ph-{row.code}-{number}"
    words = st.text_input("Thấy gì", max_chars=500, key=f"{key}-loi")
    actions = ask(plan, state.release, state.view.period, day_of(state.release, state.view))
    actions = actions[(actions["unit"] == row.unit) & actions["closed_at"].isna()]
    named = {each.code: f"{each.code}. {each.title}" for each in actions.itertuples()}
    effects = {code: word for code, word in EFFECTS.items() if named or code != CLOSES}
    effect = st.radio("Thì", list(effects), format_func=effects.__getitem__, horizontal=True, key=f"{key}-thi") or NOTES
    closes, opens = "", None
    if effect == CLOSES:
        asked = st.selectbox("Việc được đóng", list(named), None, format_func=named.__getitem__, key=f"{key}-dong")
        if not asked:
            return None
        closes = asked
    elif effect == OPENS:
        opens = _opens(state, row, key)
        if opens is None or not complete(opens):
            return None
    return Found(words, closes=closes, opens=opens) if words.strip() else None


def _opens(state: State, row, key: str) -> dict[str, Any] | None:
    return action_fields(state, Begun(unit=row.unit, key=key))


def _effect(found: Found) -> str:
    return f"đóng việc {found.closes}" if found.closes else "giao việc mới" if found.opens else "ghi nhận"
