"""Actions that stand differently in another release: newly done, without gain, overdue, won."""

from datetime import date

import pandas as pd

from dx_metrics.follow_up.plan import plan
from dx_metrics.queries.follow_up import of_level, within
from dx_metrics.store import Release

NEWEST = "select code from calendar where position = (select max(position) from calendar) order by ends, code limit 1"
SHOWN = ["code", "unit", "unit_name", "title", "owner", "status", "won"]


def flips(before: Release, after: Release, as_of: date) -> pd.DataFrame:
    """A row an action: code, unit, unit_name, title, owner, and `status` and `won` with `_before` and `_after`.

    Each release is asked for its newest period. An action that is new, or gone, has NA on the other side.
    """
    sides = [_standing(release, as_of) for release in (before, after)]
    both = sides[0].merge(sides[1], on="code", how="outer", suffixes=("_before", "_after"))
    for word in ("unit", "unit_name", "title", "owner"):
        both[word] = both[f"{word}_after"].fillna(both[f"{word}_before"])
    was, now = (both[f"won_{side}"].astype(float).round(6) for side in ("before", "after"))
    same = (both["status_before"] == both["status_after"]) & ((was == now) | (was.isna() & now.isna()))
    kept = ["code", "unit", "unit_name", "title", "owner", "status_before", "status_after", "won_before", "won_after"]
    return pd.DataFrame(both.loc[~same, kept]).sort_values("code", ignore_index=True)


def _standing(release: Release, as_of: date) -> pd.DataFrame:
    newest = release.rows(NEWEST)
    if newest.empty:
        return pd.DataFrame(columns=SHOWN)
    period = str(newest["code"].iloc[0])
    table = within(plan(release, period, as_of), of_level(release, period))
    return pd.DataFrame(table.loc[~table["dissolved"], SHOWN])
