"""A release opened for reading, and the pointer that says which one is shown."""

import json
import logging
import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from dx_metrics.settings import settings
from dx_metrics.store import acts, journal, rebuilding
from dx_metrics.store.level import at_level
from dx_metrics.store.places import local_folder, workspace_folder
from dx_metrics.store.tables import FORM

LOG = logging.getLogger(__name__)
POINTER = "current.json"

LOCKED: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
    "enable_external_access": "false",
    "threads": "2",
    "lock_configuration": "true",
}
ANSWERS, CELLS = 256, 8_000_000
"""Answers remembered by each release, and their cells (8 to 60 bytes each) together; the oldest goes first."""
LEVELS = 8
"""Levels that a release remembers answers for; all of them together may take as much memory as the whole."""
NAME = "select name from units where code = $level order by valid_from desc limit 1"
KEPT_OPEN = 4
"""Releases held open at once; an older one is opened again when a link pins it."""


@dataclass(frozen=True, eq=False)
class Release:
    """A published state of the data: immutable, and equal only to itself, so it is the key of every cached answer.

    `level` is the code of the parent whose units alone it tells of, ranked among themselves; "" tells of everybody.
    """

    id: str
    about: dict[str, Any]
    connection: duckdb.DuckDBPyConnection
    level: str = ""
    finished: OrderedDict[tuple[Any, ...], Any] = field(default_factory=OrderedDict)
    """What was made of it for its visitors, kept by whoever makes it. Here, and not in a table of theirs: what refers
    to the release would keep it there for ever."""
    _answers: dict[tuple[Any, ...], pd.DataFrame] = field(default_factory=dict)
    _levels: "OrderedDict[str, Release]" = field(default_factory=OrderedDict)
    _of: "Release | None" = None

    @property
    def whole(self) -> "Release":
        """The same with everybody in it."""
        return self._of or self

    @property
    def share(self) -> float:
        """What part of the memory for a release's answers these may take."""
        return 1 / LEVELS if self.level else 1

    def at(self, level: str) -> "Release":
        """The same as seen from the parent `level`: its units alone, its name for the place; "" is the whole."""
        if level == self.level:
            return self
        if not level or self._of:
            return self.whole.at(level)
        with _lock:
            if level in self._levels:
                self._levels.move_to_end(level)
                return self._levels[level]
        name = self.rows(NAME, level=level)["name"]
        about = self.about | ({"place": name.iloc[0]} if len(name) else {})
        # Not `self`: a release that held itself would wait for the garbage collector when it is let go.
        twin = Release(self.id, self.about, self.connection, _answers=self._answers)
        with _lock:
            seen = self._levels.setdefault(level, Release(self.id, about, self.connection, level, _of=twin))
            if len(self._levels) > LEVELS:
                self._levels.popitem(last=False)
        return seen

    def rows(self, sql: str, **parameters: Any) -> pd.DataFrame:
        """The answer of one SELECT with `$named` parameters; asked once, then remembered.

        What is handed out is a shallow copy: pandas copies on write, so nobody can change what others see.
        """
        key = (sql, *((name, tuple(value) if isinstance(value, list) else value) for name, value in parameters.items()))
        kept = self._answers.get(key)
        if kept is None:
            kept = self.once(sql, **parameters)
            with _lock:
                self._answers[key] = kept
                held = sum(each.size for each in self._answers.values())
                while len(self._answers) > ANSWERS or (held > CELLS * self.share and len(self._answers) > 1):
                    held -= self._answers.pop(next(iter(self._answers))).size
        return kept.copy(deep=False)

    def once(self, sql: str, **parameters: Any) -> pd.DataFrame:
        """As `rows`, asked anew each time: what is large is not worth remembering."""
        asked = at_level(sql) if self.level else sql
        given = parameters | ({"level": self.level} if asked != sql else {})
        # Each question has its own cursor: a DuckDB connection used from two threads
        # refuses, and in 2.0.0 can answer wrongly.
        with self.connection.cursor() as cursor:
            return cursor.execute(asked, given or None).df()


