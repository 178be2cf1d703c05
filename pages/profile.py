"""Hồ sơ. One commune on one page: where it stands, since when, on what it loses."""

import streamlit as st

from dx_metrics.charts import headline, past, unit
from dx_metrics.queries import choices, register
from dx_metrics.wording import absent
from pages import elements
from pages.shared import options
from pages.shared.ask import ask
from pages.shared.notices import plain
from pages.shared.parts import show, together, way_on
from pages.shared.state import State


def page(state: State) -> None:
    release, view = state.release, state.view
    if view.unit == options.ALL:
        word = release.about["unit_word"]
        st.info(f"Chọn một {word} ở ô phía trên để xem hồ sơ của {word} đó.")
        show(state, "ban-do")
        return
    units = ask(choices.units, release, view.period).set_index("code")
    own = units.loc[view.unit]
    st.header(plain(own["name"]), anchor=False)
    st.markdown(f"**{plain(ask(headline.verdict, release, view)[0])}** {_register(own)}")
    elements.tiles(ask(headline.numbers, release, view), key="so-lieu")
    _strengths(state)
    with st.container(horizontal=True):
        way_on(state, "diem-mat", "Điểm mất ở đâu, cách lấy lại")
        way_on(state, "neu-nhu", "Nếu như: thử một chỉ tiêu ở mức khác")
    together(state, ["lich-su", "tuong-tu"], ["chi-tieu-xa"], shares=(3, 2), heights={"lich-su": 300})
    _past(state)


def _register(own) -> str:
    facts = [
        (own["population"], "người"),
        (own["households"], "hộ"),
    ]
    said = [f"{int(figure):,} {word}".replace(",", ".") for figure, word in facts if not absent(figure)]
    return f"Dân số theo sổ đăng ký: {', '.join(said)}." if said else ""


def _strengths(state: State) -> None:
    strong, weak = ask(unit.strengths, state.release, state.view)
    left, right = st.columns(2, gap="medium")
    for place, words, rows in ((left, "Điểm mạnh", strong), (right, "Điểm yếu", weak)):
        with place:
            st.subheader(words, anchor=False)
            for row in rows:
                st.markdown(f"- **{plain(row.name)}**: {plain(unit.verdict(row))}")
            if not rows:
                st.caption("Không có chỉ tiêu nào lệch hẳn khỏi trung vị.")


def _past(state: State) -> None:
    table = ask(register.successions, state.release, state.view.unit)
    if len(table):
        st.subheader("Lịch sử đơn vị", anchor=False)
        for row in table.itertuples():
            day = row.effective.strftime("%d/%m/%Y")
            st.markdown(f"- {day}: " + plain(f"{row.from_name} nhập vào {row.to_name}. {row.basis}"))
    for sentence in ask(past.explained, state.release, state.view):
        st.markdown(sentence)
