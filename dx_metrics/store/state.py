"""What a release is made from: the workspace's files as they were, and the uploads laid over them."""

import hashlib
import json
import os
import shutil
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from dx_metrics.catalogue.model import MODEL
from dx_metrics.catalogue.overlay import Overlay
from dx_metrics.problems import Problem
from dx_metrics.store import aside, objects
from dx_metrics.store.change import Change, Part
from dx_metrics.store.fingerprint import FILES

OFFICE_NAME = "số liệu nạp"
"""What an upload without a file of its own, such as one corrected figure, is called in problems."""


@dataclass(frozen=True, slots=True)
class State:
    """`files`: path inside the workspace to SHA-256. `uploads`: hashes of their records, oldest first."""

    files: dict[str, str]
    uploads: tuple[str, ...] = ()

    def kept(self, workspace: Path) -> str:
        """Keep the state itself; its hash is what a journal entry names."""
        files = objects.keep(_json(self.files), workspace)
        return objects.keep(_json({"files": files, "uploads": self.uploads}), workspace)


@dataclass(frozen=True, slots=True)
class Sent:
    """One accepted upload as its record says; `parts` still lie in the objects."""

    file_name: str
    parts: tuple[tuple[str, str, str], ...]
    record: dict[str, Any] = field(default_factory=dict)


def state_of(sha: str, workspace: Path) -> State:
    """The state kept under this hash. Raises objects.Damaged."""
    kept = json.loads(objects.fetch(sha, workspace))
    return State(json.loads(objects.fetch(kept["files"], workspace)), tuple(kept["uploads"]))


def on_disk(workspace: Path) -> dict[str, str]:
    """The workspace's files as they are now, without keeping them."""
    return {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in _files(workspace)}


def keep_disk(workspace: Path) -> dict[str, str]:
    """Keep the workspace's files as they are now."""
    return {name: objects.keep(path.read_bytes(), workspace) for name, path in _files(workspace)}


def mark(files: dict[str, str]) -> str:
    """One hash for a set of files."""
    return hashlib.sha256(_json(files)).hexdigest()


def record_of(sha: str, workspace: Path) -> Sent:
    """The record of an upload. Raises objects.Damaged."""
    record = json.loads(objects.fetch(sha, workspace))
    return Sent(record["file_name"], tuple(tuple(part) for part in record["parts"]), record)


@contextmanager
def laid_out(
    state: State, workspace: Path, change: Change | None = None
) -> Generator[tuple[Path, list[Overlay], dict[str, str]]]:
    """The workspace of a state in a folder of its own, with `change` on top.

    Yields the folder, the rows to lay over its tables, and which files stand for an officer's own
    (path to file name). Raises objects.Damaged, or ValueError for a part that goes nowhere.
    """
    overlays: list[Overlay] = []
    names: dict[str, str] = {}
    home = aside.folder(workspace)
    try:
        folder = home / workspace.name
        folder.mkdir()
        for name, sha in state.files.items():
            _link(objects.sound(sha, workspace), folder / name)
        for sha in state.uploads:
            sent = record_of(sha, workspace)
            for target, mode, content in sent.parts:
                part = Part(target, "file" if mode == "file" else "rows", objects.fetch(content, workspace))
                _lay(part, sent.file_name, folder, overlays, names)
        for part in change.parts if change else ():
            assert change is not None
            _lay(part, change.file_name, folder, overlays, names)
        yield folder, overlays, names
    finally:
        shutil.rmtree(home, ignore_errors=True)


def faults_of(change: Change) -> list[Problem]:
    """Parts that go nowhere: a table that the model does not know, a path outside the workspace."""
    problems = []
    for part in change.parts:
        if part.mode == "rows" and table_of(part.target) not in MODEL:
            problems.append(Problem("không có bảng này", "Chọn bảng khác.", change.file_name, value=part.target))
        if part.mode == "file" and not _inside(part.target):
            message = "không phải tệp của bộ dữ liệu"
            problems.append(Problem(message, "Chọn tệp CSV, JSON, GeoJSON.", change.file_name, value=part.target))
    if not change.parts:
        problems.append(Problem("không có gì để công bố", "Kiểm tra lại tệp.", change.file_name))
    return problems


def table_of(target: str) -> str:
    """The table that rows go to: `follow_up/actions` is kept as the model names it."""
    return target if target in MODEL else target.replace("/", "_")


def _lay(part: Part, file_name: str, folder: Path, overlays: list[Overlay], names: dict[str, str]) -> None:
    if part.mode == "rows":
        overlays.append(Overlay(table_of(part.target), file_name or OFFICE_NAME, part.content))
        return
    path = folder / part.target
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)  # what lies there is a link to a kept file
    path.write_bytes(part.content)
    names[part.target] = file_name or part.target


def _inside(target: str) -> bool:
    path = PurePosixPath(target)
    plain = bool(path.parts) and not path.is_absolute() and not set("\\:\0") & set(target)
    return plain and path.suffix in FILES and not any(part.startswith(".") for part in path.parts)


def _files(workspace: Path) -> list[tuple[str, Path]]:
    found = (path for path in workspace.rglob("*") if path.suffix in FILES and path.is_file())
    return sorted((path.relative_to(workspace).as_posix(), path) for path in found)


def _link(kept: Path, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(kept, path)
    except OSError:  # a disk without links
        shutil.copyfile(kept, path)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True).encode()
