"""From a workspace to the tables of a release."""

import json
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from dx_metrics import periods
from dx_metrics.catalogue import stage
from dx_metrics.catalogue.indices import read_indices
from dx_metrics.catalogue.overlay import Overlay
from dx_metrics.problems import Problem
from dx_metrics.scoring import Framework, criteria_rows
from dx_metrics.scoring.to_fill import to_fill
from dx_metrics.settings import settings
from dx_metrics.store import reuse
from dx_metrics.store.figures import make_figures
from dx_metrics.store.fingerprint import program
from dx_metrics.store.merging import merge
from dx_metrics.store.outlines import stage_outlines
from dx_metrics.store.rescoring import reached, score_again, score_all
from dx_metrics.store.sources import WORDS, keep_sources, keep_words
from dx_metrics.store.standings import make_standings
from dx_metrics.store.tables import CALENDAR, FORM, IN_FORCE, PRESENT, TARGETS

SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
    "threads": "2",
}

# Nobody opens the file before it is whole, so what is written needs no log to be repaired from.
NEW = "attach '{path}' as made (recovery_mode no_wal_writes); use made"


def build(
    workspace: Path,
    target: Path,
    fingerprint: str,
    overlays: Sequence[Overlay] = (),
    *,
    base: Path | None = None,
) -> list[Problem]:
    """Write the release of a workspace, with `overlays` over its tables, to a new DuckDB file.

    `fingerprint` is kept in the release. `base` is a release by this same program: what is scored there
    and has not changed is taken over. Returns every problem found; when one is an error the file is of no use.
    """
    with made(target) as con:
        indices = read_indices(workspace)
        problems = stage(workspace, con, overlays, indices)
        if any(problem.level == "error" for problem in problems):
            return problems
        package = json.loads((workspace / "datapackage.json").read_text("utf-8"))
        con.execute(CALENDAR)
        fill_calendar(con, package["dx"]["period"])
        con.execute(PRESENT)
        con.execute(TARGETS)
        make_figures(con)
        stage_outlines(workspace, con)
        frameworks = indices.frameworks
        _frameworks(con, frameworks)
        con.execute(IN_FORCE)
        scored = [framework for framework in frameworks if framework.complete]
        unscored = {f.id: to_fill(f, folder=f"frameworks/{f.id}/") for f in frameworks if not f.complete}
        keep_sources(con, workspace)
        with reuse.attached(con, base) as before:
            periods = reuse.touched(con) if before else None
            if periods is None:
                problems += score_all(con, scored)
            else:
                anew = reached(con, scored, periods)
                reuse.take_scores(con)
                problems += score_again(con, anew)
            make_standings(con)
            if periods is None or not reuse.take_merged(con, periods):
                problems += merge(con, scored)
        about = {
            "title": package.get("title", workspace.name),
            **package["dx"],
            "form": FORM,
            "fingerprint": fingerprint,
            "program": program(),
            "built_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "frameworks": {framework.id: framework.version for framework in frameworks},
            WORDS: keep_words(con, workspace),
            "unscored": {id: [str(problem) for problem in found] for id, found in unscored.items()},
        }
        con.execute("create table release as select $about::varchar as about", {"about": json.dumps(about)})
        con.execute("checkpoint")
    return problems


@contextmanager
def made(path: Path) -> Generator[duckdb.DuckDBPyConnection]:
    """A connection to a release in the making, new or copied, that nobody else opens before it is whole."""
    bounds = {"temp_directory": f"{path}.tmp", "memory_limit": f"{settings().memory_publishing_mb}MB"}
    with duckdb.connect(config=SETTINGS | bounds) as con:
        con.execute(NEW.format(path=str(path).replace("'", "''")))
        yield con


def fill_calendar(con: duckdb.DuckDBPyConnection, kind: str) -> None:
    """Every period that an observation names; those of the workspace's own kind are the ones shown."""
    codes = [code for (code,) in con.execute("select distinct period from observations").fetchall()]
    known = sorted((periods.parse(code) for code in codes), key=lambda p: (p.starts, p.ends))
    rows = []
    for period in known:
        months = period.starts.year * 12 + period.starts.month - 1
        position = months // periods.KINDS[kind] if period.kind == kind else None
        rows.append((period.code, period.kind, period.name, period.short, period.starts, period.ends, position))
    if rows:
        columns = ", ".join(f"unnest(${at})" for at in range(1, 8))
        con.execute(f"insert into calendar select {columns}", list(map(list, zip(*rows, strict=True))))


def _frameworks(con: duckdb.DuckDBPyConnection, frameworks: Sequence[Framework]) -> None:
    for framework in frameworks:
        words = [framework.id, framework.series, framework.title, framework.version, framework.basis]
        row = [*words, framework.effective_from, framework.effective_to]
        con.execute("insert into frameworks values (?, ?, ?, ?, ?, ?, ?)", row)
        rows = list(criteria_rows(framework))
        names = ", ".join(rows[0])
        lists = ", ".join(f"unnest(${name})" for name in rows[0])
        con.execute(
            f"insert into criteria ({names}) select {lists}", {name: [row[name] for row in rows] for name in rows[0]}
        )
