"""The page of the reform index alone, in a frame with the one link that it needs."""

import streamlit as st

from dx_metrics import store
from pages import reform
from pages.shared.menu import set_pages
from pages.shared.options import View
from pages.shared.state import State

release = store.current()
assert release is not None
state = State(release, View("thu", "2022-Q2"))
here = st.Page(lambda: reform.page(state), title="Chỉ số CCHC", url_path="cchc", default=True)
set_pages({"cchc": here})
st.navigation([here]).run()
