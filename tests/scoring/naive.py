"""The scoring of a framework in plain loops, one unit at a time: slow, and easy to believe."""

import math
from collections.abc import Mapping
from statistics import median

from dx_metrics.scoring.formula import Node, Number, Variable
from dx_metrics.scoring.framework import Criterion, Framework
from dx_metrics.scoring.rules import Bands, Choice, Linear, Statistic, ZScore

ABSENT, NONE = "not_applicable", None
"""A figure is a number, ABSENT (did not arise) or NONE (missing)."""

Figures = Mapping[tuple[str, str], Mapping[str, float | str | None]]
"""By unit and period: figures by variable."""


class Refused(Exception):
    """What the engine must refuse too."""


class Naive:
    """Scores of every unit, period and code: `state`, `points` (as shown) and `full` (unrounded)."""

    def __init__(self, framework: Framework, figures: Figures) -> None:
        self.framework = framework
        self.figures = figures
        self.state: dict[tuple[str, str, str], str] = {}
        self.points: dict[tuple[str, str, str], float | None] = {}
        self.full: dict[tuple[str, str, str], float | None] = {}
        self.brings: dict[tuple[str, str, str], float | None] = {}
        for criterion in reversed(framework.criteria):
            self._score(criterion)

    def in_sample(self, unit: str) -> bool:
        chosen = self.framework.settings.reference_units
        return (chosen is None or unit in chosen) and unit not in self.framework.settings.unranked_units

    def _score(self, criterion: Criterion) -> None:
        code, values = criterion.code, {}
        for place in self.figures:
            x = self._leaf(criterion, place) if criterion.formula else self._group(criterion, place)
            if isinstance(x, float) and criterion.transform:
                if x < 0 or (x == 0 and criterion.transform != "sqrt"):
                    raise Refused
                x = {"ln": math.log, "log10": math.log10, "sqrt": math.sqrt}[criterion.transform](x)
            values[place] = x
        earned = {place: self._earned(criterion, place, values) for place in values}
        for place, points in earned.items():
            key = (*place, code)
            nothing = "missing" if criterion.leaf else "no_score"
            self.state[key] = {ABSENT: ABSENT, NONE: nothing}.get(points, "scored")
        for place, points in earned.items():
            key = (*place, code)
            instead = self._instead(criterion, place, earned)
            own = points if self.state[key] == "scored" else None
            self.full[key] = instead if criterion.leaf else own
            self.points[key] = rounded(self.full[key], criterion.round_to)
            # What a group without a score counts for is not rounded; a leaf's points are.
            self.brings[key] = self.points[key] if criterion.leaf or own is not None else instead

    def _instead(self, criterion: Criterion, place, earned):
        match self.state[(*place, criterion.code)]:
            case "scored":
                return earned[place]
            case "not_applicable":
                most = self.framework.max_points[criterion.code]
                return {"full": most, "zero": 0.0}.get(criterion.not_applicable)
            case _ if criterion.missing == "mean":
                known = [
                    points
                    for (unit, period), points in earned.items()
                    if period == place[1] and self.in_sample(unit) and isinstance(points, float)
                ]
                return sum(known) / len(known) if known else None
            case _:
                return 0.0 if criterion.missing == "zero" else None

    def _leaf(self, criterion: Criterion, place):
        assert criterion.formula
        given = [self.figures[place].get(variable) for variable in criterion.formula.variables]
        if ABSENT in given:
            return ABSENT
        if NONE in given:
            return NONE
        if isinstance(criterion.rule, Choice):
            return given[0]
        try:
            return float(evaluated(criterion.formula.root, self.figures[place]))
        except ZeroDivisionError:
            return ABSENT

    def _group(self, group: Criterion, place):
        children = [c for c in self.framework.criteria if c.parent == group.code]
        states = {c.code: self.state[(*place, c.code)] for c in children}
        for child in children:
            if child.missing == "stop" and states[child.code] in ("missing", "no_score"):
                return NONE
            if child.not_applicable == "stop" and states[child.code] == ABSENT:
                return NONE
        kept = [(c, self.brings[(*place, c.code)]) for c in children]
        kept = [(child, points) for child, points in kept if points is not None]
        if not kept:
            return ABSENT if set(states.values()) == {ABSENT} else NONE
        if len(kept) / len(children) < group.min_share - 1e-9:
            return NONE
        points = [p for _, p in kept]
        weights = [child.weight for child, _ in kept]
        if group.combine in ("geomean", "harmean") and any(p <= 0 and w for p, w in zip(points, weights, strict=True)):
            raise Refused
        full = {c.code: self._worth(c) for c in children}
        return combined(group.combine, points, weights, [full[c.code] for c, _ in kept], sum(full.values()))

    def _worth(self, criterion: Criterion) -> float:
        """What it counts for beside its siblings in a sum."""
        if criterion.leaf or criterion.declared_points is not None:
            return criterion.full_points
        below = [c for c in self.framework.criteria if c.parent == criterion.code]
        full = [self._worth(c) for c in below]
        return combined(criterion.combine, full, [c.weight for c in below], full, sum(full))

    def _earned(self, criterion: Criterion, place, values):
        x = values[place]
        if x is NONE or x == ABSENT:
            return x
        same_period = [v for (unit, period), v in values.items() if period == place[1] and self.in_sample(unit)]
        sample = [v for v in same_period if isinstance(v, float)]
        everywhere = [v for (unit, _), v in values.items() if self.in_sample(unit) and isinstance(v, float)]
        most = criterion.full_points
        match criterion.rule:
            case None:
                return x
            case Linear(zero, full, exponent, clip):
                low, high = level(zero, sample, everywhere), level(full, sample, everywhere)
                if low is None or high is None or alike(low, high):
                    return ABSENT
                share = clipped((x - low) / (high - low), clip)
                share = math.copysign(abs(share) ** exponent, share)
                return criterion.min_points + share * (most - criterion.min_points)
            case ZScore(mean, sd):
                if len(sample) < 2 or alike(min(sample), max(sample)):
                    return ABSENT
                middle = sum(sample) / len(sample)
                spread = math.sqrt(sum((v - middle) ** 2 for v in sample) / (len(sample) - 1))
                return mean + (x - middle) / spread * sd
            case Choice(answers):
                points = dict(answers)[x]
            case Bands(lines, full, clip):
                for line in lines:
                    if line.holds(round(x, 10)):
                        break
                else:
                    raise Refused
                points = line.points
                if points == "prop":
                    high = level(full, sample, everywhere)
                    return clipped(x / high, clip) * most if high else ABSENT
        return {"NA": ABSENT, "max": most}.get(points, points)


