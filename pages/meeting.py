"""Cuộc họp. The sequences that were saved, and where the office puts one together."""

import streamlit as st

from dx_metrics.access import Person
from dx_metrics.charts.acts_told import when
from dx_metrics.charts.caption import period_name
from dx_metrics.follow_up.rights import is_office
from dx_metrics.meeting import saved
from dx_metrics.meeting import sequence as sequences
from dx_metrics.meeting.proposed import proposed
from dx_metrics.meeting.saved import Listed
from dx_metrics.meeting.sequence import Sequence, new_code
from dx_metrics.queries.follow_up import today
from dx_metrics.store import drafts
from pages import meeting_editing
from pages.shared.notices import plain
from pages.shared.options import looking_at, parameters_of
from pages.shared.state import State
from pages.shared.who import need, way_in, who

EDITED, REMOVED = "soan", "go"
"""Names in the URL: the draft that is worked on, the sequence to be taken off the list."""
DID = "_hop_da_lam"


def page(state: State) -> None:
    person = who()
    office = person if is_office(person) else None
    if DID in st.session_state:
        st.success(st.session_state.pop(DID))
    if st.query_params.get(EDITED):
        _edit(state)
        return
    if st.query_params.get(REMOVED):
        _remove(st.query_params[REMOVED])
    st.markdown(
        "Một chuỗi trình chiếu ghim một bản công bố: tháng sau mở lại vẫn đúng những con số đã chiếu. "
        "Ai có đường dẫn thì theo được phần đang trình bày, hoặc tự xem."
    )
    if office:
        if st.button("Soạn chuỗi từ mẫu", type="primary"):
            _open(office, _new(state))
    elif person is None:
        way_in("Đăng nhập để soạn chuỗi")
    found = saved.listed()
    if not found:
        st.info("Chưa có chuỗi trình chiếu nào.")
    for own in found:
        _listed(own, office)


def _new(state: State) -> Sequence:
    """The usual order, in the view that is on the screen."""
    parameters = parameters_of(looking_at(state.view, day=today().isoformat()))
    name = f"Họp Ban Chỉ đạo {period_name(state.release, state.view)}"
    return Sequence(new_code(), name, today(), state.release.id, parameters, proposed(parameters))


def _listed(own: Listed, office: Person | None) -> None:
    """One sequence: what it is, and what can be done with it."""
    with st.container(border=True, key=f"chuoi-{own.code}"):
        st.markdown(f"**{plain(own.name)}** · {own.date[8:]}/{own.date[5:7]}/{own.date[:4]}")
        told = f"{own.slides} phần, {own.minutes} phút, bản công bố {own.release}; lưu lúc {when(own.at)}"
        st.caption(told)
        base = f"/hop/{own.code}"
        st.html(
            f'<p class="dx-files"><a class="dx-file" href="{base}">Trình chiếu</a> '
            f'<a class="dx-file" href="{base}/goi-hop.html" download>Gói họp (một tệp HTML, không cần mạng)</a> '
            f'<a class="dx-file" href="{base}/trinh-chieu.pptx" download>PowerPoint</a></p>'
        )
        if office:
            with st.container(horizontal=True):
                if st.button("Sửa", key=f"sua-{own.code}") and (found := saved.find(own.code)):
                    _open(office, found)
                if st.button("Gỡ", key=f"go-{own.code}"):
                    st.query_params[REMOVED] = own.code
                    st.rerun()


def _open(office: Person, sequence: Sequence) -> None:
    """Work on a draft: F5, a closed laptop and a restart lose nothing of it."""
    st.query_params[EDITED] = drafts.save(office.name, sequence.name, sequences.to_bytes(sequence))
    st.rerun()


def _edit(state: State) -> None:
    person = need("follow_up")
    if not is_office(person):
        st.warning("Chỉ cơ quan theo dõi toàn huyện soạn chuỗi trình chiếu.")
        return
    id = st.query_params[EDITED]
    draft = drafts.load(id, owner=person.name)
    if draft is None:
        del st.query_params[EDITED]
        st.warning("Bản soạn này không còn, hoặc do tài khoản khác soạn.")
        return
    sequence = sequences.from_bytes(draft.payload)
    changed = meeting_editing.edit(state, sequence, id)
    if changed != sequence:
        drafts.save(person.name, changed.name, sequences.to_bytes(changed), id=id)
        st.rerun()
    why = st.text_input("Ghi chú lần lưu", placeholder="Ví dụ: theo giấy mời số …", max_chars=200)
    with st.container(horizontal=True):
        if st.button("Lưu chuỗi", type="primary", disabled=not (sequence.slides and sequence.name)):
            saved.save(sequence, who=person.name, why=why)
            drafts.discard(id, owner=person.name)
            del st.query_params[EDITED]
            st.session_state[DID] = f"Đã lưu “{plain(sequence.name)}”. Đường dẫn: /hop/{sequence.code}"
            st.rerun()
        if st.button("Bỏ, không lưu"):
            drafts.discard(id, owner=person.name)
            del st.query_params[EDITED]
            st.rerun()


def _remove(code: str) -> None:
    """Asked once more: others may have the link."""
    person = need("follow_up")
    own = next((own for own in saved.listed() if own.code == code), None)
    if own is None or not is_office(person):
        del st.query_params[REMOVED]
        return
    with st.container(border=True):
        st.markdown(f"Gỡ **{plain(own.name)}**? Ai mở đường dẫn sẽ được báo là chuỗi đã gỡ.")
        with st.container(horizontal=True):
            if st.button("Gỡ chuỗi", type="primary"):
                saved.remove(code, who=person.name)
                del st.query_params[REMOVED]
                st.session_state[DID] = f"Đã gỡ “{plain(own.name)}”."
                st.rerun()
            if st.button("Thôi"):
                del st.query_params[REMOVED]
                st.rerun()
