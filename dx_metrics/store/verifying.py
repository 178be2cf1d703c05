"""Everything kept, read again and compared with what was said of it."""

import contextlib
from pathlib import Path

import duckdb

from dx_metrics.problems import Problem
from dx_metrics.store import acts, journal, objects, rebuilding
from dx_metrics.store.places import local_folder, workspace_folder
from dx_metrics.store.release import opened
from dx_metrics.store.state import record_of, state_of

_BACKUP = "Khôi phục từ bản sao lưu (`manage.py restore`)."
_AGAIN = "Xóa tệp này; bản công bố sẽ được dựng lại từ nhật ký khi cần."


def verify(workspace: Path | None = None) -> list[Problem]:
    """Every damage in the journal, the kept files and the release databases; empty when all is whole."""
    workspace = workspace or workspace_folder()
    local = local_folder(workspace)
    book = journal.read(local, fresh=True)
    problems = [Problem(fault, _BACKUP, journal.FILE) for fault in book.faults]
    problems += _kept(workspace)
    problems += _named(workspace)
    for path in sorted((local / "releases").glob("r*.duckdb")):
        file = path.relative_to(local).as_posix()
        if not rebuilding.is_sound(path):
            problems.append(Problem("bản công bố hỏng, không khớp mã kiểm tra", _AGAIN, file))
            continue
        try:
            opened(path.stem, path).connection.close()
        except duckdb.Error as error:
            problems.append(Problem(f"không mở được bản công bố ({error})", _AGAIN, file))
    return problems


def _kept(workspace: Path) -> list[Problem]:
    """Kept files whose bytes are not those of their name."""
    problems = []
    for sha in objects.kept(workspace):
        try:
            objects.sound(sha, workspace)
        except (objects.Damaged, OSError) as damage:
            problems.append(Problem(str(damage), _BACKUP, f"{objects.FOLDER}/{sha[:2]}/{sha}"))
    return problems


def _named(workspace: Path) -> list[Problem]:
    """Kept files that the journal leads to and that are not there."""
    there = set(objects.kept(workspace))
    missing: dict[str, str] = {}
    for act in acts.releasing(workspace):
        for sha in _needs(act.details, workspace) - there:
            missing.setdefault(sha, act.details["release"])
    message = "thiếu tệp đã lưu, cần cho bản {}"
    return [
        Problem(message.format(release), _BACKUP, f"{objects.FOLDER}/{sha[:2]}/{sha}")
        for sha, release in sorted(missing.items())
    ]


def _needs(details: dict[str, object], workspace: Path) -> set[str]:
    needed = {str(details["state"])}
    with contextlib.suppress(objects.Damaged):  # named already, by itself
        state = state_of(str(details["state"]), workspace)
        needed |= set(state.files.values()) | set(state.uploads)
        for sha in state.uploads:
            sent = record_of(sha, workspace)
            needed |= {part[2] for part in sent.parts}
            needed |= {sent.record["file"]} if sent.record["file"] else set()
    return needed
