"""Lost points with what was done about each: the actions and the replies of the same commune and criterion."""

from collections.abc import Collection
from datetime import date

import pandas as pd

from dx_metrics.queries import choices, follow_up, lost
from dx_metrics.store import Release

FEW = 20
"""Up to so many communes are asked for by name; of more, everybody's answer is remembered anyway."""


def lost_points(
    release: Release, series: str, period: str, as_of: date, units: Collection[str] | None = None
) -> pd.DataFrame:
    """Criteria of communes (None: all) that lost points, the most first.

    Columns of `queries.lost.ledger`, and `actions`, `open_actions`, `replies`: codes, tuples, of what the registers
    hold by that day about this commune and criterion of this index.
    """
    criteria = choices.criteria(release, series, period)
    root = str(criteria.loc[criteria["depth"] == 0, "code"].iloc[0])
    asked = () if units is None or len(units) > FEW else tuple(units)
    rows = lost.ledger(release, series, period, root, asked)
    rows = rows[rows["leaf"] & (rows["lost"] > 0)]
    if units is not None:
        rows = rows[rows["unit"].isin(list(units))]
    actions = follow_up.actions(release, period, as_of)
    actions = actions[(actions["series"] == series) & ~actions["dissolved"]]
    replies = follow_up.replies(release, as_of)
    replies = replies[replies["series"] == series]
    rows = rows.assign(
        actions=_beside(rows, actions),
        open_actions=_beside(rows, actions[actions["closed_at"].isna()]),
        replies=_beside(rows, replies),
    )
    return rows.sort_values(["lost", "unit", "position"], ascending=[False, True, True], ignore_index=True)


def _beside(rows: pd.DataFrame, register: pd.DataFrame) -> list[tuple[str, ...]]:
    codes = {at: tuple(own) for at, own in register.groupby(["unit", "criterion"])["code"]}
    return [codes.get(place, ()) for place in zip(rows["unit"], rows["code"], strict=True)]
