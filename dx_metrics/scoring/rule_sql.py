"""The rules as DuckDB expressions over one column: NULL in, NULL out; NaN (not applicable) in, NaN out."""

from collections.abc import Callable, Mapping

from dx_metrics.scoring.cells import as_number
from dx_metrics.scoring.formula import literal
from dx_metrics.scoring.framework import Criterion
from dx_metrics.scoring.observed import same
from dx_metrics.scoring.rules import NOT_APPLICABLE, Bands, Choice, Linear, Rule, Statistic, Threshold, ZScore

NAN = "'nan'::double"
TRANSFORMS = {"ln": ("ln", ">"), "log10": ("log10", ">"), "sqrt": ("sqrt", ">=")}
"""The function, and how its argument must compare with 0."""


def transformed(criterion: Criterion, x: str) -> str:
    """The value after `transform`; NULL where it has no such root or logarithm."""
    if not criterion.transform:
        return x
    function, sign = TRANSFORMS[criterion.transform]
    return f"case when isnan({x}) then {x} when {x} {sign} 0 then {function}({x}) end"


def points(criterion: Criterion, t: str, level: Callable[[Threshold | str], str], code_of: Mapping[str, float]) -> str:
    """The points that the transformed value in column `t` earns.

    `level` gives the SQL of a threshold, or of a statistic by its word. A rule that divides by
    zero (all units alike) yields NaN: not applicable. NULL for a value that no line of a table holds.
    """
    match criterion.rule:
        case None:
            return t
        case Linear(at_zero, at_full, exponent, clip):
            zero, full = level(at_zero), level(at_full)
            share = _clipped(f"({t} - {zero}) / ({full} - {zero})", clip)
            if exponent != 1.0:
                # An unclipped share may be negative, where a fractional power has no value.
                share = f"sign({share}) * pow(abs({share}), {literal(exponent)})"
            low, high = criterion.min_points, criterion.full_points
            score = f"{literal(low)} + {share} * {literal(high - low)}" if low else f"{share} * {literal(high)}"
            alike = "false" if isinstance(at_zero, float) and isinstance(at_full, float) else _alike(zero, full)
        case ZScore(mean, sd):
            score = f"{literal(mean)} + ({t} - {level('mean')}) / {level('sd')} * {literal(sd)}"
            alike = f"{level('sd')} = 0"
        case Bands():
            return _bands(criterion, criterion.rule, t, level)
        case Choice(answers):
            lines = [f"when {literal(code_of[same(a)])} then {_table_points(criterion, p, '')}" for a, p in answers]
            return f"case when isnan({t}) then {t} else case {t} {' '.join(lines)} end end"
    # `alike` is NULL where no reference unit has a value to take the statistic from.
    unscored = f"when {t} is null or isnan({t}) then {t} when coalesce({alike}, true) then {NAN}"
    return f"case {unscored} else {score} end"


def statistics(rule: Rule | None, t: str) -> dict[Statistic | str, str]:
    """Aggregates over the reference units of a period that a rule needs, by what it calls them.

    `list` is the sorted list of values; mean and deviation are drawn from it so that their
    bits do not depend on the order of rows.
    """
    if isinstance(rule, ZScore):
        return {"list": f"list_sort(list({t}) filter (where ranked and isfinite({t})))"}
    levels = (getattr(rule, "at_zero", None), getattr(rule, "at_full", None))
    return {level: _statistic(level, t) for level in levels if isinstance(level, Statistic)}


def deviation(values: str, mean: str) -> str:
    """SQL: the sample standard deviation of a sorted list with this mean; 0 when all are alike.

    `mean` must be a column: written out in the lambda it would be computed for every element.
    """
    squares = f"list_sum(list_transform({values}, lambda v: (v - {mean}) * (v - {mean})))"
    alike = _alike(f"{values}[1]", f"{values}[-1]")
    return f"case when {alike} then 0e0 else sqrt({squares} / (len({values}) - 1)) end"


def shown_value(criterion: Criterion, x: str, code_of: Mapping[str, float]) -> str:
    """The raw value as published; an answer only where it is a number."""
    if not isinstance(criterion.rule, Choice):
        return f"case when isfinite({x}) then {x} end"
    numbers = [(same(answer), as_number(answer)) for answer, _ in criterion.rule.answers]
    lines = [f"when {literal(code_of[key])} then {literal(number)}" for key, number in numbers if number is not None]
    return f"case {x} {' '.join(lines)} end" if lines else "null::double"


def _alike(low: str, high: str) -> str:
    """SQL: whether two figures differ by binary noise only, so that dividing by it means nothing."""
    return f"abs({high} - {low}) <= 1e-12 * greatest(abs({low}), abs({high}))"


def _statistic(level: Statistic, t: str) -> str:
    where = f"filter (where ranked and isfinite({t}))"
    match level.word:
        case "percentile":
            return f"quantile_cont({t}, {literal(level.share)}) {where}"
        case "min" | "max":
            return f"{level.word}({t}) {where}"
        case _:
            function = level.word.removesuffix("_all")
            return f"{function}({function}({t}) {where}) over ()"


def _clipped(share: str, clip: str) -> str:
    """Only for a `share` that is not NULL: greatest and least would pass NULL by and make 0 or 1 of it."""
    if clip in ("both", "top"):
        share = f"least(1e0, {share})"
    return f"greatest(0e0, {share})" if clip in ("both", "bottom") else f"({share})"


def _bands(criterion: Criterion, rule: Bands, t: str, level: Callable[[Threshold | str], str]) -> str:
    proportional = ""
    if rule.at_full is not None:
        full = level(rule.at_full)
        share = f"{_clipped(f'{t} / {full}', rule.clip)} * {literal(criterion.full_points)}"
        proportional = f"case when coalesce({full} = 0, true) then {NAN} else {share} end"
    # 0.8 * 100 must reach >=80 whatever its last bits.
    clean = f"round({t}, 10)"
    lines = [
        f"when {'true' if line.sign == 'else' else f'{clean} {line.sign} {literal(line.limit)}'}"
        f" then {_table_points(criterion, line.points, proportional)}"
        for line in rule.lines
    ]
    return f"case when {t} is null or isnan({t}) then {t} {' '.join(lines)} end"


def _table_points(criterion: Criterion, points: float | str, proportional: str) -> str:
    match points:
        case "max":
            return literal(criterion.full_points)
        case "prop":
            return proportional
        case str():
            assert points == NOT_APPLICABLE
            return NAN
        case _:
            return literal(points)
