"""Báo cáo. The office's papers: which one, what will be missing, what it will say; then the file."""

from html import escape
from urllib.parse import urlencode, urlsplit

import streamlit as st

from dx_metrics.access import Person
from dx_metrics.briefing.report import shelf
from dx_metrics.briefing.report.compose import Section
from dx_metrics.briefing.report.findings_index import lowered
from dx_metrics.briefing.report.order import PAPERS, SHEETS, Order, Unwritable, files_mark, preview
from dx_metrics.briefing.report.pdf import HOW, NoPdf, program
from dx_metrics.briefing.report.results import WrongTotal
from dx_metrics.briefing.report.span import ONE, spans
from dx_metrics.settings import settings
from dx_metrics.store.places import workspace_folder
from dx_metrics.view import ALL
from pages.registers.reach import dated
from pages.shared.ask import ask
from pages.shared.choose import choose
from pages.shared.options import parameters_of
from pages.shared.state import State
from pages.shared.who import who

WHAT, KIND = "van_ban", "loai"
"""Names in the URL."""
MADE = "_papers"


def page(state: State) -> None:
    """Choose, look, make."""
    person = who()
    found = spans(state.release, state.view.series, state.view.period)
    with st.container(horizontal=True):
        what = choose("Văn bản", WHAT, papers(person))
        kinds = {code: f"{span.name}{', cộng dồn' if span.cumulative else ''}" for code, span in found.items()}
        kind = choose("Thời gian", KIND, kinds)
    st.caption(
        "Báo cáo 6 tháng, 9 tháng, năm: chọn **Kỳ** cuối của đoạn đó ở hàng trên cùng (ví dụ Quý IV cho báo cáo năm)."
    )
    if found[kind].cumulative and what != SHEETS:
        whole, last = (lowered(found[one].name) for one in (kind, ONE))
        st.caption(f"Số liệu cộng dồn {whole}; điểm và thứ hạng trong văn bản là của {last}.")
    unit = state.view.unit if what == SHEETS else ALL
    if what == SHEETS and person is not None and person.units and unit not in person.units:
        st.info("Tài khoản của đơn vị chỉ lập được phiếu của đơn vị mình: chọn đơn vị ở hàng trên cùng.")
        return
    order = _order(state, what, kind, unit)
    try:
        shown = ask(preview, state.release, order, files_mark(workspace_folder()))
    except Unwritable as error:
        st.error("Chưa lập được văn bản: tệp câu mẫu có lỗi. Sửa tệp rồi tải lại trang.")
        st.markdown("\n".join(f"- {escape(str(problem))}" for problem in error.problems))
        return
    except WrongTotal as error:
        st.error(f"Chưa lập văn bản vì số không khớp: {error} Báo người quản trị kiểm tra số liệu của bản công bố này.")
        return
    if shown.lacking:
        with st.container(border=True):
            st.markdown("**Văn bản sẽ thiếu**\n" + "\n".join(f"- {escape(line)}" for line in shown.lacking))
    else:
        st.caption("Không thiếu số liệu nào cho văn bản này.")
    _make(state, order, person)
    if shown.sections:
        with st.expander("Xem trước lời văn", expanded=True):
            st.html(f'<div class="dx-paper">{"".join(map(_section, shown.sections))}</div>')


def papers(person: Person | None) -> dict[str, str]:
    """What somebody may have made. Who must sign in to read, and acts on some communes only, gets their sheets."""
    if person is not None and person.units and settings().reading != "open":
        return {SHEETS: PAPERS[SHEETS]}
    return PAPERS


def _order(state: State, what: str, kind: str, unit: str) -> Order:
    view = dated(state.release, state.view, pinned=state.pinned)
    address = urlsplit(st.context.url or "")
    origin = f"{address.scheme}://{address.netloc}" if address.netloc else ""
    query = urlencode(parameters_of(view, state.release))
    link = f"{origin}/xem/{'ho-so' if unit != ALL else ''}?{query}" if origin else ""
    return Order(what, view.series, view.period, kind, unit, view.day, link, view.level)


def _make(state: State, order: Order, person: Person | None) -> None:
    """The button, how far it has come, and the files."""
    made: dict[tuple[str, Order], tuple[str, list[str]]] = st.session_state.setdefault(MADE, {})
    word, other = st.columns([1, 1], width=420)
    wanted = ""
    if word.button("Lập tệp Word (.docx)", type="primary", width="stretch"):
        wanted = "docx"
    if other.button(
        "Lập tệp PDF", width="stretch", disabled=program() is None, help=HOW if program() is None else None
    ):
        wanted = "pdf"
    if program() is None:
        st.caption(HOW)
    if wanted:
        name = person.name if person else ""
        with st.status("Đang lập văn bản …") as status:
            try:
                made[(wanted, order)] = shelf.paper(
                    state.release, order, wanted, name, lambda words: status.update(label=f"{words} …")
                )
                status.update(label="Đã lập xong", state="complete")
            except shelf.TooMany as error:
                status.update(label=str(error), state="error")
            except (NoPdf, WrongTotal, Unwritable) as error:
                status.update(label=str(error), state="error")
            except OSError:
                status.update(label="Đĩa của máy chủ không cho ghi; văn bản chưa được lập.", state="error")
    links, gaps = [], []
    for extension in ("docx", "pdf"):
        if (extension, order) in made:
            file, without = made[(extension, order)]
            name = f"{order.what}_{order.period}_{order.kind}_{state.release.id}.{extension}"
            links.append(f'<a class="dx-file" href="/van-ban/{file}?ten={name}" download>{name}</a>')
            gaps = without
    if links:
        st.html(f'<p class="dx-files">{"".join(links)}</p>')
        if gaps:
            st.markdown("\n".join(f"- {escape(line)}" for line in gaps))


def _section(section: Section) -> str:
    """One heading with its paragraphs; codes stand small behind their figures."""
    level = "h3" if section.level == 1 else "h4"
    head = f"<{level}>{escape(section.title)}</{level}>" if section.title else ""
    body = ""
    for paragraph in section.paragraphs:
        words = "".join(
            escape(text) + (f"<sup>[{escape(code)}]</sup>" if code else "") for text, code in paragraph.pieces
        )
        body += f"<p>{'– ' if paragraph.dash else ''}{words}</p>"
    body += "".join(f"<p><em>(Bảng: {escape(name)})</em></p>" for name in section.tables)
    body += "".join(f"<p><em>(Hình: {escape(name)})</em></p>" for name in section.pictures)
    return head + body
