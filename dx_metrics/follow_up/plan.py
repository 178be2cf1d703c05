"""The remediation plan: actions in the order in which they matter.

An action weighs the points that can still be won by it, times how likely there is time left:
`recoverable * min(1, days_left / AMPLE)`. Recoverable is what it claims, but no more than its criterion still
loses. Past its date nothing can be won in time any more, and it is listed first for another reason: it is overdue.
"""

from datetime import date

import pandas as pd

from dx_metrics.follow_up.status import DONE, NO_GAIN, OVERDUE, WORDS, Extension, due_now, status
from dx_metrics.queries import follow_up
from dx_metrics.store import Release
from dx_metrics.wording import absent

AMPLE = 90
"""Days in which an office can turn an indicator round: one reporting quarter."""


def plan(release: Release, period: str, as_of: date) -> pd.DataFrame:
    """Every action opened by a day, in the order of a meeting: overdue, then by weight, then what is done.

    What a commune left open when it was merged stands last: it binds nobody any more, and is not lost.

    Columns of `queries.follow_up.actions`, and `due_now` (with granted extensions), `extended`, `days_left`,
    `status` (see `status.WORDS`), `recoverable` and `weight` (points).
    """
    table = follow_up.actions(release, period, as_of)
    asked = follow_up.extensions(release, as_of)
    rows = [_row(action, asked, as_of) for action in table.itertuples()]
    added = pd.DataFrame(rows, columns=["due_now", "extended", "days_left", "status", "recoverable", "weight"])
    table = pd.concat([table.reset_index(drop=True), added], axis=1)
    order = {code: at for at, code in enumerate(WORDS)}
    closed = table["status"].isin([DONE, NO_GAIN])
    rank = table["status"].map(order).where(closed | (table["status"] == OVERDUE), 1)
    rank = rank.mask(table["dissolved"], len(order))
    return (
        table.assign(_rank=rank)
        .sort_values(["_rank", "weight", "due_now", "code"], ascending=[True, False, True, True], kind="stable")
        .drop(columns="_rank")
        .reset_index(drop=True)
    )


def _row(action, asked: pd.DataFrame, as_of: date) -> tuple[date, bool, int, str, float, float]:
    own = [
        Extension(e.until.date(), _day(e.decided_at), None if absent(e.granted) else bool(e.granted))
        for e in asked[asked["action"] == action.code].itertuples()
    ]
    due = due_now(action.due.date(), own, as_of)
    won = None if absent(action.won) else float(action.won)
    state = status(due, _day(action.closed_at), won, as_of)
    days = (due - as_of).days
    claimed = 0.0 if absent(action.points_claimed) else float(action.points_claimed)
    points = action.points_then if absent(action.points_now) else action.points_now
    lost = claimed if absent(points) or absent(action.max_points) else max(0.0, action.max_points - points)
    recoverable = 0.0 if state in (DONE, NO_GAIN) else min(claimed, lost)
    return due, due > action.due.date(), days, state, recoverable, recoverable * max(0.0, min(1.0, days / AMPLE))


def _day(value) -> date | None:
    return None if absent(value) else value.date()
