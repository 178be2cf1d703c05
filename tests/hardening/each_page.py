"""One page of the dashboard, whichever `?trang=` names, as an administrator would see it."""

import importlib
from collections import defaultdict

import streamlit as st

from dx_metrics import store
from pages.shared.menu import set_pages
from pages.shared.options import view_of
from pages.shared.state import State

release = store.current()
assert release is not None
module = importlib.import_module(f"pages.{st.query_params['trang']}")
state = State(release, view_of(release, {"xa": "01906", "ky": "2022-Q1", "tru_cot": "DVC"}))
here = st.Page(lambda: module.page(state), title="Trang", url_path="trang", default=True)
set_pages(defaultdict(lambda: here))
st.navigation([here]).run()
