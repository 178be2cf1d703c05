"""How sure a rank is: the same points put together in other defensible ways, many times over.

Arrays: S ways (scenarios), U units, T themes. Everything is drawn from one seed, so that a release
always tells the same range; see docs/ranks.md.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dx_metrics.scoring.ranks import places
from dx_metrics.scoring.rounding import DECIMALS

Numbers = NDArray[np.float64]
SEED, DRAWS = 20220101, 2000
VARIED = 0.25
"""Every theme's weight moves by up to this part of itself, either way."""
SURE = 0.9
"""Part of the ways that must agree; the range of a rank leaves out half of the rest at each end."""
FLOOR = 0.01
"""A theme's share of its full points below which the geometric mean takes this: one 0 would erase the rest."""
CELLS = 4_000_000
"""Ranks drawn at most, and numbers held at once: above 2,000 units fewer ways are drawn, never below `LEAST`."""
LEAST = 200

Combine = Literal["sum", "mean", "geomean", "harmean", "min", "max", "median"]


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """What an index is made of in one period, for the units that are ranked.

    `points` U x T, NaN where a theme is left out; `full` T full points, NaN where there is no maximum;
    `weights` T, as the framework states them (a sum weighs by full points, not by these).
    """

    units: tuple[str, ...]
    themes: tuple[str, ...]
    points: Numbers
    full: Numbers
    weights: Numbers
    combine: Combine

    @property
    def nominal(self) -> Numbers:
        """T: the weights the index declares, adding to 1; NaN where weights play no part."""
        if self.combine in ("min", "max", "median"):
            return np.full(len(self.themes), np.nan)
        stated = _known(self.full) if self.combine == "sum" else self.weights
        return stated / stated.sum() if stated.sum() else np.full(len(self.themes), np.nan)

    @property
    def shares(self) -> Numbers | None:
        """U x T: part of the full points won; None when a theme has no maximum above 0."""
        return self.points / self.full if np.all(self.full > 0) else None


def scores(parts: Parts, factors: Numbers) -> Numbers:
    """S x U: the index by its own combination, each theme's weight multiplied by `factors` (S x T, 0 drops it).

    A theme that is left out gives its weight to the rest, as in scoring. NaN where nothing is left.
    """
    p, present = np.nan_to_num(parts.points), ~np.isnan(parts.points)
    with np.errstate(all="ignore"):
        match parts.combine:
            case "sum":
                full = _known(parts.full)
                there = factors @ (full * present).T
                whole = (factors @ full)[:, None]
                found = (factors @ p.T) * np.where(there == whole, 1.0, whole / there)
                return np.where(factors @ present.T > 0, found, np.nan)
            case "mean":
                weights = factors * parts.weights
                return (weights @ p.T) / (weights @ present.T)
            case "geomean":
                return _geometric(parts.points, factors * parts.weights)
            case "harmean":
                weights = factors * parts.weights
                inverse = np.where(present, 1 / np.where(parts.points > 0, parts.points, np.nan), 0)
                return (weights @ present.T) / (weights @ inverse.T)
            case _:
                kept = np.where((factors > 0)[:, None, :], parts.points[None, :, :], np.nan)
                masked = np.ma.masked_invalid(kept)
                how = {"min": np.ma.min, "max": np.ma.max, "median": np.ma.median}[parts.combine]
                return np.ma.filled(how(masked, axis=2), np.nan)


def otherwise(parts: Parts, factors: Numbers) -> Numbers | None:
    """S x U: the index by the other mean: geometric for a sum or mean, arithmetic for the rest.

    Of shares of full points, so that themes of different size compare; None where there are none.
    """
    shares = parts.shares
    if shares is None:
        return None
    stated = parts.full if parts.combine in ("sum", "min", "max", "median") else parts.weights
    if parts.combine in ("sum", "mean"):
        return _geometric(np.where(np.isnan(shares), np.nan, np.maximum(shares, FLOOR)), factors * stated)
    weights = factors * stated
    with np.errstate(all="ignore"):
        return (weights @ np.nan_to_num(shares).T) / (weights @ (~np.isnan(shares)).T)


def ranks(found: Numbers) -> Numbers:
    """S x U: 1 is best, equal scores share the better rank; NaN without a score."""
    placed = places(np.round(found, DECIMALS))
    return np.where(placed > 0, placed, np.nan)


