"""Who may come in at all: the right host, and, where reading takes a sign-in, a person."""

import re
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState

from dx_metrics.access import may, sessions
from dx_metrics.settings import settings
from pages.routes.person import SIGN_IN, SIGN_OUT, TO_PROVIDER, request_person, sign_in_address

OPEN = {SIGN_IN, SIGN_OUT, TO_PROVIDER, "/healthz", "/readyz", "/auth/login", "/auth/logout", "/oauth2callback"}
OPEN |= {"/_stcore/health", "/_stcore/host-config", "/metrics"}
OPEN_FOLDERS = ("/static/", "/app/static/")
"""The programs and looks of the pages. Everything that is not named here holds data and takes a person:
a route that is added later is closed until somebody opens it."""
ALIVE = ("/healthz", "/readyz", "/metrics")
"""Asked by whoever watches the server, under whatever name."""
BARE_RUN = BackMsg(rerun_script=ClientState()).SerializeToString()
"""What a browser sends to have the whole script run: no page, no fragment, no widget."""
HOST = re.compile(r"(?P<name>[^:\[\]]+|\[[0-9a-f:]+\])(?::\d+)?", re.IGNORECASE)


class Gate:
    """Turns away strange hosts, and visitors without a session where reading takes a sign-in.

    Links lead to the sign-in page and back. An open page whose session has ended gets the frame alone, which
    says so, whatever it asks for; a connection without any session of ours is refused.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            return await self.app(scope, receive, send)
        request = HTTPConnection(scope)
        path = scope["path"]
        if path not in ALIVE and not host_allowed(request.headers.get("host", "")):
            return await _turn_away(PlainTextResponse("Tên máy chủ này không được phép.", 400), scope, receive, send)
        if scope["type"] == "websocket" and not origin_allowed(request.headers):
            return await _close(scope, receive, send)
        if path in OPEN or path.startswith(OPEN_FOLDERS) or may(None, "read"):
            return await self.app(scope, receive, send)
        if scope["type"] == "websocket":
            return await self._connect(request, scope, receive, send)
        if request_person(request) is None:
            return await _turn_away(_no_person(request), scope, receive, send)

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["cache-control"] = "private, no-store"
            await send(message)

        await self.app(scope, receive, answer)

    async def _connect(self, request: HTTPConnection, scope: Scope, receive: Receive, send: Send) -> None:
        """Look at each message before the script runs for it: from nobody it is a bare run, without the click."""
        if sessions.session_in(request.cookies) is None:
            return await _close(scope, receive, send)

        async def receive_from_person() -> Message:
            message = await receive()
            if message["type"] == "websocket.receive" and request_person(request) is None:
                return {"type": "websocket.receive", "bytes": BARE_RUN}
            return message

        await self.app(scope, receive_from_person, send)


def host_allowed(host: str) -> bool:
    """Whether the settings let this server answer under that name; `*.ten.vn` lets all names below it."""
    allowed = settings().allowed_hosts
    if not allowed:
        return True
    found = HOST.fullmatch(host)
    name = found["name"].lower().rstrip(".") if found else ""
    return any(name == each or (each.startswith("*.") and name.endswith(each[1:])) for each in map(str.lower, allowed))


def origin_allowed(headers: Headers) -> bool:
    """Whether a connection comes from a page of ours. Streamlit itself lets in every port of this machine.

    Programs that are no browsers name no origin, and have no cookies but their own.
    """
    origin = headers.get("origin")
    if origin is None:
        return True
    there = urlsplit(origin).netloc
    return bool(there) and (there == headers.get("host") or (bool(settings().allowed_hosts) and host_allowed(there)))


def _no_person(request: HTTPConnection) -> Response:
    """Somebody who follows a link is led to the sign-in page and back; a program is refused."""
    if request.scope["method"] in ("GET", "HEAD") and "text/html" in request.headers.get("accept", ""):
        return RedirectResponse(sign_in_address(request), 303, {"Cache-Control": "no-store"})
    return PlainTextResponse("Cần đăng nhập để xem.", 401, {"Cache-Control": "no-store"})


async def _turn_away(response: Response, scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        return await _close(scope, receive, send)
    await response(scope, receive, send)


async def _close(scope: Scope, receive: Receive, send: Send) -> None:
    """Refuse a connection before it is one."""
    await receive()
    await send({"type": "websocket.close", "code": 1008})
