"""Publishing: build a release beside the live one, then move the pointer."""

import json
import os
import uuid
from dataclasses import dataclass, field
from pathlib import Path

from dx_metrics.problems import Problem
from dx_metrics.store import durable
from dx_metrics.store.build import build
from dx_metrics.store.fingerprint import fingerprint
from dx_metrics.store.places import local_folder, workspace_folder
from dx_metrics.store.release import current, released


@dataclass(frozen=True)
class Outcome:
    """What became of a try to publish. `problems` of level "error" mean that nothing changed."""

    release: str | None
    built: bool
    problems: list[Problem] = field(default_factory=list)

    @property
    def refused(self) -> bool:
        return any(problem.level == "error" for problem in self.problems)


def publish(workspace: Path | None = None, *, if_changed: bool = False) -> Outcome:
    """Make a release from the workspace and show it.

    With `if_changed`, a workspace whose files are those of the shown release is left alone.
    A workspace with errors changes nothing: the last good release stays, and the errors are
    kept for the screen and `/readyz`. Raises OSError when the disk refuses.
    """
    workspace = workspace or workspace_folder()
    local = local_folder(workspace)
    before = current(workspace)
    mark = fingerprint(workspace)
    if if_changed and before and before.about["fingerprint"] == mark:
        durable.write(local / "faults.json", b"[]")
        return Outcome(before.id, built=False)

    folder = local / "releases"
    folder.mkdir(parents=True, exist_ok=True)
    for left_over in folder.glob("building-*"):
        left_over.unlink(missing_ok=True)
    aside = folder / f"building-{uuid.uuid4().hex}.duckdb"
    try:
        problems = build(workspace, aside, mark)
        errors = [str(problem) for problem in problems if problem.level == "error"]
        durable.write(local / "faults.json", json.dumps(errors, ensure_ascii=False).encode())
        if errors:
            return Outcome(before.id if before else None, built=False, problems=problems)
        durable.sync_file(aside)
        release = _claim(aside, folder, workspace)
    finally:
        aside.unlink(missing_ok=True)
    durable.write(local / "current.json", json.dumps({"release": release}).encode())
    return Outcome(release, built=True, problems=problems)


def _claim(aside: Path, folder: Path, workspace: Path) -> str:
    """Give the built file the next free number; a link, unlike a rename, never takes another's place."""
    number = int((released(workspace) or ["r0"])[0][1:])
    while True:
        number += 1
        try:
            os.link(aside, folder / f"r{number}.duckdb")
        except FileExistsError:
            continue
        durable.sync_folder(folder)
        return f"r{number}"
