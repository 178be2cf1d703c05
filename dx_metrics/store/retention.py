"""Databases of old releases are cleared; the journal and the kept files, from which they come again, never."""

import contextlib
from pathlib import Path

from dx_metrics.settings import settings
from dx_metrics.store import acts
from dx_metrics.store.release import forget, release_file, released


def clear(workspace: Path) -> list[str]:
    """Remove the databases beyond the newest `keep_releases`; returns their ids.

    The release that is shown stays, and so does one that no journal entry can bring back.
    """
    act = acts.shown(workspace)
    made = {a.details["release"] for a in acts.releasing(workspace) if a.action != "rollback"}
    old = [id for id in released(workspace)[settings().keep_releases :] if id in made]
    cleared = []
    for id in old:
        path = release_file(id, workspace)
        if (act and act.details["release"] == id) or not path.is_file():
            continue
        forget(path)
        with contextlib.suppress(OSError):  # somebody else has it open, on a system where that holds it
            path.unlink()
            path.with_suffix(".sha256").unlink(missing_ok=True)
            cleared.append(id)
    return cleared
