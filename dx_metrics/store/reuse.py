"""What a release takes over from the one before: everything of the periods in which no figure has changed.

Scores, ranks and ledgers of a period hang on the figures of that period, on who reports in it and on
the rules alone (where an index takes its scale from all periods, on the figures of all). So where all three
are the same, to the last cell, the rows are copied; what is left is scored. tests/store/test_reuse.py holds
such a release against one that is built whole.
"""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from dx_metrics.scoring.ledger import begin_ledger
from dx_metrics.scoring.score import SCORES
from dx_metrics.store import merging
from dx_metrics.store.figures import standing_for

RULES = ("framework_files", "variables", "criteria")
"""Tables that must be the same row by row for anything to be taken over."""
REGISTER = ("units", "successions")
PERIODS = ("figures", "unit_in_period", "framework_in_period")
"""Tables that show, by period, what has changed."""
SCORED = ("scored", "ledger_lists", "win_back")
MERGED = ("merged_parts", "merged_figures", "merged_standings")

# Evidence of points moves no figure, but tells why the others were lost.
JUDGED_ANEW = """
select period from (from assessments except from before.assessments)
union
select period from (from before.assessments except from assessments)
"""
REACHES_MERGED = """
select count(*) from before.merged_parts
join calendar on calendar.position is not null and ends between first_day and last_day
where calendar.code in (select unnest($periods::varchar[]))
"""


@contextmanager
def attached(con: duckdb.DuckDBPyConnection, base: Path | None) -> Generator[bool]:
    """The release before as the database `before`; False where there is none that can be read."""
    if base is None:
        yield False
        return
    try:
        path = str(base).replace("'", "''")
        con.execute(f"attach '{path}' as before (read_only)")
    except duckdb.Error:
        yield False
        return
    try:
        yield True
    finally:
        con.execute("detach before")


def touched(con: duckdb.DuckDBPyConnection) -> list[str] | None:
    """Periods that must be scored, of the release being built beside `before`; None when all must be."""
    if any(_differ(con, table) for table in RULES):
        return None
    found: set[str] = set()
    for table in PERIODS:
        there = f"select distinct period from (from {table} except from before.{table})"
        gone = f"select distinct period from (from before.{table} except from {table})"
        found |= {period for (period,) in con.execute(f"{there} union {gone}").fetchall()}
    return sorted(found | standing_for(con, {period for (period,) in con.execute(JUDGED_ANEW).fetchall()}))


def take_scores(con: duckdb.DuckDBPyConnection) -> None:
    """Make the tables of scores and ledgers, with everything that is not in `rescored` (framework, period)."""
    con.execute(SCORES)
    begin_ledger(con)
    for table in ("scored_criteria", "ledger_criteria"):
        con.execute(f"insert into {table} from before.{table}")
    for table in SCORED:
        con.execute(
            f"insert into {table} from before.{table} where (framework, period) in (select (framework, period) from"
            " framework_in_period) and (framework, period) not in (select (framework, period) from rescored)"
        )


def drop_scores(con: duckdb.DuckDBPyConnection) -> None:
    """Leave in the tables of scores and ledgers only what is not in `rescored`."""
    for table in SCORED:
        con.execute(
            f"delete from {table} where (framework, period) in (select (framework, period) from rescored)"
            " or (framework, period) not in (select (framework, period) from framework_in_period)"
        )


def take_merged(con: duckdb.DuckDBPyConnection, periods: list[str]) -> bool:
    """Copy the past of merged communes; False, with nothing copied, where these periods reach into it."""
    if any(_differ(con, table) for table in REGISTER):
        return False
    if con.execute(REACHES_MERGED, {"periods": periods}).fetchall() != [(0,)]:
        return False
    con.execute(merging.STANDINGS)
    for table in MERGED[:2]:
        con.execute(f"create table {table} as from before.{table}")
    con.execute("insert into merged_standings from before.merged_standings")
    return True


def _differ(con: duckdb.DuckDBPyConnection, table: str) -> bool:
    there, gone = f"(from {table} except from before.{table})", f"(from before.{table} except from {table})"
    return con.execute(f"select (select count(*) from {there}) + (select count(*) from {gone})").fetchall() != [(0,)]
