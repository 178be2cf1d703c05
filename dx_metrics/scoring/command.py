"""`python -m dx_metrics score FOLDER`: scores a folder of framework.csv, inputs.csv and datapackage.json."""

import argparse
import csv
import sys
from collections.abc import Sequence
from pathlib import Path

import duckdb

from dx_metrics.problems import Problem
from dx_metrics.scoring.assessed import judged, load_assessments
from dx_metrics.scoring.expected import compare
from dx_metrics.scoring.framework import Framework, ScoringError
from dx_metrics.scoring.inputs import load_inputs
from dx_metrics.scoring.ledger import add_ledger
from dx_metrics.scoring.read import read_framework
from dx_metrics.scoring.score import score
from dx_metrics.scoring.to_fill import to_fill

TABLE = """
select unit, period, code, points, rank from scores
order by period, unit, list_position($codes::varchar[], code)
"""
LEDGER = """
select ledger.unit, ledger.period, within, ledger.code, maximum, got, lost, why, counted, sign, needed, answer,
       cases, more
from ledger left join win_back using (framework, period, unit, code)
where within in (select unnest($indices::varchar[]))
order by ledger.period, ledger.unit, list_position($codes::varchar[], ledger.code)
"""
COLUMNS = ("unit", "period", "code", "score", "rank")
LEDGER_COLUMNS = (
    *("unit", "period", "within", "code", "maximum", "got", "lost", "why", "counted"),
    *("sign", "needed", "answer", "cases", "more"),
)
NAMED = 10
"""Cells that differ from the published ones which are named; the rest are counted."""


def main(argv: Sequence[str]) -> int:
    """Print `unit,period,code,score,rank` as CSV for every node; with --expected, compare instead;
    with --ledger, print where the points of each index were lost, and what wins them back. Points in an
    assessments.csv of the folder overrule the figures.

    Returns 0, or 1 when something is wrong with the files, the figures or the agreement.
    Problems go to the standard error.
    """
    parser = argparse.ArgumentParser(prog="python -m dx_metrics score", description="Chấm điểm một thư mục.")
    parser.add_argument("folder", type=Path, help="thư mục có framework.csv, inputs.csv, datapackage.json")
    parser.add_argument("--expected", action="store_true", help="so với kết quả công bố trong expected.csv")
    parser.add_argument("--ledger", action="store_true", help="in sổ điểm mất thay cho điểm và hạng")
    asked = parser.parse_args(argv)
    framework, problems = read_framework(asked.folder)
    _say(problems)
    if framework is None:
        return 1
    with duckdb.connect() as con:
        problems = to_fill(framework, level="error")
        problems += load_inputs(con, asked.folder, framework) + load_assessments(con, asked.folder, framework)
        _say(problems)
        if any(problem.level == "error" for problem in problems):
            return 1
        try:
            framework = judged(con, framework)
            _say(score(con, framework))
        except ScoringError as error:
            _say(error.problems)
            return 1
        if asked.expected:
            return _compared(con, framework, asked.folder)
        if asked.ledger:
            add_ledger(con, framework, assessed="official_points")
            indices = [criterion.code for criterion in framework.criteria if criterion.parent is None]
            _print(con, framework, LEDGER, LEDGER_COLUMNS, indices=indices)
        else:
            _print(con, framework, TABLE, COLUMNS)
    return 0


def _print(
    con: duckdb.DuckDBPyConnection, framework: Framework, sql: str, columns: Sequence[str], **named: list[str]
) -> None:
    codes = {"codes": [criterion.code for criterion in framework.criteria], **named}
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(con.execute(sql, codes).fetchall())


def _compared(con: duckdb.DuckDBPyConnection, framework: Framework, folder: Path) -> int:
    result, problems = compare(con, framework, folder)
    _say(problems)
    for line in [*result.wrong[:NAMED], *result.misplaced[:NAMED]]:
        print(line, file=sys.stderr)
    print(
        f"{framework.title}: {result.cells} ô, "
        f"lệch nhiều nhất {result.largest:.3g}, {len(result.wrong)} ô sai; "
        f"{result.ranks} hạng, {len(result.misplaced)} hạng khác (biết trước {result.known})"
    )
    errors = any(problem.level == "error" for problem in problems)
    return 0 if result.agrees and not errors else 1


def _say(problems: Sequence[Problem]) -> None:
    for problem in problems:
        print(problem, file=sys.stderr)
