"""The dashboard's server around `screen.py` instead of the real pages: `uvicorn tests.elements.served:app`."""

from pathlib import Path

import streamlit as st

import dashboard

app = st.App(Path(__file__).parent / "screen.py", routes=dashboard.ROUTES, middleware=dashboard.MIDDLEWARE)
