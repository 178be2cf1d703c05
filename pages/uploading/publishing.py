"""The last step: a reason, and the figures are published, or handed to somebody who may."""

import contextlib
from collections.abc import Callable, Collection
from dataclasses import replace

import streamlit as st

from dx_metrics import store
from dx_metrics.access import Person, may
from dx_metrics.intake.remark import CONFIRM, Remark
from dx_metrics.settings import settings
from dx_metrics.store import Candidate, Change, Outdated, drafts
from pages.shared.notices import plain
from pages.shared.who import need
from pages.uploading import effects
from pages.uploading.work import Work, close, kept

DONE = "_da_cong_bo"
LONGEST = 500
REFUSED = "Máy chủ không ghi được ({error}). Chưa có gì thay đổi, bản nháp còn nguyên; báo người quản trị rồi thử lại."


def publishing(
    person: Person,
    work: Work,
    change: Change,
    remarks: Collection[Remark],
    units: Collection[str],
    on_done: Callable[[], None] = lambda: None,
) -> None:
    """Consequences, reason and button. `units` are those whose figures the change touches."""
    before = store.current()
    if before is None:
        st.info("Chưa có bản công bố nào để so.")
        return
    try:
        with st.spinner("Đang tính điều sẽ thay đổi…"):
            built = effects.candidate(work.id, change)
            made = effects.effects(work.id, built, before) if built.release else None
    except OSError as error:
        st.error(REFUSED.format(error=plain(error.strerror or "đĩa")))
        return
    _problems(built, work.file)
    if made is None:
        return
    st.subheader("5. Nếu công bố thì điều gì đổi", anchor=False)
    effects.show(made, key=work.id, downloads=f"/nap-so-lieu/{work.id}")
    if not made.exhibits:
        st.info("Không có gì để công bố: tệp này trùng với điều đang công bố, hoặc không khớp với đơn vị nào.")
        return
    st.subheader("6. Công bố", anchor=False)
    with st.container(border=True):
        why = st.text_input(
            "Lý do (bắt buộc, ghi vào nhật ký)",
            value=work.why,
            max_chars=LONGEST,
            key=f"ly-do-{work.id}",
            placeholder="Ví dụ: Báo cáo quý IV của VNPT, công văn số …",
        )
        if why != work.why:
            kept(work, why=why)
        doubts = sum(remark.level == CONFIRM for remark in remarks)
        sure = not doubts or st.checkbox(
            f"Tôi đã xem {doubts} chỗ cần xác nhận, số liệu là đúng", key=f"dung-{work.id}"
        )
        ready = bool(why.strip()) and sure
        if _may_publish(person, work, units):
            if st.button("Công bố", type="primary", disabled=not ready, key=f"cong-bo-{work.id}"):
                _publish(work, replace(change, note=made.headline), built, why, units, on_done)
        else:
            _hand_over(person, work, why, ready)
        if not ready:
            wanted = " và ".join(([] if why.strip() else ["ghi lý do"]) + ([] if sure else ["xác nhận"]))
            st.caption(f"Hãy {wanted} để bấm được nút.")


def _may_publish(person: Person, work: Work, units: Collection[str]) -> bool:
    """The right for every commune touched; and, under the rule of two, not one's own upload."""
    allowed = all(may(person, "publish", unit) for unit in units) if units and person.units else may(person, "publish")
    return allowed and not (settings().two_persons and work.owner == person.name)


def _publish(
    work: Work, change: Change, built: Candidate, why: str, units: Collection[str], on_done: Callable[[], None]
) -> None:
    person = need("publish", next(iter(units), None))
    if not _may_publish(person, work, units):
        st.error("Tài khoản này không công bố được tệp này.")
        return
    built.change = change  # the same figures; the note now says what they change
    try:
        with st.spinner("Đang công bố…"):
            outcome = store.publish_change(change, who=person.name, why=why, expect=built.base_seq, candidate=built)
    except Outdated as error:
        effects.forget()
        st.warning(f"{error} Bấm để tính lại.")
        st.button("Xem lại thay đổi")
        return
    except OSError as error:
        st.error(REFUSED.format(error=plain(error.strerror or "đĩa")))
        return
    if outcome.refused:
        _list(outcome.problems)
        return
    with contextlib.suppress(OSError):  # published is published: what was to be remembered will be asked again
        on_done()
    drafts.discard(work.id)
    effects.forget()
    close()
    st.session_state[DONE] = (outcome.release, outcome.upload, change.note)
    st.rerun()


def _hand_over(person: Person, work: Work, why: str, ready: bool) -> None:
    if work.handed:
        st.success("Đã chuyển. Người có quyền công bố thấy tệp này trong mục “Chờ công bố”.")
        if work.owner == person.name and st.button("Lấy lại để sửa"):
            kept(work, handed=False)
            st.rerun()
        return
    alone = settings().two_persons and may(person, "publish")
    reason = "Người nạp không tự công bố" if alone else "Tài khoản này nạp, không công bố"
    st.caption(f"{reason}: chuyển cho người có quyền công bố.")
    if st.button("Chuyển người công bố", type="primary", disabled=not ready):
        kept(work, handed=True, why=why)
        st.rerun()


def _problems(built: Candidate, file: str) -> None:
    errors = [problem for problem in built.problems if problem.level == "error"]
    if errors:
        st.error(f"Chưa công bố được vì {len(errors)} lỗi. Sửa trong tệp rồi nạp lại.")
        _list(errors)
    # What the workspace warns of anyway is no matter of this file.
    doubts = [problem for problem in built.problems if problem.level != "error" and problem.file == file]
    if doubts:
        st.warning(f"{len(doubts)} điều cần xem trong tệp này:")
        _list(doubts)


def _list(problems: Collection[object]) -> None:
    shown = list(problems)[:50]
    st.markdown("\n".join(f"- {plain(str(problem))}" for problem in shown))
    if len(problems) > len(shown):
        st.caption(f"… và {len(problems) - len(shown)} lỗi nữa.")
