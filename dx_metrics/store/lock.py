"""One writer at a time over a folder: between threads, between processes, between copies of the program.

The lease is the system's own lock on a file of the folder. It ends with the process that holds it, so a
killed writer never leaves it behind, and no clock decides: a writer that was only slow still has it. On a
file server the lock must be the server's (NFS 4 does that); docs/operating.md says how to try it.
"""

import contextlib
import errno
import json
import os
import socket
import sys
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

FILE = "lock"
PATIENCE = 300.0
"""Seconds to wait for another writer. A publication of the whole country takes less."""
_NOTE = 1
"""Where in the file its holder is named: Windows locks the byte before, and nobody may read that one."""


class Held(OSError):
    """Another writer still holds the folder after the longest wait."""


@dataclass(slots=True)
class _Door:
    """One folder's: which thread of this process is in, and how often it entered."""

    threads: threading.RLock = field(default_factory=threading.RLock)
    entered: int = 0


_doors: dict[Path, _Door] = {}
_new_door = threading.Lock()


@contextmanager
def locked(folder: Path) -> Generator[None]:
    """Hold the folder's lease; whoever holds it already may enter again. Waits for others.

    Each folder has its own: who signs in does not wait for who publishes. Raises Held when another writer
    does not come to an end, and OSError where the folder cannot be written to.
    """
    give_up = time.monotonic() + PATIENCE
    with _new_door:
        door = _doors.setdefault(folder, _Door())
    if not door.threads.acquire(timeout=PATIENCE):
        raise _still_held(folder)
    try:
        if door.entered:
            with _inside(door):
                yield
            return
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder / FILE, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _wait(handle, folder, give_up)
            _sign(handle)
            with _inside(door):
                yield
        finally:
            os.close(handle)
    finally:
        door.threads.release()


def holder(folder: Path) -> dict[str, Any] | None:
    """Who holds the folder's lease now: `machine`, `process` and `since` (UTC); None when nobody does.

    {} for a holder who did not say.
    """
    try:
        handle = os.open(folder / FILE, os.O_RDWR)
    except OSError:
        return None
    try:
        if _take(handle):
            return None
    finally:
        os.close(handle)
    try:
        with (folder / FILE).open("rb") as file:
            file.seek(_NOTE)
            return dict(json.loads(file.read()))
    except (OSError, ValueError, TypeError):
        return {}


@contextmanager
def _inside(door: _Door) -> Generator[None]:
    door.entered += 1
    try:
        yield
    finally:
        door.entered -= 1


def _wait(handle: int, folder: Path, give_up: float) -> None:
    pause = 0.005
    while not _take(handle):
        if time.monotonic() > give_up:
            raise _still_held(folder)
        time.sleep(pause)
        pause = min(2 * pause, 0.1)


def _still_held(folder: Path) -> Held:
    who = holder(folder) or {}
    named = f" (máy {who['machine']}, tiến trình {who['process']})" if who else ""
    return Held(errno.EBUSY, f"một bản khác của chương trình{named} đang ghi mãi chưa xong")


def _sign(handle: int) -> None:
    """Say in the file who holds it; a disk that refuses changes nothing."""
    since = datetime.now(UTC).isoformat(timespec="seconds")
    note = json.dumps({"machine": socket.gethostname(), "process": os.getpid(), "since": since}).encode()
    with contextlib.suppress(OSError):
        os.ftruncate(handle, _NOTE)
        os.lseek(handle, _NOTE, os.SEEK_SET)
        os.write(handle, note)
        os.lseek(handle, 0, os.SEEK_SET)


if sys.platform == "win32":

    def _take(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:

    def _take(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
