"""Doors of Streamlit that this product keeps shut."""

import logging
import re

import anyio
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import config
from streamlit.runtime import Runtime

from dx_metrics.access import may
from dx_metrics.settings import settings
from pages.routes.person import request_person

SHUT = re.compile(r"/_stcore/(?:metrics|agent|script-health-check)(?:/.*)?")
UPLOAD = re.compile(r"/_stcore/upload_file/(?P<session>[^/]+)/[^/]+")
MOST_FILES = 20
"""Files that one session may hold in memory at once."""
SLOWEST = 300
"""Seconds in which a file has to arrive: 20 MB at half a megabit."""
LOG = logging.getLogger(__name__)


class Guard:
    """404 for the metrics and agent endpoints; 403 for an upload that no page asked for, or nobody who may.

    Streamlit itself takes a file from any open session, whether or not its page shows
    an uploader: every visitor could fill the memory.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            if SHUT.fullmatch(scope["path"]):
                return await PlainTextResponse("Not Found", 404)(scope, receive, send)
            upload = UPLOAD.fullmatch(scope["path"])
            if upload and scope["method"] == "PUT" and not (_has_the_right(scope) and may_upload(upload["session"])):
                return await PlainTextResponse("Forbidden", 403)(scope, receive, send)
            if upload and scope["method"] == "PUT":
                return await self._upload(scope, receive, send)
        await self.app(scope, receive, send)

    async def _upload(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Streamlit refuses what is too large, by today's settings; what comes too slowly is cut off."""
        config.set_option("server.maxUploadSize", settings().max_upload_mb)
        with anyio.move_on_after(SLOWEST) as waiting:
            return await self.app(scope, receive, send)
        if waiting.cancelled_caught:
            await PlainTextResponse("Tệp gửi lên quá chậm.", 408)(scope, receive, send)


def _has_the_right(scope: Scope) -> bool:
    return may(request_person(HTTPConnection(scope)), "upload")


def may_upload(session: str) -> bool:
    """Whether the page that this session last ran shows an uploader, and the session holds few files."""
    try:
        runtime = Runtime.instance()
        info = runtime._session_mgr.get_session_info(session)
        if info is None:
            return False
        widgets = info.session.session_state._new_widget_state.widget_metadata
        shown = any(widget.value_type == "file_uploader_state_value" for widget in list(widgets.values()))
        held = runtime.uploaded_file_mgr.file_storage.get(session, {})  # type: ignore[attr-defined]
        return shown and len(held) < MOST_FILES
    except (AttributeError, RuntimeError):
        # Streamlit offers no public way to ask. Should its insides change, uploads stop; nothing opens.
        LOG.exception("cannot see the session's widgets; the upload is refused")
        return False
