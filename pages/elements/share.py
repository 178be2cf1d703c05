"""Chia sẻ: the link to exactly what is on the screen, long or short."""

from dx_metrics.sharing.links import DAYS
from pages.elements.module import as_sent, component

WORDS = {0: "Không hạn", 365: "1 năm"}

_mount = component("share", '<div class="dx-share"></div>')


def share(release: str) -> None:
    """The button of the frame; the browser knows the rest of the address."""
    days = [[count, WORDS.get(count, f"{count} ngày")] for count in DAYS]
    _mount(key="chia-se", data=as_sent({"release": release, "days": days}), width="content")
