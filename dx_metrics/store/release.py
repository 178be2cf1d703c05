"""A release opened for reading, and the pointer that says which one is shown."""

import json
import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from dx_metrics.store.places import local_folder, workspace_folder
from dx_metrics.store.tables import FORM

LOCKED: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
    "enable_external_access": "false",
    "memory_limit": "1GB",
    "threads": "2",
}
ANSWERS = 256
"""Answers remembered by each release; the oldest goes first."""
KEPT_OPEN = 8
"""Releases held open at once; an older one is opened again when a link pins it."""


@dataclass(frozen=True, eq=False)
class Release:
    """A published state of the data: immutable, and equal only to itself, so it is the key of every cached answer."""

    id: str
    about: dict[str, Any]
    connection: duckdb.DuckDBPyConnection
    _answers: dict[tuple[Any, ...], pd.DataFrame] = field(default_factory=dict)

    def rows(self, sql: str, **parameters: Any) -> pd.DataFrame:
        """The answer of one SELECT with `$named` parameters; asked once, then remembered.

        What is handed out is a shallow copy: pandas copies on write, so nobody can change what others see.
        """
        key = (sql, *((name, tuple(value) if isinstance(value, list) else value) for name, value in parameters.items()))
        kept = self._answers.get(key)
        if kept is None:
            # Each question has its own cursor: a DuckDB connection used from two threads
            # refuses, and in 2.0.0 can answer wrongly.
            with self.connection.cursor() as cursor:
                kept = cursor.execute(sql, parameters or None).df()
            with _lock:
                while len(self._answers) >= ANSWERS:
                    del self._answers[next(iter(self._answers))]
                self._answers[key] = kept
        return kept.copy(deep=False)


_open: OrderedDict[Path, Release] = OrderedDict()
_lock = threading.Lock()


def current(workspace: Path | None = None) -> Release | None:
    """The release being shown, or None when nothing was published yet."""
    folder = local_folder(workspace or workspace_folder())
    try:
        pointed = json.loads((folder / "current.json").read_text("utf-8"))["release"]
    except (OSError, ValueError, KeyError):
        return None
    return open_release(pointed, workspace)


def open_release(id: str, workspace: Path | None = None) -> Release | None:
    """The release of this id, opened once and kept; None when there is none of the form that is understood here."""
    if not (id.startswith("r") and id[1:].isdecimal()):
        return None
    path = local_folder(workspace or workspace_folder()) / "releases" / f"{id}.duckdb"
    with _lock:
        if path in _open:
            _open.move_to_end(path)
            return _open[path]
        if not path.is_file():
            return None
        connection = duckdb.connect(path, read_only=True, config=LOCKED)
        connection.execute("set lock_configuration = true")
        about = json.loads(connection.execute("select about from release").fetchall()[0][0])
        if about.get("form") != FORM:
            connection.close()
            return None
        # An evicted connection is left to the garbage collector: somebody may still be reading from it.
        _open[path] = Release(id, about, connection)
        if len(_open) > KEPT_OPEN:
            _open.popitem(last=False)
        return _open[path]


def released(workspace: Path | None = None) -> list[str]:
    """Ids of all releases on disk, newest first."""
    folder = local_folder(workspace or workspace_folder()) / "releases"
    numbers = (path.stem[1:] for path in folder.glob("r*.duckdb"))
    return [f"r{n}" for n in sorted((int(n) for n in numbers if n.isdecimal()), reverse=True)]


def faults(workspace: Path | None = None) -> list[str]:
    """What kept the last try to publish from succeeding, one sentence each; empty when it succeeded."""
    path = local_folder(workspace or workspace_folder()) / "faults.json"
    try:
        return list(json.loads(path.read_text("utf-8")))
    except (OSError, ValueError):
        return []


def readiness() -> dict[str, Any]:
    """Whether visitors can be served, and what is wrong with the workspace if anything."""
    try:
        release = current()
    except duckdb.Error as error:
        return {"ready": False, "release": None, "problems": [str(error)]}
    return {"ready": release is not None, "release": release and release.id, "problems": faults()}
