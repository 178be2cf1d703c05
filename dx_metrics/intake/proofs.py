"""Which columns are the share of which others, shown by the header, by formulas, or by the numbers themselves."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dx_metrics.intake.percents import near

MOST = 0.6
"""Share of the rows that must bear a proof out; the others are then at fault."""

_FORMULA = re.compile(r"\(?(\d{1,3})\)?\s*=\s*\(?(\d{1,3})\)?\s*[/:]\s*\(?(\d{1,3})\)?(?:\s*[*x×]\s*100)?\s*%?\)?")

Numbers = Mapping[object, Decimal]
"""A column: what a figure is about to the figure."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Positions of numerator and denominator."""

    above: int
    below: int


def share(above: Decimal, below: Decimal) -> Decimal | None:
    """The rate in percent; None where nothing can be divided."""
    return above / below * 100 if below else None


def pair_shown(rate: Numbers, columns: Sequence[Numbers | None]) -> Pair | None:
    """The pair of columns whose share a column of rates is in most rows; None where none is, or several are.

    `columns`: the candidates at their positions, None for those that cannot be one.
    """
    found: dict[Pair, int] = {}
    for above, over in enumerate(columns):
        for below, under in enumerate(columns):
            if above == below or over is None or under is None:
                continue
            told = [key for key in rate if key in over and under.get(key)]
            hits = sum(fits(rate[key], over[key], under[key]) for key in told)
            telling = [key for key in told if over[key] and over[key] != under[key]]
            if telling and len(told) >= min(2, len(rate)) and hits >= max(MOST * len(told), 1):
                found[Pair(above, below)] = hits
    if not found:
        return None
    most = max(found.values())
    best = [pair for pair, hits in found.items() if hits == most]
    return best[0] if len(best) == 1 else None


def fits(rate: Decimal, above: Decimal, below: Decimal) -> bool:
    """Whether a rate is that share, in percent or as a fraction."""
    proof = share(above, below)
    return proof is not None and (near(rate, proof) or (abs(rate) <= 1 and near(rate * 100, proof)))


def formulas(numbering: Mapping[int, str]) -> dict[int, Pair]:
    """Column to numerator and denominator, from the row that numbers the columns: `3=2/1`.

    `numbering`: column to its cell.
    """
    at_number = {}
    found = {}
    for at, cell in numbering.items():
        said = re.match(r"\(?(\d{1,3})\)?", cell.strip())
        if said:
            at_number[said[1]] = at
    for at, cell in numbering.items():
        match = _FORMULA.fullmatch(cell.strip())
        if match and match[2] in at_number and match[3] in at_number:
            found[at] = Pair(at_number[match[2]], at_number[match[3]])
    return found