def evaluated(node: Node, figures) -> float:
    match node:
        case Number(value):
            return value
        case Variable(name):
            return figures[name]
    left, right = evaluated(node.left, figures), evaluated(node.right, figures)
    match node.sign:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case _:
            return left / right


def level(threshold, sample: list[float], everywhere: list[float]) -> float | None:
    if not isinstance(threshold, Statistic):
        return threshold
    values = sorted(everywhere if threshold.word.endswith("_all") else sample)
    if not values:
        return None
    if threshold.word != "percentile":
        return values[0] if threshold.word.startswith("min") else values[-1]
    at = threshold.share * (len(values) - 1)
    low, high = math.floor(at), math.ceil(at)
    return values[low] + (values[high] - values[low]) * (at - low)


def alike(low: float, high: float) -> bool:
    return abs(high - low) <= 1e-12 * max(abs(low), abs(high))


def clipped(share: float, clip: str) -> float:
    if clip in ("both", "top"):
        share = min(share, 1.0)
    return max(share, 0.0) if clip in ("both", "bottom") else share


def combined(combine: str, points, weights, full, everything: float):
    total = sum(weights)
    match combine:
        case "sum" if sum(full) == everything:
            return sum(points)
        case "sum":
            return sum(points) * everything / sum(full) if sum(full) else NONE
        case "min":
            return min(points)
        case "max":
            return max(points)
        case "median":
            return float(median(points))
    if not total:
        return NONE
    weighed = [(p, w) for p, w in zip(points, weights, strict=True) if w]
    match combine:
        case "mean":
            return sum(p * w for p, w in weighed) / total
        case "geomean":
            return math.exp(sum(w * math.log(p) for p, w in weighed) / total)
        case _:
            return total / sum(w / p for p, w in weighed)


def rounded(points: float | None, step: float | None) -> float | None:
    if points is None or step is None:
        return points
    return round(math.floor(round(points / step, 10) + 0.5) * step, 10)
