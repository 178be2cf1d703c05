"""Which slide the presenter shows: a small file for each saved sequence, read by whoever follows."""

import json
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from dx_metrics.meeting.sequence import CODE
from dx_metrics.store import aside
from dx_metrics.store.places import local_folder, workspace_folder

FOLDER = "meetings"
ALIVE = 45
"""Seconds after which a presenter who said nothing is taken to be gone; their page speaks every 15."""
PAUSE = 1800
"""Seconds of silence after which another meeting begins, with its own clock."""


@dataclass(frozen=True, slots=True)
class Position:
    """`holder` is the presenter's page; times are seconds of the server's clock."""

    slide: int = 1
    blank: bool = False
    holder: str = ""
    began: float = 0.0
    since: float = 0.0
    spoke: float = 0.0

    def live(self, now: float) -> bool:
        """Whether somebody presents."""
        return bool(self.holder) and now - self.spoke < ALIVE


def read(code: str, workspace: Path | None = None) -> Position:
    """Where the presenter is; the beginning where nobody ever presented."""
    try:
        return Position(**json.loads(_path(code, workspace).read_bytes()))
    except (OSError, ValueError, TypeError):
        return Position()


def show(
    code: str, slide: int, *, holder: str, blank: bool = False, take: bool = False, workspace: Path | None = None
) -> Position | None:
    """The presenter turns to a slide, or only says that they are there; None when somebody else presents.

    `take` takes over. After a longer pause the clock of the meeting begins anew. Raises OSError.
    """
    now = time.time()
    before = read(code, workspace)
    own = before.holder == holder
    if before.live(now) and not own and not take:
        return None
    began = before.began if now - before.spoke < PAUSE else now
    turned = before.slide != slide or not before.live(now)
    position = Position(slide, blank, holder, began, now if turned else before.since, now)
    _write(code, position, workspace)
    return position


def leave(code: str, *, holder: str, workspace: Path | None = None) -> None:
    """The presenter stops; followers stay where they are. Raises OSError."""
    before = read(code, workspace)
    if before.holder == holder:
        _write(code, replace(before, holder="", blank=False), workspace)


def _write(code: str, position: Position, workspace: Path | None) -> None:
    """Whole or not at all; not durable, as nobody misses it after a power cut."""
    path = _path(code, workspace)
    path.parent.mkdir(parents=True, exist_ok=True)
    half = aside.part(path)
    half.write_bytes(json.dumps(asdict(position)).encode())
    half.replace(path)


def _path(code: str, workspace: Path | None) -> Path:
    if not CODE.fullmatch(code):
        raise ValueError(code)
    return local_folder(workspace or workspace_folder()) / FOLDER / f"{code}.json"
