"""How a group's children combine, as DuckDB expressions. NULL among the parts means: left out."""

from collections.abc import Iterable, Sequence

from dx_metrics.scoring.formula import literal


def combined(combine: str, parts: Sequence[str], weights: Sequence[float], full: Sequence[float]) -> str:
    """What children's points make together; NULL when nothing is left to combine.

    `parts` are SQL expressions of the children's points, NULL where a child is left out, which moves
    its weight (or, for a sum, its full points) to the rest. Additions run in a fixed order.
    """
    kept = list(zip(parts, weights, strict=True))
    match combine:
        case "sum":
            return _sum(parts, full)
        case "mean":
            return f"({_total(f'{p} * {literal(w)}' for p, w in kept)}) / nullif({_weights(kept)}, 0)"
        case "geomean":
            logs = [f"ln(case when {p} > 0 then {p} end) * {literal(w)}" for p, w in kept if w]
            return f"exp(({_total(logs)}) / nullif({_weights(kept)}, 0))"
        case "harmean":
            shares = [f"{literal(w)} / case when {p} > 0 then {p} end" for p, w in kept if w]
            return f"nullif({_weights(kept)}, 0) / ({_total(shares)})"
        case "median":
            return f"list_median([{', '.join(parts)}])"
        case _:
            # least and greatest pass NULL by, and here that is what is wanted.
            return f"{'least' if combine == 'min' else 'greatest'}({', '.join(parts)})"


def not_positive(parts: Sequence[str], weights: Sequence[float]) -> str:
    """Whether a part that counts is zero or less: no geometric or harmonic mean then."""
    return either([f"coalesce({part} <= 0, false)" for part, weight in zip(parts, weights, strict=True) if weight])


def either(conditions: Sequence[str]) -> str:
    """The conditions joined by OR; false for none."""
    return _balanced([f"({condition})" for condition in conditions], "or") if conditions else "false"


def counted(conditions: Sequence[str]) -> str:
    """How many of the conditions hold."""
    return _balanced([f"({condition})::integer" for condition in conditions], "+")


def _sum(parts: Sequence[str], full: Sequence[float]) -> str:
    """Skipped children's full points are spread over the rest; 0-point children alone cannot carry them."""
    total = _total(parts)
    everything = sum(full)
    present = _total(f"case when {p} is not null then {literal(most)} end" for p, most in zip(parts, full, strict=True))
    scale = f"{literal(everything)} / nullif({present}, 0)" if everything else "1e0"
    all_there = _balanced([f"{part} is not null" for part in parts], "and")
    return f"case when {all_there} then {total} else ({total}) * ({scale}) end"


def _weights(kept: Sequence[tuple[str, float]]) -> str:
    return _total(f"case when {part} is not null then {literal(weight)} end" for part, weight in kept)


def _total(terms: Iterable[str]) -> str:
    return _balanced([f"coalesce({term}, 0)" for term in terms], "+")


def _balanced(terms: Sequence[str], sign: str) -> str:
    """Terms joined as a balanced tree of brackets: a chain of hundreds exceeds the parser's depth."""
    if len(terms) == 1:
        return terms[0]
    half = len(terms) // 2
    return f"({_balanced(terms[:half], sign)} {sign} {_balanced(terms[half:], sign)})"
