"""What each part of a group loses of the group's points, and the split into whole steps.

Arrays hold a row a criterion and a column a unit and period; NaN where there is nothing. All points are in the scale
of the parent.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dx_metrics.scoring.framework import Criterion
from dx_metrics.scoring.states import MISSING, NO_SCORE, NOT_APPLICABLE, SCORED

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Placed:
    """Criteria as `levels` has them: state, and what each brings to its group. A leaf's points follow its policies
    already, a group without a score brings what its own policies say."""

    state: NDArray[np.int8]
    brings: Numbers


@dataclass(frozen=True, slots=True)
class Shares:
    """Of the children of a group: the `part` of its full points, whether it `bears` any, and what is `lost` by it;
    of the group: its `loss` and full points, the `whole`."""

    part: Numbers
    bears: Flags
    lost: Numbers
    loss: Numbers
    whole: float


@dataclass(frozen=True, slots=True)
class Held:
    """What is to be shared among the parts of a group, in the points of an index or theme, and in whole steps."""

    worth: Numbers
    lost: Numbers
    worth_steps: Numbers
    lost_steps: Numbers


def shares(
    group: Criterion, children: Sequence[Criterion], possible: Numbers, whole: float, above: Placed, below: Placed
) -> Shares:
    """How a group's loss is shared among its children; `above` holds the group's row alone.

    A group that could not be scored loses all it is worth to the children that kept it from being scored.
    """
    scored, loss = above.state[0] == SCORED, whole - above.brings[0]
    culprit = np.stack([_culprit(*one) for one in zip(children, below.state, np.isnan(below.brings), strict=True)])
    unscored = np.where(culprit | ~culprit.any(axis=0), possible[:, None], 0.0)
    with np.errstate(all="ignore"):
        worth, raw = (np.nan_to_num(x) for x in _worth_and_raw(group, children, possible, below.brings))
        worth, raw = np.where(scored, worth, unscored), np.where(scored, raw, unscored)
        worth_all, raw_all = worth.sum(axis=0), raw.sum(axis=0)
        part = np.where(np.abs(worth_all) > 1e-9, worth / worth_all, 1 / len(children))
        stretched = (raw.min(axis=0) >= 0) & (raw_all > 1e-9) & (loss >= 0)
        rest = np.where(scored & (group.combine in ("sum", "mean")), raw + (loss - raw_all) * part, loss * part)
        lost = np.where(stretched, raw * (loss / raw_all), rest)
    touched = (worth != 0) | (raw != 0)
    return Shares(part, touched | ~touched.any(axis=0), np.nan_to_num(lost), loss, whole)


def dealt(shared: Shares, held: Held, step: float) -> Held:
    """The children's parts of what the group holds, a row a child; whole steps make up the group's exactly."""
    with np.errstate(all="ignore"):
        of_whole = np.nan_to_num(_ratio(held.worth, shared.whole))
        lost = shared.lost * np.where(np.abs(shared.loss) > 1e-9, held.lost / shared.loss, of_whole)
        worth = held.worth * shared.part
        worth_steps = _steps(worth / step, worth, held.worth_steps, shared.bears)
        return Held(worth, lost, worth_steps, _steps(lost / step, lost, held.lost_steps, shared.bears))


def _steps(cut: Numbers, real: Numbers, total: Numbers, bears: Flags) -> Numbers:
    """Largest remainder: whole steps downwards, and what is left over to those cut most. Written so that the parts
    make the whole whatever the binary noise."""
    cut = np.round(cut, 6)
    low = np.floor(cut)
    left, bearers = total - low.sum(axis=0), bears.sum(axis=0)
    each = np.floor(left / bearers)
    order = np.lexsort((-real, low - cut, ~bears), axis=0)
    place = np.empty_like(order)
    np.put_along_axis(place, order, np.arange(1, len(order) + 1)[:, None], axis=0)
    return low + np.where(bears, each + (place <= left - each * bearers), 0.0)


def _culprit(child: Criterion, state: NDArray[np.int8], absent: Flags) -> Flags:
    missing = ((state == MISSING) | (state == NO_SCORE)) & (absent | (child.missing == "stop"))
    return missing | ((state == NOT_APPLICABLE) & (absent | (child.not_applicable == "stop")))


def _worth_and_raw(
    group: Criterion, children: Sequence[Criterion], possible: Numbers, brings: Numbers
) -> tuple[Numbers, Numbers]:
    """Of a group with a score: what each child counts for, and what it loses; in points of the group for sums and
    means, else in shares of the loss."""
    kept = ~np.isnan(brings)
    weight, most = np.array([child.weight for child in children])[:, None], possible[:, None]
    lacks = np.round(most - brings, 10)
    match group.combine:
        case "sum":
            scale = most.sum() / _some(np.where(kept, most, 0.0).sum(axis=0))
            scale = np.where(np.isnan(scale), 1.0, scale)
            return np.where(kept, most, 0.0) * scale, np.where(kept, lacks, 0.0) * scale
        case "mean":
            present = _some(np.where(kept, weight, 0.0).sum(axis=0))
            gone = _gone(kept, weight, most, present)
            return np.where(kept, weight * most / present, gone), np.where(kept, weight * lacks / present, gone)
        case "geomean" | "harmean":
            share = np.log(most / brings) if group.combine == "geomean" else 1 / brings - 1 / most
            lowers = (weight != 0) & (brings > 0) & (most > brings)
            return np.where(kept, weight, 0.0), np.where(lowers, weight * share, 0.0)
        case "min" | "max":
            decides = (np.fmin if group.combine == "min" else np.fmax).reduce(brings, axis=0)
            return kept.astype(float), (brings == decides).astype(float)
        case _:
            place = np.argsort(np.argsort(brings, axis=0, kind="stable"), axis=0, kind="stable") + 1
            count = kept.sum(axis=0)
            middle = (place >= (count + 1) // 2) & (place <= count // 2 + 1)
            return kept.astype(float), (kept & middle).astype(float)


def _gone(kept: Flags, weight: Numbers, most: Numbers, present: Numbers) -> Numbers:
    """A mean whose children differ in full points can reach less, or more, without those left out: theirs."""
    worth = weight * most
    worth_kept = np.where(kept, worth, 0.0).sum(axis=0)
    differs = np.round(_ratio(worth.sum(), weight.sum()) - worth_kept / present, 10)
    return np.nan_to_num(worth / _some(worth.sum() - worth_kept) * differs)


def _some(numbers: Numbers) -> Numbers:
    """NaN instead of 0, so that nothing is divided by it."""
    return np.where(numbers == 0, np.nan, numbers)


def _ratio(above: Numbers | float, below: float) -> Numbers:
    return np.asarray(above / below if below else np.nan * np.asarray(above))
