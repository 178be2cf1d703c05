"""What happened while the figures were made: decisions, launches, floods, on the axis of the shown periods."""

import pandas as pd

from dx_metrics.store import Release

# What is not a document comes first: a flood explains a fall better than a decision does.
EVENTS = """
select events.date, events.name, events.kind, events.basis, calendar.short, calendar.position,
       date_diff('day', calendar.starts, events.date) / (date_diff('day', calendar.starts, calendar.ends) + 1) as part
from events
join calendar on calendar.position is not null and events.date between calendar.starts and calendar.ends
where calendar.ends <= (select ends from calendar where code = $period)
order by coalesce(events.kind, '') = 'van_ban', events.date desc, events.name
limit $most
"""


def events(release: Release, period: str, most: int) -> pd.DataFrame:
    """At most so many events of the shown periods up to one, the oldest first.

    `short` and `position` of the period, `part` (0 to 1) of it that had passed.
    """
    return release.rows(EVENTS, period=period, most=most).sort_values(["date", "name"], ignore_index=True)
