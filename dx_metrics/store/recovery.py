"""What is unfinished when a writer begins: finished where the journal has its line, swept where not."""

import json
import logging
from pathlib import Path

from dx_metrics.store import acts, aside, durable, journal, rebuilding
from dx_metrics.store.lock import locked
from dx_metrics.store.places import local_folder, workspace_folder
from dx_metrics.store.release import POINTER, forget, release_file

LOG = logging.getLogger(__name__)


def recover(workspace: Path | None = None, *, thorough: bool = False) -> list[str]:
    """Bring the local folder to what the journal says; returns, and logs, what was found and done.

    `thorough`, for a start, also reads the shown release to the last byte and builds it again when it
    is not what it was. Raises OSError when the disk refuses.
    """
    workspace = workspace or workspace_folder()
    local = local_folder(workspace)
    said: list[str] = []
    with locked(local):
        book = journal.read(local)
        said += book.faults
        if book.lost_tail:
            journal.mend(local)
        act = acts.shown(workspace)
        if act:
            said += _finish(act.details["release"], workspace, thorough)
        if swept := aside.sweep(workspace):
            said.append(f"đã dọn {swept} tệp ghi dở của lần chạy trước")
    for sentence in said:
        LOG.warning("%s: %s", workspace.name, sentence)
    return said


def _finish(id: str, workspace: Path, thorough: bool) -> list[str]:
    """Have the release that the journal names, and the pointer at it."""
    said: list[str] = []
    path = release_file(id, workspace)
    if not path.is_file():
        done = rebuilding.rebuild(id, workspace)
        said.append(f"bản {id} đã ghi nhật ký mà chưa có tệp: " + ("đã dựng lại" if done else "không dựng lại được"))
    elif thorough and not rebuilding.is_sound(path):
        forget(path)
        done = rebuilding.rebuild(id, workspace)
        said.append(f"tệp của bản {id} hỏng, không khớp mã kiểm tra: " + ("đã dựng lại" if done else "chưa được"))
    pointer = local_folder(workspace) / POINTER
    try:
        pointed = json.loads(pointer.read_text("utf-8"))["release"]
    except (OSError, ValueError, KeyError, TypeError):
        pointed = ""
    if pointed != id and path.is_file():
        durable.write(pointer, json.dumps({"release": id}).encode())
        said.append(f"đã chuyển sang bản {id} như nhật ký ghi")
    return said
