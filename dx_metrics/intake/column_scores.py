"""How well a header's words fit the name of a variable."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dx_metrics.intake.known import Known, Ratio, Variable
from dx_metrics.intake.office_words import CONTEXT, Words, words_of


@dataclass(frozen=True, slots=True)
class Candidate:
    """A variable, or the ratio of two (`ratio` set), and how well a header fits it, from 0 to 1.

    `sound`: the header says nothing that the name does not, and nothing that several names say. `altered`: it says
    what makes another figure of it: planned, cumulative, not yet.
    """

    code: str
    name: str
    score: float
    ratio: Ratio | None = None
    sound: bool = True
    altered: bool = False


def candidates_for(path: Sequence[str], known: Known, rate: bool) -> list[Candidate]:
    """Variables, and for a rate the ratios too, whose names share words with a header; the best first.

    The path's last text counts in full, the group headings above it only where they help.
    """
    said = [words_of(part) for part in path]
    own, around = said[-1].terms, frozenset[str]().union(*(words.terms for words in said[:-1]))
    if not own:
        own, around = around, frozenset()
    if not own:
        return []
    total, weights = said[-1].total, _weights(known)
    altering = frozenset[str]().union(*(words.altering for words in said))
    below = {ratio.denominator for ratio in known.ratios}
    found = []
    for variable in known.variables.values():
        if not _kind_allows(variable, rate):
            continue
        forms = [words.terms for words in _forms(known)[variable.code]]
        score = max(_score(own, around, terms, weights) for terms in forms)
        # A header that speaks of no share counts what the share is of.
        score *= 0.7 if not rate and variable.kind == "rate" and "%" in variable.unit else 1
        # "Tổng số …" names what others are divided by.
        score *= 1 if not total or variable.code in below or not below else 0.9
        sound, altered = _is_sound(own, around, forms, known), bool(altering - frozenset[str]().union(*forms))
        found.append(Candidate(variable.code, variable.name, round(score, 3), None, sound, altered))
    for ratio in known.ratios if rate else ():
        forms = [words.terms for words in (words_of(ratio.name), *_forms(known)[ratio.numerator])]
        score = max(_score(own, around, terms, weights) for terms in forms)
        sound, altered = _is_sound(own, around, forms, known), bool(altering - frozenset[str]().union(*forms))
        found.append(Candidate(ratio.code, ratio.name, round(score, 3), ratio, sound, altered))
    return sorted((c for c in found if c.score > 0.15), key=lambda c: (-c.score, c.code))


@lru_cache(maxsize=32)
def _forms(known: Known) -> dict[str, tuple[Words, ...]]:
    """What each variable is called: its name, the words of its code."""
    return {
        variable.code: (words_of(variable.name), words_of(variable.code.replace("_", " ")))
        for variable in known.variables.values()
    }


@lru_cache(maxsize=32)
def _weights(known: Known) -> dict[str, float]:
    """How much a term tells: the fewer variables it occurs in, the more. "" stands for unknown ones."""
    counts: dict[str, int] = {}
    for forms in _forms(known).values():
        for term in frozenset[str]().union(*(words.terms for words in forms)):
            counts[term] = counts.get(term, 0) + 1
    most = len(known.variables) + 1
    return {term: math.log(1 + most / count) for term, count in counts.items()} | {"": math.log(1 + most)}


def _is_sound(own: frozenset[str], around: frozenset[str], forms: Sequence[frozenset[str]], known: Known) -> bool:
    """Whether a header can mean a variable called so and, by its words, hardly any other."""
    every = frozenset[str]().union(*forms)
    if (own - every - CONTEXT) & _weights(known).keys():
        return False  # it speaks of something more
    told = (own | around) & every
    if told in forms:
        return True
    return sum(any(told <= words.terms for words in named) for named in _forms(known).values()) < 2


def _kind_allows(variable: Variable, rate: bool) -> bool:
    return variable.kind == "rate" if rate else True


def _score(own: frozenset[str], around: frozenset[str], named: frozenset[str], weights: Mapping[str, float]) -> float:
    """How well a header (`own` words, under `around`) and a name cover each other: the mean that punishes gaps."""
    if not named or not own & named:
        return 0.0
    if ("khong" in own | around or "chua" in own | around) != ("khong" in named or "chua" in named):
        return 0.0

    def weight(terms: frozenset[str]) -> float:
        return sum(weights.get(term, weights[""]) for term in terms)

    helped, beside = around & named - own, around - named
    more = weight(own - named - CONTEXT) + 0.35 * weight(own & CONTEXT - named)
    told = weight(own & named) + 0.5 * weight(helped)
    said = told / (told + more + 0.1 * weight(beside))
    left = named - own - around
    unsaid = weight(left - CONTEXT) + 0.35 * weight(left & CONTEXT)
    told = weight((own | around) & named)
    covered = told / (told + unsaid)
    return 2 * said * covered / (said + covered)
