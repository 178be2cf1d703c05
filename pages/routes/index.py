"""Streamlit's index.html, made ours: Vietnamese, branded, with what the first view needs asked for at once."""

import base64
import hashlib
import json
import re
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path

import streamlit as st
from anyio import CapacityLimiter, to_thread
from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from pages import meeting_mode
from pages.first_view.view import first_view
from pages.light import interactive
from pages.routes import assets
from pages.routes.assets import address
from pages.routes.compression import accepted, squeeze
from pages.routes.person import request_person

ORIGINAL = Path(st.__file__).parent / "static" / "index.html"
TITLE = "Sẵn sàng chuyển đổi số cấp xã"
SCRIPT = re.compile(r"<script(?P<kind>[^>]*)>(?P<code>.*?)</script>", re.DOTALL)
ASKED_FOR = re.compile(r'(?:href|src)="([^"]+\.(?:js|css))"')
SHEET = re.compile(r'<link rel="stylesheet"[^>]*href="\./static/[^>]*>')
FONTS = ("latin-400", "vietnamese-400", "latin-600", "vietnamese-600")
MODULES = ("exhibit", "dom", "plot", "table", "menu", "share", "drawn", "links")
PLOTLY = "plotly/plotly-basic-4.1.1.min.js"

STYLES = (
    "dx.css",
    "elements.css",
    "charts.css",
    "frame.css",
    "merged.css",
    "lost.css",
    "quality.css",
    "upload.css",
    "follow_up.css",
    "paper.css",
    "first.css",
)
SCRIPTS = ("first.js", "prefix.js", "address.js", "vi.js", "fallback.js")
THEME = {
    "primaryColor": "primaryColor",
    "backgroundColor": "backgroundColor",
    "secondaryBackgroundColor": "secondaryBackgroundColor",
    "textColor": "textColor",
    "font": "bodyFont",
    "headingFont": "headingFont",
}
"""Theme options of config.toml and what Streamlit's script calls them."""
CONNECTION = (
    'BACKEND_BASE_URL: new URL(".", location.href).href.slice(0, -1), '
    "HOST_CONFIG: { allowedOrigins: [location.origin], useExternalAuthToken: false }"
)
"""With these the session opens at once, also below a folder of a proxy. Without, Streamlit's script first
asks two addresses, under the page's own path too: every page but the first begins with two 404s."""
WAITING = """<div id="root"><div class="dx-waiting" role="status">
      <span class="dx-waiting-mark" aria-hidden="true"></span>
      <p>Đang mở bảng số liệu…</p>
    </div></div>"""
NOWHERE = (
    '<!DOCTYPE html><html lang="vi"><meta charset="utf-8"><title>Không có trang này</title>'
    '<p>Không có trang này. <a href="/">Mở trang đầu</a></p></html>'
)
QUICK = 5
"""Brotli's quality for what is made at each request."""
_AT_ONCE = CapacityLimiter(2)
"""Pages drawn at the same time: more would only slow each other and everybody's clicks."""
MOST_WAITING = 8
"""Visitors who wait for that; who comes then gets the page that Streamlit fills."""
NO_SCRIPT = "<noscript><p>Trang này cần JavaScript. Hãy bật JavaScript trong trình duyệt rồi tải lại.</p></noscript>"


@dataclass(frozen=True, slots=True)
class Page:
    """An index.html as it is sent, and the CSP hashes (`'sha256-…'`) of the scripts inside it."""

    html: bytes
    script_hashes: tuple[str, ...]


@lru_cache(maxsize=1)
def page() -> Page:
    """The rewritten index.html of the installed Streamlit."""
    return rewritten(ORIGINAL.read_text("utf-8"))


def rewritten(original: str) -> Page:
    """`original` in Vietnamese, with our styles, font and script modules hinted."""
    html = re.sub(r"<!--.*?-->\s*", "", original, flags=re.DOTALL)
    html = html.replace('<html lang="en">', '<html lang="vi">')
    html = re.sub(r"<title>.*?</title>", f"<title>{escape(TITLE)}</title>", html, flags=re.DOTALL)
    html = re.sub(r"<noscript>.*?</noscript>", NO_SCRIPT, html, flags=re.DOTALL)
    html = re.sub(r'\s*<link rel="(?:shortcut icon|service-desc)"[^>]*>', "", html)
    html = re.sub(r'\s*<link\s+rel="preload"[^>]*as="font"[^>]*>', "", html)  # Source Sans, which we do not use
    html = html.replace('<div id="root"></div>', WAITING)
    # Scripts before Streamlit's, so that the history is wrapped and the theme set when that one starts;
    # styles after its own, which they amend.
    html = html.replace("</title>", f"</title>{_first()}", 1)
    html = html.replace("</head>", f"{_hints()}\n  </head>", 1)
    # Streamlit's own styles (of formulas) keep nobody from seeing the page.
    html, its_own = SHEET.sub("", html), "".join(SHEET.findall(html))
    html = html.replace("</body>", f"{its_own}\n  </body>", 1)
    inline = [match["code"] for match in SCRIPT.finditer(html) if "src=" not in match["kind"]]
    return Page(html.encode(), tuple(_hash(code) for code in inline))


