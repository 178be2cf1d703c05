"""Shares of few cases: how far chance alone can carry them.

Wilson's interval as in PHEindicatormethods (UKHSA, methods of Fingertips); the funnel is its twin:
a share lies outside the funnel exactly when the overall share lies outside the share's own interval.
"""

from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike, NDArray

MINIMUM = 30
"""Cases below which a share is not shown as a result, unless the workspace declares another number."""

Numbers = NDArray[np.float64]


def wilson(cases: ArrayLike, out_of: ArrayLike, confidence: float = 0.95) -> tuple[Numbers, Numbers]:
    """Lower and upper limit, 0 to 1, of the share `cases / out_of`, element by element.

    NaN where a figure is missing, negative, `out_of` is 0 or there are more cases than `out_of`.
    """
    x, n = (np.asarray(numbers, dtype=float) for numbers in (cases, out_of))
    z = _z(confidence)
    with np.errstate(all="ignore"):
        sound = (x >= 0) & (n > 0) & (x <= n)
        middle = 2 * x + z * z
        reach = z * np.sqrt(z * z + 4 * x * (1 - x / n))
        wide = 2 * (n + z * z)
        low, high = (middle - reach) / wide, (middle + reach) / wide
    nothing = np.full(np.broadcast(x, n).shape, np.nan)
    # Binary noise must not carry a limit off the scale.
    return np.where(sound, np.clip(low, 0, 1), nothing), np.where(sound, np.clip(high, 0, 1), nothing)


def funnel(overall: float, out_of: ArrayLike, confidence: float = 0.95) -> tuple[Numbers, Numbers]:
    """Limits, 0 to 1, between which chance leaves a share of `out_of` cases when the truth is `overall`."""
    n = np.asarray(out_of, dtype=float)
    with np.errstate(all="ignore"):
        reach = _z(confidence) * np.sqrt(overall * (1 - overall) / n)
    return np.clip(overall - reach, 0, 1), np.clip(overall + reach, 0, 1)


def pooled(cases: ArrayLike, out_of: ArrayLike) -> float | None:
    """The share of all units together: counts are summed, shares never averaged; None without cases."""
    x, n = (np.asarray(numbers, dtype=float) for numbers in (cases, out_of))
    both = np.isfinite(x) & np.isfinite(n)
    total = float(n[both].sum())
    return float(x[both].sum()) / total if total > 0 else None


def minimum_of(declared: object) -> int:
    """The smallest number of cases in force: what the workspace declares when it is a number, else `MINIMUM`."""
    usable = isinstance(declared, int) and not isinstance(declared, bool) and declared > 0
    return declared if usable else MINIMUM  # type: ignore[return-value]  # narrowed by `usable`


def _z(confidence: float) -> float:
    return NormalDist().inv_cdf((1 + confidence) / 2)
