"""Half-made files and folders: named after the process and machine that make them, swept once it is gone."""

import hashlib
import os
import shutil
import socket
import time
import uuid
from pathlib import Path

from dx_metrics.store.places import local_folder

LEFT_OVER = 86_400
"""Seconds after which a half-made file is left over, where a process cannot be asked whether it lives."""


_own: set[str] = set()


def file(workspace: Path) -> Path:
    """A path for a release in the making, beside the finished ones."""
    return _home(workspace) / f"building-{_mark()}.duckdb"


def folder(workspace: Path) -> Path:
    """A new empty folder for a workspace laid out."""
    made = _home(workspace) / f"building-{_mark()}"
    made.mkdir()
    return made


def part(path: Path) -> Path:
    """Where the content of `path` is written until it is whole."""
    return path.with_name(f".{_mark()}.tmp")


def sweep(workspace: Path) -> int:
    """Remove what processes that ended left half made; returns how many there were."""
    swept = 0
    local = local_folder(workspace)
    made = [*local.glob("releases/building-*"), *local.glob("releases/.*.tmp")]
    for path in [*made, *local.glob("objects/??/.*.tmp"), *local.glob(".*.tmp")]:
        if _left_over(path):
            shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
            swept += 1
    return swept


def _home(workspace: Path) -> Path:
    home = local_folder(workspace) / "releases"
    home.mkdir(parents=True, exist_ok=True)
    return home


def _mark() -> str:
    mark = f"{os.getpid()}-{_machine()}-{uuid.uuid4().hex}"
    _own.add(mark)
    return mark


def _machine() -> str:
    """Eight hex digits for this machine or container: process numbers mean something only within it."""
    return hashlib.sha256(socket.gethostname().encode()).hexdigest()[:8]


def _left_over(path: Path) -> bool:
    mark = path.name.removeprefix("building-").removeprefix(".").partition(".")[0]
    maker, _, rest = mark.partition("-")
    if not maker.isdecimal():
        return True
    if rest.partition("-")[0] != _machine():  # another copy's, over the same folder: its process cannot be asked
        return time.time() - path.stat().st_mtime > LEFT_OVER
    if int(maker) == os.getpid():  # in a container, every start has the same number
        return mark not in _own
    if os.name != "posix":  # asking there would end the process
        return time.time() - path.stat().st_mtime > LEFT_OVER
    try:
        os.kill(int(maker), 0)
    except (ProcessLookupError, OverflowError):
        return True
    except PermissionError:
        return False
    return False
