"""Our routes and middleware, asked without a socket and without Streamlit's server behind them."""

import asyncio
import gzip
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

import brotli
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message

import dashboard


@dataclass(frozen=True)
class Answer:
    """What came back; `raw` as it travelled, `content` unpacked."""

    status_code: int
    headers: Headers
    raw: bytes

    @property
    def content(self) -> bytes:
        unpack = {"br": brotli.decompress, "gzip": gzip.decompress}
        return unpack.get(self.headers.get("content-encoding", ""), bytes)(self.raw)

    @property
    def text(self) -> str:
        return self.content.decode()

    def json(self) -> Any:
        return json.loads(self.content)


def get(address: str, headers: dict[str, str] | None = None, **more: Any) -> Answer:
    """GET from the dashboard's own routes; 404 for what is Streamlit's."""
    return ask("GET", address, headers, **more)


def ask(
    method: str,
    address: str,
    headers: dict[str, str] | None = None,
    app: ASGIApp | None = None,
    body: bytes = b"",
    scheme: str = "http",
) -> Answer:
    """One request. `address` is sent as it stands, with its `..` and `%2e`."""
    path, _, query = address.partition("?")
    given = {"host": "xa.test", "accept-encoding": "br", **{k.lower(): v for k, v in (headers or {}).items()}}
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": scheme,
        "path": unquote(path),
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(k.encode(), v.encode()) for k, v in given.items()],
        "server": ("xa.test", 80),
        "client": ("127.0.0.1", 1),
    }
    sent: list[Message] = []

    waiting = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> Message:
        if not waiting:
            await asyncio.Event().wait()  # this client stays until it is answered
        return waiting.pop()

    async def send(message: Message) -> None:
        sent.append(message)

    ours = Starlette(routes=dashboard.ROUTES, middleware=dashboard.MIDDLEWARE)
    asyncio.run((app or ours)(scope, receive, send))
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return Answer(sent[0]["status"], Headers(raw=sent[0]["headers"]), body)
