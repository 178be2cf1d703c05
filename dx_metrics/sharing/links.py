"""Short links: a code for an address with everything written out. They live in the journal, and nowhere else."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from dx_metrics.charts.acts_told import HERE
from dx_metrics.store import journal
from dx_metrics.store.journal import Entry
from dx_metrics.store.places import local_folder, workspace_folder

SHARE, REVOKE = "share", "revoke"
LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
"""None that is taken for another one when a code is read out or typed."""
LENGTH = 13
"""64 bits: nobody comes upon a code by trying."""
GUEST = "khách"
DAYS = (0, 7, 30, 90, 365)
"""For how long a link may be asked to open; 0 for ever."""
MOST_OF_GUESTS = 5000
"""Links that people without an account may have made; they are never cleared, so there is an end."""


class TooMany(Exception):
    """Guests have made as many links as they may."""


@dataclass(frozen=True, slots=True)
class Link:
    """`address` is a path with its query, the release among it; `until` the last day on which it opens (ISO)."""

    code: str
    address: str
    title: str
    who: str
    at: str
    until: str = ""
    revoked_at: str = ""
    revoked_by: str = ""

    @property
    def state(self) -> str:
        """`open`, `revoked` or `expired`, today in Viet Nam."""
        if self.revoked_at:
            return "revoked"
        return "expired" if self.until and today().isoformat() > self.until else "open"


def links(workspace: Path | None = None) -> list[Link]:
    """All links ever made, newest first."""
    return list(reversed(_links(workspace).values()))


def find(code: str, workspace: Path | None = None) -> Link | None:
    """The link of a code, in whatever state; None where there never was one."""
    return _links(workspace).get(code)


def make(address: str, title: str, who: str = "", *, until: date | None = None, workspace: Path | None = None) -> Link:
    """A link to this address, one of the maker's own that is still open rather than a second one.

    `who` is empty for a guest. Raises TooMany for guests, and OSError, with nothing made, when the disk refuses.
    """
    who = who or GUEST
    last = until.isoformat() if until else ""
    own = [link for link in links(workspace) if link.who == who]
    same = (link for link in own if (link.address, link.until, link.state) == (address, last, "open"))
    if (found := next(same, None)) is not None:
        return found
    if who == GUEST and len(own) >= MOST_OF_GUESTS:
        raise TooMany
    code = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    details = {"code": code, "address": address, "title": title, "until": last}
    entry = journal.append(SHARE, who, details=details, workspace=workspace)
    return Link(code, address, title, who, entry.at, last)


def revoke(code: str, who: str, why: str = "", workspace: Path | None = None) -> bool:
    """Close a link for good; False when there is none or it is closed already. Raises OSError."""
    link = find(code, workspace)
    if link is None or link.revoked_at:
        return False
    journal.append(REVOKE, who, why=why, details={"code": code}, workspace=workspace)
    return True


def today() -> date:
    """The day in Viet Nam."""
    return datetime.now(UTC).astimezone(HERE).date()


_last: tuple[str, dict[str, Link]] = ("", {})


def _links(workspace: Path | None) -> dict[str, Link]:
    """Told from the journal once for each state of it."""
    global _last
    book = journal.read(local_folder(workspace or workspace_folder()))
    if _last[0] != book.hash:
        _last = (book.hash, _told(book.entries))
    return _last[1]


def _told(entries: Iterable[Entry]) -> dict[str, Link]:
    """What the journal says of links, oldest first."""
    found: dict[str, Link] = {}
    for entry in entries:
        code = str(entry.details.get("code", ""))
        if entry.action == SHARE:
            address, title, until = (str(entry.details.get(word) or "") for word in ("address", "title", "until"))
            found[code] = Link(code, address, title, entry.who, entry.at, until)
        elif entry.action == REVOKE and code in found:
            found[code] = replace(found[code], revoked_at=entry.at, revoked_by=entry.who)
    return found
