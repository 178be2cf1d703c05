"""A view's address with everything written out, and what a pinned one says of the time since."""

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode, urlsplit

from dx_metrics import store
from dx_metrics.queries.consequences import consequences
from dx_metrics.sharing import since
from dx_metrics.store import Release
from dx_metrics.view import View
from pages.shared import options
from pages.shared.ask import ask

LONGEST = 1500
LIGHT = "/xem/"


def written_out(address: str) -> str | None:
    """The address of a page of ours with release, index and every choice in it; None for what is no such thing.

    Choices that only one page knows stay as they are.
    """
    if len(address) > LONGEST or not address.startswith("/") or address.startswith("//") or "\\" in address:
        return None
    parts = urlsplit(address)
    page = parts.path.removeprefix(LIGHT) if parts.path.startswith(LIGHT) else parts.path[1:]
    if parts.netloc or (page and not page.replace("-", "").replace("_", "").isalnum()):
        return None
    asked = dict(parse_qsl(parts.query, max_num_fields=40))
    release = store.open_release(asked[options.RELEASE]) if options.RELEASE in asked else store.current()
    if release is None or not options.series(release):
        return None
    return f"/{page}?{urlencode(asked | parameters(release, asked))}"


def parameters(release: Release, asked: Mapping[str, str]) -> dict[str, str]:
    """Every choice of a view, the release among them."""
    return options.parameters_of(options.view_of(release, asked), release)


def strip(release: Release, view: View, newest: str) -> str:
    """The strip above a pinned page; empty where the release is the one shown. `newest` is an address."""
    shown = store.current()
    if shown is None or shown.id == release.id:
        return ""
    shown = shown.at(release.level)
    return since.strip(ask(_since, release, shown, view), release.id, shown.id, newest, since.taken_back(release))


def _since(release: Release, shown: Release, view: View) -> since.Since:
    return since.since(release, ask(consequences, release, shown), view)
