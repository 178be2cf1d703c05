"""The same four constant figures as plain HTML with Plotly beside it: what a page without a server behind it takes."""

import brotli
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bench.floor.figures import FIGURES
from pages.routes.assets import FOLDER
from pages.routes.index import PLOTLY

PLACES = "".join(f'<div data-testid="stPlotlyChart" id="f{at}"></div>' for at in range(4))
DRAWN = ";".join(f"Plotly.newPlot('f{at}', {each.to_json()})" for at, each in enumerate(FIGURES["Set 1"]))
PAGE = (
    '<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Static</title><body data-still>'
    f'<main style="display:grid;grid-template-columns:1fr 1fr">{PLACES}</main>'
    f'<script src="/plotly.js"></script><script>{DRAWN}</script></body></html>'
)
SENT = {
    "/": (brotli.compress(PAGE.encode(), quality=5), "text/html; charset=utf-8"),
    "/plotly.js": (brotli.compress((FOLDER / PLOTLY).read_bytes(), quality=10), "text/javascript"),
}


async def sent(request: Request) -> Response:
    content, kind = SENT[request.url.path]
    headers = {"Content-Encoding": "br", "Cache-Control": "max-age=3600"}
    return Response(content, headers=headers, media_type=kind)


async def well(request: Request) -> Response:
    """Where whoever starts the server asks whether it answers."""
    return PlainTextResponse("ok")


app = Starlette(routes=[*(Route(path, sent) for path in SENT), Route("/_stcore/health", well)])
