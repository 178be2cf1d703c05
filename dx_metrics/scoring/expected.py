"""Published results beside computed ones: is the engine right?"""

from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from dx_metrics.problems import Problem
from dx_metrics.scoring.cells import as_number
from dx_metrics.scoring.framework import Framework
from dx_metrics.scoring.sheet import read_rows

FILE = "expected.csv"
COLUMNS = ("unit", "period", "code", "score", "rank", "tol")


@dataclass(slots=True)
class Comparison:
    """`largest` is the greatest difference of a score; `wrong` and `misplaced` name each cell that is off.

    `known` misplaced ranks are those that the index's own notes explain.
    """

    cells: int = 0
    ranks: int = 0
    known: int = 0
    largest: float = 0.0
    wrong: list[str] = field(default_factory=list)
    misplaced: list[str] = field(default_factory=list)

    @property
    def agrees(self) -> bool:
        return not self.wrong and len(self.misplaced) <= self.known


def compare(con: duckdb.DuckDBPyConnection, framework: Framework, folder: Path) -> tuple[Comparison, list[Problem]]:
    """The table `scores` against a folder's expected.csv, and what is wrong with that file.

    A blank score means that none was published: then none may be computed either.
    A blank rank is not compared.
    """
    rows, problems = read_rows(folder / FILE, COLUMNS, COLUMNS[:4])
    sql = "select unit, period, code, points, rank from scores where framework = $framework"
    found = {tuple(row[:3]): row[3:] for row in con.execute(sql, {"framework": framework.id}).fetchall()}
    result = Comparison(known=framework.settings.known_rank_mismatches)
    for _, cells in rows:
        place = (cells["unit"], cells["period"], cells["code"])
        points, rank = found.get(place, (None, None))
        score, tolerance = as_number(cells["score"]), as_number(cells["tol"])
        result.cells += 1
        if points is not None and score is not None:
            result.largest = max(result.largest, abs(points - score))
            allowed = framework.settings.tolerance if tolerance is None else tolerance
            right = abs(points - score) <= allowed
        else:
            right = place in found and points is None and score is None
        if not right:
            result.wrong.append(f"{', '.join(place)}: {points}, công bố {score}")
        published = as_number(cells["rank"])
        if published is not None:
            result.ranks += 1
            if rank != published:
                result.misplaced.append(f"{', '.join(place)}: hạng {rank}, công bố {published:g}")
    return result, problems
