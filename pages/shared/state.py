"""What a page is handed: the release, what is looked at, and links that carry it on."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from dx_metrics.store import Release
from dx_metrics.view import View
from pages.shared.options import parameters_of


@dataclass(frozen=True, slots=True)
class State:
    """`pinned` when the link names a release of its own."""

    release: Release
    view: View
    pinned: bool = False

    def parameters(self, **changes: object) -> dict[str, str]:
        """The URL of this state with some of its view changed."""
        return parameters_of(replace(self.view, **changes), self.release if self.pinned else None)  # type: ignore[arg-type]

    def link(self, page: str, **changes: object) -> str:
        """Address of a page in this state; `{code}` may stand where a commune is to be put in."""
        return f"/{page}?{urlencode(self.parameters(**changes), safe='{},')}"

    def looking_at(self, **changes: object) -> "State":
        """The same with another view."""
        return State(self.release, replace(self.view, **changes), self.pinned)  # type: ignore[arg-type]
