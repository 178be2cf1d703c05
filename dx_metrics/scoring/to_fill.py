"""What a framework leaves for its users to fill in, because the source that it was typed from does not tell."""

from dx_metrics.problems import Problem
from dx_metrics.scoring.cells import UNKNOWN
from dx_metrics.scoring.criterion import FILE
from dx_metrics.scoring.framework import Criterion, Framework
from dx_metrics.wording import plain


def to_fill(framework: Framework, level: str = "warning", folder: str = "") -> list[Problem]:
    """Every cell that says “?”, with its row and what to write, after one sentence on the framework as a whole.

    Empty for a framework that may be scored. `folder` is put before the file's name.
    """
    file = f"{folder}{FILE}"
    found = [
        Problem(*_words(framework, criterion, column), file, criterion.row, column, UNKNOWN, level)
        for criterion in framework.criteria
        for column in criterion.unknown
    ]
    if not found:
        return []
    message = f"“{framework.title}” không được chấm điểm vì còn {len(found)} ô ghi “{UNKNOWN}”"
    cure = "Điền các ô này theo văn bản gốc, đừng đoán; điền hết thì lần công bố sau sẽ chấm."
    return [Problem(message, cure, file, level=level), *found]


def _words(framework: Framework, criterion: Criterion, column: str) -> tuple[str, str]:
    """What is not known and what to write instead."""
    name = f"{criterion.code} “{criterion.name}”"
    source = f" Căn cứ: {criterion.basis.rstrip('.')}." if criterion.basis else ""
    if column == "value":
        cure = f"Thêm biến còn thiếu vào variables.csv rồi ghi công thức.{source}"
        return f"chưa có công thức của {name}", cure
    return f"chưa biết điểm tối đa của {name}", f"Ghi số điểm.{_rest(framework, criterion)}{source}"


def _rest(framework: Framework, criterion: Criterion) -> str:
    """What is left of a sum's full points for the parts that are not known."""
    group = next((c for c in framework.criteria if c.code == criterion.parent), None)
    if group is None or group.combine != "sum" or group.rule is not None or group.declared_points is None:
        return ""
    parts = [framework.max_points[code] for code in framework.children[group.code]]
    left = group.declared_points - sum(points for points in parts if points is not None)
    return f" Nhóm {group.code} còn {plain(left)} điểm cho {parts.count(None)} mục chưa biết."
