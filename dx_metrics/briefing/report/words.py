"""The words of a release's papers: those on disk for the newest release, those published with it for an older one."""

from pathlib import Path

from dx_metrics import store
from dx_metrics.store import Release, durable
from dx_metrics.store.places import local_folder, workspace_folder
from dx_metrics.store.sources import WORDS, mark, words_of

FOLDER = "report-words"
KEPT = "select file, text from report_words order by file"


def home_of(release: Release) -> Path:
    """The folder whose `report/` holds them. Raises OSError when the disk refuses."""
    workspace = workspace_folder()
    if _newest(release) or not pinned(release):
        return workspace
    kept = release.whole.rows(KEPT)
    home = local_folder(workspace) / FOLDER / release.about[WORDS][:16]
    for file, text in kept.itertuples(index=False, name=None):
        path = home / "report" / file
        if not path.is_file():
            path.parent.mkdir(parents=True, exist_ok=True)
            durable.write(path, text.encode())
    return home


def pinned(release: Release) -> bool:
    """Whether the words were published with the release; releases of earlier programs have none."""
    return WORDS in release.about


def told(release: Release) -> list[str]:
    """What to say where a paper is not written by the words that were published with its figures."""
    if not pinned(release):
        if _newest(release):
            return []
        return [f"Lời văn theo tệp câu mẫu hiện nay, có thể mới hơn bản công bố {release.id}; số vẫn là của bản đó."]
    if _newest(release) and mark(words_of(workspace_folder())) != release.about[WORDS]:
        return [
            f"Tệp câu mẫu đã đổi sau bản công bố {release.id}: chạy `manage.py publish` để lời văn mới đi cùng một bản "
            "mới. Khi đã có bản mới hơn, văn bản của bản này viết bằng lời văn cũ."
        ]
    return []


def _newest(release: Release) -> bool:
    shown = store.current()
    return shown is None or shown.id == release.id
