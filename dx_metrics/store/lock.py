"""One writer at a time over a workspace's local folder, between threads and between processes."""

import os
import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_threads = threading.RLock()
_held: dict[Path, int] = {}


@contextmanager
def locked(folder: Path) -> Generator[None]:
    """Hold the folder's lock; whoever holds it already may enter again. Waits for others.

    The system drops it with the process, so a killed writer never leaves it behind. Raises OSError
    where the folder cannot be written to.
    """
    with _threads:
        if folder in _held:
            _held[folder] += 1
            try:
                yield
            finally:
                _held[folder] -= 1
            return
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _take(handle)
            _held[folder] = 1
            try:
                yield
            finally:
                del _held[folder]
        finally:
            os.close(handle)


if sys.platform == "win32":

    def _take(handle: int) -> None:
        while True:
            try:
                msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
                return
            except OSError:  # after ten seconds of trying, Windows gives up; we do not
                continue
else:

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX)
