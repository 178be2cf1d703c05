"""How criteria hang together: order, depth, themes and full points of groups."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

from dx_metrics.scoring.framework import Criterion, Framework
from dx_metrics.scoring.rules import ZScore

COMBINES = ("sum", "mean", "geomean", "harmean", "min", "max", "median")
WEIGHTED = ("mean", "geomean", "harmean")


@dataclass(frozen=True, slots=True)
class Tree:
    """`order` holds codes, a group before what is below it; codes on a cycle are in none of it."""

    order: tuple[str, ...]
    children: Mapping[str, tuple[str, ...]]
    depth: Mapping[str, int]
    theme: Mapping[str, str]


def plant(parent_of: Mapping[str, str | None]) -> Tree:
    """The tree of codes, siblings in the order given.

    The theme of a code is its ancestor at depth 1, or the code itself.
    """
    children: dict[str, tuple[str, ...]] = {code: () for code in parent_of}
    for code, parent in parent_of.items():
        if parent in children:
            children[parent] += (code,)
    depth = {code: 0 for code, parent in parent_of.items() if parent is None}
    theme = {code: code for code in depth}
    order = []
    waiting = list(reversed(depth))
    while waiting:
        code = waiting.pop()
        order.append(code)
        for child in children[code]:
            depth[child] = depth[code] + 1
            theme[child] = theme[code] if depth[code] else child
        waiting.extend(reversed(children[code]))
    return Tree(tuple(order), children, depth, theme)


def full_points(
    criteria: Mapping[str, Criterion], tree: Tree, boundless: float | None = None
) -> dict[str, float | None]:
    """The most points each criterion can earn by its own statement; `boundless` where there is no such thing.

    A group that declares nothing has what its combination makes of its children's full points.
    """
    points: dict[str, float | None] = {}
    for code in reversed(tree.order):
        criterion = criteria[code]
        if "max_points" in criterion.unknown:
            points[code] = None
        elif criterion.declared_points is not None:
            points[code] = criterion.declared_points
        elif isinstance(criterion.rule, ZScore):
            points[code] = boundless
        elif criterion.leaf:
            points[code] = criterion.full_points
        else:
            below = [(points[child], criteria[child].weight) for child in tree.children[code]]
            known = [(most, weight) for most, weight in below if most is not None]
            points[code] = _combined(criterion.combine, known) if len(known) == len(below) else None
    return points


def by_height(framework: Framework) -> list[list[Criterion]]:
    """Criteria by how far they stand above their lowest leaf: each level needs only those before it."""
    height: dict[str, int] = {}
    for criterion in reversed(framework.criteria):
        below = framework.children[criterion.code]
        height[criterion.code] = 1 + max((height[child] for child in below), default=-1)
    levels: list[list[Criterion]] = [[] for _ in range(max(height.values()) + 1)]
    for criterion in framework.criteria:
        levels[height[criterion.code]].append(criterion)
    return levels


def _combined(combine: str, parts: list[tuple[float, float]]) -> float | None:
    points = [most for most, _ in parts]
    weighed = [(most, weight) for most, weight in parts if weight]
    total = math.fsum(weight for _, weight in weighed)
    match combine:
        case "sum":
            return round(math.fsum(points), 10)
        case "mean":
            return round(math.fsum(most * weight for most, weight in weighed) / total, 10)
        case "geomean" | "harmean" if min(most for most, _ in weighed) <= 0:
            return None
        case "geomean":
            return round(math.exp(math.fsum(math.log(most) * weight for most, weight in weighed) / total), 10)
        case "harmean":
            return round(total / math.fsum(weight / most for most, weight in weighed), 10)
        case _:
            return {"min": min, "max": max, "median": median}[combine](points)
