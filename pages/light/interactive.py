"""What the interactive page carries of the light one: what chats show, and the way there where no script runs."""

import logging
from html import escape
from urllib.parse import urlencode

from dx_metrics import store
from pages.light.outline import Outline, outline
from pages.light.preview import tags
from pages.shared.options import RELEASE, looked_at, series

LOG = logging.getLogger(__name__)


def head(page: str, parameters: dict[str, str], base: str) -> str:
    """Meta elements for chats; none where the page has no view or something is wrong: it opens anyway."""
    try:
        pinned = parameters.get(RELEASE)
        release = store.open_release(pinned) if pinned else store.current()
        if release is None or not series(release):
            return ""
        release, view = looked_at(release, parameters)
        drawn: Outline | None = outline(release, page, view)
        return tags(release, drawn, base) if drawn else ""
    except Exception:
        LOG.exception("no preview of /%s", page)
        return ""


def without_script(page: str, parameters: dict[str, str]) -> str:
    """The way to the light form of this very view."""
    address = f"/xem/{page}?{urlencode(parameters)}" if parameters else f"/xem/{page}"
    return f'<p>Trang này cần JavaScript. <a href="{escape(address)}">Xem bản nhẹ, không cần JavaScript</a></p>'
