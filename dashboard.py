"""The application: `streamlit run dashboard.py`, or `uvicorn dashboard:app`."""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Route

from pages.routes import api, links, log, pictures
from pages.routes.access_journal import access_journal
from pages.routes.downloads import download
from pages.routes.files import Files
from pages.routes.finding import places
from pages.routes.gate import Gate
from pages.routes.guard import Guard
from pages.routes.headers import SecurityHeaders
from pages.routes.health import healthz, readyz
from pages.routes.index import PAGES
from pages.routes.inspection_sheet import inspection_sheet
from pages.routes.light import light, open_data
from pages.routes.meeting import first, slide
from pages.routes.meeting_acts import agree, turn, where
from pages.routes.meeting_files import handed_out
from pages.routes.metrics import Watched, metrics
from pages.routes.provider import Provider, secrets
from pages.routes.reports import paper
from pages.routes.sign_in import ask_to_sign_out, show, sign_in, sign_out, to_provider
from pages.routes.start import lifespan
from pages.routes.uploads import difference, draft, form, journal_file, sent
from pages.shared.guard import on_script_error

log.configure()

ROUTES: list[BaseRoute] = [
    Route("/healthz", healthz),
    Route("/readyz", readyz),
    Route("/metrics", metrics),
    Route("/dang-nhap", show),
    Route("/dang-nhap", sign_in, methods=["POST"]),
    Route("/dang-nhap/co-quan", to_provider),
    Route("/dang-xuat", ask_to_sign_out),
    Route("/dang-xuat", sign_out, methods=["POST"]),
    Route("/nhat-ky-truy-cap.csv", access_journal),
    Route("/tai/{name}.{format}", download),
    Route("/tim-don-vi", places),
    Route("/bieu-mau.{format}", form),
    Route("/nap-so-lieu/{draft}/{what}", draft),
    Route("/ban-cong-bo/{before}/{after}/{what}", difference),
    Route("/lan-nap/{upload}/{what}", sent),
    Route("/nhat-ky.csv", journal_file),
    Route("/anh/{name}.png", pictures.preview),
    Route("/api/v1/releases.{format}", api.releases),
    Route("/api/v1/package/{release}.zip", api.whole),
    Route("/api/v1/{name}.{format}", api.table),
    Route("/chia-se/tao", links.create, methods=["POST"]),
    Route("/l/{code}", links.follow),
    Route("/l/{code}/qr.{extension}", links.code),
    Route("/l/{code}/xem", links.follow_light),
    Route("/xem/du-lieu-mo", open_data),
    Route("/xem/{page:page}", light),
    Route("/hop/{code}", first),
    Route("/hop/{code}/{number:int}", slide),
    Route("/hop/{code}/vi-tri", where),
    Route("/hop/{code}/vi-tri", turn, methods=["POST"]),
    Route("/hop/{code}/ket-luan", agree, methods=["POST"]),
    Route("/hop/{code}/{file}", handed_out),
    Route("/in/phieu-kiem-tra", inspection_sheet),
    Route("/van-ban/{file}", paper),
    *PAGES,
]
MIDDLEWARE = [
    Middleware(Watched),
    Middleware(SecurityHeaders),
    Middleware(Gate),
    Middleware(Guard),
    Middleware(Provider),
    Middleware(Files),
]

app = st.App(
    # A script inside pages/ keeps Streamlit from taking that folder for its own page menu.
    Path(__file__).parent / "pages" / "frame.py",
    routes=ROUTES,
    middleware=MIDDLEWARE,
    secrets=secrets(),
    lifespan=lifespan,
    on_script_error=on_script_error,
)
