"""Nạp số liệu. From the file an office really has to a published, reversible release, on one screen."""

from dataclasses import replace

import streamlit as st

from dx_metrics.access import Person, may
from dx_metrics.catalogue.model import MODEL
from dx_metrics.charts.acts_told import day
from dx_metrics.charts.consequences_words import table_name
from dx_metrics.intake.check import Checked
from dx_metrics.intake.framework_folder import FOLDER, framework_parts, is_folder
from dx_metrics.intake.remark import MUST_FIX, Remark
from dx_metrics.intake.tables_sent import BOUNDARIES, FIGURES, FRAMEWORK, MARKS, part_of, recognised
from dx_metrics.store import Change, Part, Release, drafts
from pages.judging_sheets import sheet_dropped
from pages.shared.notices import plain
from pages.shared.state import State
from pages.shared.who import need
from pages.uploading import publishing
from pages.uploading import work as works
from pages.uploading.by_hand import BY_HAND, REMOVAL, correct_by_hand
from pages.uploading.choose_file import choose_file, form_to_fill, going_on, offered_periods
from pages.uploading.done import done
from pages.uploading.reading import checked, known, remember
from pages.uploading.understand import ask_questions, show_remarks, show_understood
from pages.uploading.work import Work, kept

AUTO = ""
ABSENT = "units_absent"
"""Pattern of the remark that names communes which a file leaves out."""


def page(state: State) -> None:
    person = need("upload")
    release = state.release.whole
    work = works.opened(person)
    if work is None:
        done(state)
        choose_file(person)
        going_on(person)
        form_to_fill(person, release)
        correct_by_hand(person, release, state.view.period)
        return
    work = _head(person, work, release)
    target = work.target or _recognised(work, release)
    if target == REMOVAL:
        change = Change((Part(FIGURES, "rows", work.content),), work.file)
        publishing.publishing(person, work, change, (), _units_of_rows(work.content))
    elif target == MARKS:
        _marks(person, work, state)
    elif target in (FIGURES, BY_HAND):
        _figures(person, work, release)
    else:
        _table(person, work, release, target)


