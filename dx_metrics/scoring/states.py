"""What the figure of a criterion can come to, and what stands beside its points."""

from dx_metrics.scoring.framework import Criterion
from dx_metrics.scoring.rules import Bands
from dx_metrics.scoring.table import uncovered

SCORED, MISSING, NOT_APPLICABLE, NO_SCORE = range(4)
STATES = ("scored", "missing", "not_applicable", "no_score")


def shows_value(criterion: Criterion) -> bool:
    """Whether a value stands beside the points: of leaves, and of groups with a rule of their own."""
    return criterion.leaf or criterion.rule is not None


def delicate(criterion: Criterion) -> bool:
    """Whether there are values that the criterion cannot take."""
    return (
        bool(criterion.transform)
        or criterion.combine in ("geomean", "harmean")
        or (isinstance(criterion.rule, Bands) and uncovered(criterion.rule.lines))
    )
