"""Chỉ số CCHC. What communes gave themselves, what was recognised, and where the points of reform went."""

import streamlit as st

from dx_metrics.charts.reform import Round, round_of
from pages.judging import first_round, judging
from pages.shared import options
from pages.shared.ask import ask
from pages.shared.choose import choose
from pages.shared.parts import together, way_on
from pages.shared.state import State

HERE = "cchc"


def page(state: State) -> None:
    rounds = options.judged(state.release)
    if not rounds:
        st.info("Chưa có kết quả chấm nào. Chấm từng tiêu chí ở đây, hoặc nạp phiếu chấm của từng xã.")
        first_round(state)
        return
    chosen = choose("Kỳ chấm", options.JUDGED, rounds)
    asked = state.looking_at(judged=chosen)
    round_ = ask(round_of, asked.release, asked.view)
    if round_ is None:
        st.info("Kỳ chấm này không có điểm nào theo bộ tiêu chí và danh mục đang có.")
        return
    _another_commune(state, round_)
    state = State(state.release, round_.view, state.pinned)
    if len(round_.own):
        together(state, [("cchc-xa", "cchc-buoc"), ("cchc-nguyen-nhan", "cchc-xa-khac")], goes_to=HERE)
        with st.container(horizontal=True):
            way_on(state, HERE, "Tự chấm và thẩm định của mọi nơi", unit=options.ALL)
    else:
        right = ("cchc-tu-cham", "cchc-nguyen-nhan", "cchc-phieu")
        together(state, [("cchc-ket-qua", "cchc-tieu-chi"), right], goes_to=HERE)
    judging(state, round_)


def _another_commune(state: State, round_: Round) -> None:
    """A commune of the shown period that was not there when the round was marked."""
    if state.view.unit != options.ALL and round_.view.unit == options.ALL:
        name = options.units(state.release, state.view.period).get(state.view.unit, state.view.unit)
        word = state.release.about["unit_word"]
        st.info(
            f"{name} chưa có trong kỳ chấm {round_.name}; đang hiển thị mọi {word} của kỳ chấm đó. "
            f"Bấm tên một {word} trong hình để xem riêng."
        )
