"""One page in a frame that keeps what the address says: `?trang=upload`."""

import streamlit as st

from dx_metrics import store
from dx_metrics.queries import choices
from pages import releases, upload
from pages.shared.menu import set_pages
from pages.shared.options import ALL, View
from pages.shared.state import State

PAGES = {"upload": upload, "releases": releases}
release = store.current()
assert release is not None
state = State(release, View("thu", choices.periods(release, "thu")["code"][0], ALL))


def shown() -> None:
    PAGES[st.query_params["trang"]].page(state)


here = st.Page(shown, title="Trang", url_path="trang", default=True)
set_pages({"": here, "ban-cong-bo": here})
st.navigation([here]).run()
