"""What intake makes of a draft, remembered while nothing changes; for pages and for the files that they offer."""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dx_metrics.intake import answers
from dx_metrics.intake.check import Checked, check
from dx_metrics.intake.known import Known
from dx_metrics.store import Release
from dx_metrics.store.places import local_folder, workspace_folder
from pages.routes.metrics import remarked
from pages.shared.ask import ask
from pages.uploading.work import Work

KEPT = 8
"""Files remembered for all visitors together; each may be as large as an upload."""

_lock = threading.Lock()
_kept: OrderedDict[tuple[Any, ...], Checked] = OrderedDict()


def known(release: Release) -> Known:
    """What intake needs to know of a release, asked once."""
    return ask(_known, release)


def checked(work: Work, release: Release) -> Checked:
    """The file as intake understands it with the answers so far.

    What was answered before for files of the same form is taken over, unless the officer wants to be asked anew.
    """
    sha = hashlib.sha256(work.content).hexdigest()
    key = (release, work.file, sha, work.period, work.fresh, tuple(sorted(work.answers.items())))
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    found = _checked(work, release, work.answers)
    if not work.fresh:
        before = answers.remembered(_folder(), found.layout)
        asked = {question.id for question in found.questions}
        if asked & before.keys():
            found = _checked(work, release, before | work.answers)
    with _lock:
        _kept[key] = found
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return found


def remember(found: Checked) -> None:
    """Keep what the officer answered, for the next file of this form. Raises OSError when the disk refuses."""
    answers.remember(_folder(), found.layout, found.answers)


def _checked(work: Work, release: Release, given: Mapping[str, str]) -> Checked:
    found = check(work.file, work.content, known(release), period=work.period or None, answers=given)
    remarked(found.remarks)
    return found


def _folder() -> Path:
    return local_folder(workspace_folder())


def _known(release: Release) -> Known:
    return Known.of(release.connection, answers.aliases(_folder()))
