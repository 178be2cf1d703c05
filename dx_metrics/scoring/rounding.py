"""Rounding half up, as the published indices do it."""

from dx_metrics.scoring.formula import literal

DECIMALS = 10
"""Digits kept when binary noise is killed: 2.675 is stored as 2.67499999999999982…"""


def rounded(x: str, step: float) -> str:
    """SQL: `x` to the nearest multiple of `step`, halves upwards."""
    return f"round(floor(round({x} / {literal(step)}, {DECIMALS}) + 0.5e0) * {literal(step)}, {DECIMALS})"


def clean(x: str) -> str:
    """SQL: `x` without binary noise, so that equal scores are equal."""
    return f"round({x}, {DECIMALS})"
