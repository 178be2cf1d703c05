"""Where accounts, the signing key and the journal of access lie: beside the workspaces, for the server alone."""

import os
from pathlib import Path

from dx_metrics.store.places import local_root

NAME = "access"
ONLY_US = 0o600


def access_folder() -> Path:
    """The folder, made if need be and closed to other users of the machine. Raises OSError."""
    folder = local_root() / NAME
    folder.mkdir(parents=True, exist_ok=True)
    if os.name == "posix" and folder.stat().st_mode & 0o077:
        folder.chmod(0o700)
    return folder
