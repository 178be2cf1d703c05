"""A framework as rows for the table `criteria` of a release."""

from typing import Any

from dx_metrics.scoring.framework import Framework


def criteria_rows(framework: Framework) -> list[dict[str, Any]]:
    """One dict a criterion, in tree order: keys are the columns of the table `criteria`.

    `depth` is 0 for an index; `theme` the code of the ancestor at depth 1, or the criterion's own;
    `position` counts from 1 in tree order; `max_points` is None where there is no maximum (z-scores).
    `value`, `rule`, `at_zero`, `at_full` and `table_text` are the cells as written in the file.
    """
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
            "max_points": framework.max_points[criterion.code],
            "weight": criterion.weight,
            "depth": framework.depth[criterion.code],
            "position": position,
            "leaf": criterion.leaf,
            "basis": criterion.basis,
        }
        for position, criterion in enumerate(framework.criteria, start=1)
    ]
