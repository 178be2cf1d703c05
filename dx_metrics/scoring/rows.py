"""A framework as rows for the table `criteria` of a release."""

from typing import Any

from dx_metrics.scoring.framework import Framework


def criteria_rows(framework: Framework) -> list[dict[str, Any]]:
    """One dict a criterion, in tree order: keys are the columns of the table `criteria`.

    `depth` is 0 for an index; `theme` the code of the ancestor at depth 1, or the criterion's own;
    `position` counts from 1 in tree order; `max_points` is None where there is no maximum (z-scores)
    or where nothing states it (a figure that is the points itself, of a criterion without `max_points`).
    `value`, `rule`, `at_zero`, `at_full` and `table_text` are the cells as written in the file.
    """
    stated = _stated(framework)
    return [
        {
            "framework": framework.id,
            "code": criterion.code,
            "parent": criterion.parent,
            "theme": framework.theme[criterion.code],
            "name": criterion.name,
            "unit": criterion.unit,
            "value": criterion.value_text or criterion.combine,
            "rule": criterion.rule_text,
            "at_zero": criterion.at_zero_text,
            "at_full": criterion.at_full_text,
            "table_text": criterion.table_text,
            "max_points": framework.max_points[criterion.code] if stated[criterion.code] else None,
            "weight": criterion.weight,
            "depth": framework.depth[criterion.code],
            "position": position,
            "leaf": criterion.leaf,
            "basis": criterion.basis,
        }
        for position, criterion in enumerate(framework.criteria, start=1)
    ]


def _stated(framework: Framework) -> dict[str, bool]:
    """Whether the file says how many points a criterion can earn; what it does not say is not shown as if it did."""
    stated: dict[str, bool] = {}
    for criterion in reversed(framework.criteria):
        below = framework.children[criterion.code]
        told = criterion.declared_points is not None or criterion.rule is not None
        stated[criterion.code] = told or (not criterion.leaf and all(stated[child] for child in below))
    return stated
