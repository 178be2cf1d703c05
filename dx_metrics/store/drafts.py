"""Work that is not published yet: kept on disk, so that it survives F5, a closed laptop and a restart."""

import hashlib
import json
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dx_metrics.store import durable, journal
from dx_metrics.store.places import local_folder, workspace_folder

FOLDER = "drafts"
MOST = 50
"""Drafts of one owner; the oldest goes when there is one more."""
_ID = re.compile(r"[0-9a-f]{32}")
ONLY_US = 0o600


@dataclass(frozen=True, slots=True)
class Draft:
    """`payload` is what was saved, to the byte; `meta` what its list shows."""

    id: str
    owner: str
    name: str
    at: str
    meta: dict[str, Any] = field(default_factory=dict)
    payload: bytes = b""


def save(
    owner: str,
    name: str,
    payload: bytes,
    meta: Mapping[str, Any] | None = None,
    *,
    id: str | None = None,
    workspace: Path | None = None,
) -> str:
    """Keep a draft and return its id; with `id`, put it in place of one that the owner saved before.

    Raises OSError, with the old one untouched, when the disk refuses, and KeyError when `id` is not the
    owner's.
    """
    workspace = workspace or workspace_folder()
    if id is not None and _read(_path(id, workspace), owner) is None:
        raise KeyError(id)
    id = id or uuid.uuid4().hex
    head = {
        "id": id,
        "owner": owner,
        "name": journal.clean(name),
        "at": datetime.now(UTC).isoformat(),
        "meta": dict(meta or {}),
        "sha": hashlib.sha256(payload).hexdigest(),
    }
    content = json.dumps(head, ensure_ascii=False).encode() + b"\n" + payload
    durable.write(_path(id, workspace), content, mode=ONLY_US)
    for old in drafts(owner, workspace=workspace)[MOST:]:
        discard(old.id, owner=owner, workspace=workspace)
    return id


def load(id: str, *, owner: str | None = None, workspace: Path | None = None) -> Draft | None:
    """The draft with its payload; None when there is none, it is damaged, or it is not `owner`'s."""
    workspace = workspace or workspace_folder()
    return _read(_path(id, workspace), owner) if _ID.fullmatch(id) else None


def drafts(owner: str | None = None, *, workspace: Path | None = None) -> list[Draft]:
    """The owner's drafts, newest first, without their payloads; everybody's for None."""
    folder = local_folder(workspace or workspace_folder()) / FOLDER
    found = [draft for path in folder.glob("*.draft") if (draft := _read(path, owner, payload=False))]
    return sorted(found, key=lambda draft: draft.at, reverse=True)


def discard(id: str, *, owner: str | None = None, workspace: Path | None = None) -> bool:
    """Throw a draft away; False when there is none of this owner's."""
    workspace = workspace or workspace_folder()
    if load(id, owner=owner, workspace=workspace) is None:
        return False
    _path(id, workspace).unlink(missing_ok=True)
    return True


def _path(id: str, workspace: Path) -> Path:
    if not _ID.fullmatch(id):
        raise KeyError(id)
    return local_folder(workspace) / FOLDER / f"{id}.draft"


def _read(path: Path, owner: str | None, *, payload: bool = True) -> Draft | None:
    try:
        with path.open("rb") as file:
            head = json.loads(file.readline())
            rest = file.read() if payload else b""
        if payload and hashlib.sha256(rest).hexdigest() != head["sha"]:
            return None
        draft = Draft(head["id"], head["owner"], head["name"], head["at"], head["meta"], rest)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return draft if owner is None or draft.owner == owner else None
