"""What a meeting agreed and what became of it: the last one before a day, or the one that is held."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from dx_metrics.charts.caption import caption
from dx_metrics.charts.exhibit import Exhibit
from dx_metrics.charts.follow_up_actions import state
from dx_metrics.charts.follow_up_cards import grid, on, text
from dx_metrics.follow_up.plan import plan
from dx_metrics.follow_up.status import DONE, NO_GAIN, OVERDUE
from dx_metrics.queries import follow_up
from dx_metrics.store import Release
from dx_metrics.view import View
from dx_metrics.wording import listed

NOT_GIVEN = "○ chưa giao thành việc"


@dataclass(frozen=True, slots=True)
class Point:
    """One conclusion: what, who by when, how it stands. `tone` is `overdue`, `done` or nothing."""

    number: int
    words: str
    whose: str
    due: str
    state: str
    tone: str
    action: str


@dataclass(frozen=True, slots=True)
class Agreed:
    """A meeting with its points; code, title and date are empty where there was none."""

    code: str
    title: str
    held: str
    points: tuple[Point, ...]


def last_before(release: Release, view: View, day: date) -> Agreed:
    """The newest meeting held before `day`, each point as it stands that day."""
    held = follow_up.meetings(release, day)
    held = held[held["date"] < pd.Timestamp(day)]
    if held.empty:
        return Agreed("", "", "", ())
    own = held.iloc[0]
    return Agreed(str(own["code"]), str(own["title"]), on(own["date"]), points(release, view, str(own["code"]), day))


def points(release: Release, view: View, meeting: str, day: date) -> tuple[Point, ...]:
    """What a meeting agreed, in its own order, as it stands on a day."""
    here = follow_up.of_level(release, view.period)
    table = follow_up.within(follow_up.conclusions(release, day), here, nobody=True)
    table = table[table["meeting"] == meeting]
    todo = plan(release, view.period, day)
    stand = dict(zip(todo["code"], todo.itertuples(), strict=True))
    return tuple(_point(row, stand.get(text(row.action))) for row in table.itertuples())


def _point(row, action) -> Point:
    whose = listed([words for words in (text(row.unit_name), text(row.owner)) if words])
    due = on(row.due) if action is None else on(action.due_now)
    tone = "" if action is None else {OVERDUE: "overdue", DONE: "done", NO_GAIN: "done"}.get(action.status, "")
    words = NOT_GIVEN if action is None else state(action)
    return Point(int(row.number), row.text, whose, due, words, tone, text(row.action))


def exhibit(release: Release, view: View, agreed: Agreed) -> Exhibit:
    """The points as a table with its finding: how many are done, how many overdue."""
    late = sum(point.tone == "overdue" for point in agreed.points)
    done = sum(point.tone == "done" for point in agreed.points)
    title = f"{done} trên {len(agreed.points)} kết luận đã xong" + (f", {late} quá hạn" if late else "")
    if not agreed.points:
        title = "Chưa có kết luận nào của cuộc họp trước"
    heads = ("Số", "Kết luận", "Đơn vị, chủ trì", "Hạn", "Tình trạng")
    rows = [(str(p.number), p.words, p.whose, p.due, p.state) for p in agreed.points]
    measure = f"{agreed.title} ({agreed.held})" if agreed.title else "Kết luận của cuộc họp trước"
    return Exhibit(
        name="lan-truoc",
        title=title,
        words=f"{title}. " + " ".join(f"{p.words}: {p.state}." for p in agreed.points),
        caption=caption(release, view, measure),
        table=pd.DataFrame(rows, columns=pd.Index(heads)),
        drawing=grid(heads, rows, [""] * len(rows), [p.tone == "overdue" for p in agreed.points]),
    )
