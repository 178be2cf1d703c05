"""Sheets of marks dropped on the page: what was understood, what is wrong, what it does, and published."""

from datetime import date

import streamlit as st

from dx_metrics import periods, store
from dx_metrics.access import Person, may
from dx_metrics.charts.reform import said
from dx_metrics.charts.remarked import remarked
from dx_metrics.follow_up.rounds import judged_series, to_begin
from dx_metrics.intake.assessment_marks import Criterion
from dx_metrics.intake.assessment_sheet import Assessed, read_assessments
from dx_metrics.queries import reform
from dx_metrics.queries.follow_up import today
from dx_metrics.settings import settings
from dx_metrics.store import Change, Outdated, Part
from dx_metrics.wording import clipped
from pages.elements.drawn import drawn
from pages.shared import options
from pages.shared.notices import plain
from pages.shared.state import State
from pages.shared.who import who
from pages.uploading import effects
from pages.uploading.reading import known

BY_FILE = ""
ROUND = "_phieu_lan"


def upload_sheets(person: Person, state: State, series: str) -> None:
    """From a dropped file to published marks; the officer's own file is kept beside what was understood."""
    period = _period(state, series)
    file = st.file_uploader(
        "Phiếu chấm: STT, Tiêu chí, Điểm tối đa, Điều tra XHH, Tự đánh giá, SNV đánh giá, Điểm đạt được, Ghi chú",
        max_upload_size=settings().max_upload_mb,
        key=f"phieu-tep-{st.session_state.get(ROUND, 0)}",
    )
    if file is None:
        return
    name, content = file.name[:200], file.getvalue()
    found = understood(person, state, series, name, content, period)
    if found:
        _publish(person, state, Change((Part("assessments", "rows", found.csv()),), name, content))


def sheet_dropped(person: Person, state: State, name: str, content: bytes) -> Assessed | None:
    """A sheet of marks that came among figures: understood here, where the office dropped it."""
    series = judged_series(state.release)
    if not series:
        st.error("Đây là phiếu chấm, mà chưa có bộ chỉ số nào chấm bằng điểm người chấm (“assessed”).")
        return None
    st.markdown("**Chương trình hiểu đây là: phiếu chấm của xã.** Kết quả xem ở trang Chỉ số CCHC.")
    chosen = next(iter(series))
    if len(series) > 1:
        chosen = st.selectbox("Bộ chỉ số", list(series), format_func=series.__getitem__, key="phieu-bo", width=320)
    return understood(person, state, chosen, name, content, _period(state, chosen))


def _period(state: State, series: str) -> str:
    """The round that a file is of: what it says, one that was marked before, or a new one."""
    new = to_begin(state.release, series, today())
    spans = {BY_FILE: "Theo tệp"} | options.judged(state.release)
    spans |= {code: f"{periods.parse(code).name} (mới)" for code in new if code not in spans}
    return st.selectbox("Kỳ chấm của tệp", list(spans), format_func=spans.__getitem__, key="phieu-ky", width=320)


def understood(person: Person, state: State, series: str, name: str, content: bytes, period: str) -> Assessed | None:
    """The marks of a sheet, told with its remarks; None when something stands against taking them."""
    found = _read(state, series, name, content, period)
    foreign = [code for code in found.units if not all(_may(person, code, row["stage"]) for row in found.rows
                                                       if row["unit"] == code)]  # fmt: skip
    if foreign:
        st.error(f"Tài khoản này không chấm được: {plain(clipped([found.units[code] for code in foreign], 5))}.")
        return None
    if found.remarks:
        drawn(f'<div class="dx-upload">{remarked(found.remarks)}</div>', key="phieu-nhan-xet")
    if found.refused or not found.rows:
        st.info("Chưa công bố được: sửa các chỗ “phải sửa” trong tệp rồi nạp lại. Số đang công bố không đổi.")
        return None
    st.markdown(
        plain(f"{len(found.rows)} điểm của {clipped(list(found.units.values()), 4)}, kỳ chấm {said(found.period)}.")
    )
    return found


def _read(state: State, series: str, name: str, content: bytes, period: str) -> Assessed:
    release = state.release.whole

    def criteria(span: str) -> list[Criterion]:
        return [Criterion(*row) for row in reform.criteria(release, series, span).itertuples(index=False, name=None)]

    return read_assessments(
        name,
        content,
        known(release),
        criteria,
        series=series,
        judge=str(release.about.get("office") or release.about["title"]),
        period=period,
        at=date.today().isoformat(),
    )


def _publish(person: Person, state: State, change: Change) -> None:
    try:
        with st.spinner("Đang tính điều sẽ thay đổi…"):
            built = effects.candidate("phieu-cham", change)
            made = effects.effects("phieu-cham", built, state.release.whole) if built.release else None
    except OSError as error:
        st.error(f"Máy chủ không ghi được ({plain(error.strerror or 'đĩa')}). Chưa có gì thay đổi.")
        return
    for problem in built.problems:
        if problem.level == "error":
            st.error(plain(str(problem)))
    if made is None:
        return
    effects.show(made, key="phieu-cham", downloads="")
    why = st.text_input("Lý do (bắt buộc, ghi vào nhật ký)", max_chars=500, key="phieu-ly-do")
    if st.button("Công bố phiếu chấm", type="primary", disabled=not why.strip()):
        try:
            outcome = store.publish_change(change, who=person.name, why=why, expect=built.base_seq, candidate=built)
        except Outdated as error:
            effects.forget()
            st.warning(f"{plain(str(error))} Bấm lại để tính lại.")
            return
        except OSError as error:
            st.error(f"Máy chủ không ghi được ({plain(error.strerror or 'đĩa')}). Chưa có gì thay đổi.")
            return
        effects.forget()
        st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
        st.session_state["_da_cham"] = f"Đã công bố phiếu chấm, bản công bố {outcome.release}."
        st.rerun()


def _may(person: Person, unit: str, stage: str) -> bool:
    """A commune sends what it gave itself; the rest is for who judges."""
    return may(who(), "upload" if stage == "self" else "judge", unit) and person == who()
