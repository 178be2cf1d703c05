"""The database of a release made again from the journal and the kept files."""

import logging
import os
from pathlib import Path

from dx_metrics.store import acts, durable, objects

LOG = logging.getLogger(__name__)


def rebuild(id: str, workspace: Path) -> bool:
    """Make the file of a release anew from what the journal says it was made from.

    False when no entry made it, or a kept file that it needs is damaged (the log says which). Raises
    OSError when the disk refuses.
    """
    from dx_metrics.store import candidate, release  # here: a release that is asked for may need building

    act = acts.made_by(id, workspace)
    if act is None:
        return False
    try:
        state = acts.state_of(act.details["state"], workspace)
        built = candidate.made_of(state, workspace, act.seq)
    except objects.Damaged as damage:
        LOG.error("%s: %s", id, damage)
        return False
    if built.release is None or built.path is None:
        LOG.error("%s: %s", id, "; ".join(str(problem) for problem in built.problems if problem.level == "error"))
        built.discard()
        return False
    built.release.connection.close()
    path = release.release_file(id, workspace)
    seal(built.path, path)
    os.replace(built.path, path)
    durable.sync_folder(path.parent)
    built.discard()
    return True


def seal(built: Path, path: Path) -> None:
    """Write down the checksum of a finished release file beside its place, and make the file durable."""
    durable.sync_file(built)
    durable.write(path.with_suffix(".sha256"), objects.digest(built).encode())


def is_sound(path: Path) -> bool:
    """Whether a release file still has the bytes that it was finished with; one without a checksum passes."""
    try:
        said = path.with_suffix(".sha256").read_text("ascii")
    except OSError:
        return path.is_file()
    return path.is_file() and objects.digest(path) == said
