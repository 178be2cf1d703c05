"""A folder with framework.csv and datapackage.json, read and checked as a whole."""

from dataclasses import replace
from pathlib import Path

from dx_metrics.problems import Problem
from dx_metrics.scoring.assessed import FILE as ASSESSMENTS
from dx_metrics.scoring.coherence import check_groups, check_tree, check_weights
from dx_metrics.scoring.criterion import COLUMNS, REQUIRED, read_criterion
from dx_metrics.scoring.criterion import FILE as CRITERIA
from dx_metrics.scoring.framework import Criterion, Framework
from dx_metrics.scoring.rules import Bands, Linear
from dx_metrics.scoring.settings import FILE, read_package, read_settings
from dx_metrics.scoring.sheet import read_rows
from dx_metrics.scoring.tree import full_points, plant


def read_framework(folder: Path) -> tuple[Framework | None, list[Problem]]:
    """The framework of a folder, and every problem found. It is None when one of them is an error.

    The framework's id is the folder's name. Never raises for what stands in the files.
    """
    package, problems = read_package(folder)
    settings, faults = read_settings(package.get("scoring") or {})
    problems += faults
    rows, faults = read_rows(folder / CRITERIA, COLUMNS, REQUIRED)
    problems += faults
    parents = {cells["parent"] for _, cells in rows}
    if (folder / ASSESSMENTS).exists():
        for _, cells in rows:
            if cells["code"] not in parents and not cells["value"]:
                cells["value"] = cells["code"]  # judged only: no figure is uploaded for it
    found = [read_criterion(number, cells, cells["code"] in parents, problems) for number, cells in rows]
    problems += check_tree(found)
    criteria = {criterion.code: criterion for criterion in found}
    tree = plant({code: criterion.parent for code, criterion in criteria.items()})
    problems += check_weights(criteria, tree)
    if any(problem.level == "error" for problem in problems):
        return None, problems

    problems += check_groups(criteria, tree)
    if any(problem.level == "error" for problem in problems):
        return None, problems
    name = folder.resolve().name
    most = full_points(criteria, tree)
    possible = {code: points or 0.0 for code, points in full_points(criteria, tree, boundless=1.0).items()}
    framework = Framework(
        id=name,
        title=str(package.get("title") or name),
        version=str(package.get("version") or ""),
        basis=str(package.get("basis") or ""),
        settings=settings,
        criteria=tuple(_on_its_scale(criteria[code], possible[code]) for code in tree.order),
        children=tree.children,
        depth=tree.depth,
        theme=tree.theme,
        max_points=most,
        possible=possible,
    )
    return framework, problems + _grades_beyond(framework)


def _on_its_scale(criterion: Criterion, possible: float) -> Criterion:
    """A group that a rule rescales ends at its own maximum, which is its children's where it declares none."""
    scaled = isinstance(criterion.rule, Linear | Bands) and not criterion.leaf
    undeclared = criterion.declared_points is None and "max_points" not in criterion.unknown
    return replace(criterion, declared_points=possible) if scaled and undeclared else criterion


def _grades_beyond(framework: Framework) -> list[Problem]:
    """Grades that the index can never reach are most likely written for another scale."""
    roots = [framework.max_points[c.code] for c in framework.criteria if c.parent is None]
    most = max((points for points in roots if points is not None), default=None)
    if most is None:
        return []
    return [
        Problem(
            f"scoring.grades: xếp loại “{grade.name}” từ {grade.low:g} điểm nhưng chỉ số chỉ có {most:g} điểm",
            "Ghi các mốc theo thang điểm của chỉ số.",
            FILE,
            level="warning",
        )
        for grade in framework.settings.grades
        if grade.low > most + 1e-9
    ]