def _head(person: Person, work: Work, release: Release) -> Work:
    """Which file this is, what it is for, and the way out."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.markdown(f"**{plain(work.file)}** · bản nháp, lưu tự động; đóng máy vẫn còn", width="stretch")
        if st.button("Về danh sách"):
            works.close()
            st.rerun()
        if work.owner == person.name and st.button("Bỏ bản nháp"):
            drafts.discard(work.id, owner=person.name)
            works.close()
            st.rerun()
    others = [other for other in works.own(person) if other.id != work.id]
    if others:
        st.caption(plain(f"Còn {len(others)} bản nháp khác: " + ", ".join(other.file for other in others[:5])))
    if work.target in (BY_HAND, REMOVAL):
        return work
    with st.container(horizontal=True, vertical_alignment="bottom"):
        names = _targets()
        chosen = st.selectbox(
            "Tệp này là", list(names), list(names).index(work.target), names.__getitem__, key=f"la-{work.id}", width=320
        )
        changed = kept(work, target=chosen)
        target = chosen or _recognised(work, release)
        if target == FIGURES:
            spans = {AUTO: "Theo tệp"} | offered_periods(release)
            at = list(spans).index(work.period) if work.period in spans else 0
            period = st.selectbox("Kỳ", list(spans), at, spans.__getitem__, key=f"ky-{work.id}", width=220)
            changed = kept(changed, period=period)
        if target == FRAMEWORK:
            ids = list(release.about["frameworks"])
            at = ids.index(work.framework) if work.framework in ids else None
            framework = st.selectbox("Thay bộ chỉ số", ids, at, key=f"bo-{work.id}", placeholder="Chọn", width=320)
            changed = kept(changed, framework=framework or "")
    return changed


def _figures(person: Person, work: Work, release: Release) -> None:
    with st.spinner("Đang đọc và kiểm tra…"):
        found = checked(work, release)
    foreign = sorted({record.unit for record in found.records if not may(person, "upload", record.unit)})
    if foreign:
        # A commune sends its own figures; what others sent is not even shown to it.
        st.error(
            f"Tệp có số liệu của {len(foreign)} đơn vị mà tài khoản này không được gửi "
            f"({plain(', '.join(foreign[:10]))}). Bỏ các dòng đó rồi nạp lại."
        )
        return
    by_hand = work.target == BY_HAND
    # One figure is not a report: which communes are not in it says nothing.
    remarks = [remark for remark in found.remarks if not (by_hand and remark.code == ABSENT)]
    if not by_hand:
        show_understood(work, found, release)
    ask_questions(work, found, offered_periods(release))
    show_remarks(work, remarks, "" if by_hand else f"/nap-so-lieu/{work.id}/nhan-xet.xlsx")
    if found.outcome == "accept" and found.records:
        units = {record.unit for record in found.records}
        publishing.publishing(person, work, _change(work, found), remarks, units, on_done=lambda: remember(found))
    elif found.outcome == "reject":
        st.info("Chưa công bố được: sửa các chỗ “phải sửa” trong tệp rồi nạp lại. Số đang công bố không đổi.")


def _table(person: Person, work: Work, release: Release, target: str) -> None:
    """A register, targets, a framework, boundaries: for who acts on the whole."""
    if not may(person, "upload") or person.units:
        st.error("Danh mục, mục tiêu, bộ chỉ số, ranh giới chỉ tài khoản của cơ quan huyện nạp được.")
        return
    if target == FOLDER:
        _folder(person, work, release)
        return
    reading = checked(work, release).reading
    part = part_of(target, work.file, work.content, reading, work.framework)
    if isinstance(part, Remark):
        show_remarks(work, [part])
        return
    unread = [remark for remark in reading.remarks if remark.level == MUST_FIX]
    if unread and target != BOUNDARIES:
        show_remarks(work, unread)
        return
    st.markdown(f"**Chương trình hiểu đây là: {plain(_targets()[target])}.**")
    publishing.publishing(person, work, Change((part,), work.file, work.content), (), ())


def _marks(person: Person, work: Work, state: State) -> None:
    """A sheet of marks: published like figures, of the communes that it is about."""
    found = sheet_dropped(person, state, work.file, work.content)
    if found:
        change = Change((Part("assessments", "rows", found.csv()),), work.file, work.content)
        publishing.publishing(person, work, change, found.remarks, set(found.units))


def _folder(person: Person, work: Work, release: Release) -> None:
    """A whole index, new or not: its criteria with its dates and basis."""
    names = [unit.name for unit in known(release).units]
    parts, remarks = framework_parts(work.file, work.content, names)
    if remarks:
        show_remarks(work, remarks)
    if not parts:
        st.info("Chưa công bố được: sửa các chỗ “phải sửa” rồi nạp lại. Bộ chỉ số đang dùng không đổi.")
        return
    there = release.about["frameworks"]
    homes = dict.fromkeys(part.target.split("/")[1] for part in parts)
    said = ", ".join(f"{home} ({'thay bộ đang có' if home in there else 'bộ mới'})" for home in homes)
    st.markdown(f"**Chương trình hiểu đây là bộ chỉ số: {plain(said)}.**")
    publishing.publishing(person, work, Change(tuple(parts), work.file, work.content), remarks, ())


def _change(work: Work, found: Checked) -> Change:
    """The figures, reported on the day that the draft was begun: the same change at every run."""
    return Change((Part(FIGURES, "rows", found.csv(day(work.at))),), work.file, work.content)


def _recognised(work: Work, release: Release) -> str:
    if is_folder(work.content):
        return FOLDER
    return recognised(work.file, work.content, checked(replace(work, answers={}, period=""), release).reading)


def _targets() -> dict[str, str]:
    """What a file may be for, in words; the first leaves it to the program."""
    tables = {name: table_name(name) for name in MODEL if name != FIGURES}
    return (
        {AUTO: "Tự nhận biết", FIGURES: "Số liệu của các đơn vị"}
        | tables
        | {
            MARKS: "Phiếu chấm CCHC của xã",
            FRAMEWORK: "Bộ chỉ số (framework.csv)",
            FOLDER: "Bộ chỉ số cả thư mục (.zip)",
            BOUNDARIES: "Ranh giới (GeoJSON)",
        }
    )


def _units_of_rows(content: bytes) -> set[str]:
    return {line.split(",")[0] for line in content.decode().splitlines()[1:]}
