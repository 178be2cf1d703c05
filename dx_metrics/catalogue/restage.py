"""Rows laid over tables that stand already: only they are checked, and what stands near them.

Whatever could be judged otherwise with the whole workspace in sight is left to `stage`; tests/store/test_upon.py
holds what comes out here against what comes out there.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from dx_metrics.catalogue import between, cells
from dx_metrics.catalogue.assessed import adopt, adopted
from dx_metrics.catalogue.faults import FAULTS, said
from dx_metrics.catalogue.indices import Indices
from dx_metrics.catalogue.model import MODEL
from dx_metrics.catalogue.overlay import Overlay, key_of, lay_sent, read_sent
from dx_metrics.catalogue.package import Package, Resource, read_package
from dx_metrics.catalogue.stage import ALL_GOOD, WORDS, fill
from dx_metrics.problems import Problem

DEEP = {"units", "successions", "variables"}
"""Tables that nearly everything hangs on."""
PERIODIC = ("observations", "assessments")

# Of the figures only those beside what was sent are looked at: no rule compares figures of different units or periods.
AS_TEXT = "create or replace temp {what} raw_{table} as select null::varchar as file, null::integer as line, {cells}"
BESIDE = """
from observations where (unit, period) in (select (unit, period) from sent)
 and variable in (select code from variables)
"""
NOT_LAID = "delete from faults where file is null and level <> 'error'"
GOOD = "create or replace temp view good_rows as " + ALL_GOOD + " where file is not null"


@dataclass(frozen=True, slots=True)
class Laid:
    """`problems`: of what was sent. `whole` is False where only `stage` can tell. `periods`: of the figures and
    points that were sent, as they were reported."""

    problems: list[Problem] = field(default_factory=list)
    whole: bool = True
    periods: frozenset[str] = frozenset()


def restage(folder: Path, con: duckdb.DuckDBPyConnection, overlays: Sequence[Overlay], indices: Indices) -> Laid:
    """Lay `overlays` over the workspace's tables in `con`, all of which were staged from `folder` and found sound.

    Of warnings only those about the rows of `overlays` come back. Where a problem is an error, or the answer is not
    whole, the tables are of no use any more.
    """
    package, problems = read_package(folder)
    changed = {overlay.table for overlay in overlays}
    if problems or not _near(con, package, changed, indices):
        return Laid(whole=False)
    con.execute(FAULTS)
    periods: set[str] = set()
    for resource in package.resources:
        table = resource.table
        if table not in changed:
            con.execute(AS_TEXT.format(what="view", table=table, cells=_cells(resource)) + f" from {table}")
            continue
        own = [overlay for overlay in overlays if overlay.table == table]
        problems += read_sent(con, resource, own)
        beside = BESIDE if table == "observations" else f" from {table}"
        con.execute(AS_TEXT.format(what="table", table=table, cells=_cells(resource)) + beside)
        lay_sent(con, resource, several=len(own) > 1)
        if table in PERIODIC:
            periods |= {period for (period,) in con.execute("select distinct period from sent").fetchall()}
        con.execute(f"delete from {table} where ({key_of(table)}) in (select ({key_of(table)}) from sent)")
        con.execute("drop view sent; drop table sent_lines")
    _check(con, package, changed, indices)
    problems += said(con, WORDS)
    if any(problem.level == "error" for problem in problems):
        return Laid(problems)
    for resource in package.resources:
        if resource.table in changed:
            con.execute(f"create or replace temp view raw as from raw_{resource.table}")
            listed = ", ".join(f"'{name}'" for name in MODEL[resource.table].fields)
            con.execute(GOOD.format(names=listed))
            problems += fill(con, resource, "good_rows")
    if "assessments" in changed:
        con.execute("delete from observations where variable in (select unnest($1::varchar[]))", [adopted(indices)])
        con.execute("drop table official_assessments")
        adopt(con, indices)
    return Laid(problems, periods=frozenset(periods))


def _near(con: duckdb.DuckDBPyConnection, package: Package, changed: set[str], indices: Indices) -> bool:
    """Whether rows of these tables can be judged by what stands near them."""
    if changed & DEEP:
        return False
    for resource in package.resources:
        if resource.table in changed and {c.name for c in resource.columns} != MODEL[resource.table].fields.keys():
            return False  # what only the workspace asks for is not kept in the tables
        if any(link.table == "observations" for link in resource.links):
            return False
        if resource.table == "observations" and len(resource.keys) > 1:
            return False
    known = {code for (code,) in con.execute("select code from variables").fetchall()}
    return not known & set(adopted(indices))


def _check(con: duckdb.DuckDBPyConnection, package: Package, changed: set[str], indices: Indices) -> None:
    files = {resource.table: _file(resource) for resource in package.resources}
    for resource in package.resources:
        links = [link for link in resource.links if {resource.table, link.table} & changed]
        if not links and resource.table not in changed:
            continue
        con.execute(f"create or replace temp view raw as from raw_{resource.table}")
        cells.check_links(con, links, files)
        if resource.table in changed:
            cells.check_keys(con, resource)
            con.execute(f"create or replace temp view raw as from raw_{resource.table} where file is not null")
            cells.check_cells(con, resource)
    between.check(con, indices, changed)
    con.execute(NOT_LAID)


def _file(resource: Resource) -> str:
    return resource.files[0] if resource.files else f"{resource.table}.csv"


def _cells(resource: Resource) -> str:
    """The columns of a table as text, '' where empty; those of the workspace's own wish are not kept."""
    kept = MODEL[resource.table].fields
    names = ('"' + column.name.replace('"', '""') + '"' for column in resource.columns)
    return ", ".join(
        f"coalesce({name}::varchar, '') as {name}" if column.name in kept else f"'' as {name}"
        for name, column in zip(names, resource.columns, strict=True)
    )