def plausible(parts: Parts, published: Numbers, *, seed: int = SEED) -> pd.DataFrame:
    """The range of ranks each unit has when weights, themes and combination vary at once.

    `published` U ranks. One row a unit in the order of `parts.units`: unit, rank, low, high (the middle
    `SURE` of all ways, always around `rank`), weights_low … other_high (each source alone), and band:
    everybody of a band stands above everybody of the next, in so many ways that no range of ranks
    reaches across.
    """
    rng = np.random.default_rng(seed)
    draws = min(DRAWS, max(LEAST, CELLS // len(parts.units)))
    count = len(parts.themes)
    weights = rng.uniform(1 - VARIED, 1 + VARIED, (draws, count))
    dropped = _one_dropped(count)
    drop = rng.integers(0, len(dropped), draws)
    mixed = np.where((rng.random(draws) < 0.5)[:, None], dropped[drop], 1.0) * weights
    same = np.ones((1, count))
    own = rng.random(draws) < 0.5
    found = _found(parts, mixed, own)
    table = pd.DataFrame({"unit": parts.units, "rank": published})
    for name, ways in (
        ("", found),
        ("weights_", _found(parts, weights, np.ones(draws, dtype=bool))),
        ("themes_", scores(parts, dropped)),
        ("other_", _stacked(scores(parts, same), otherwise(parts, same))),
    ):
        low, high = _range(ranks(ways), 1.0 if name in ("themes_", "other_") else SURE)
        table[f"{name}low"] = np.fmin(low, published)
        table[f"{name}high"] = np.fmax(high, published)
    table["band"] = _bands(found, published)
    return table


def effective(parts: Parts) -> pd.DataFrame:
    """One row a theme: theme, nominal (its declared weight), effective (its share of the index's variance,
    adding to 1) and correlation with the index. NaN with fewer than three units or no variance.

    Where points are not added up the share of variance is not defined: the squared correlations, made to
    add to 1, take its place.
    """
    whole = scores(parts, np.ones((1, len(parts.themes))))[0]
    kept = ~np.isnan(whole)
    whole, points = whole[kept], parts.points[kept]
    table = pd.DataFrame({"theme": parts.themes, "nominal": parts.nominal})
    frame = pd.DataFrame(points)
    alike = kept.sum() < 3 or np.ptp(whole) <= 1e-12
    r = np.full(len(parts.themes), np.nan) if alike else frame.corrwith(pd.Series(whole)).to_numpy()
    table["correlation"] = r
    if alike:
        table["effective"] = np.nan
    elif parts.combine in ("sum", "mean"):
        stated = _known(parts.full) if parts.combine == "sum" else parts.weights
        there = (stated * ~np.isnan(points)).sum(axis=1, keepdims=True)
        brought = np.nan_to_num(points) * (stated.sum() if parts.combine == "sum" else stated) / there
        centred = whole - whole.mean()
        table["effective"] = (brought - brought.mean(axis=0)).T @ centred / (centred @ centred)
    else:
        table["effective"] = r**2 / np.nansum(r**2)
    return table


def agrees(parts: Parts, published: Numbers) -> bool:
    """Whether the themes, put together again, stand in the published order (an index may do more to them)."""
    again = scores(parts, np.ones((1, len(parts.themes))))[0]
    by_rank = pd.DataFrame({"rank": published, "points": again}).groupby("rank")["points"].agg(["min", "max"])
    return bool((by_rank["min"].to_numpy()[:-1] >= by_rank["max"].to_numpy()[1:] - 1e-9).all())


def _found(parts: Parts, factors: Numbers, own: NDArray[np.bool_]) -> Numbers:
    """S x U: each way by the index's own combination, or by the other; comparable within a way only."""
    run = max(1, CELLS // max(1, parts.points.size))
    runs = []
    for start in range(0, len(factors), run):
        part = slice(start, start + run)
        other = None if own[part].all() else otherwise(parts, factors[part])
        found = scores(parts, factors[part])
        runs.append(found if other is None else np.where(own[part][:, None], found, other))
    return np.concatenate(runs)


def _one_dropped(count: int) -> Numbers:
    """Each theme left out once; a single theme cannot be."""
    return 1.0 - np.eye(count) if count > 1 else np.ones((1, count))


def _stacked(first: Numbers, second: Numbers | None) -> Numbers:
    return first if second is None else np.concatenate([first, second])


def _geometric(points: Numbers, weights: Numbers) -> Numbers:
    present = ~np.isnan(points)
    with np.errstate(all="ignore"):
        logs = np.where(present, np.log(np.where(points > 0, points, np.nan)), 0)
        return np.exp((weights @ logs.T) / (weights @ present.T))


def _known(full: Numbers) -> Numbers:
    return np.where(np.isnan(full), 1.0, full)


def _range(found: Numbers, middle: float) -> tuple[Numbers, Numbers]:
    """U, U: the ends of the middle part of each column, as ranks that occurred."""
    ordered = np.sort(found, axis=0)  # NaN last
    last = np.maximum((~np.isnan(found)).sum(axis=0) - 1, 0)
    tail = (1 - middle) / 2
    columns = np.arange(found.shape[1])
    return (
        ordered[np.floor(last * tail + 1e-9).astype(int), columns],
        ordered[np.ceil(last * (1 - tail) - 1e-9).astype(int), columns],
    )


def _bands(found: Numbers, published: Numbers) -> NDArray[np.int64]:
    order = np.argsort(published, kind="stable")
    ordered = np.where(np.isnan(found), -np.inf, np.round(found, DECIMALS))[:, order]
    worst_above = np.minimum.accumulate(ordered, axis=1)[:, :-1]
    best_below = np.maximum.accumulate(ordered[:, ::-1], axis=1)[:, ::-1][:, 1:]
    tail = (1 - SURE) / 2
    cut = ((worst_above > best_below).mean(axis=0) > 1 - tail) & (np.diff(published[order]) > 0)
    band = np.empty(len(published), dtype=np.int64)
    band[order] = np.concatenate([[1], 1 + np.cumsum(cut)])
    return band
