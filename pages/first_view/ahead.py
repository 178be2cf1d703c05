"""What people are likely to look at first in a new release, worked out before they ask."""

import logging
import threading
import time

from dx_metrics import store
from dx_metrics.store import Release
from pages.first_view.run import run
from pages.shared import options

LOG = logging.getLogger(__name__)
NEWEST = 4
"""Periods of the first page, a year of quarters: some eighty answers of the 256 that a release keeps."""
REST = 10.0
"""Seconds between looks at what is shown. A release that is followed by another within them is left alone."""
SHARE = 3
"""Rests are so many times as long as the work: whoever clicks meanwhile has the processor."""


def look_ahead(stop: threading.Event) -> None:
    """Go on until told to stop. Raises nothing."""
    seen = done = ""
    while not stop.wait(REST):
        now = _shown()
        if now == seen != done:
            _work_out(now, stop)
            done = now
        seen = now


def ask(release: Release, stop: threading.Event) -> None:
    """Run the first page for its newest periods, as for a stranger, and forget what it sends: the answers stay."""
    for period in list(options.periods(release, next(iter(options.series(release)))))[:NEWEST]:
        began = time.perf_counter()
        run("", f"{options.PERIOD}={period}", {}, "/")
        if stop.wait(SHARE * (time.perf_counter() - began)):
            return


def _shown() -> str:
    """The id alone: whoever held a release until the next look would keep it open."""
    try:
        release = store.current()
    except Exception:  # a disk that cannot be read now; the next look may find it better
        return ""
    return release.id if release else ""


def _work_out(id: str, stop: threading.Event) -> None:
    try:
        release = store.open_release(id)
        if release and options.series(release):
            ask(release, stop)
    except Exception:  # the page itself will say what is wrong
        LOG.exception("could not look ahead in %s", id)
