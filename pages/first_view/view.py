"""The first view of an address, remembered while nothing that it shows can have changed."""

import logging
import time
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from urllib.parse import parse_qsl

from streamlit.runtime import Runtime

from dx_metrics import store
from dx_metrics.store.release import faults
from pages.first_view.drawn import drawn
from pages.first_view.run import NotDrawn, run
from pages.light.outline import outline
from pages.meeting_mode import PRESENTED
from pages.shared.options import RELEASE, series, view_of

LOG = logging.getLogger(__name__)
KEPT = 128
"""First views kept, some 70 kB each: 9 MB."""
SOON = 10
"""Seconds after which a server that is not up never will be, as in tests."""


def first_view(page: str, query: str, cookies: Mapping[str, str], url: str, *, known: bool) -> str:
    """HTML of the page at `/page?query` for whoever these cookies are of; empty where it cannot be told.

    `known`: whether somebody is signed in. What they see is drawn for them alone and kept nowhere.
    """
    if not Runtime.exists() or f"{PRESENTED}=1" in query:  # what is presented has a frame of its own
        return ""
    try:
        if known or not _of_release(page, query):
            return drawn(run(page, query, cookies, url))
        newest = store.current()
        shown = (newest.id if newest else "", tuple(faults()), date.today())
        return _kept(page, query, url, shown)
    except NotDrawn:
        return ""
    except Exception:  # the page itself will say what is wrong
        LOG.exception("no first view of /%s", page)
        return ""


def _of_release(page: str, query: str) -> bool:
    """Whether the page shows a release alone: then it is the same for everybody until the next one."""
    asked = dict(parse_qsl(query))
    release = store.open_release(asked[RELEASE]) if asked.get(RELEASE) else store.current()
    return release is not None and bool(series(release)) and outline(release, page, view_of(release, asked)) is not None


def warm() -> None:
    """Have the questions of the first page answered before anybody asks, once the server is up. Raises nothing."""
    give_up = time.monotonic() + SOON
    while not Runtime.exists() and time.monotonic() < give_up:
        time.sleep(0.1)
    first_view("", "", {}, "/", known=False)


@lru_cache(maxsize=KEPT)
def _kept(page: str, query: str, url: str, shown: tuple[object, ...]) -> str:
    made = drawn(run(page, query, {}, url))
    now = store.current()
    if shown[0] != (now.id if now else ""):
        raise NotDrawn("published meanwhile")  # else newer figures would be remembered as this release's
    return made
