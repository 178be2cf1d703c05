"""Các bản công bố. What changed, by whom, when and why; and the way back, one click each."""

from collections.abc import Callable

import streamlit as st

from dx_metrics import store
from dx_metrics.access import Person, may
from dx_metrics.charts.acts_told import journal_seen, told, when
from dx_metrics.store import Outcome, ReleaseInfo, Upload, journal
from pages import elements
from pages.shared.menu import page_at
from pages.shared.notices import plain
from pages.shared.state import State
from pages.shared.who import need, who
from pages.uploading import effects
from pages.uploading.publishing import LONGEST, REFUSED
from pages.uploading.releases import between, may_see, without

COMPARED, BACK_TO, TAKEN_BACK = "so_ban", "ve_ban", "rut"
"""Names in the URL: a release beside the one before, a release to go back to, an upload to withdraw."""
MANY, DID = 20, "_da_lam"


def page(state: State) -> None:
    person = who()
    if DID in st.session_state:
        st.success(st.session_state.pop(DID))
    acts, uploads = store.history(), {upload.release: upload for upload in store.uploads()}
    _asked(acts, {upload.id: upload for upload in uploads.values()})
    most = st.session_state.get("_ban_nhieu", MANY)
    for at, act in enumerate(acts[:most]):
        before = acts[at + 1].id if at + 1 < len(acts) else None
        upload = uploads.get(act.id) if act.action == "upload" else None
        _act(state, person, act, before, upload, acts[0].id)
    if len(acts) > most and st.button(f"Xem thêm ({len(acts) - most} lần công bố cũ hơn)"):
        st.session_state["_ban_nhieu"] = most + MANY
        st.rerun()
    if may(person, "administer"):
        _journal()


def _act(
    state: State, person: Person | None, act: ReleaseInfo, before: str | None, upload: Upload | None, shown: str
) -> None:
    """One line of the list, with what can be done about it."""
    with st.container(border=True, key=f"ban-{act.seq}"):
        now = " :blue-badge[đang hiển thị]" if act.shown else ""
        gone = " :orange-badge[đã rút]" if upload and upload.withdrawn else ""
        st.markdown(f"**Bản {plain(act.id)}**{now}{gone} · {when(act.at)} · {plain(act.who)}")
        note = f" {upload.note}." if upload and upload.note else ""
        st.markdown(f"{plain(told(act))}.{plain(note)}" + (f" Lý do: *{plain(act.why)}*" if act.why.strip() else ""))
        with st.container(horizontal=True, vertical_alignment="center"):
            first = page_at("")
            st.page_link(first, label="Mở bản này", query_params=state.parameters() | {"ban": act.id})
            if before and before != act.id and st.button("So với bản trước", key=f"so-{act.seq}"):
                _open(COMPARED, act.id)
            if may(person, "publish"):
                if act.id != shown and act.action != "rollback" and st.button("Quay lại bản này", key=f"ve-{act.seq}"):
                    _open(BACK_TO, act.id)
                if upload and not upload.withdrawn and st.button("Rút lần nạp này", key=f"rut-{act.seq}"):
                    _open(TAKEN_BACK, upload.id)
            if upload and may_see(person, upload):
                _files(upload)


def _files(upload: Upload) -> None:
    own = f'<a class="dx-file" href="/lan-nap/{upload.id}/goc" download>Tệp gốc</a>' if upload.file_sha else ""
    parts = " ".join(
        f'<a class="dx-file" href="/lan-nap/{upload.id}/{at}.csv" download>Dữ liệu đã hiểu</a>'
        for at in range(len(upload.parts))
    )
    st.html(f'<p class="dx-files">{own} {parts}</p>')


def _open(name: str, value: str) -> None:
    """Show one question above the list; the others go."""
    for other in (COMPARED, BACK_TO, TAKEN_BACK):
        st.query_params.pop(other, None)
    st.query_params[name] = value
    st.rerun()


def _close() -> None:
    for name in (COMPARED, BACK_TO, TAKEN_BACK):
        st.query_params.pop(name, None)


