"""Files kept for ever under the SHA-256 of their content: written once, never changed."""

import hashlib
import os
from pathlib import Path

from dx_metrics.store import aside, durable
from dx_metrics.store.places import local_folder, workspace_folder

FOLDER = "objects"


class Damaged(Exception):
    """A kept file is gone or its bytes are not those that were kept."""


def keep(content: bytes, workspace: Path | None = None) -> str:
    """Keep these bytes and return their SHA-256; when this returns they survive a power cut.

    Raises OSError, with nothing visible, when the disk refuses.
    """
    sha = hashlib.sha256(content).hexdigest()
    path = place(sha, workspace)
    if path.is_file() and path.read_bytes() == content:
        return sha
    fresh = [folder for folder in (path.parent, *path.parents[1:3]) if not folder.is_dir()]
    path.parent.mkdir(parents=True, exist_ok=True)
    half = aside.part(path)
    try:
        with half.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(half, path)
    except OSError:
        half.unlink(missing_ok=True)
        raise
    durable.sync_folder(path.parent)
    for folder in fresh:
        durable.sync_folder(folder.parent)
    return sha


def fetch(sha: str, workspace: Path | None = None) -> bytes:
    """The bytes kept under this hash. Raises Damaged when they are not there or not the same any more."""
    return sound(sha, workspace).read_bytes()


def sound(sha: str, workspace: Path | None = None) -> Path:
    """Where the bytes of this hash lie, after proof that they are those that were kept; else raises Damaged."""
    path = place(sha, workspace)
    try:
        found = digest(path)
    except FileNotFoundError as gone:
        raise Damaged(f"thiếu tệp đã lưu {sha[:12]}…") from gone
    if found != sha:
        raise Damaged(f"tệp đã lưu {sha[:12]}… bị hỏng, không khớp mã kiểm tra")
    return path


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def place(sha: str, workspace: Path | None = None) -> Path:
    """Where the bytes of this hash lie, or would."""
    return local_folder(workspace or workspace_folder()) / FOLDER / sha[:2] / sha


def kept(workspace: Path | None = None) -> list[str]:
    """The hashes of all kept files, sorted."""
    folder = local_folder(workspace or workspace_folder()) / FOLDER
    return sorted(path.name for path in folder.glob("??/*") if not path.name.startswith("."))
