"""Step two: what the program made of the file, shown beside the file itself; and what it has to ask."""

from collections.abc import Mapping

import streamlit as st

from dx_metrics import periods
from dx_metrics.charts.remarked import remarked, told
from dx_metrics.charts.understood import records_seen, records_table, sheet_seen, summary
from dx_metrics.intake.check import Checked
from dx_metrics.intake.remark import Question, Remark
from dx_metrics.store import Release
from pages.elements import drawn
from pages.shared.notices import plain
from pages.uploading.reading import known
from pages.uploading.work import Work, kept

SHEETS, FEW = 6, 6
"""Sheets shown; options up to which a question shows all of them at once."""


def show_understood(work: Work, found: Checked, release: Release) -> None:
    """The figures with their meaning, and the file as it is."""
    knows = known(release)
    spans = {record.period: periods.parse(record.period).name for record in found.records}
    units = {(unit.code, period): unit.short_name for period in spans for unit in knows.in_period(period)}
    variables = {code: variable.name for code, variable in knows.variables.items()}
    table = records_table(found.records, units, variables, spans)
    st.subheader("2. Chương trình hiểu", anchor=False)
    st.markdown(f"**{plain(summary(table, release.about['unit_word']))}** {plain(_container(found))}")
    meaning, raw = st.tabs(["Số đã hiểu", "Tệp gốc"])
    with meaning:
        if len(table):
            drawn(f'<div class="dx-upload">{records_seen(table)}</div>', key=f"hieu-{work.id}")
        else:
            st.caption("Chưa có số nào. Xem nhận xét và câu hỏi bên dưới.")
    with raw:
        for at, sheet in enumerate(found.reading.sheets[:SHEETS]):
            if sheet.name:
                st.caption(plain(sheet.name + (" (trang ẩn)" if sheet.hidden else "")))
            drawn(f'<div class="dx-upload">{sheet_seen(sheet, found.remarks)}</div>', key=f"tep-{work.id}-{at}")
        if len(found.reading.sheets) > SHEETS:
            st.caption(f"… và {len(found.reading.sheets) - SHEETS} trang nữa.")


def show_remarks(work: Work, remarks: list[Remark], returned: str = "") -> None:
    """The three levels; `returned` is the address of the officer's own file with its cells marked."""
    st.subheader(f"4. Nhận xét: {told(remarks)}", anchor=False)
    if remarks:
        drawn(f'<div class="dx-upload">{remarked(remarks)}</div>', key=f"nhan-xet-{work.id}")
    if remarks and returned:
        st.html(
            f'<a class="dx-file" href="{returned}" download>Tải lại tệp này, ô sai đã tô màu và ghi chú (.xlsx)</a>'
        )


def ask_questions(work: Work, found: Checked, spans: Mapping[str, str]) -> None:
    """Every open question; what was answered, here or for an earlier file of this form, can be asked anew.

    `spans` are the periods to choose from where a file names none.
    """
    questions, given = found.questions, found.answers
    title = "Chương trình cần hỏi" if questions else "Đã trả lời" if given else "Không có gì phải hỏi"
    st.subheader(f"3. {title}", anchor=False)
    answers = dict(work.answers)
    for question in questions:
        options = question.options or spans
        answer = _asked(question, options, key=f"hoi-{work.id}-{question.id}-{len(work.answers)}")
        if answer is not None:
            answers[question.id] = answer
    if given:
        with st.container(horizontal=True, vertical_alignment="center"):
            earlier = len(given.keys() - work.answers.keys())
            words = f"Đã dùng {len(given)} câu trả lời"
            st.caption(f"{words}, {earlier} câu nhớ từ tệp cùng mẫu lần trước." if earlier else f"{words}.")
            if st.button("Hỏi lại từ đầu"):
                kept(work, answers={}, fresh=True)
                st.rerun()
    if answers != work.answers:
        kept(work, answers=answers)
        st.rerun()


def _asked(question: Question, options: Mapping[str, str], key: str) -> str | None:
    where = ", ".join(
        part
        for part in (
            f"trang “{question.sheet}”" if question.sheet else "",
            f"dòng {question.row}" if question.row else "",
            f"cột {question.column}" if question.column else "",
        )
        if part
    )
    value = f" Tệp ghi: “{question.value}”." if question.value else ""
    with st.container(border=True):
        st.markdown(f"**{plain(question.text)}**")
        if where or value:
            st.caption(plain(f"{where[:1].upper()}{where[1:]}.{value}" if where else value.strip()))
        if len(options) <= FEW:
            return st.radio(
                "Trả lời",
                list(options),
                index=None,
                format_func=lambda code: plain(options[code]),
                key=key,
                label_visibility="collapsed",
            )
        return st.selectbox(
            "Trả lời",
            list(options),
            index=None,
            format_func=options.__getitem__,
            placeholder="Chọn",
            key=key,
            label_visibility="collapsed",
        )


def _container(found: Checked) -> str:
    """What kind of file it is, where that is worth a word."""
    reading = found.reading
    names = {"tcvn3": "TCVN3 (ABC)", "tcvn3-utf8": "TCVN3 lưu nhầm UTF-8", "vni": "VNI", "cp1258": "Windows-1258"}
    parts = [reading.kind.upper(), names.get(reading.encoding, reading.encoding.upper())]
    return f"({', '.join(part for part in parts if part)})" if any(parts) else ""
