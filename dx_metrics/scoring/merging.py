"""What of an index a merged commune can be scored on: criteria whose figures can be put together."""

from collections.abc import Iterable
from dataclasses import replace

from dx_metrics.scoring.framework import Criterion, Framework
from dx_metrics.scoring.rules import Choice


def additive(framework: Framework, variables: Iterable[str]) -> frozenset[str]:
    """Those of the variables that the framework reads as figures; an answer is nobody's but who gave it."""
    answered = {v for c in framework.criteria if c.formula and isinstance(c.rule, Choice) for v in c.formula.variables}
    return frozenset(variables) - answered


def carried(framework: Framework, known: frozenset[str]) -> tuple[Framework, frozenset[str]]:
    """The framework for communes put together from old ones, and the codes that carry over to them.

    A leaf carries when all its variables are `known`; a group when as many of its children do as its
    `min_share` asks, and an index with any child. What does not carry is left out as by `skip`, and
    `min_share` is counted among what does. A leaf's `zero` for what was not reported becomes `skip`:
    it punished an old commune, and says nothing of the figure of the new one. All else stays as in force.
    """
    carrying: set[str] = set()
    criteria: list[Criterion] = []
    for criterion in reversed(framework.criteria):  # children before their group
        children = framework.children[criterion.code]
        kept = sum(child in carrying for child in children)
        if criterion.formula:
            carries = known.issuperset(criterion.formula.variables)
            changed = replace(criterion, missing="skip" if criterion.missing == "zero" else criterion.missing)
        else:
            least = criterion.min_share * len(children) if criterion.parent else 0.0
            carries = 0 < kept >= least - 1e-9
            changed = replace(criterion, min_share=criterion.min_share * kept / len(children))
        if carries:
            carrying.add(criterion.code)
        else:
            changed = replace(criterion, missing="skip", not_applicable="skip")
        criteria.append(changed)
    return replace(framework, criteria=tuple(reversed(criteria))), frozenset(carrying)
