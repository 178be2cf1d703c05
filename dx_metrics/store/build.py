"""From a workspace to the tables of a release."""

import json
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from dx_metrics import periods
from dx_metrics.catalogue import stage
from dx_metrics.catalogue.indices import read_indices
from dx_metrics.catalogue.model import MODEL
from dx_metrics.catalogue.overlay import Overlay
from dx_metrics.problems import Problem
from dx_metrics.scoring import Framework, ScoringError, criteria_rows, score
from dx_metrics.scoring.ledger import add_ledger, begin_ledger
from dx_metrics.scoring.score import SCORES
from dx_metrics.scoring.to_fill import to_fill
from dx_metrics.store import reuse
from dx_metrics.store.fingerprint import program
from dx_metrics.store.judged import judged
from dx_metrics.store.merging import merge
from dx_metrics.store.outlines import stage_outlines
from dx_metrics.store.sources import keep_sources
from dx_metrics.store.tables import CALENDAR, FIGURES, FORM, IN_FORCE, STANDINGS

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
    changed: Collection[str] = MODEL,
) -> list[Problem]:
    """Write the release of a workspace, with `overlays` over its tables, to a new DuckDB file.

    `fingerprint` is kept in the release. `base` is a release by this same program: what is scored there
    and has not changed is taken over. Tables that are not in `changed` stand there row by row. Returns every
    problem found; when one is an error the file is of no use.
    """
    with duckdb.connect(config=SETTINGS | {"temp_directory": f"{target}.tmp"}) as con:
        con.execute(NEW.format(path=str(target).replace("'", "''")))
        indices = read_indices(workspace)
        problems = stage(workspace, con, overlays, indices, changed)
        if any(problem.level == "error" for problem in problems):
            return problems
        package = json.loads((workspace / "datapackage.json").read_text("utf-8"))
        _calendar(con, package["dx"]["period"])
        con.execute(FIGURES)
        stage_outlines(workspace, con)
        frameworks = indices.frameworks
        _frameworks(con, frameworks)
        con.execute(IN_FORCE)
        scored = [framework for framework in frameworks if framework.complete]
        unscored = {f.id: to_fill(f, folder=f"frameworks/{f.id}/") for f in frameworks if not f.complete}
        keep_sources(con, workspace)
        with reuse.attached(con, base) as before:
            periods = reuse.touched(con) if before else None
            problems += _score(con, scored, periods)
            con.execute(STANDINGS)
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
            "unscored": {id: [str(problem) for problem in found] for id, found in unscored.items()},
        }
        con.execute("create table release as select $about::varchar as about", {"about": json.dumps(about)})
        con.execute("checkpoint")
    return problems


def _calendar(con: duckdb.DuckDBPyConnection, kind: str) -> None:
    """Every period that an observation names; those of the workspace's own kind are the ones shown."""
    con.execute(CALENDAR)
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


def _score(con: duckdb.DuckDBPyConnection, frameworks: list[Framework], only: list[str] | None) -> list[Problem]:
    """Each framework scores the shown periods that begin while it is in force, and lays down what was lost.

    Of periods that are not in `only`, both are taken from the release before.
    """
    in_force = "select period from framework_in_period where framework = $id order by period"
    problems: list[Problem] = []
    con.execute(SCORES)
    begin_ledger(con)
    if only is not None:
        reuse.take_scores(con, only)
        con.execute("set variable now = $only::varchar[]", {"only": only})
        con.execute("create temp view scored_now as from scores where period in (select unnest(getvariable('now')))")
    for framework in frameworks:
        dated = [code for (code,) in con.execute(in_force, {"id": framework.id}).fetchall()]
        now = dated if only is None else sorted(set(dated) & set(only))
        if only is not None and not now:
            continue
        try:
            score(con, framework, observations="figures", periods=now)
        except ScoringError as error:
            home = f"frameworks/{framework.id}/"
            problems += [replace(p, file=home + p.file) if p.file else p for p in error.problems]
            continue
        given = judged(con, framework)
        from_ = "scores" if only is None else "scored_now"
        add_ledger(con, framework, scores=from_, observations="figures", assessed=given)
    if only is not None:
        con.execute("drop view scored_now")
    return problems
