"""Files that are whole or not there, whatever happens in between."""

import os
from pathlib import Path

from dx_metrics.store import aside


def write(path: Path, content: bytes, *, mode: int = 0o666) -> None:
    """Replace `path` by `content` at one instant; after return it survives a power cut.

    `mode` is what the system's own mask leaves of it: 0o600 for what only the server may read.
    """
    put(path, written(path, content, mode=mode))


def written(path: Path, content: bytes, *, mode: int = 0o666) -> Path:
    """The content, durable under a name of its own beside `path`; `put` needs no more room on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = aside.part(path)
    try:
        with open(half, "wb", opener=lambda name, flags: os.open(name, flags, mode)) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        half.unlink(missing_ok=True)
        raise
    return half


def put(path: Path, half: Path) -> None:
    """Give what was `written` its name."""
    os.replace(half, path)
    sync_folder(path.parent)


def sync_file(path: Path) -> None:
    """Make the bytes of a finished file durable."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable. Windows has no such call and needs none."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
