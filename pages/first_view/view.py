"""The first view of an address, remembered while nothing that it shows can have changed."""

import logging
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


@lru_cache(maxsize=KEPT)
def _kept(page: str, query: str, url: str, shown: tuple[object, ...]) -> str:
    return drawn(run(page, query, {}, url))
