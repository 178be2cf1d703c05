"""What would be shown if one upload had never been: built aside, to look at before it is withdrawn."""

from pathlib import Path

from dx_metrics.problems import Problem
from dx_metrics.store import acts, objects
from dx_metrics.store.candidate import Candidate, made_of
from dx_metrics.store.places import workspace_folder
from dx_metrics.store.state import State


def prepare_without(upload_id: str, workspace: Path | None = None) -> Candidate:
    """The release without an upload that counts now; problems and no release where there is no such upload.

    Raises OSError when the disk refuses.
    """
    workspace = workspace or workspace_folder()
    act = acts.shown(workspace)
    seq = act.seq if act else 0
    made = next((a for a in acts.releasing(workspace) if f"u{a.seq}" == upload_id and a.action == "upload"), None)
    try:
        known = acts.state_now(workspace)
        if made is None or known is None or made.details["upload"] not in known.uploads:
            message = "không có lần nạp này, hoặc nó đã được rút"
            return Candidate([Problem(message, "Xem danh sách các lần nạp.", value=upload_id)], None, seq)
        rest = tuple(sha for sha in known.uploads if sha != made.details["upload"])
        return made_of(State(known.files, rest), workspace, seq)
    except objects.Damaged as damage:
        return Candidate([Problem(str(damage), "Khôi phục tệp từ bản sao lưu.")], None, seq)
