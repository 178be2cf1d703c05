"""The frameworks of a workspace against its variables, its targets and each other."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from itertools import combinations
from pathlib import Path

import duckdb

from dx_metrics.catalogue.package import FILE
from dx_metrics.problems import Problem
from dx_metrics.scoring import Framework, read_framework
from dx_metrics.scoring.to_fill import to_fill

_RATIO = re.compile(r"\s*([\w.]+)\s*/\s*([\w.]+)\s*(?:\*\s*100\s*)?")


@dataclass(frozen=True, slots=True)
class Indices:
    """What the frameworks say that other tables are checked against. `whole`: every one could be read."""

    frameworks: tuple[Framework, ...]
    whole: bool
    problems: list[Problem] = field(default_factory=list)

    @property
    def codes(self) -> set[str]:
        """Every criterion and group of every framework."""
        return {criterion.code for framework in self.frameworks for criterion in framework.criteria}

    @property
    def leaves(self) -> set[tuple[str, str, float | None]]:
        """Series, code and full points of every criterion that people give points for."""
        assessed = [framework for framework in self.frameworks if framework.settings.assessed]
        return {(f.series, c.code, f.max_points[c.code]) for f in assessed for c in f.criteria if c.leaf}

    @property
    def ratios(self) -> set[tuple[str, str]]:
        """Variables that a criterion divides, as numerator and denominator."""
        texts = (c.value_text for framework in self.frameworks for c in framework.criteria if c.leaf)
        return {(match[1], match[2]) for text in texts if (match := _RATIO.fullmatch(text))}

    @property
    def answers(self) -> dict[str, list[str]]:
        """The answers that a variable may have: those that every framework asking for it can score."""
        found: dict[str, list[str]] = {}
        for framework in self.frameworks:
            for criterion in framework.criteria:
                known = getattr(criterion.rule, "answers", None)
                single = criterion.formula.single if criterion.formula else None
                if known is not None and single:
                    words = [answer for answer, _ in known]
                    found[single] = [word for word in found.get(single, words) if word in words]
        return found


def read_indices(folder: Path) -> Indices:
    """Every framework in `frameworks/`, with its own problems and those of their dates."""
    problems: list[Problem] = []
    frameworks: list[Framework] = []
    homes = sorted(home for home in (folder / "frameworks").glob("*") if home.is_dir())
    if not homes:
        cure = "Tạo thư mục frameworks/<mã>/ có framework.csv."
        problems.append(Problem("chưa có bộ chỉ số nào", cure, "frameworks"))
    for home in homes:
        framework, faults = read_framework(home)
        problems += [_placed(fault, home.name) for fault in faults]
        if framework:
            frameworks.append(framework)
            problems += to_fill(framework, folder=f"frameworks/{home.name}/")
    problems += _dates(frameworks)
    return Indices(tuple(frameworks), len(frameworks) == len(homes), problems)


def check_variables(indices: Indices, con: duckdb.DuckDBPyConnection) -> Iterator[Problem]:
    """Formulas name variables that exist, and figures are not mistaken for answers."""
    kinds = dict(con.execute("select code, kind from raw_variables").fetchall())
    for framework in indices.frameworks:
        file = f"frameworks/{framework.id}/framework.csv"
        for criterion in framework.criteria:
            answered = hasattr(criterion.rule, "answers")
            for variable in criterion.formula.variables if criterion.formula else ():
                if framework.settings.assessed and variable == criterion.value_text.strip():
                    continue  # its figures are the points that people gave
                if variable not in kinds:
                    message = f"biến “{variable}” không có trong variables.csv"
                    near = get_close_matches(variable, kinds, 3)
                    cure = "Sửa công thức hoặc thêm biến." + (f" Tên gần giống: {', '.join(near)}." if near else "")
                elif (kinds[variable] == "answer") != answered:
                    kind = "số" if answered else "câu trả lời"
                    message = f"biến “{variable}” là {kind}, không hợp với cách chấm"
                    cure = "Câu trả lời (kind answer) chấm bằng choice; số chấm bằng cách khác."
                else:
                    continue
                yield Problem(message, cure, file, criterion.row, "value", criterion.value_text)


def check_series(indices: Indices, series: object) -> Iterator[Problem]:
    """The series shown first is one of the frameworks'."""
    known = sorted({framework.series for framework in indices.frameworks})
    if indices.whole and known and isinstance(series, str) and series not in known:
        cure = "Ghi một trong: " + ", ".join(known) + "."
        yield Problem("không có bộ chỉ số nào thuộc dãy này", cure, FILE, None, "dx.series", series)


def _placed(fault: Problem, home: str) -> Problem:
    return replace(fault, file=f"frameworks/{home}/{fault.file or 'framework.csv'}")


def _dates(frameworks: list[Framework]) -> Iterator[Problem]:
    for framework in frameworks:
        file = f"frameworks/{framework.id}/{FILE}"
        if framework.effective_from is None:
            cure = "Ghi ngày, ví dụ 2022-07-01."
            yield Problem("thiếu ngày bắt đầu áp dụng", cure, file, None, "scoring.effective_from")
        elif framework.effective_to and framework.effective_to < framework.effective_from:
            cure = "Sửa effective_from hoặc effective_to."
            ends = str(framework.effective_to)
            yield Problem("thôi áp dụng trước khi áp dụng", cure, file, None, "scoring.effective_to", ends)
    for one, other in combinations(frameworks, 2):
        if one.series == other.series and _start(one) <= _end(other) and _start(other) <= _end(one):
            later = max(one, other, key=_start)
            earlier = one if later is other else other
            yield Problem(
                f"chồng thời gian áp dụng với {earlier.id} cùng dãy “{one.series}”",
                "Ghi effective_to của bản trước sớm hơn effective_from của bản sau.",
                f"frameworks/{later.id}/{FILE}",
                None,
                "scoring.effective_from",
                str(later.effective_from or ""),
            )


def _start(framework: Framework) -> date:
    return framework.effective_from or date.min


def _end(framework: Framework) -> date:
    return framework.effective_to or date.max
