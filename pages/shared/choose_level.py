"""Choosing the level at which one stands: all parents where they are few, else from a parent to those below it."""

import streamlit as st

from dx_metrics.queries import choices
from dx_metrics.store import Release
from pages.shared import options
from pages.shared.choose import choose, settle_and_say
from pages.shared.choose_unit import LISTED

LABEL = "Cấp"


def choose_level(release: Release, period: str) -> str:
    """The parent among whose units one stands; "" for everybody. No box where there is nothing to choose."""
    name = options.LEVEL
    raw, held = st.query_params.get(name), st.session_state.get(f"_w_{name}")
    offered = near(release, period, str(held if raw in (None, st.session_state.get(f"_seen_{name}")) else raw))
    if len(offered) > 1:
        return options.level_of(choose(LABEL, name, offered))
    if raw is not None:
        settle_and_say(LABEL, raw, offered)
    return ""


def near(release: Release, period: str, chosen: str, most: int = LISTED) -> dict[str, str]:
    """`options.levels`; of more than `most`, those with nobody above, and those just below the chosen one
    and below each that it stands under."""
    offered = options.levels(release, period)
    if len(offered) <= most:
        return offered
    table = choices.levels(release, period)
    above = {row.code: row.parent for row in table.itertuples() if row.parent in offered}
    path = set()
    while chosen in offered and chosen not in path:
        path.add(chosen)
        chosen = above.get(chosen, "")
    return {code: name for code, name in offered.items() if code not in above or above[code] in path}
