"""What was published, and the uploads that it was made from: the journal, told by release and by upload."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dx_metrics.store import journal, objects
from dx_metrics.store.journal import Entry
from dx_metrics.store.places import local_folder, workspace_folder
from dx_metrics.store.state import State, state_of

RELEASING = ("workspace", "upload", "withdraw", "rollback")
"""Actions after which another release is shown. `details.release` names it, `details.state` what it is made from."""


@dataclass(frozen=True, slots=True)
class ReleaseInfo:
    """One line of the list of releases. `what` is its details: file name and rows, the upload withdrawn …"""

    id: str
    seq: int
    who: str
    at: str
    why: str
    action: str
    what: dict[str, Any]
    shown: bool


@dataclass(frozen=True, slots=True)
class Upload:
    """One accepted upload. `parts`: target, mode and hash; `withdrawn`: it is not in what is shown now."""

    id: str
    seq: int
    who: str
    at: str
    why: str
    file_name: str
    file_sha: str | None
    parts: tuple[tuple[str, str, str], ...]
    rows: int
    note: str
    withdrawn: bool
    release: str


def history(workspace: Path | None = None) -> list[ReleaseInfo]:
    """Every act that changed what is shown, newest first. A rollback names the older release it went back to."""
    found = releasing(workspace or workspace_folder())
    return [
        ReleaseInfo(
            e.details["release"], e.seq, e.who, e.at, e.why, e.action, e.details.get("what", {}), e is found[-1]
        )
        for e in reversed(found)
    ]


def uploads(workspace: Path | None = None) -> list[Upload]:
    """Every accepted upload, newest first."""
    workspace = workspace or workspace_folder()
    acts = releasing(workspace)
    try:
        counted = set(state_of(acts[-1].details["state"], workspace).uploads) if acts else set()
    except objects.Damaged:
        counted = set()
    found = []
    for act in reversed(acts):
        if act.action != "upload":
            continue
        what, sha = act.details["what"], act.details["upload"]
        parts = tuple((part[0], part[1], part[2]) for part in what["parts"])
        words = (act.who, act.at, act.why, what["file_name"], what["file"], parts, what["rows"], what["note"])
        found.append(Upload(f"u{act.seq}", act.seq, *words, sha not in counted, act.details["release"]))
    return found


def releasing(workspace: Path) -> list[Entry]:
    """The journal's entries that changed what is shown, oldest first."""
    known = journal.read(local_folder(workspace)).entries
    return [entry for entry in known if entry.action in RELEASING and "release" in entry.details]


def shown(workspace: Path) -> Entry | None:
    """The act that decides what is shown now."""
    acts = releasing(workspace)
    return acts[-1] if acts else None


def made_by(release: str, workspace: Path) -> Entry | None:
    """The act that made a release."""
    made = (act for act in releasing(workspace) if act.details["release"] == release and act.action != "rollback")
    return next(made, None)


def state_now(workspace: Path) -> State | None:
    """What the shown release is made from; None before the first. Raises objects.Damaged."""
    act = shown(workspace)
    return state_of(act.details["state"], workspace) if act else None


def sent_before(parts: list[tuple[str, str, str]], file: str | None, workspace: Path) -> Upload | None:
    """An upload of the very same rows, or of the very same file of an officer, that still counts."""
    counting = (upload for upload in uploads(workspace) if not upload.withdrawn)
    same = (u for u in counting if list(u.parts) == parts or (file is not None and u.file_sha == file))
    return next(same, None)
