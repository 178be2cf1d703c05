"""Sequences that were saved: each version kept for ever, the newest one shown, the journal says who and why."""

from dataclasses import dataclass
from pathlib import Path

from dx_metrics.meeting import sequence as sequences
from dx_metrics.meeting.sequence import CODE, Sequence
from dx_metrics.store import journal, objects

SAVED, REMOVED = "meeting", "meeting removed"
"""Actions in the journal; `details.code` names the sequence, `details.object` what was saved."""
MOST = 500
"""Sequences that are listed; the journal has all."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list: enough to choose from without reading any sequence."""

    code: str
    name: str
    date: str
    release: str
    slides: int
    minutes: int
    who: str
    at: str
    object: str


def save(sequence: Sequence, *, who: str, why: str = "", workspace: Path | None = None) -> None:
    """Keep a sequence, in place of an older one of its code. Raises OSError, with nothing changed, on a full disk."""
    kept = objects.keep(sequences.to_bytes(sequence), workspace)
    details = {
        "code": sequence.code,
        "object": kept,
        "name": journal.clean(sequence.name),
        "date": sequence.date.isoformat(),
        "release": sequence.release,
        "slides": len(sequence.slides),
        "minutes": sequence.minutes,
    }
    journal.append(SAVED, who, why=why, details=details, workspace=workspace)


def remove(code: str, *, who: str, why: str = "", workspace: Path | None = None) -> bool:
    """Take a sequence off the list; its link then says so. False when there is none."""
    if not any(own.code == code for own in listed(workspace)):
        return False
    journal.append(REMOVED, who, why=why, details={"code": code}, workspace=workspace)
    return True


def listed(workspace: Path | None = None) -> list[Listed]:
    """The newest version of each sequence, the one saved last first."""
    found: dict[str, Listed] = {}
    for entry in journal.entries(workspace):
        if entry.action not in (SAVED, REMOVED):
            continue
        told = entry.details
        found.pop(told["code"], None)
        if entry.action == SAVED:
            words = (told["code"], told["name"], told["date"], told["release"], told["slides"], told["minutes"])
            found[told["code"]] = Listed(*words, entry.who, entry.at, told["object"])
    return list(reversed(found.values()))[:MOST]


def find(code: str, workspace: Path | None = None) -> Sequence | None:
    """The sequence as last saved; None where there is none, it was removed, or what was kept is damaged."""
    if not CODE.fullmatch(code):
        return None
    own = next((own for own in listed(workspace) if own.code == code), None)
    try:
        return sequences.from_bytes(objects.fetch(own.object, workspace)) if own else None
    except (objects.Damaged, ValueError):
        return None
