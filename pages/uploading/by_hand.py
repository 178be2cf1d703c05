"""One figure corrected by hand: an upload of one row, on the same way as any file."""

import csv
import io

import streamlit as st

from dx_metrics import periods
from dx_metrics.access import Person, own_units
from dx_metrics.charts.consequences_words import said
from dx_metrics.intake.known import Known
from dx_metrics.store import Release
from pages.shared.notices import plain
from pages.uploading import work as works
from pages.uploading.choose_file import offered_periods
from pages.uploading.reading import known

VALUE, MISSING, NOTHING_AROSE, REMOVED = "", "missing", "not_applicable", "removed"
KINDS = {
    VALUE: "Số khác",
    NOTHING_AROSE: "Không phát sinh",
    MISSING: "Chưa có số liệu",
    REMOVED: "Bỏ số này khỏi số liệu",
}
BY_HAND, REMOVAL = "by_hand", "removal"
"""Targets of drafts that are one row: a figure put right, a figure taken away."""


def correct_by_hand(person: Person, release: Release, shown: str) -> None:
    """The form, beginning at the period `shown`. What it makes is opened as a draft, with its consequences."""
    with st.expander("Sửa một số bằng tay"):
        knows, spans = known(release), offered_periods(release)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            at = list(spans).index(shown) if shown in spans else 0
            period = st.selectbox("Kỳ của số", list(spans), at, spans.__getitem__, key="tay-ky", width=220)
            here = {unit.code: unit.name for unit in knows.in_period(period)}
            own = own_units(person, here)
            if not own:
                st.caption("Tài khoản này không có đơn vị nào trong kỳ này.")
                return
            unit = st.selectbox("Đơn vị", own, format_func=here.__getitem__, key="tay-xa", width=260)
            due = _variables(knows, period)
            if not due:
                st.caption("Không chỉ tiêu nào báo cáo theo kỳ loại này.")
                return
            variable = st.selectbox("Chỉ tiêu", list(due), format_func=due.__getitem__, key="tay-bien", width=420)
        figure = knows.figures(period).get((unit, variable))
        now = said(figure.value or figure.status) if figure else "–"
        st.markdown(f"Đang công bố: **{plain(KINDS[MISSING].lower() if now == MISSING else now)}**")
        kind = st.radio("Sửa thành", list(KINDS), format_func=KINDS.__getitem__, horizontal=True, key="tay-loai")
        value = _value(knows, variable) if kind == VALUE else ""
        if st.button("Xem điều sẽ đổi", disabled=kind == VALUE and not value.strip()):
            row = {"unit": unit, "period": period, "variable": variable, "value": value.strip(), "status": kind}
            name = f"Sửa tay {due[variable]}, {here[unit]}, {period}"
            works.show(works.begun(person, name, _csv(row), target=REMOVAL if kind == REMOVED else BY_HAND))
            st.rerun()


def _variables(knows: Known, period: str) -> dict[str, str]:
    kind = periods.parse(period).kind
    return {code: variable.name for code, variable in knows.variables.items() if variable.frequency == kind}


def _value(knows: Known, variable: str) -> str:
    answers = knows.answers.get(variable)
    if answers:
        return (
            st.selectbox("Trả lời", list(answers), index=None, placeholder="Chọn", key="tay-tra-loi", width=260) or ""
        )
    unit = knows.variables[variable].unit
    return st.text_input(f"Số đúng ({plain(unit)})" if unit else "Số đúng", max_chars=60, key="tay-so", width=260)


def _csv(row: dict[str, str]) -> bytes:
    """The row as intake reads it; a removal as the store does."""
    removed = row["status"] == REMOVED
    written = {**row, "status": "", "removed": "true"} if removed else row
    out = io.StringIO()
    writer = csv.DictWriter(out, list(written), lineterminator="\n")
    writer.writeheader()
    writer.writerow(written)
    return out.getvalue().encode()
