"""The data package of a release as one zip, made once and kept for as long as there are few."""

import threading
from pathlib import Path

from dx_metrics.store import Release
from dx_metrics.store.export import write_zip
from dx_metrics.store.places import local_folder, workspace_folder

MOST = 4
"""Packages kept; the oldest goes."""
_one = threading.Lock()


def package(release: Release) -> Path:
    """Where the zip lies. Raises OSError when the disk refuses."""
    mark = "".join(c for c in str(release.about.get("built_at")) if c.isalnum())
    path = local_folder(workspace_folder()) / "packages" / f"{release.id}-{mark}.zip"
    with _one:
        if not path.is_file():
            path.parent.mkdir(parents=True, exist_ok=True)
            write_zip(release, path)
            for old in sorted(path.parent.glob("*.zip"), key=lambda p: p.stat().st_mtime)[:-MOST]:
                old.unlink(missing_ok=True)
    return path
