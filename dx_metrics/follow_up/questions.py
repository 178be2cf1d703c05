"""Three questions for a member of the committee to ask, by rules that anybody can read.

Each rule finds the worst case of its kind; the first three kinds that are there, in the order below, are asked.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import pandas as pd

from dx_metrics.follow_up.lost_points import lost_points
from dx_metrics.follow_up.plan import plan
from dx_metrics.follow_up.rows import each
from dx_metrics.follow_up.status import NO_GAIN, OVERDUE
from dx_metrics.queries import choices, follow_up, standing
from dx_metrics.store import Release
from dx_metrics.wording import absent, number

MOST = 3
LONG_AGO = 365
"""Days without a visit after which one is asked for."""
FELL = 0.5
"""Points of the whole index from which a fall is asked about."""


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask, about which commune, and by which rule."""

    rule: str
    unit: str
    unit_name: str
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """What the rules look at, communes of one member only.

    `actions` as `plan`; `lost` as `lost_points`; `replies` as the register, unanswered ones only;
    `falls` unit, short_name, change (points since the period before); `visits` unit, short_name, days (None: never).
    """

    actions: pd.DataFrame
    lost: pd.DataFrame
    replies: pd.DataFrame
    falls: pd.DataFrame
    visits: pd.DataFrame


def questions(facts: Facts) -> list[Question]:
    """At most three."""
    found = (rule(facts) for rule in RULES)
    return [question for question in found if question is not None][:MOST]


def facts(release: Release, series: str, period: str, as_of: date, units: Collection[str]) -> Facts:
    """What a release holds of these communes."""
    own = list(units)
    actions = plan(release, period, as_of)
    replies = follow_up.replies(release, as_of)
    grid = standing.heads(release, series, period)
    whole = grid[(grid["depth"] == 0) & grid["unit"].isin(own)]
    visits = follow_up.inspections(release, as_of)
    held = visits[visits["held"]].groupby("unit")["date"].max()
    names = choices.units(release, period).set_index("code")["short_name"]
    here = [unit for unit in own if unit in names.index]
    return Facts(
        actions=actions[actions["unit"].isin(own) & ~actions["dissolved"]],
        lost=lost_points(release, series, period, as_of, own),
        replies=replies[replies["unit"].isin(own) & replies["answered_at"].isna()],
        falls=pd.DataFrame(
            {
                "unit": whole["unit"],
                "short_name": whole["short_name"],
                "change": whole["points"] - whole["points_before"],
            }
        ),
        visits=pd.DataFrame(
            {
                "unit": here,
                "short_name": [names[unit] for unit in here],
                "days": [(as_of - held[unit].date()).days if unit in held.index else None for unit in here],
            }
        ),
    )


def _overdue(facts: Facts) -> Question | None:
    """The action that is past its date longest."""
    late = facts.actions[facts.actions["status"] == OVERDUE].sort_values("days_left", kind="stable")
    for row in each(late):
        done = "đã báo xong mà chưa ai đóng" if not absent(row.done_at) else "chưa báo xong"
        text = (
            f"Việc {row.code} “{row.title}” ({row.owner}) quá hạn {-row.days_left} ngày, {done}: "
            "vướng ở đâu, ai gỡ, bao giờ xong?"
        )
        return Question("overdue", row.unit, _name(row.unit_name, row.unit), text)
    return None


def _no_gain(facts: Facts) -> Question | None:
    """Work that was closed and won nothing: the largest claim."""
    rows = facts.actions[facts.actions["status"] == NO_GAIN].sort_values("points_claimed", ascending=False)
    for row in each(rows):
        text = (
            f"Việc {row.code} “{row.title}” đã đóng nhưng {row.criterion_name} không thêm điểm: "
            "làm chưa trúng, hay số liệu chưa báo?"
        )
        return Question("no_gain", row.unit, _name(row.unit_name, row.unit), text)
    return None


def _not_reported(facts: Facts) -> Question | None:
    """The most points lost only because nobody reported."""
    for row in each(facts.lost[facts.lost["why"] == "not_reported"]):
        text = f"Mất {number(row.lost, 2)} điểm ở {row.name} chỉ vì chưa báo cáo: ai gửi, ngày nào?"
        return Question("not_reported", row.unit, row.short_name, text)
    return None


def _unassigned(facts: Facts) -> Question | None:
    """The most points that can be won back and that no open action is about."""
    rows = facts.lost[facts.lost["curable"] & (facts.lost["why"] != "not_reported")]
    for row in each(rows):
        if not row.open_actions:
            text = f"Mất {number(row.lost, 2)} điểm ở {row.name}, chưa giao việc nào: ai làm, bao giờ xong?"
            return Question("unassigned", row.unit, row.short_name, text)
    return None


def _fell(facts: Facts) -> Question | None:
    """The largest fall since the period before."""
    rows = facts.falls[facts.falls["change"] <= -FELL].sort_values("change")
    for row in each(rows):
        text = f"Giảm {number(-row.change, 2)} điểm so với kỳ trước: vì sao, kỳ tới lấy lại bằng gì?"
        return Question("fell", row.unit, row.short_name, text)
    return None


def _unanswered(facts: Facts) -> Question | None:
    """The oldest reply that nobody answered."""
    for row in each(facts.replies.sort_values("at", kind="stable")):
        text = (
            f"Giải trình {row.code} về {row.criterion_name} gửi ngày {row.at:%d/%m/%Y} chưa được trả lời: có chấp nhận?"
        )
        return Question("unanswered", row.unit, _name(row.unit_name, row.unit), text)
    return None


def _not_visited(facts: Facts) -> Question | None:
    """Nobody has been there for a year."""
    rows = facts.visits.assign(long=facts.visits["days"].astype(float).fillna(float("inf")))
    for row in each(rows.sort_values("long", ascending=False, kind="stable")):
        if row.long > LONG_AGO:
            since = (
                "Chưa có đoàn nào đến kiểm tra" if absent(row.days) else f"{row.days:.0f} ngày chưa có đoàn kiểm tra"
            )
            return Question("not_visited", row.unit, row.short_name, f"{since}: khi nào đến?")
    return None


def _name(name: object, code: str) -> str:
    return code if absent(name) else str(name)


RULES = (_overdue, _unanswered, _no_gain, _not_reported, _fell, _unassigned, _not_visited)
