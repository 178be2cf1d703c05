"""Judging on the screen, a criterion of a commune at a time: a commune its own, the office what comes after."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import streamlit as st

from dx_metrics import store
from dx_metrics.access import Person, may, own_units
from dx_metrics.charts.reform import STAGE_NAMES, Round, evidence, said, stages
from dx_metrics.follow_up.judgement import Judgement, before_of, faults, preview, row_of, stages_for
from dx_metrics.follow_up.rounds import begun, judged_series, to_begin
from dx_metrics.intake.assessment_sheet import rows_csv
from dx_metrics.queries.follow_up import today
from dx_metrics.scoring.assessed import STAGES
from dx_metrics.store import Change, Outdated, Part
from dx_metrics.wording import absent, plain
from pages.judging_sheets import upload_sheets
from pages.shared import options
from pages.shared.notices import plain as unmarked
from pages.shared.state import State
from pages.shared.who import who

SAVED = "_da_cham"
REFUSED = "Máy chủ không ghi được ({error}). Chưa có gì thay đổi; báo người quản trị rồi thử lại."


def judging(state: State, round_: Round) -> None:
    """What somebody who may mark anything sees below the pictures; nobody else sees it."""
    person = who()
    units = marked_by(person, round_)
    saved = st.session_state.pop(SAVED, None)
    if saved:
        st.success(unmarked(saved))
    if person is None or not units:
        return
    if state.pinned:
        st.caption("Đường dẫn này ghim một bản công bố cũ; bỏ “ban=” khỏi địa chỉ để chấm điểm.")
        return
    with st.expander(f"Chấm điểm từng tiêu chí, kỳ chấm {round_.name} hoặc kỳ mới"):
        _one_by_one(person, state, round_, to_begin(state.release, round_.series, today()))
    with st.expander("Nạp phiếu chấm của xã (Excel, mỗi xã một trang tính hoặc một tệp)"):
        upload_sheets(person, state, round_.series)


def first_round(state: State) -> None:
    """Where nothing was ever marked: the first round, criterion by criterion or by the sheets of the communes."""
    person, series = who(), judged_series(state.release)
    if person is None or not series or state.pinned:
        return
    chosen = next(iter(series))
    first, *more = to_begin(state.release, chosen, today()) or [""]
    if first:
        with st.expander("Chấm điểm từng tiêu chí"):
            _one_by_one(person, state, begun(state.release, state.view, chosen, first), more)
    if may(person, "judge"):
        with st.expander("Nạp phiếu chấm của xã (Excel, mỗi xã một trang tính hoặc một tệp)"):
            upload_sheets(person, state, chosen)


def _one_by_one(person: Person, state: State, round_: Round, more: Sequence[str]) -> None:
    """The round on the page, or one that begins with the first mark: no sheet is needed."""
    names = {round_.period: round_.name} | {code: f"{said(code)} (kỳ mới, chưa có điểm)" for code in more}
    chosen = st.selectbox("Chấm cho kỳ", list(names), format_func=names.__getitem__, key="cham-ky", width=320)
    if chosen != round_.period:
        round_ = begun(state.release, round_.view, round_.series, chosen)
    units = marked_by(person, round_)
    if not units:
        st.info("Kỳ này không có đơn vị nào mà tài khoản này chấm được.")
        return
    _cell(person, state, round_, units)


def marked_by(person: Person | None, round_: Round) -> dict[str, str]:
    """Communes of the round that a person may mark at any stage: code to name."""
    names = dict(zip(round_.marks["unit"], round_.marks["short_name"], strict=True))
    return {unit: name for unit, name in names.items() if _stages_of(person, unit)}


def _stages_of(person: Person | None, unit: str) -> tuple[str, ...]:
    """A commune's account marks its own; the office marks the rest, and enters a commune's own for it."""
    return stages_for(
        judge=may(person, "judge", unit), own=bool(own_units(person, [unit])) and may(person, "upload", unit)
    )


def _cell(person: Person, state: State, round_: Round, units: dict[str, str]) -> None:
    word = str(state.release.about["unit_word"]).capitalize()
    first = list(units).index(round_.view.unit) if round_.view.unit in units else 0
    unit = st.selectbox(word, list(units), first, units.__getitem__, key="cham-xa", width=320)
    own = round_.marks[round_.marks["unit"] == unit].set_index("code", drop=False)
    code = st.selectbox("Tiêu chí", list(own["code"]), format_func=lambda code: _titled(own.loc[code]), key="cham-tc")
    row = own.loc[code]
    _standing(row)
    allowed = _stages_of(person, unit)
    stage = st.segmented_control(
        "Bước",
        list(allowed),
        format_func=STAGE_NAMES.__getitem__,
        default=_next(row, allowed),
        key=f"buoc-{unit}-{code}",
    )
    if stage is None or code is None:
        return
    key = f"{unit}-{code}-{stage}"
    start = row[stage] if not absent(row[stage]) else before_of(row, stage)
    points = st.number_input(
        f"Điểm (tối đa {plain(row['max_points'])})",
        0.0,
        float(row["max_points"]),
        float(row["max_points"] if start is None else start),
        0.25,
        key=f"diem-{key}",
        width=200,
    )
    forms = 0
    if stage == "survey":
        known = 0 if absent(row["forms"]) else int(row["forms"])
        forms = st.number_input("Số phiếu hợp lệ", 0, 1_000_000, known, key=f"phieu-{key}", width=200)
    reason = st.text_input("Lý do", max_chars=500, key=f"ly-do-{key}", placeholder="Vì sao khác bước trước")
    proof = st.text_input(
        "Minh chứng", "" if absent(row["evidence"]) else str(row["evidence"]), max_chars=500, key=f"mc-{key}"
    )
    mark = Judgement(unit, code, stage, float(points), reason, proof, int(forms))
    wrong = faults(_Row(row), mark)
    if not wrong:
        st.markdown(f"**Nếu lưu:** {unmarked(preview(round_, mark))}")
    for sentence in wrong:
        st.caption(unmarked(sentence))
    # What was seen counts: who publishes in between makes this one look again.
    seen = st.session_state.setdefault(f"thay-{key}", _seq())
    if st.button("Lưu và công bố", type="primary", disabled=bool(wrong), key=f"luu-{key}"):
        _save(person, state, round_, mark, seen, key)


def _save(person: Person, state: State, round_: Round, mark: Judgement, seen: int, key: str) -> None:
    if mark.stage not in _stages_of(who(), mark.unit):
        st.error("Tài khoản này không chấm được bước này.")
        return
    name = str(round_.marks.loc[round_.marks["unit"] == mark.unit, "unit_name"].iloc[0])
    by = f"UBND {name[0].lower()}{name[1:]}" if mark.stage == "self" else str(state.release.about.get("office") or "")
    row = row_of(round_, mark, by=by, day=date.today().isoformat())
    promised = preview(round_, mark)
    change = Change((Part("assessments", "rows", rows_csv([row])),), note=promised)
    why = f"Chấm {mark.code} {name}, bước {STAGE_NAMES[mark.stage]}" + (f": {row['reason']}" if row["reason"] else "")
    try:
        with st.spinner("Đang công bố…"):
            outcome = store.publish_change(change, who=person.name, why=why, expect=seen)
    except Outdated as error:
        st.session_state.pop(f"thay-{key}", None)
        st.warning(f"{unmarked(str(error))} Xem lại điểm ở trên rồi lưu lần nữa.")
        return
    except OSError as error:
        st.error(REFUSED.format(error=unmarked(error.strerror or "đĩa")))
        return
    if outcome.refused:
        for problem in outcome.problems:
            st.error(unmarked(str(problem)))
        return
    st.session_state.pop(f"thay-{key}", None)
    st.query_params[options.JUDGED] = round_.period  # what was just begun is what is looked at next
    st.session_state[SAVED] = f"Đã lưu, bản công bố {outcome.release}. {promised} Rút lại được ở trang Các bản công bố."
    st.rerun()


class _Row:
    """A row by attribute, as the rules read it."""

    def __init__(self, row: Any) -> None:
        self.__dict__.update(row.to_dict())


def _titled(row: Any) -> str:
    given = "chưa chấm" if absent(row["points"]) else plain(row["points"])
    return f"{row['code']} {row['criterion_name']} ({given}/{plain(row['max_points'])})"


def _standing(row: Any) -> None:
    given = "; ".join(f"{words} {plain(points)}" for words, points in stages(_Row(row))) or "chưa chấm"
    why = "" if absent(row["reason"]) else f" Lý do: {row['reason']}."
    how = "" if absent(row["basis"]) else f" Cách chấm: {row['basis']}."
    st.caption(unmarked(f"Hiện có: {given}. Minh chứng: {evidence(_Row(row))}.{why}{how}"))


def _next(row: Any, allowed: tuple[str, ...]) -> str | None:
    """The stage that most likely is to be marked: the first allowed one that nobody marked."""
    later = [stage for stage in allowed if all(absent(row[one]) for one in STAGES[STAGES.index(stage) :])]
    return next(iter(later), next(iter(allowed), None))


def _seq() -> int:
    shown = store.history()
    return shown[0].seq if shown else 0
