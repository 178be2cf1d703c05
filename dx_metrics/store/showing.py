"""The instant at which a release is published: the journal's line, the file's name, the pointer."""

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from dx_metrics.store import acts, durable, journal, rebuilding, retention
from dx_metrics.store.candidate import Candidate
from dx_metrics.store.places import local_folder
from dx_metrics.store.release import POINTER, release_file, released
from dx_metrics.store.state import State, mark, on_disk


def show(
    built: Candidate,
    workspace: Path,
    action: str,
    who: str,
    why: str,
    more: Mapping[str, Any],
    state: State | None = None,
) -> str:
    """Write the act down, give the built file the next number, point at it; returns the number."""
    made_from = state or built.state
    half = built.path
    assert half is not None and made_from is not None
    if built.release is not None:
        built.release.connection.close()
    newest = (released(workspace) or ["r0"])[0]
    id = f"r{int(newest[1:]) + 1}"
    path = release_file(id, workspace)
    rebuilding.seal(half, path)
    act = acts.shown(workspace)
    details = {"release": id, "state": made_from.kept(workspace), "seen": act.details["seen"] if act else "", **more}
    if not details["seen"]:
        details["seen"] = mark(made_from.files)

    def commit() -> None:
        journal.append(action, who, why=why, details=details, workspace=workspace)
        os.replace(half, path)
        durable.sync_folder(path.parent)

    point(id, workspace, commit)
    built.discard()
    retention.clear(workspace)
    return id


def shows_files(workspace: Path) -> bool:
    """Whether the workspace's files are those that the shown release was made of."""
    act = acts.shown(workspace)
    return act is not None and act.details.get("seen") == mark(on_disk(workspace))


def point(id: str, workspace: Path, commit: Callable[[], object]) -> None:
    """`commit`, then move the pointer, whose bytes are on the disk already: after the commit nothing needs room."""
    pointer = local_folder(workspace) / POINTER
    half = durable.written(pointer, json.dumps({"release": id}).encode())
    try:
        commit()
        durable.put(pointer, half)
    finally:
        half.unlink(missing_ok=True)
