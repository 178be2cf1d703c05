"""The pages of the run under way, for links to them."""

from collections.abc import Mapping
from contextvars import ContextVar

import streamlit as st

# Not in the state of the session: the pages hold the release that they show, and a tab left open for days would
# keep its database open. Each run is a thread of its own, and what it set goes with it.
_pages: ContextVar[Mapping[str, st.Page]] = ContextVar("pages")


def set_pages(pages: Mapping[str, st.Page]) -> None:
    """Pages by their address, as the menu of this run has them."""
    _pages.set(pages)


def page_at(address: str) -> st.Page:
    """The page at this address (`""` is the first one), for `st.page_link` and `st.switch_page`."""
    return _pages.get()[address]