def _first() -> str:
    """Icon, settings and scripts that must be there before Streamlit's script runs."""
    theme = {name: st.get_option(f"theme.{option}") for option, name in THEME.items()}
    settings = json.dumps(
        {
            # Else the page starts in Streamlit's own look, dark where the system is, and loads its font.
            "LIGHT_THEME": theme,
            "DARK_THEME": theme,
        },
        ensure_ascii=False,
    ).replace("<", "\\u003c")
    lines = [
        f'<meta name="theme-color" content="{theme["primaryColor"]}" />',
        f'<link rel="icon" type="image/svg+xml" href="{address("favicon.svg")}" />',
        f"<script>window.__streamlit = {{ {CONNECTION}, ...{settings} }}</script>",
        *(f'<script defer src="{address(name)}"></script>' for name in SCRIPTS),
    ]
    return "".join(f"\n    {line}" for line in lines)


def _hints() -> str:
    """Styles, and what the first view will ask for."""
    fonts = (f"fonts/be-vietnam-pro-{name}-normal.woff2" for name in FONTS)
    lines = [
        f"<style>{_look()}</style>",
        *(f'<link rel="preload" href="{address(name)}" as="font" type="font/woff2" crossorigin />' for name in fonts),
        *(f'<link rel="modulepreload" href="{address(f"elements/{name}.js")}" />' for name in MODULES),
        _plotly(),
    ]
    return "".join(f"\n    {line}" for line in lines)


def _look() -> str:
    """All our styles in the page itself: what is drawn is seen as soon as the page is there."""
    sheets = "".join((assets.FOLDER / name).read_text("utf-8") for name in STYLES)
    return sheets.replace('url("fonts/', f'url("{address("fonts/")}')


def _plotly() -> str:
    """Low: the page comes first, but charts need not wait for the session to ask for their library."""
    return f'<link rel="preload" href="{address(PLOTLY)}" as="script" fetchpriority="low" />'


def _hash(code: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"


class PageName(Convertor[str]):
    """One word or nothing. OpenID sign-in, should it be set up, ends at an address of Streamlit's."""

    regex = r"(?!oauth2callback$)[^/.]*"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


class Deeper(PageName):
    """Folders that neither Streamlit nor we have."""

    regex = r"(?!(?:_stcore|media|component|static|auth)/)[^/]+/.+"


register_url_convertor("page", PageName())
register_url_convertor("deeper", Deeper())


async def index(request: Request) -> Response:
    """The page at any address that is a page's, already drawn; Streamlit then takes over.

    Its tag is made of what it says, so that nobody gets what has changed or was another's.
    """
    busy = _AT_ONCE.statistics().tasks_waiting >= MOST_WAITING
    return await to_thread.run_sync(_answer, request, busy, limiter=None if busy else _AT_ONCE)


def _answer(request: Request, busy: bool) -> Response:
    encoding = accepted(request.headers.get("accept-encoding", ""))
    known = request_person(request) is not None
    presented = meeting_mode.instead(request.path_params.get("page", ""), request.query_params)
    if presented:
        return RedirectResponse(presented, 303, {"Cache-Control": "no-store"})
    html = _of_view(request, known=known, drawing=not busy)
    tag = f'"{hashlib.sha256(html).hexdigest()[:16]}{"-" + encoding if encoding else ""}"'
    caching = "private, no-store" if known else "no-cache"
    headers = {"Cache-Control": caching, "Vary": "Accept-Encoding, Cookie", "ETag": tag}
    if request.headers.get("if-none-match", "").removeprefix("W/") == tag and not known:
        return Response(status_code=304, headers=headers)
    if encoding:
        headers["Content-Encoding"] = encoding
    return HTMLResponse(squeeze(html, encoding, QUICK) if encoding else html, headers=headers)


def _of_view(request: Request, *, known: bool, drawing: bool) -> bytes:
    """The page as it is drawn, with what chats show of this address, and the way on where no script runs."""
    name, parameters = request.path_params.get("page", ""), dict(request.query_params)
    html = page().html
    if told := interactive.head(name, parameters, str(request.base_url).rstrip("/")):
        html = html.replace(b"</head>", told.encode() + b"</head>", 1)
    way = f"<noscript>{interactive.without_script(name, parameters)}</noscript>"
    html = html.replace(NO_SCRIPT.encode(), way.encode(), 1)
    if not drawing:
        return html
    if drawn := first_view(name, request.url.query, request.cookies, str(request.url), known=known):
        if "dx-still" not in drawn:
            html = html.replace(_plotly().encode(), b"", 1)
        html = html.replace(WAITING.encode(), f'<div id="dx-first">{drawn}</div><div id="root"></div>'.encode(), 1)
    return html


async def nowhere(request: Request) -> Response:
    """404 for what would be an empty page: Streamlit's files are named relative to the page's folder."""
    return HTMLResponse(NOWHERE, status_code=404)


PAGES: list[BaseRoute] = [Route("/{page:page}", index), Route("/{rest:deeper}", nowhere)]
"""To stand last among the routes: they take whatever is left."""