_open: OrderedDict[Path, Release] = OrderedDict()
_lock = threading.Lock()
_rebuilding = threading.Lock()


def current(workspace: Path | None = None) -> Release | None:
    """The release being shown, or None when nothing was published yet.

    Where its pointer is damaged the journal tells which one it is.
    """
    workspace = workspace or workspace_folder()
    try:
        pointed = json.loads((local_folder(workspace) / POINTER).read_text("utf-8"))["release"]
    except (OSError, ValueError, KeyError, TypeError):
        act = acts.shown(workspace)
        pointed = act.details["release"] if act else ""
    return open_release(pointed, workspace)


def open_release(id: str, workspace: Path | None = None) -> Release | None:
    """The release of this id, opened once and kept; None when there is none.

    One whose database was cleared, is damaged or of another form is built again from the journal and
    the files kept with it: the same id, the same figures.
    """
    if not (id.startswith("r") and id[1:].isdecimal()):
        return None
    workspace = workspace or workspace_folder()
    path = release_file(id, workspace)
    with _lock:
        if path in _open:
            _open.move_to_end(path)
            return _open[path]
    release = _opened_or_none(id, path, workspace)
    if release is None:
        with _rebuilding:
            release = _opened_or_none(id, path, workspace)  # perhaps somebody else has just built it
            if release is None and rebuilding.rebuild(id, workspace):
                release = _opened_or_none(id, path, workspace)
    if release is None:
        return None
    with _lock:
        # An evicted connection is left to the garbage collector: somebody may still be reading from it.
        release = _open.setdefault(path, release)
        if len(_open) > KEPT_OPEN:
            _open.popitem(last=False)
        return release


def opened(id: str, path: Path, more: Mapping[str, Any] | None = None) -> Release:
    """A release file opened for reading, locked against everything outside it. Raises duckdb.Error."""
    connection = duckdb.connect(path, read_only=True, config=_locked())
    about = json.loads(connection.execute("select about from release").fetchall()[0][0])
    return Release(id, about | dict(more or {}), connection)


@lru_cache(maxsize=1)
def _locked() -> dict[str, str | bool | int | float | list[str]]:
    """Read once: DuckDB opens a file a second time only as it did the first time."""
    return LOCKED | {"memory_limit": f"{settings().memory_questions_mb}MB"}


def release_file(id: str, workspace: Path) -> Path:
    """Where the database of a release lies, or would."""
    return local_folder(workspace) / "releases" / f"{id}.duckdb"


def forget(path: Path) -> None:
    """Do not hand out the release opened from this file any more."""
    with _lock:
        _open.pop(path, None)


def _opened_or_none(id: str, path: Path, workspace: Path) -> Release | None:
    """The release, when its file is there, whole, and of the form that is understood here."""
    if not path.is_file():
        return None
    act = acts.made_by(id, workspace)
    words = ("seq", "who", "at", "why", "action")
    told = {word: getattr(act, word) for word in words} if act else {}
    try:
        release = opened(id, path, told)
    except duckdb.Error as error:
        LOG.warning("%s cannot be opened: %s", id, error)
        return None
    if release.about.get("form") != FORM:
        release.connection.close()
        return None
    return release


def released(workspace: Path | None = None) -> list[str]:
    """Ids of all releases that can be opened, newest first; those whose database was cleared among them."""
    workspace = workspace or workspace_folder()
    numbers = (path.stem[1:] for path in (local_folder(workspace) / "releases").glob("r*.duckdb"))
    known = {int(n) for n in numbers if n.isdecimal()}
    known |= {int(act.details["release"][1:]) for act in acts.releasing(workspace)}
    return [f"r{n}" for n in sorted(known, reverse=True)]


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
    wrong = [*faults(), *journal.read(local_folder(workspace_folder())).faults]
    return {"ready": release is not None, "release": release and release.id, "problems": wrong}
