"""Who may do what: people, their roles and units, and the sessions in which they act."""

from dx_metrics.access.people import Person, may, own_units

__all__ = ["Person", "may", "own_units"]
