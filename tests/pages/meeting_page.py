"""The page of meetings in a frame."""

import streamlit as st

from dx_metrics import store
from dx_metrics.queries import choices
from pages import meeting
from pages.shared.menu import set_pages
from pages.shared.options import ALL, View
from pages.shared.state import State

release = store.current()
assert release is not None
state = State(release, View("thu", choices.periods(release, "thu")["code"][0], ALL))
here = st.Page(lambda: meeting.page(state), title="Cuộc họp", url_path="hop", default=True)
set_pages({"": here})
st.navigation([here]).run()
