"""The application: `streamlit run dashboard.py`, or `uvicorn dashboard:app`."""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Route

from pages.routes.downloads import download
from pages.routes.files import Files
from pages.routes.guard import Guard
from pages.routes.headers import SecurityHeaders
from pages.routes.health import healthz, readyz
from pages.routes.index import PAGES
from pages.routes.start import lifespan
from pages.shared.guard import on_script_error

ROUTES: list[BaseRoute] = [
    Route("/healthz", healthz),
    Route("/readyz", readyz),
    Route("/tai/{name}.{format}", download),
    *PAGES,
]
MIDDLEWARE = [Middleware(SecurityHeaders), Middleware(Guard), Middleware(Files)]

app = st.App(
    # A script inside pages/ keeps Streamlit from taking that folder for its own page menu.
    Path(__file__).parent / "pages" / "frame.py",
    routes=ROUTES,
    middleware=MIDDLEWARE,
    lifespan=lifespan,
    on_script_error=on_script_error,
)
