"""The scoring engine: framework.csv read and checked, then turned into SQL that scores observations."""

from dx_metrics.scoring.framework import Criterion, Framework, ScoringError
from dx_metrics.scoring.read import read_framework
from dx_metrics.scoring.rows import criteria_rows
from dx_metrics.scoring.score import score
from dx_metrics.scoring.words import rule_in_words

__all__ = [
    "Criterion",
    "Framework",
    "ScoringError",
    "criteria_rows",
    "read_framework",
    "rule_in_words",
    "score",
]
