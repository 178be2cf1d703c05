"""Rules between tables, asked of the rows as they were written.

Each is a SELECT of faulty cells over `raw_<table>`; `SAID` holds the views and small tables that they share.
"""

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

__all__ = ["RULES", "SAID"]
