"""The parts pages are put together from."""

from urllib.parse import urlencode

import streamlit as st

from dx_metrics.briefing import whole
from dx_metrics.briefing.meaning import citation
from dx_metrics.store import Release
from dx_metrics.view import View
from pages import elements
from pages.routes.downloads import EVERYTHING, SCOPE
from pages.shared.ask import ask
from pages.shared.exhibits import EXHIBITS
from pages.shared.options import parameters_of
from pages.shared.state import State


def show(state: State, name: str, *, goes_to: str = "ho-so", height: int = 360, link: str = "") -> None:
    """One exhibit by its name; a commune clicked in it opens on the page `goes_to`.

    Where what is clicked is no commune, `link` is the address, with `{code}` in it.
    """
    exhibit = ask(EXHIBITS[name], state.release, state.view)
    # A download always names its release: the file must say what the screen said.
    query = urlencode(parameters_of(state.view, state.release))
    code = elements.exhibit(
        exhibit,
        key=f"{name}-{state.view.theme}",
        link=link or state.link(goes_to, unit="{code}"),
        downloads=files(name, query),
        height=height,
        citation=ask(citation_of, state.release, name, state.view),
        release=state.release.id,
        cells=state.link("viec-phai-lam", unit="{code}") + "&tieu_chi={criterion}",
    )
    if code:
        st.switch_page(st.session_state["_pages"][goes_to], query_params=state.parameters(unit=code))


def files(name: str, query: str) -> dict[str, str]:
    """The addresses of an exhibit's files: picture, what is looked at, and everything of its measure where known."""
    found = {kind: f"/tai/{name}.{kind}?{query}" for kind in ("png", "svg", "csv", "xlsx")}
    if name in whole.QUESTIONS:
        found |= {f"all_{kind}": f"/tai/{name}.{kind}?{query}&{SCOPE}={EVERYTHING}" for kind in ("csv", "xlsx")}
    return found


def citation_of(release: Release, name: str, view: View) -> str:
    """What a footnote says of an exhibit; its address is added in the browser."""
    return citation(release, view, ask(EXHIBITS[name], release, view))


def way_on(state: State, page: str, label: str, **changes: object) -> None:
    """A link to another page in this state, with some choices changed."""
    st.page_link(st.session_state["_pages"][page], label=label, query_params=state.parameters(**changes))


def heading(text: str) -> None:
    """A heading between groups of exhibits."""
    st.subheader(text, anchor=False)
