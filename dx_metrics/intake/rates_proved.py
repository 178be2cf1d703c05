"""Which columns of a table are the share of one column in another, shown by their numbers."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import permutations

from dx_metrics.intake.percents import near

ENOUGH = 0.7
"""Share of the rows that must agree: faulty rows are what the rest is to be checked by."""
MOST_COLUMNS = 60

Numbers = Sequence[Decimal | None]


def proved_rates(rates: Mapping[int, Numbers], counts: Mapping[int, Numbers]) -> list[tuple[int, int, int]]:
    """(rate, numerator, denominator) for every triple whose rows agree, in percent or as a fraction.

    Keys are columns, values their numbers row by row. Where several pairs give one rate the one that more rows
    show comes first. Tables of very many columns are not searched.
    """
    if len(counts) > MOST_COLUMNS:
        return []
    found: list[tuple[float, tuple[int, int, int]]] = []
    for rate, numbers in rates.items():
        for above, below in permutations(counts, 2):
            share = _agreement(numbers, counts[above], counts[below])
            if share >= ENOUGH:
                found.append((-share, (rate, above, below)))
    return [triple for _, triple in sorted(found)]


def proofs(above: Numbers, below: Numbers) -> dict[int, Decimal]:
    """Row to the rate in percent that its numerator and denominator give; rows that give none are left out."""
    return {
        at: one * 100 / other
        for at, (one, other) in enumerate(zip(above, below, strict=True))
        if one is not None and other
    }


def _agreement(rate: Numbers, above: Numbers, below: Numbers) -> float:
    """Share of the telling rows that agree, two at least; rows where all is 0 tell nothing."""
    shown = [
        (rate[at], proof) for at, proof in proofs(above, below).items() if rate[at] is not None and (rate[at] or proof)
    ]
    agreeing = sum(1 for number, proof in shown if number is not None and _fits(number, proof))
    if not shown or agreeing < min(2, len(rate)):
        return 0.0
    return agreeing / len(shown)


def _fits(number: Decimal, proof: Decimal) -> bool:
    return near(number, proof) or (abs(number) <= 1 and near(number.scaleb(2), proof))
