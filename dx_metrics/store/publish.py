"""Publishing: build a release beside the live one, write it down, then move the pointer.

The order is: kept files, the journal's line (from here on it is done), the release's file, the pointer.
What a killed process left after its line is finished by `recover`, what it left before is swept.
"""

import json
import logging
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dx_metrics.problems import Problem
from dx_metrics.store import acts, durable, journal, objects
from dx_metrics.store.candidate import Candidate, made_of, prepare
from dx_metrics.store.change import Change
from dx_metrics.store.fingerprint import program
from dx_metrics.store.journal import Outdated
from dx_metrics.store.lock import locked
from dx_metrics.store.places import local_folder, workspace_folder
from dx_metrics.store.recovery import recover
from dx_metrics.store.release import current, open_release
from dx_metrics.store.showing import point, show
from dx_metrics.store.state import State, keep_disk, mark, on_disk

LOG = logging.getLogger(__name__)
SERVER = "máy chủ"
"""Who publishes when nobody is signed in: the start of the server, the command line."""


@dataclass(frozen=True)
class Outcome:
    """What became of a try to publish. `problems` of level "error" mean that nothing changed.

    `upload` is the id of the upload that was accepted or withdrawn.
    """

    release: str | None
    built: bool
    problems: list[Problem] = field(default_factory=list)
    upload: str | None = None

    @property
    def refused(self) -> bool:
        return any(problem.level == "error" for problem in self.problems)


def publish(workspace: Path | None = None, *, if_changed: bool = False, who: str = SERVER, why: str = "") -> Outcome:
    """Make a release from the workspace's files and the accepted uploads, and show it.

    With `if_changed`, files that were published before, by this program, are left alone: also when
    somebody has gone back to an older release since. A workspace with errors changes nothing: the last
    good release stays, and the errors are kept for the screen and `/readyz`. Raises OSError when the
    disk refuses.
    """
    workspace = workspace or workspace_folder()
    local = local_folder(workspace)
    with locked(local):
        recover(workspace)
        before, act = current(workspace), acts.shown(workspace)
        seen = mark(on_disk(workspace))
        same = act is not None and act.details.get("seen") == seen
        if if_changed and before and same and before.about.get("program") == program():
            _keep_faults(local, [])
            return Outcome(before.id, built=False)
        try:
            known = acts.state_now(workspace)
        except objects.Damaged as damage:
            LOG.error("%s", damage)
            known = None
        # Where only the program is new, what is shown is built anew, also after a rollback.
        files = known.files if known and if_changed and same else keep_disk(workspace)
        state = State(files, known.uploads if known else ())
        built = _built(state, workspace)
        errors = [str(problem) for problem in built.problems if problem.level == "error"]
        _keep_faults(local, errors)
        if built.release is None:
            built.discard()
            return Outcome(before.id if before else None, built=False, problems=built.problems)
        release = show(built, workspace, "workspace", who, why, {"seen": seen if same else mark(state.files)})
        return Outcome(release, built=True, problems=built.problems)


def publish_change(
    change: Change,
    *,
    who: str,
    why: str,
    expect: int | None = None,
    candidate: Candidate | None = None,
    workspace: Path | None = None,
) -> Outcome:
    """Accept an upload and show the release that it makes.

    `candidate` is what `prepare` built of the same change; it is used when nothing else was published
    meanwhile. `expect` is its `base_seq`: when somebody published since, raises Outdated and changes
    nothing. Without it the change is laid on top of what the other one published. Raises OSError, with
    nothing changed, when the disk refuses.
    """
    workspace = workspace or workspace_folder()
    if candidate is None or candidate.change != change or candidate.path is None or not candidate.path.is_file():
        candidate = prepare(change, workspace)
    with locked(local_folder(workspace)):
        recover(workspace)
        act = acts.shown(workspace)
        seq = act.seq if act else 0
        if expect is not None and expect != seq:
            raise Outdated(seq)
        if candidate.base_seq != seq:
            candidate = prepare(change, workspace)
        shown = act.details["release"] if act else None
        if candidate.release is None or candidate.state is None:
            return Outcome(shown, built=False, problems=candidate.problems)
        parts: list[tuple[str, str, str]] = [
            (p.target, p.mode, objects.keep(p.content, workspace)) for p in change.parts
        ]
        what: dict[str, Any] = {
            "file_name": journal.clean(change.file_name),
            "file": None if change.file is None else objects.keep(change.file, workspace),
            "parts": parts,
            "rows": sum(p.content.count(b"\n") - 1 for p in change.parts if p.mode == "rows"),
            "note": journal.clean(change.note),
        }
        number = journal.last_seq(workspace) + 1
        twin = acts.sent_before(parts, what["file"], workspace)
        problems = list(candidate.problems)
        if twin:
            message = f"đúng số liệu này đã được công bố trong lần nạp {twin.id} ({twin.who}, {twin.at[:10]})"
            problems.append(Problem(message, "Không số nào bị cộng hai lần.", change.file_name, level="warning"))
        # The number makes each record one of its own, also of a file that is sent twice.
        upload = objects.keep(json.dumps({"id": f"u{number}", **what}, ensure_ascii=False).encode(), workspace)
        state = State(candidate.state.files, (*candidate.state.uploads, upload))
        more = {"what": what, "upload": upload}
        release = show(candidate, workspace, "upload", who, why, more, state)
        return Outcome(release, built=True, problems=problems, upload=f"u{number}")


