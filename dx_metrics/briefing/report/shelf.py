"""Papers that were made, kept for whoever asks for the same one; the oldest go first."""

import hashlib
import secrets
import threading
from functools import cache
from pathlib import Path

from limits import RateLimitItemPerHour, storage, strategies

from dx_metrics.briefing.report.document import Tell, quiet
from dx_metrics.briefing.report.order import Order, files_mark, make
from dx_metrics.briefing.report.pdf import pdf
from dx_metrics.briefing.report.words import home_of
from dx_metrics.store import Release, durable, journal
from dx_metrics.store.places import local_folder, workspace_folder

FOLDER = "papers"
MOST = 60
"""Papers kept; 15 communes take 300 kB, 92 about one megabyte."""
BUSY = RateLimitItemPerHour(60)
"""Papers made in an hour for people who did not sign in: each takes seconds and a line of the journal."""
NOBODY = "người xem chưa đăng nhập"
_one_at_a_time = threading.Lock()
_window = strategies.MovingWindowRateLimiter(storage.MemoryStorage())


class TooMany(Exception):
    """So many papers were made in this hour that whoever did not sign in has to wait."""


def paper(release: Release, order: Order, extension: str, who: str, tell: Tell = quiet) -> tuple[str, list[str]]:
    """The name of the finished file on the shelf, and what it is without; made and journalled when it is not there.

    Raises what `order.make` and `pdf.pdf` raise, TooMany, and OSError when the disk refuses.
    """
    workspace = workspace_folder()
    with _one_at_a_time:
        key = _key(release, order)
        found = _kept(workspace, key, extension)
        if found:
            return found.name, _lacking(found)
        word = _kept(workspace, key, "docx")
        if word is None:
            if not who and not _window.hit(BUSY, "papers"):
                raise TooMany("Trong một giờ đã lập quá nhiều văn bản. Đăng nhập, hoặc thử lại sau.")
            made = make(release, order, tell)
            word = _keep(workspace, key, "docx", made.content)
            durable.write(word.with_suffix(".txt"), "\n".join(made.lacking).encode())
            details = order.details() | {"release": release.id, "sha256": hashlib.sha256(made.content).hexdigest()}
            journal.append("report", who or NOBODY, details=details, workspace=workspace)
        if extension == "pdf":
            tell("Chuyển sang PDF")
            named = word.with_suffix(".pdf")
            durable.write(named, pdf(word.read_bytes()))
            return named.name, _lacking(word)
        return word.name, _lacking(word)


def fetched(name: str) -> bytes | None:
    """The bytes of a file on the shelf; None for no such file."""
    stem, dot, extension = name.rpartition(".")
    if not dot or extension not in ("docx", "pdf") or not stem.replace("-", "").isalnum():
        return None
    try:
        return (_home(workspace_folder()) / name).read_bytes()
    except OSError:
        return None


def _home(workspace: Path) -> Path:
    return local_folder(workspace) / FOLDER


def _kept(workspace: Path, key: str, extension: str) -> Path | None:
    return next(iter(_home(workspace).glob(f"{key}-*.{extension}")), None)


def _keep(workspace: Path, key: str, extension: str, content: bytes) -> Path:
    home = _home(workspace)
    # Nobody comes upon somebody else's paper by guessing.
    path = home / f"{key}-{secrets.token_hex(12)}.{extension}"
    durable.write(path, content)
    papers = sorted(home.glob("*.docx"), key=lambda p: p.stat().st_mtime)
    for old in papers[: max(0, len(papers) - MOST)]:
        for each in home.glob(f"{old.stem}.*"):
            each.unlink(missing_ok=True)
    return path


def _lacking(path: Path) -> list[str]:
    try:
        return path.with_suffix(".txt").read_text("utf-8").splitlines()
    except OSError:
        return []


def _key(release: Release, order: Order) -> str:
    told = "\n".join((release.id, repr(order), files_mark(home_of(release)), _program()))
    return hashlib.sha256(told.encode()).hexdigest()[:24]


@cache
def _program() -> str:
    """Changes with the code that writes papers."""
    files = sorted(Path(__file__).parent.glob("*.py"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
