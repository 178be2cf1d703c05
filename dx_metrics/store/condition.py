"""Why the server cannot serve, or will not be able to soon: one line each, with what to do."""

import os
import shutil
import uuid
from dataclasses import dataclass
from pathlib import Path

import duckdb

from dx_metrics.settings import faults as settings_faults
from dx_metrics.store import acts, journal
from dx_metrics.store.places import local_folder, workspace_folder
from dx_metrics.store.release import Release, current, faults

LEAST_FREE_MB = 200
"""A release of the shipped workspace takes about 10 MB, one of the country some hundreds."""


@dataclass(frozen=True, slots=True)
class Condition:
    """`code` is for programs, `what` and `cure` for people; `blocks`: nobody can be served while it lasts."""

    code: str
    what: str
    cure: str
    blocks: bool = False


def conditions(workspace: Path | None = None) -> list[Condition]:
    """All that is wrong now, what blocks first; empty when nothing is."""
    workspace = workspace or workspace_folder()
    local = local_folder(workspace)
    found = [*_release(workspace), *_disk(local)]
    book = journal.read(local)
    if book.faults:
        cure = "Chạy `manage.py verify`; khôi phục từ bản sao lưu nếu thiếu dòng."
        found.append(Condition("journal_damaged", f"nhật ký có {len(book.faults)} chỗ hỏng: {book.faults[0]}", cure))
    if wrong := faults(workspace):
        cure = "Chạy `manage.py check-data` để xem hết, sửa rồi công bố lại."
        found.append(Condition("last_publication_failed", f"lần công bố gần nhất không thành, {len(wrong)} lỗi", cure))
    if problems := settings_faults():
        found.append(Condition("settings_wrong", str(problems[0]), "Sửa tệp cài đặt; cài đặt đúng trước đó đang dùng."))
    return found


def _release(workspace: Path) -> list[Condition]:
    """Why no release can be shown."""
    said = ""
    try:
        release: Release | None = current(workspace)
    except (duckdb.Error, OSError) as error:
        release, said = None, f" ({type(error).__name__})"
    if release is not None:
        return []
    if not workspace.is_dir():
        cure = "Đặt DX_WORKSPACE tới thư mục có datapackage.json."
        return [Condition("no_workspace", f"không có thư mục bộ dữ liệu {workspace.name}", cure, True)]
    act = acts.shown(workspace)
    if act is None:
        cure = "Sửa lỗi nêu dưới đây rồi chạy `manage.py publish`."
        return [Condition("nothing_published", "chưa có bản công bố nào", cure, True)]
    cure = "Chạy `manage.py verify`; bản công bố tự dựng lại khi nhật ký và tệp đã lưu còn nguyên."
    return [Condition("release_unreadable", f"không mở được bản {act.details['release']}{said}", cure, True)]


def _disk(local: Path) -> list[Condition]:
    """A folder that does not take writing, a disk that is almost full."""
    there = next((folder for folder in (local, *local.parents) if folder.is_dir()), Path("/"))
    probe = there / f".thu-{uuid.uuid4().hex}"
    try:
        os.close(os.open(probe, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        probe.unlink()
    except OSError as error:
        cure = "Giao quyền ghi cho tài khoản chạy máy chủ; xem đĩa. Vẫn xem được bản đã công bố."
        return [Condition("disk_refuses", f"không ghi được vào thư mục dữ liệu ({error.strerror})", cure)]
    free = shutil.disk_usage(there).free // 2**20
    if free < LEAST_FREE_MB:
        cure = "Giải phóng đĩa, hoặc giảm keep_releases; nhật ký và tệp đã nạp không được xóa."
        return [Condition("disk_almost_full", f"đĩa chỉ còn {free} MB", cure)]
    return []
