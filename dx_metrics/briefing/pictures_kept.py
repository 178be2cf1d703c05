"""Pictures made once for a release and kept on disk, the oldest given up where there are too many."""

import contextlib
import hashlib
import threading
from collections.abc import Callable
from pathlib import Path

from dx_metrics.store import Release, durable
from dx_metrics.store.places import local_folder, workspace_folder

MOST = 1000
"""Pictures kept, of about 60 kB each."""
_one = threading.Lock()


def kept(release: Release, name: str, make: Callable[[], bytes]) -> bytes:
    """The picture called `name` (exhibit, form and view) of a release; `make` is asked where it is not there yet.

    One is made at a time: they take a processor each. A disk that refuses costs time, not the picture.
    """
    path = _place(release, name)
    with contextlib.suppress(OSError):
        return path.read_bytes()
    with _one:
        with contextlib.suppress(OSError):  # somebody else has just made it
            return path.read_bytes()
        made = make()
        with contextlib.suppress(OSError):
            durable.write(path, made)
            _clear(path.parent)
        return made


def _place(release: Release, name: str) -> Path:
    # An id may come again where the local folder was begun anew: the instant of building does not.
    marks = "\n".join((release.id, str(release.about.get("built_at")), str(release.about.get("program")), name))
    digest = hashlib.sha256(marks.encode()).hexdigest()
    return local_folder(workspace_folder()) / "pictures" / f"{digest}.png"


def _clear(folder: Path) -> None:
    found = sorted(folder.glob("*.png"), key=lambda path: path.stat().st_mtime)
    for path in found[: max(0, len(found) - MOST)]:
        path.unlink(missing_ok=True)
