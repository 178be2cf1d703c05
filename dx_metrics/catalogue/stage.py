"""A workspace folder to typed tables in DuckDB, with everything that is wrong with it."""

import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

import duckdb

from dx_metrics.catalogue import between, cells, rules
from dx_metrics.catalogue.assessed import adopt
from dx_metrics.catalogue.boundaries import check_boundaries
from dx_metrics.catalogue.faults import FAULTS, said
from dx_metrics.catalogue.files import READ_COPY, copy_rows, copying
from dx_metrics.catalogue.indices import Indices, check_series, check_variables, read_indices
from dx_metrics.catalogue.model import MODEL
from dx_metrics.catalogue.overlay import Overlay, lay_over
from dx_metrics.catalogue.package import Resource, read_package
from dx_metrics.catalogue.rules import targets
from dx_metrics.catalogue.tables import FILL, TABLES
from dx_metrics.problems import Problem

# Where nothing is wrong, rows go from one table to the other without a copy between.
ALL_GOOD = "select nullif(columns(lambda c: c in ({names})), '') from raw"
GOOD = """
create or replace temp table good as
select nullif(columns(lambda c: list_contains($names::varchar[], c)), '')
from raw anti join (from faults where level = 'error') as broken using (file, line)
"""

# Temporary tables would hide tables of the same name from whoever uses the connection next.
CLEAR = """
drop view if exists good_rows;
drop view if exists raw;
drop view if exists aim;
drop table if exists good;
drop table if exists faults;
drop table if exists expected;
drop table if exists wrong;
drop table if exists said_periods;
drop table if exists said_ratios;
drop table if exists said_answers;
drop table if exists said_leaves;
drop view if exists said_units;
drop view if exists said_successions;
drop view if exists said_targets;
drop view if exists said_figures;
"""

WORDS = {rule.name: rule for rule in (*cells.RULES, *rules.RULES, targets.CODES)}


def check(folder: Path) -> list[Problem]:
    """Everything that is wrong with a workspace. Never raises for what stands in its files."""
    with duckdb.connect() as con:
        return stage(folder, con)


def stage(
    folder: Path,
    con: duckdb.DuckDBPyConnection,
    overlays: Sequence[Overlay] = (),
    indices: Indices | None = None,
) -> list[Problem]:
    """Create the workspace's tables and fill them with every row that has no error.

    `overlays` are laid over the rows of the files, in their order, before anything is checked. `indices` are
    the workspace's own, where they have been read.

    Tables: units, successions, neighbours, variables, targets, events, observations; those that the
    workspace lacks are empty. Returns every problem at once; while one is an error the tables are not whole.
    """
    package, problems = read_package(folder)
    indices = indices or read_indices(folder)
    con.execute(TABLES)
    con.execute(FAULTS)
    for resource in package.resources:
        problems += _load(folder, resource, con)
        problems += lay_over(con, resource, [each for each in overlays if each.table == resource.table])
    files = {r.table: r.files[0] if r.files else f"{r.table}.csv" for r in package.resources}
    for resource in package.resources:
        con.execute(f"create or replace temp view raw as from raw_{resource.table}")
        if con.execute("select 1 from raw limit 1").fetchall():
            cells.check_cells(con, resource)
            cells.check_keys(con, resource)
            cells.check_links(con, resource.links, files)
    between.check(con, indices)
    problems += said(con, WORDS)
    problems += [
        *indices.problems,
        *check_variables(indices, con),
        *check_series(indices, package.dx.get("series")),
    ]
    codes = {code for (code,) in con.execute("select distinct code from raw_units").fetchall()}
    problems += check_boundaries(folder, codes)
    if not con.execute("select 1 from raw_observations limit 1").fetchall():
        problems.append(
            Problem("chưa có số liệu", "Đặt tệp số liệu vào observations/.", "observations", level="warning")
        )
    for resource in package.resources:
        problems += _fill(con, resource)
    adopt(con, indices)
    con.execute(CLEAR)
    return problems


def _load(folder: Path, resource: Resource, con: duckdb.DuckDBPyConnection) -> list[Problem]:
    """All rows of a table as text into `raw_<table>`."""
    columns = {"file": "VARCHAR", "line": "INTEGER"} | {column.name: "VARCHAR" for column in resource.columns}
    if not resource.files:
        fields = ", ".join(f'"{name}" {type}' for name, type in columns.items())
        con.execute(f"create or replace temp table raw_{resource.table} ({fields})")
        return []
    with tempfile.TemporaryDirectory() as aside:
        path = Path(aside) / "rows.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            written, problems = copy_rows(folder, resource, copying(file))
        con.execute(
            f"create or replace temp table raw_{resource.table} as {READ_COPY}",
            {"path": str(path), "columns": columns},
        )
    loaded = con.execute(f"select count(*) from raw_{resource.table}").fetchall()[0][0]
    if loaded != written:
        message = f"đọc được {loaded} trên {written} dòng"
        problems.append(Problem(message, "Báo cho người quản trị, gửi kèm tệp.", ", ".join(resource.files)))
    return problems


def _fill(con: duckdb.DuckDBPyConnection, resource: Resource) -> list[Problem]:
    """Rows without an error into the typed table."""
    if con.execute(f"select 1 from raw_{resource.table} limit 1").fetchall() == []:
        con.execute(f"drop table raw_{resource.table}")
        return []
    con.execute(f"create or replace temp view raw as from raw_{resource.table}")
    names = list(MODEL[resource.table].fields)
    good = "good"
    if con.execute("select 1 from faults where level = 'error' limit 1").fetchall():
        con.execute(GOOD, {"names": names})
    else:
        good = "good_rows"
        listed = ", ".join(f"'{name}'" for name in names)
        con.execute(f"create or replace temp view good_rows as {ALL_GOOD.format(names=listed)}")
    problems = fill(con, resource, good)
    con.execute(f"drop table raw_{resource.table}")
    return problems


def fill(con: duckdb.DuckDBPyConnection, resource: Resource, good: str) -> list[Problem]:
    """Rows of the table or view `good`, text with NULL for nothing, into the typed table."""
    try:
        con.execute(re.sub(r"\bgood\b", good, FILL[resource.table]))
    except (duckdb.ConstraintException, duckdb.ConversionException) as error:
        # The second wall; a row that gets here is one that a rule should have named.
        message = f"không nhận được bảng này ({error})"
        return [Problem(message, "Báo cho người quản trị, gửi kèm tệp.", ", ".join(resource.files))]
    return []
