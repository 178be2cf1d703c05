"""A release built aside, before anybody has agreed to it."""

import errno
import weakref
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import duckdb

from dx_metrics.problems import Problem
from dx_metrics.store import acts, aside, objects
from dx_metrics.store.build import build
from dx_metrics.store.change import Change
from dx_metrics.store.fingerprint import program
from dx_metrics.store.journal import Entry
from dx_metrics.store.places import workspace_folder
from dx_metrics.store.release import Release, open_release, opened, release_file
from dx_metrics.store.state import State, faults_of, keep_disk, laid_out, mark
from dx_metrics.store.upon import build_upon

FULL = "Đĩa đầy hoặc không ghi được"


@dataclass(eq=False)
class Candidate:
    """What a change would publish. `release` is None when a problem is an error.

    `base_seq` is the journal number of the act that it was built upon. Its file goes with it.
    """

    problems: list[Problem]
    release: Release | None
    base_seq: int
    path: Path | None = None
    change: Change | None = None
    state: State | None = None
    _gone: Any = field(default=None, repr=False)

    def __post_init__(self) -> None:
        if self.path is not None:
            self._gone = weakref.finalize(self, self.path.unlink, missing_ok=True)

    @property
    def refused(self) -> bool:
        return any(problem.level == "error" for problem in self.problems)

    def discard(self) -> None:
        """Remove what was built aside."""
        if self._gone is not None:
            self._gone()


def prepare(change: Change, workspace: Path | None = None) -> Candidate:
    """Build, aside, the release that the change would make of what is shown now; nothing becomes visible.

    Every problem names the officer's own file. Raises OSError when the disk refuses.
    """
    workspace = workspace or workspace_folder()
    faults = faults_of(change)
    act = acts.shown(workspace)
    seq = act.seq if act else 0
    if faults:
        return Candidate(faults, None, seq, change=change)
    try:
        state = acts.state_now(workspace) or State(keep_disk(workspace))
        return made_of(state, workspace, seq, change, base=base_of(act, workspace))
    except objects.Damaged as damage:
        cure = "Chạy `manage.py verify`, khôi phục tệp từ bản sao lưu."
        return Candidate([Problem(str(damage), cure)], None, seq, change=change)


def made_of(
    state: State, workspace: Path, seq: int, change: Change | None = None, *, base: Path | None = None
) -> Candidate:
    """The release of a state, with `change` on top, built aside. Raises objects.Damaged and OSError.

    `base` is the release of that state by this program, to take over what `change` leaves as it was.
    """
    path = aside.file(workspace)
    try:
        with laid_out(state, workspace, change) as (folder, overlays, names):
            rows = overlays[-len(change.parts) :] if base and change and _rows_alone(change) else []
            problems = build_upon(base, folder, path, fingerprint(state), rows) if base and rows else None
            if problems is None:
                problems = build(folder, path, fingerprint(state), overlays, base=base)
            problems = [named(problem, names) for problem in problems]
        candidate = Candidate(problems, None, seq, path, change, state)
        if not candidate.refused:
            candidate.release = opened("moi", path)
        return candidate
    except duckdb.Error as error:
        path.unlink(missing_ok=True)
        if isinstance(error, duckdb.IOException | duckdb.FatalException | duckdb.OutOfMemoryException):
            raise OSError(errno.EIO, f"{FULL} ({error})") from error
        raise
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _rows_alone(change: Change) -> bool:
    return all(part.mode == "rows" for part in change.parts)


def base_of(act: Entry | None, workspace: Path) -> Path | None:
    """The database of the shown release, when this program made it."""
    release = open_release(act.details["release"], workspace) if act else None
    return release_file(release.id, workspace) if release and release.about.get("program") == program() else None


def fingerprint(state: State) -> str:
    """One hash for what a release is made from and by."""
    return mark(state.files | {"": ",".join(state.uploads), ".": program()})


def named(problem: Problem, names: dict[str, str]) -> Problem:
    """The problem, with the officer's file in place of the workspace's that it stands for."""
    return replace(problem, file=names[problem.file]) if problem.file in names else problem