def _asked(acts: list[ReleaseInfo], uploads: dict[str, Upload]) -> None:
    """What the URL asks for: two releases compared, a way back to be confirmed."""
    asked = {name: st.query_params.get(name, "") for name in (COMPARED, BACK_TO, TAKEN_BACK)}
    if asked[COMPARED]:
        _compared(acts, asked[COMPARED])
    elif asked[BACK_TO]:
        _back_to(asked[BACK_TO])
    elif asked[TAKEN_BACK]:
        _take_back(uploads.get(asked[TAKEN_BACK]))


def _compared(acts: list[ReleaseInfo], id: str) -> None:
    ids = [act.id for act in acts if act.action != "rollback"]
    before = ids[ids.index(id) + 1] if id in ids[:-1] else None
    sides = [store.open_release(side) if side else None for side in (before, id)]
    with st.container(border=True):
        if sides[0] is None or sides[1] is None:
            st.info("Không có hai bản để so.")
        else:
            st.subheader(f"Bản {id} so với bản {before}", anchor=False)
            effects.show(between(sides[0], sides[1]), f"{before}-{id}", f"/ban-cong-bo/{before}/{id}")
        if st.button("Đóng"):
            _close()
            st.rerun()


def _back_to(id: str) -> None:
    need("publish")
    now, then = store.current(), store.open_release(id)
    with st.container(border=True):
        st.subheader(f"Quay lại bản {plain(id[:20])}?", anchor=False)
        if now is None or then is None or now.id == then.id:
            st.info("Bản này đang hiển thị, hoặc không mở được.")
        else:
            made = between(now, then)
            effects.show(made, f"ve-{now.id}-{id}", f"/ban-cong-bo/{now.id}/{id}")
            st.caption("Không gì mất: bản đang hiển thị vẫn trong danh sách, quay lại được.")

        def back(who: str, why: str) -> Outcome:
            return store.rollback(id, who=who, why=why)

        _confirm("Quay lại bản này", f"quay lại bản {id}", back, impossible=then is None)


def _take_back(upload: Upload | None) -> None:
    need("publish")
    now = store.current()
    with st.container(border=True):
        if upload is None or upload.withdrawn or now is None:
            st.info("Không có lần nạp này, hoặc đã rút.")
            if st.button("Đóng"):
                _close()
                st.rerun()
            return
        st.subheader(f"Rút lần nạp {upload.id} “{plain(upload.file_name)}”?", anchor=False)
        try:
            with st.spinner("Đang tính điều sẽ thay đổi…"):
                made, problems = without(upload.id, now)
        except OSError as error:
            st.error(REFUSED.format(error=plain(error.strerror or "đĩa")))
            return
        if made is None:
            st.error("Không rút được, vì số liệu còn lại không khớp: " + plain("; ".join(map(str, problems[:5]))))
        else:
            effects.show(made, f"rut-{upload.id}-{now.id}")
            st.caption("Tệp và nhật ký vẫn giữ; nạp lại được.")
        id = upload.id

        def gone(who: str, why: str) -> Outcome:
            return store.withdraw(id, who=who, why=why)

        _confirm("Rút lần nạp này", f"rút lần nạp {id}", gone, impossible=made is None)


def _confirm(label: str, reason: str, act: Callable[[str, str], Outcome], *, impossible: bool) -> None:
    """A reason, a button that does it, a button that does not."""
    why = st.text_input("Lý do (ghi vào nhật ký)", value=reason, max_chars=LONGEST, key=f"vi-sao-{reason}")
    with st.container(horizontal=True):
        sure = st.button(label, type="primary", disabled=impossible or not why.strip(), key=f"chac-{reason}")
        if st.button("Thôi", key=f"thoi-{reason}"):
            _close()
            st.rerun()
    if not sure:
        return
    person = need("publish")
    try:
        outcome = act(person.name, why)
    except OSError as error:
        st.error(REFUSED.format(error=plain(error.strerror or "đĩa")))
        return
    if outcome.refused:
        st.error(plain("; ".join(str(problem) for problem in outcome.problems)))
        return
    _close()
    st.session_state[DID] = f"Đã {reason}; đang hiển thị bản {outcome.release}."
    st.rerun()


def _journal() -> None:
    with st.expander("Nhật ký: mọi việc đã làm"):
        st.html(
            '<p class="dx-files"><a class="dx-file" href="/nhat-ky.csv" download>Tải toàn bộ nhật ký (.csv)</a></p>'
        )
        elements.drawn(f'<div class="dx-upload">{journal_seen(journal.entries())}</div>', key="nhat-ky")
