"""Where a workspace lies and where what is made from it is kept."""

import os
from pathlib import Path

ROOT = Path(__file__).parents[2]


def workspace_folder() -> Path:
    """The data package being shown: `DX_WORKSPACE`, else the one that ships."""
    return Path(os.environ.get("DX_WORKSPACE") or ROOT / "data" / "ba_be").resolve()


def local_root() -> Path:
    """What is made at run time for all workspaces of this installation; never in git. `DX_LOCAL` moves it."""
    return Path(os.environ.get("DX_LOCAL") or ROOT / "data" / "local")


def local_folder(workspace: Path) -> Path:
    """What is made at run time for this workspace."""
    return local_root() / workspace.name
