"""A release made of the one before: its file copied, and in it only what an upload of rows reaches made anew."""

import json
import shutil
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from dx_metrics.catalogue.indices import read_indices
from dx_metrics.catalogue.overlay import Overlay
from dx_metrics.catalogue.restage import Laid, restage
from dx_metrics.problems import Problem
from dx_metrics.scoring import Framework
from dx_metrics.store import reuse
from dx_metrics.store.build import fill_calendar, made
from dx_metrics.store.figures import renew_figures, standing_for
from dx_metrics.store.merging import merge_again
from dx_metrics.store.rescoring import reached, score_again
from dx_metrics.store.sources import WORDS, keep_words
from dx_metrics.store.standings import renew_standings
from dx_metrics.store.tables import IN_FORCE, PRESENT, TARGETS

SAME_PERIODS = """
select not exists (
    (select period from observations except select code from calendar)
    union all (select code from calendar except select period from observations)
)
"""


def build_upon(
    base: Path, workspace: Path, target: Path, fingerprint: str, overlays: Sequence[Overlay]
) -> list[Problem] | None:
    """Write the release that `overlays` make of `base`, a release of this workspace by this same program.

    None, with no file left, where something is wrong or reaches further than can be told from here: `build` then
    makes the release of the whole, and names every fault. Of warnings, those about the rows that were sent are
    returned, and those of the indices that are scored again.
    """
    shutil.copyfile(base, target)
    with made(target) as con:
        indices = read_indices(workspace)
        laid = restage(workspace, con, overlays, indices)
        problems = laid.problems
        if laid.whole and not _any_error(problems):
            scored = [framework for framework in indices.frameworks if framework.complete]
            problems += _renew(con, {overlay.table for overlay in overlays}, laid, scored)
        wrong = not laid.whole or _any_error(problems)
        if not wrong:
            _tell(con, workspace, fingerprint)
            con.execute("checkpoint")
    if wrong:
        target.unlink()
        return None
    return problems


def _renew(con: duckdb.DuckDBPyConnection, changed: set[str], laid: Laid, frameworks: list[Framework]) -> list[Problem]:
    """Everything that hangs on the tables in `changed`, and what the scores warn of."""
    if "targets" in changed:
        con.execute(TARGETS)
    if not laid.periods:
        return []
    if con.execute(SAME_PERIODS).fetchall() != [(True,)]:
        about = json.loads(con.execute("select about from release").fetchall()[0][0])
        con.execute("delete from calendar")
        fill_calendar(con, about["period"])
        for table in (PRESENT, TARGETS, IN_FORCE):
            con.execute(table)
    periods = renew_figures(con, laid.periods)
    if "assessments" in changed:
        periods |= standing_for(con, laid.periods)  # evidence moves no figure, but tells why points were lost
    anew = reached(con, frameworks, periods)
    reuse.drop_scores(con)
    problems = score_again(con, anew)
    if not _any_error(problems):
        renew_standings(con)
        problems += merge_again(con, anew, periods)
    return problems


def _tell(con: duckdb.DuckDBPyConnection, workspace: Path, fingerprint: str) -> None:
    """What the release says of itself, and the words of its papers, which may be newer than those before."""
    con.execute("drop table report_words")
    about = json.loads(con.execute("select about from release").fetchall()[0][0])
    about |= {"fingerprint": fingerprint, "built_at": datetime.now(UTC).isoformat(timespec="seconds")}
    about |= {WORDS: keep_words(con, workspace)}
    con.execute("update release set about = $about", {"about": json.dumps(about)})


def _any_error(problems: list[Problem]) -> bool:
    return any(problem.level == "error" for problem in problems)