def withdraw(upload_id: str, *, who: str, why: str, workspace: Path | None = None) -> Outcome:
    """Take one upload back: show a release without it, with everything else that counts now.

    An unknown or already withdrawn upload is a problem, and changes nothing; so is one without which
    the rest does not hold together. Raises OSError when the disk refuses.
    """
    workspace = workspace or workspace_folder()
    with locked(local_folder(workspace)):
        recover(workspace)
        act = acts.shown(workspace)
        shown = act.details["release"] if act else None
        made = next((a for a in acts.releasing(workspace) if f"u{a.seq}" == upload_id and a.action == "upload"), None)
        try:
            known = acts.state_now(workspace)
            if made is None or known is None or made.details["upload"] not in known.uploads:
                message = "không có lần nạp này, hoặc nó đã được rút"
                return Outcome(shown, False, [Problem(message, "Xem danh sách các lần nạp.", value=upload_id)])
            rest = tuple(sha for sha in known.uploads if sha != made.details["upload"])
            built = made_of(State(known.files, rest), workspace, act.seq if act else 0)
        except objects.Damaged as damage:
            return Outcome(shown, False, [Problem(str(damage), "Khôi phục tệp từ bản sao lưu.")])
        if built.release is None:
            built.discard()
            return Outcome(shown, False, built.problems)
        what = {"upload": upload_id, "file_name": made.details["what"]["file_name"]}
        release = show(built, workspace, "withdraw", who, why, {"what": what})
        return Outcome(release, True, built.problems, upload_id)


def rollback(release_id: str, *, who: str, why: str, workspace: Path | None = None) -> Outcome:
    """Show an older release again; the next upload goes on from it. Raises OSError when the disk refuses."""
    workspace = workspace or workspace_folder()
    with locked(local_folder(workspace)):
        recover(workspace)
        act = acts.shown(workspace)
        before = act.details["release"] if act else None
        made = acts.made_by(release_id, workspace)
        if made is None or open_release(release_id, workspace) is None:
            message = "không mở được bản công bố này"
            return Outcome(before, False, [Problem(message, "Chọn bản khác trong danh sách.", value=release_id)])
        if before == release_id:
            message = "bản này đang được hiển thị"
            return Outcome(before, False, [Problem(message, "Không cần quay lại.", value=release_id)])
        details = {
            "release": release_id,
            "state": made.details["state"],
            "seen": act.details["seen"] if act else "",
            "what": {"from": before},
        }
        point(
            release_id,
            workspace,
            lambda: journal.append("rollback", who, why=why, details=details, workspace=workspace),
        )
        return Outcome(release_id, True)


def _built(state: State, workspace: Path) -> Candidate:
    """The state's release; when what uploads brought is damaged, what is whole without them is not guessed."""
    try:
        return made_of(state, workspace, 0)
    except objects.Damaged as damage:
        return Candidate([Problem(str(damage), "Khôi phục tệp từ bản sao lưu, hoặc rút lần nạp đó.")], None, 0)


def _keep_faults(local: Path, errors: list[str]) -> None:
    durable.write(local / "faults.json", json.dumps(errors, ensure_ascii=False).encode())
