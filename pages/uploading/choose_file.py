"""Step one: drop a file, take the clean form, go on with a draft."""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlencode

import streamlit as st

from dx_metrics import periods
from dx_metrics.access import Person
from dx_metrics.charts.acts_told import HERE, when
from dx_metrics.intake.framework_folder import BESIDE, packed
from dx_metrics.queries import choices
from dx_metrics.settings import settings
from dx_metrics.store import Release, drafts
from pages.shared.notices import plain
from pages.uploading import work as works
from pages.uploading.reading import known
from pages.uploading.work import Work

ROUND = "_nap_lan"


def choose_file(person: Person) -> None:
    """The uploader: every file dropped becomes a draft of its own, the first is opened."""
    round_ = st.session_state.get(ROUND, 0)
    most = settings().max_upload_mb
    st.markdown("**1. Thả tệp** mà cổng dịch vụ công, VNPT hay xã gửi, đúng như nhận được.")
    files = st.file_uploader(
        "Tệp số liệu: Excel, CSV, văn bản, ODS, HTML, GeoJSON; bộ chỉ số mới: tệp .zip",
        accept_multiple_files=True,
        max_upload_size=most,
        key=f"tep-{round_}",
    )
    if not files:
        return
    begun: list[Work] = []
    progress = st.progress(0.0, "Đang lưu bản nháp…")
    sent = _sent([(file.name[:200], file.getvalue()) for file in files])
    for at, (name, content) in enumerate(sent, start=1):
        try:
            begun.append(works.begun(person, name, content))
        except OSError as error:
            st.error(f"Không lưu được “{plain(name)}” ({plain(error.strerror or 'đĩa')}). Chưa có gì thay đổi.")
            return
        progress.progress(at / len(sent), f"Đã nhận {at}/{len(sent)} tệp")
    st.session_state[ROUND] = round_ + 1
    works.show(begun[0])
    st.rerun()


def _sent(files: Sequence[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    """Each file for itself, but those that make up a new index together."""
    index = packed(dict(files))
    return [index, *(file for file in files if file[0] not in BESIDE)] if index else list(files)


def going_on(person: Person) -> None:
    """Drafts of one's own, and those that wait for somebody who publishes."""
    _listed("Chờ công bố", works.awaiting(person), "Xem và công bố")
    _listed("Bản nháp của tôi", works.own(person), "Làm tiếp", removable=True)


def form_to_fill(person: Person, release: Release) -> None:
    """The clean form of a period, as a workbook or CSV."""
    with st.expander("Lấy biểu mẫu trống: đúng danh sách xã, đúng chỉ tiêu, điền sẵn số đã có"):
        offered = offered_periods(release)
        period = st.selectbox("Kỳ của biểu", list(offered), format_func=offered.__getitem__, key="bieu-ky", width=320)
        query = urlencode({"ky": period})
        st.html(
            f'<p class="dx-files"><a class="dx-file" href="/bieu-mau.xlsx?{query}" download>Biểu Excel (.xlsx)</a> '
            f'<a class="dx-file" href="/bieu-mau.csv?{query}" download>Biểu CSV</a></p>'
        )


def offered_periods(release: Release) -> dict[str, str]:
    """Periods that a form can be made for: those of the release's figures and the next of each kind, newest first."""
    kinds = {variable.frequency for variable in known(release).variables.values()}
    codes = {code for code in choices.reported(release) if periods.parse(code).kind in kinds}
    today = datetime.now(HERE).date()
    for kind in kinds:
        now = periods.containing(today, kind)
        codes |= {now, periods.before(now)}
    newest = sorted(map(periods.parse, codes), key=lambda period: (period.ends, period.starts), reverse=True)
    return {period.code: period.name for period in newest}


def _listed(title: str, found: Sequence[Work], label: str, *, removable: bool = False) -> None:
    if not found:
        return
    st.subheader(title, anchor=False)
    for work in found:
        with st.container(horizontal=True, vertical_alignment="center", border=True):
            handed = " · đã chuyển, chờ người khác công bố" if work.handed and removable else ""
            by = "" if removable else f" · {work.owner}"
            why = f" · {work.why}" if work.why else ""
            st.markdown(f"**{plain(work.file)}**{plain(f'{by} · {when(work.at)}{why}{handed}')}", width="stretch")
            if st.button(label, key=f"mo-{work.id}"):
                works.show(work)
                st.rerun()
            if removable and st.button("Bỏ", key=f"bo-{work.id}"):
                drafts.discard(work.id, owner=work.owner)
                st.rerun()
