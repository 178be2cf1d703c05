"""The journal of access: who came in, who was refused, whose rights changed. Never a password, never a token."""

import logging
from pathlib import Path

from limits import RateLimitItemPerHour, storage, strategies

from dx_metrics.access.folder import NAME, access_folder
from dx_metrics.store import journal

LOG = logging.getLogger(__name__)
LONGEST = 120
_refusals = strategies.MovingWindowRateLimiter(storage.MemoryStorage())
MOST_REFUSALS = RateLimitItemPerHour(200)
"""Written down in an hour; more go to the log only, so that a stranger cannot fill the disk."""


def record(action: str, who: str, *, why: str = "", **details: str) -> None:
    """Write one act down. Raises OSError when the disk refuses: then the act must not happen."""
    access_folder()
    shown = {name: _short(value) for name, value in details.items()}
    journal.append(action, _short(who), why=_short(why), details=shown, workspace=Path(NAME))


def noted(action: str, who: str, **details: str) -> None:
    """Write down what has happened anyway; a disk that refuses is logged."""
    try:
        record(action, who, **details)
    except OSError:
        LOG.exception("the journal of access cannot be written")


def refused(who: str, **details: str) -> None:
    """Write down a refused sign-in, unless there were very many."""
    if _refusals.hit(MOST_REFUSALS, "refused"):
        noted("sign-in refused", who, **details)
    else:
        LOG.warning("a refused sign-in was not journalled: there were very many")


def entries() -> list[journal.Entry]:
    """All of it, oldest first."""
    return journal.entries(Path(NAME))


def _short(text: str) -> str:
    """What somebody typed, without control characters and not longer than a line."""
    return journal.clean(text)[:LONGEST]
