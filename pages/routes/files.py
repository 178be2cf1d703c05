"""Streamlit's bundles and our own static files: compressed, with lasting addresses."""

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from mimetypes import guess_type
from pathlib import Path

import anyio.to_thread
import streamlit
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from pages.routes import assets
from pages.routes.compression import accepted, compressed

BUNDLES = Path(streamlit.__file__).parent / "static" / "static"
TEXTS = {".js", ".css", ".svg", ".txt", ".json"}
TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
FOR_EVER = "public, max-age=31536000, immutable"
ASK_EACH_TIME = "no-cache"
ONE_DAY = "public, max-age=86400"
ICONS = "/static/media/MaterialSymbols-Rounded."
ICON_SUBSET = assets.FOLDER / "fonts" / "material-symbols-subset.woff2"
"""The icons that Streamlit and our pages use: 20 kB that stand in for its font of 375 kB."""
_OURS = re.compile(rf"/{re.escape(assets.PREFIX)}(?:v-(?P<version>[0-9a-f]+)/)?(?P<name>.+)")


@dataclass(frozen=True, slots=True)
class File:
    """A file as it is sent: bytes, media type, entity tag without quotes."""

    content: bytes
    media_type: str
    tag: str
    is_text: bool


class Files:
    """Answers GET and HEAD for `/static/*` (Streamlit's bundles) and `/app/static/*` (`pages/static`)."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            return await self.app(scope, receive, send)
        found = locate(scope["path"])
        if found is None:
            return await self.app(scope, receive, send)
        path, caching = found
        response = await anyio.to_thread.run_sync(respond, path, caching, Headers(scope=scope))
        await response(scope, receive, send)


def locate(path: str) -> tuple[Path, str] | None:
    """The file behind an address and how long it may be kept; None when it is none of ours.

    The file need not exist.
    """
    if "\0" in path:
        return None  # Streamlit answers 400
    if path.startswith(ICONS):
        return ICON_SUBSET, ONE_DAY
    if path.startswith("/static/"):
        file = (BUNDLES / path.removeprefix("/static/")).resolve()
        return (file, FOR_EVER) if file.is_relative_to(BUNDLES) and file.is_file() else None
    match = _OURS.fullmatch(path)
    if not match:
        return None
    file = (assets.FOLDER / match["name"]).resolve()
    if not file.is_relative_to(assets.FOLDER):
        return assets.FOLDER / "-", ASK_EACH_TIME
    # A tab opened before an upgrade asks for the old version and gets the new file, but must not keep it.
    return file, FOR_EVER if match["version"] == assets.version() else ASK_EACH_TIME


def respond(path: Path, caching: str, asked: Headers) -> Response:
    """The file in the best encoding the client takes; 304 when it has it; 404 when there is none."""
    try:
        file = _read(path, path.stat().st_mtime_ns)
    except OSError:
        return Response(status_code=404)
    encoding = accepted(asked.get("accept-encoding", "")) if file.is_text else ""
    tag = f'"{file.tag}{"-" + encoding if encoding else ""}"'
    headers = {"Cache-Control": caching, "ETag": tag, "Vary": "Accept-Encoding"}
    if tag in [given.strip().removeprefix("W/") for given in asked.get("if-none-match", "").split(",")]:
        return Response(status_code=304, headers=headers)
    content = file.content
    if encoding:
        content = _compressed(file.tag, encoding, content)
        headers["Content-Encoding"] = encoding
    return Response(content, headers=headers, media_type=file.media_type)


def warm(path: Path) -> None:
    """Have the file compressed before anybody asks for it. Raises nothing."""
    respond(path, FOR_EVER, Headers({"accept-encoding": "br"}))


@lru_cache(maxsize=512)
def _read(path: Path, changed: int) -> File:
    content = path.read_bytes()
    media_type = TYPES.get(path.suffix) or guess_type(path.name)[0] or "application/octet-stream"
    return File(content, media_type, hashlib.sha256(content).hexdigest()[:16], path.suffix in TEXTS)


_small: dict[tuple[str, str], bytes] = {}


def _compressed(tag: str, encoding: str, content: bytes) -> bytes:
    if (tag, encoding) not in _small:
        _small[tag, encoding] = compressed(content, encoding)
    return _small[tag, encoding]
