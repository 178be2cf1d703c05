"""Whether the criteria of a framework make one sound tree."""

from collections.abc import Mapping, Sequence

from dx_metrics.problems import Problem
from dx_metrics.scoring.criterion import FILE
from dx_metrics.scoring.framework import Criterion
from dx_metrics.scoring.rules import ZScore
from dx_metrics.scoring.tree import WEIGHTED, Tree, full_points, plant


def check_tree(criteria: Sequence[Criterion]) -> list[Problem]:
    """Codes that are not unique, parents that are not there, circles."""
    problems = []
    first: dict[str, Criterion] = {}
    for criterion in criteria:
        before = first.setdefault(criterion.code, criterion)
        if before is not criterion:
            message = f"mã đã dùng ở dòng {before.row}"
            problems.append(_at(criterion, "code", criterion.code, message, "Đặt mã khác cho một trong hai dòng."))
    parents = {criterion.code: criterion.parent for criterion in criteria}
    reached = set(plant(parents).order)
    for criterion in criteria:
        if criterion.parent is not None and criterion.parent not in parents:
            problems.append(
                _at(
                    criterion,
                    "parent",
                    criterion.parent,
                    "không có nhóm mang mã này",
                    "Sửa mã, hoặc thêm nhóm đó.",
                )
            )
        elif criterion.code not in reached and _on_circle(criterion.code, parents):
            cure = "Để trống ô parent của nhóm cao nhất."
            problems.append(_at(criterion, "parent", criterion.parent or "", "các nhóm thuộc vòng vào nhau", cure))
    return problems


def check_weights(criteria: Mapping[str, Criterion], tree: Tree) -> list[Problem]:
    """Weights that add to nothing."""
    problems = []
    for code, children in tree.children.items():
        group = criteria[code]
        if children and group.combine in WEIGHTED and not any(criteria[child].weight for child in children):
            problems.append(
                _at(
                    group,
                    "weight",
                    "",
                    "trọng số của các tiêu chí con cộng lại bằng 0",
                    f"Ghi trọng số lớn hơn 0 cho ít nhất một tiêu chí con: {_rows(criteria, children)}.",
                )
            )
    return problems


def check_groups(criteria: Mapping[str, Criterion], tree: Tree) -> list[Problem]:
    """Full points that nobody has, totals that do not add up; of a framework with sound weights."""
    problems = []
    points = full_points(criteria, tree)
    complete = not any(criterion.unknown for criterion in criteria.values())
    for code, children in tree.children.items():
        group = criteria[code]
        boundless = complete and points[code] is None and not isinstance(group.rule, ZScore)
        if group.not_applicable == "full" and boundless:
            cure = "Ghi max_points, hoặc đổi sang skip."
            problems.append(_at(group, "not_applicable", "full", "nhóm này không có điểm tối đa", cure))
        below = [points[child] for child in children]
        total = sum(most for most in below if most is not None)
        declared = group.declared_points
        if (
            group.combine == "sum"
            and group.rule is None
            and declared is not None
            and None not in below
            and abs(total - declared) > 0.0005 * len(below)
        ):
            message = f"điểm tối đa khác tổng điểm tối đa của các tiêu chí con ({total:g})"
            problems.append(_at(group, "max_points", f"{declared:g}", message, "Sửa cho khớp nhau.", "warning"))
    return problems


def _rows(criteria: Mapping[str, Criterion], codes: Sequence[str]) -> str:
    return ", ".join(f"{code} (dòng {criteria[code].row})" for code in codes)


def _on_circle(code: str, parents: Mapping[str, str | None]) -> bool:
    """Whether going up from `code` comes back to it (not merely into a circle further up)."""
    at, seen = parents[code], {code}
    while at is not None and at not in seen:
        seen.add(at)
        at = parents.get(at)
    return at == code


def _at(criterion: Criterion, column: str, value: str, message: str, cure: str, level: str = "error") -> Problem:
    return Problem(message, cure, FILE, criterion.row, column, value, level)
