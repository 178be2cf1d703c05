"""One action: how it stands, and only those steps that this visitor may take now."""

from datetime import date, timedelta

import streamlit as st

from dx_metrics.access import Person, may
from dx_metrics.charts.follow_up_actions import less, name
from dx_metrics.charts.follow_up_actions import state as stands
from dx_metrics.charts.follow_up_cards import on
from dx_metrics.follow_up import acts
from dx_metrics.follow_up.plan import plan
from dx_metrics.follow_up.rights import is_office
from dx_metrics.queries import follow_up
from dx_metrics.queries.follow_up import day_of, today
from dx_metrics.wording import absent, number
from pages.registers.publishing import close_button, day_input, publish
from pages.registers.words import long_text, office_of, reason, signed
from pages.shared.ask import ask
from pages.shared.notices import plain
from pages.shared.state import State

DONE, LATER, CLOSE, BACK = "Báo xong", "Xin lùi hạn", "Đóng việc", "Trả lại, chưa xong"


def one_action(state: State, person: Person | None, code: str) -> None:
    """The action `code` opened above the list."""
    day = day_of(state.release, state.view)
    table = ask(plan, state.release, state.view.period, day)
    found = table[table["code"] == code]
    with st.container(border=True, key="mot-viec"):
        if found.empty or (person is not None and person.units and found["unit"].iloc[0] not in person.units):
            st.warning("Không có việc này, hoặc việc của đơn vị khác.")
            close_button()
            return
        row = next(found.itertuples())
        st.subheader(plain(f"{row.code}. {row.title}"), anchor=False)
        _facts(row)
        asked = follow_up.extensions(state.release, day)
        asked = asked[asked["action"] == code]
        for each in asked.itertuples():
            _extension(each)
        if person is not None and absent(row.closed_at):
            waiting = asked[asked["decided_at"].isna()]
            _steps(state, person, row, None if waiting.empty else waiting.iloc[0])
        close_button()


def _facts(row) -> None:
    words = [
        stands(row),
        row.unit_name,
        f"tiêu chí {row.criterion_name}",
        f"chủ trì {row.owner}",
        f"hạn gốc {on(row.due)}" + (f", nay {row.due_now:%d/%m/%Y}" if row.extended else ""),
    ]
    st.markdown(plain(" · ".join(str(word) for word in words if not absent(word))))
    claimed = "" if absent(row.points_claimed) else f"Nhận lấy lại {number(row.points_claimed, 2)} điểm."
    won = (
        "Chưa có số liệu kỳ sau để xác nhận."
        if absent(row.won)
        else f"Số liệu {name(row.period_now)} xác nhận {less(row.won)} điểm."
    )
    st.markdown(f"{claimed} {won}")
    for label, value in (("Minh chứng", row.evidence), ("Ghi chú", row.note)):
        if not absent(value):
            st.markdown(plain(f"{label}: {value}"))
    if not absent(row.done_at):
        st.markdown(plain(f"{row.done_by} báo xong {on(row.done_at)}."))
    if not absent(row.closed_at):
        st.markdown(plain(f"{row.closed_by} đóng {on(row.closed_at)}."))


def _extension(asked) -> None:
    decided = (
        "chờ quyết định"
        if absent(asked.decided_at)
        else f"{asked.decided_by} {'cho' if asked.granted else 'không cho'} ({on(asked.decided_at)})"
    )
    st.markdown(plain(f"{asked.asked_by} xin lùi đến {on(asked.until)} vì {asked.reason}: {decided}."))


def _steps(state: State, person: Person, row, waiting) -> None:
    """A choice of steps, then the one form."""
    steps = []
    reported = not absent(row.done_at)
    if may(person, "follow_up", row.unit):
        steps += [] if reported else [DONE]
        steps += [LATER] if waiting is None and not reported else []
    if is_office(person):
        steps += ([CLOSE, BACK] if reported else []) + ([decision(waiting)] if waiting is not None else [])
    if not steps:
        return
    step = st.segmented_control("Làm gì", steps, default=steps[0], key=f"buoc-{row.code}-{len(steps)}") or steps[0]
    by = signed(office_of(state.release, person, row.unit, state.view.period), f"thay-mat-{row.code}")
    forms = {DONE: _done, LATER: _later, CLOSE: _close, BACK: _back}
    if step in forms:
        forms[step](row, by)
    else:
        _decide(row, waiting, by)


def decision(waiting) -> str:
    """`Quyết định lùi hạn đến 30/09/2026`."""
    return f"Quyết định lùi hạn đến {on(waiting['until'])}"


def _done(row, by: str) -> None:
    evidence = long_text("Minh chứng: văn bản, ảnh, đường dẫn", f"mc-{row.code}")
    day = day_input("Ngày xong", today(), f"ngay-xong-{row.code}")
    if st.button(DONE, type="primary", disabled=not evidence.strip(), key=f"xong-{row.code}"):
        publish(lambda r, p: acts.report_done(r, p, row.code, day, by, evidence), f"Báo xong việc {row.code}")


def _later(row, by: str) -> None:
    until = day_input("Xin lùi đến", max(row.due_now, today()) + timedelta(days=30), f"lui-{row.code}")
    why = long_text("Vì sao", f"vi-sao-lui-{row.code}")
    st.caption("Hạn gốc giữ nguyên; hạn mới chỉ có khi người khác đồng ý.")
    if st.button("Gửi đề nghị", type="primary", disabled=not why.strip(), key=f"xin-{row.code}"):
        publish(lambda r, p: acts.ask_extension(r, p, row.code, today(), by, until, why), why)


def _close(row, by: str) -> None:
    evidence = st.text_input("Đã thấy gì (thêm vào minh chứng)", max_chars=300, key=f"thay-{row.code}")
    why = reason("Đã xem minh chứng", f"ly-do-dong-{row.code}")
    if st.button(CLOSE, type="primary", key=f"dong-{row.code}"):
        publish(lambda r, p: acts.close_action(r, p, row.code, today(), by, evidence), why)


def _back(row, by: str) -> None:
    why = long_text("Còn thiếu gì", f"tra-{row.code}")
    if st.button(BACK, type="primary", disabled=not why.strip(), key=f"tra-lai-{row.code}"):
        publish(lambda r, p: acts.send_back(r, p, row.code, f"{by}: {why}"), why)


def _decide(row, waiting, by: str) -> None:
    why = reason("", f"ly-do-lui-{row.code}")
    asked: date = waiting["asked_at"].date()
    with st.container(horizontal=True):
        for words, granted in (("Cho lùi", True), ("Không cho", False)):
            if st.button(words, key=f"qd-{row.code}-{granted}", disabled=not why.strip()):
                publish(
                    lambda r, p, granted=granted: acts.decide_extension(
                        r, p, row.code, asked, today(), by, granted=granted
                    ),
                    why,
                )
