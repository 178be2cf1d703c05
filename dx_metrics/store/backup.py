"""Everything that cannot be made again, in one file: journal, kept files, drafts, accounts, settings."""

import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from dx_metrics.problems import Problem
from dx_metrics.store import aside, journal
from dx_metrics.store.lock import locked
from dx_metrics.store.places import local_folder, local_root, workspace_folder
from dx_metrics.store.recovery import recover
from dx_metrics.store.verifying import verify

LOCAL, WORKSPACE, BESIDE = "local", "workspace", "beside"
KEPT_BESIDE = ("access", "settings.toml")
"""What lies beside the folders of the workspaces and belongs to all of them."""
NOT_KEPT = {"releases", "lock", "access.lock"}


def backup(path: Path, workspace: Path | None = None) -> int:
    """Write the backup while everything goes on running; returns how many files are in it.

    The databases of releases are left out: they are built again from what is here. Raises OSError, with
    an older backup of that name untouched.
    """
    workspace = workspace or workspace_folder()
    path.parent.mkdir(parents=True, exist_ok=True)
    half = aside.part(path)
    count = 0
    try:
        with locked(local_folder(workspace)), zipfile.ZipFile(half, "x", zipfile.ZIP_DEFLATED) as package:
            for name, file in _files(workspace):
                package.write(file, name)
                count += 1
        with half.open("rb+") as file:
            os.fsync(file.fileno())
        os.replace(half, path)
    finally:
        half.unlink(missing_ok=True)
    return count


def restore(path: Path, workspace: Path | None = None) -> list[Problem]:
    """Put a backup where nothing was published yet, check it, and build what it shows.

    Returns problems of level "error" and changes nothing when there is a journal already, or when the
    file is no backup or is damaged. The workspace's files, accounts and settings are put back only where
    there are none. Raises OSError when the disk refuses.
    """
    workspace = workspace or workspace_folder()
    local = local_folder(workspace)
    if (local / journal.FILE).exists():
        cure = "Khôi phục vào máy hoặc thư mục chưa công bố gì (DX_LOCAL), hoặc dời thư mục cũ đi nơi khác."
        return [Problem("nơi này đã có nhật ký công bố, không ghi đè", cure, local.name)]
    local.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=local.parent, prefix=".restore-") as temporary:
        home = Path(temporary)
        try:
            with zipfile.ZipFile(path) as package:
                names = package.namelist()
                if f"{LOCAL}/{journal.FILE}" not in names or not all(map(_inside, names)):
                    return [Problem("không phải bản sao lưu", "Chọn tệp do `manage.py backup` ghi ra.", path.name)]
                package.extractall(home)
        except (zipfile.BadZipFile, EOFError, NotImplementedError) as error:
            return [Problem(f"bản sao lưu hỏng ({error})", "Dùng bản sao lưu khác.", path.name)]
        except OSError as error:
            return [Problem(f"không đọc được bản sao lưu ({error})", "Kiểm tra tệp và đĩa.", path.name)]
        for name in os.listdir(home / LOCAL):
            target = local / name
            shutil.rmtree(target, ignore_errors=True)
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(home / LOCAL / name, target)
        for name in KEPT_BESIDE:
            if (home / BESIDE / name).exists() and not (local_root() / name).exists():
                os.replace(home / BESIDE / name, local_root() / name)
        if (home / WORKSPACE).exists() and not workspace.exists():
            shutil.copytree(home / WORKSPACE, workspace)
    problems = verify(workspace)
    recover(workspace)
    return problems


def _files(workspace: Path) -> Iterator[tuple[str, Path]]:
    """Names in the backup and where their bytes lie; the journal first, so that all it names is there after it."""
    local = local_folder(workspace)
    for home, prefix in ((local, LOCAL), (workspace, WORKSPACE)):
        found = [p for p in home.rglob("*") if p.is_file() and _kept(p.relative_to(home))]
        for file in sorted(found, key=lambda p: (p.name != journal.FILE, p)):
            yield f"{prefix}/{file.relative_to(home).as_posix()}", file
    for name in KEPT_BESIDE:
        there = local_root() / name
        for file in [there] if there.is_file() else sorted(p for p in there.rglob("*") if p.is_file()):
            if _kept(file.relative_to(local_root())):
                yield f"{BESIDE}/{file.relative_to(local_root()).as_posix()}", file


def _kept(path: Path) -> bool:
    return not NOT_KEPT & set(path.parts) and not path.name.startswith(".")


def _inside(name: str) -> bool:
    path = PurePosixPath(name)
    return path.parts[:1] in ((LOCAL,), (WORKSPACE,), (BESIDE,)) and ".." not in path.parts and "\\" not in name
