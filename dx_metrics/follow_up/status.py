"""How an action stands, computed from its dates and from what was scored since; nobody types it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

SOON = 14
"""Days before its due date from which an action is due soon."""
ON_SCHEDULE, DUE_SOON, OVERDUE, DONE, NO_GAIN = "on_schedule", "due_soon", "overdue", "done", "no_gain"
WORDS = {
    OVERDUE: "quá hạn",
    DUE_SOON: "sắp đến hạn",
    ON_SCHEDULE: "đúng tiến độ",
    NO_GAIN: "đã xong, chưa thấy điểm",
    DONE: "đã xong",
}
"""In the order in which a meeting goes through them."""
MARKS = {OVERDUE: "‼", DUE_SOON: "◷", ON_SCHEDULE: "▷", NO_GAIN: "○", DONE: "✓"}
ENOUGH = 0.005
"""Points below which nothing was won: scores are shown with two decimals."""


@dataclass(frozen=True, slots=True)
class Extension:
    """A later date that somebody asked for; it counts once somebody else granted it."""

    until: date
    decided_at: date | None = None
    granted: bool | None = None


def due_now(due: date, extensions: Iterable[Extension], as_of: date) -> date:
    """The date that holds on a day: the latest one granted until then, else the original one."""
    granted = [e.until for e in extensions if e.granted and e.decided_at and e.decided_at <= as_of]
    return max([due, *granted])


def status(due: date, closed_at: date | None, won: float | None, as_of: date) -> str:
    """One of the five states. `due` is the date that holds, `won` the points verified since (None: not scored yet).

    Reported work that nobody else has closed yet still runs against its date.
    """
    if closed_at and closed_at <= as_of:
        return NO_GAIN if won is not None and won < ENOUGH else DONE
    if as_of > due:
        return OVERDUE
    return DUE_SOON if (due - as_of).days <= SOON else ON_SCHEDULE
