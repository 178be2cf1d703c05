"""A change of the registers on its way into a release, made anew when somebody else was quicker."""

from collections.abc import Callable
from pathlib import Path

from dx_metrics import store
from dx_metrics.access import Person
from dx_metrics.follow_up.rights import Refused
from dx_metrics.store import Change, Outcome, Outdated, Release

TRIES = 4


def send(make: Callable[[Release], Change], person: Person, why: str, workspace: Path | None = None) -> Outcome:
    """Publish what `make` makes of the newest release, so that no code is given twice and nothing is overwritten.

    Raises Refused when it may not be, or others kept publishing, and OSError when the disk refuses.
    """
    for _ in range(TRIES):
        seq = next((act.seq for act in store.history(workspace)), None)
        release = store.current(workspace)
        if release is None or seq is None:
            raise Refused("Chưa có bản công bố nào.")
        try:
            return store.publish_change(make(release), who=person.name, why=why, expect=seq, workspace=workspace)
        except Outdated:
            continue
    raise Refused("Nhiều người đang ghi cùng lúc; chưa có gì thay đổi, hãy bấm lại.")
