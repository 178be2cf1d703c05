"""Rules between tables, asked of the rows as they were written.

Each is a SELECT of faulty cells over `raw_<table>`; `SAID` holds the views and small tables that they share.
"""

import re

from dx_metrics.catalogue.faults import Rule
from dx_metrics.catalogue.rules import (
    neighbours,
    observations,
    registers,
    successions,
    targets,
    units,
    variables,
)

SAID = units.SAID + successions.SAID + targets.SAID + observations.SAID + registers.SAID
RULES = [
    *units.RULES,
    *successions.RULES,
    *neighbours.RULES,
    *variables.RULES,
    *targets.RULES,
    *observations.RULES,
    *registers.RULES,
]

_VIEWS = {
    view: set(re.findall(r"\braw_(\w+)", text))
    for view, text in re.findall(r"temp view (said_\w+) as(.+?);", SAID, re.DOTALL)
}


def reads(rule: Rule) -> set[str]:
    """The tables of the workspace that a rule looks at."""
    said = (_VIEWS.get(view, set()) for view in re.findall(r"\bsaid_\w+", rule.sql))
    return set(re.findall(r"\braw_(\w+)", rule.sql)).union(*said)


__all__ = ["RULES", "SAID", "reads"]
