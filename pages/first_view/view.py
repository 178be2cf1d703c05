"""The first view of an address, remembered while nothing that it shows can have changed."""

import logging
import time
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from streamlit.runtime import Runtime

from dx_metrics import store
from dx_metrics.store.release import faults
from pages.first_view.drawn import drawn
from pages.first_view.run import NotDrawn, run
from pages.light.outline import SHOWN

LOG = logging.getLogger(__name__)
KEPT = 128
"""First views kept, some 60 kB each: 8 MB."""
SOON = 10
"""Seconds after which a server that is not up never will be, as in tests."""


def first_view(page: str, query: str, cookies: Mapping[str, str], url: str, *, known: bool) -> str:
    """HTML of the page at `/page?query` for whoever these cookies are of; empty where it cannot be told.

    `known`: whether somebody is signed in. What they see is drawn for them alone and kept nowhere.
    """
    if not Runtime.exists():
        return ""
    try:
        if known or page not in SHOWN:
            return drawn(run(page, query, cookies, url))
        newest = store.current()
        shown = (newest.id if newest else "", tuple(faults()), date.today())
        return _kept(page, query, url, shown)
    except NotDrawn:
        return ""
    except Exception:  # the page itself will say what is wrong
        LOG.exception("no first view of /%s", page)
        return ""


def warm() -> None:
    """Have the questions of the first page answered before anybody asks, once the server is up. Raises nothing."""
    give_up = time.monotonic() + SOON
    while not Runtime.exists() and time.monotonic() < give_up:
        time.sleep(0.1)
    first_view("", "", {}, "/", known=False)


@lru_cache(maxsize=KEPT)
def _kept(page: str, query: str, url: str, shown: tuple[object, ...]) -> str:
    return drawn(run(page, query, {}, url))
