"""Back from the identity provider: Streamlit's sign-in proves who it is, and our own session takes over.

Streamlit's cookie would live for thirty days, after signing out too, and nobody would look at the token's
`exp`. It is kept only for telling the provider on the way out; no page and no route believes it.
"""

import json
import logging
import time
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import unquote

from anyio import to_thread
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.web.server.starlette.starlette_server_config import TOKENS_COOKIE_NAME, USER_COOKIE_NAME
from streamlit.web.server.starlette.starlette_websocket import _get_signed_cookie_with_chunks

from dx_metrics.access import record, sessions
from dx_metrics.access.key import key
from dx_metrics.settings import settings
from pages.routes.person import SIGN_IN, give, is_secure, safe

RETURN = "/oauth2callback"
BACK_COOKIE = "dx_ve"
LOG = logging.getLogger(__name__)


def secrets() -> dict[str, Any] | None:
    """What Streamlit's sign-in needs to know, out of our settings; None where local accounts sign in."""
    oidc = settings().oidc
    if oidc is None:
        return None
    return {
        "auth": {
            "redirect_uri": oidc.redirect_uri,
            "cookie_secret": key(),
            "client_id": oidc.client_id,
            "client_secret": oidc.client_secret,
            "server_metadata_url": oidc.server_metadata_url,
            "client_kwargs": {"prompt": oidc.prompt},
        }
    }


class Provider:
    """Puts our session into the answer in which Streamlit sets its cookie."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != RETURN or settings().oidc is None:
            return await self.app(scope, receive, send)
        request = HTTPConnection(scope)

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                # In a thread: it waits for the disk.
                await to_thread.run_sync(_take_over, request, MutableHeaders(scope=message))
            await send(message)

        await self.app(scope, receive, answer)


def _take_over(request: HTTPConnection, headers: MutableHeaders) -> None:
    """Our cookie beside Streamlit's, and the way back to where the person wanted to go."""
    headers["cache-control"] = "no-store"
    given = [SimpleCookie(text) for text in headers.getlist("set-cookie")]
    claims = _claims({name: one.value for cookie in given for name, one in cookie.items()})
    address = request.client.host if request.client else ""
    ours = Response()
    try:
        if claims is None:
            if {"code", "error"} & request.query_params.keys():
                raise ValueError("the provider proved nothing")
            return  # the way back from signing out
        session = sessions.begin_by_claims(claims)
    except ValueError as error:
        LOG.warning("sign-in by the identity provider failed: %s", error)
        record.refused("", address=address, by="oidc")
        headers["location"] = f"{SIGN_IN}?loi=1"
        return
    seconds = round(session.until - time.time())
    give(ours, request, session, seconds)
    ours.delete_cookie(BACK_COOKIE)
    _tighten(headers, seconds, secure=is_secure(request))
    headers["location"] = safe(unquote(request.cookies.get(BACK_COOKIE, "")))
    for text in ours.headers.getlist("set-cookie"):
        headers.append("set-cookie", text)
    record.noted("signed in", session.who, address=address, by="oidc")


def _claims(cookies: dict[str, str]) -> dict[str, Any] | None:
    """What the provider says of the person, out of the cookie that Streamlit is just setting."""
    try:
        content = _get_signed_cookie_with_chunks(cookies, USER_COOKIE_NAME)
        found = json.loads(content) if content else None
    except (ValueError, TypeError, AttributeError, OSError):
        # Streamlit offers no public way to read it here. Should its insides change, nobody gets in.
        LOG.exception("Streamlit's sign-in cookie cannot be read")
        return None
    return found if isinstance(found, dict) and found.get("is_logged_in") is True else None


def _tighten(headers: MutableHeaders, seconds: int, *, secure: bool) -> None:
    """Streamlit's cookies live no longer than our session, and behind TLS only there."""
    kept = headers.getlist("set-cookie")
    del headers["set-cookie"]
    for text in kept:
        if text.startswith((f"{USER_COOKIE_NAME}", f"{TOKENS_COOKIE_NAME}")):
            parts = [part for part in text.split("; ") if not part.lower().startswith(("max-age=", "expires="))]
            gone = '=""' in parts[0] or parts[0].endswith("=")
            text = "; ".join([*parts, f"Max-Age={0 if gone else seconds}", *(["Secure"] if secure else [])])
        headers.append("set-cookie", text)
