"""Rows that were sent in, laid over the rows of a workspace's files: later ones win by the table's key."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from dx_metrics.catalogue.files import READ_COPY, copy_content, copying
from dx_metrics.catalogue.model import MODEL, Column
from dx_metrics.catalogue.package import Resource
from dx_metrics.catalogue.plain import load_plain
from dx_metrics.problems import Problem

REMOVED, ROW = "removed", "row"
"""Columns of what was sent in, beside those of the table: takes the row away; its number in the officer's file."""

TAKE_AWAY = "delete from raw_{table} where ({key}) in (select ({key}) from sent)"
LAY = """
insert into raw_{table}
select file, coalesce(try_cast("row" as integer), line), {columns} from sent {last} where removed <> 'true'
"""
# What one upload says twice stays twice: a key given two times is its author's error, and is named.
LAST = "semi join (select {columns}, max(place) as place from sent group by {columns}) as last using ({columns}, place)"


@dataclass(frozen=True, slots=True)
class Overlay:
    """Rows of one table as somebody sent them. `file` is the name that problems give."""

    table: str
    file: str
    content: bytes


def lay_over(con: duckdb.DuckDBPyConnection, resource: Resource, overlays: Sequence[Overlay]) -> list[Problem]:
    """Put the rows into `raw_<table>` in place of those with the same key."""
    if not overlays:
        return []
    problems = read_sent(con, resource, overlays)
    lay_sent(con, resource, several=len(overlays) > 1)
    con.execute("drop view sent; drop table sent_lines")
    return problems


def read_sent(con: duckdb.DuckDBPyConnection, resource: Resource, overlays: Sequence[Overlay]) -> list[Problem]:
    """The rows of overlays of one table as text: `sent` (place, file, line, the table's columns, removed, row)."""
    key = MODEL[resource.table].key
    if len(overlays) == 1 and _read_long(con, resource, overlays[0]):
        return []
    problems: list[Problem] = []
    sent = _as_sent(resource, key)
    columns = {"place": "INTEGER", "file": "VARCHAR", "line": "INTEGER"}
    columns |= {column.name: "VARCHAR" for column in sent.columns}
    with tempfile.TemporaryDirectory() as aside:
        path = Path(aside) / "rows.csv"
        written = 0
        with path.open("w", encoding="utf-8", newline="") as file:
            write = copying(file)
            for place, overlay in enumerate(overlays):
                rows, faults = copy_content(
                    overlay.file, overlay.content, sent, lambda row, place=place: write([place, *row])
                )
                written += rows
                problems += faults
        con.execute(f"create or replace temp table sent_lines as {READ_COPY}", {"path": str(path), "columns": columns})
    con.execute("create or replace temp view sent as from sent_lines")
    loaded = con.execute("select count(*) from sent").fetchall()[0][0]
    if loaded != written:
        message = f"đọc được {loaded} trên {written} dòng"
        problems.append(Problem(message, "Báo cho người quản trị, gửi kèm tệp.", overlays[-1].file))
    return problems


def lay_sent(con: duckdb.DuckDBPyConnection, resource: Resource, *, several: bool) -> None:
    """Put the rows of `sent` into `raw_<table>`; of `several` overlays the last one that has a key."""
    key = MODEL[resource.table].key
    if con.execute(f"select 1 from raw_{resource.table} limit 1").fetchall():
        con.execute(TAKE_AWAY.format(table=resource.table, key=key_of(resource.table)))
    last = LAST.format(columns=", ".join(map(_quoted, key))) if several else ""
    columns = ", ".join(_quoted(column.name) for column in resource.columns)
    con.execute(LAY.format(table=resource.table, columns=columns, last=last))


def key_of(table: str) -> str:
    """The key of a table's rows as they are compared, as text: 1 and 01 are one number."""
    fields = MODEL[table].fields
    numbers = (fields[name]["type"] == "integer" for name in MODEL[table].key)
    names = map(_quoted, MODEL[table].key)
    return ", ".join(
        f"coalesce(try_cast({name} as bigint)::varchar, {name}::varchar)" if number else f"{name}::varchar"
        for name, number in zip(names, numbers, strict=True)
    )


def _read_long(con: duckdb.DuckDBPyConnection, resource: Resource, overlay: Overlay) -> bool:
    """One long plain file of whole rows, without a detour; False, with nothing made, for any other."""
    header = overlay.content[: overlay.content.find(b"\n")].decode("utf-8", "replace").split(",")
    known = {column.name for column in resource.columns}
    key = MODEL[resource.table].key
    if not set(key) <= set(header) <= known or len(set(header)) < len(header):
        return False
    if not load_plain(con, overlay.content, header, "sent_lines"):
        return False
    cells = [_quoted(c.name) if c.name in header else f"'' as {_quoted(c.name)}" for c in resource.columns]
    file = overlay.file.replace("'", "''")
    con.execute(
        f"create or replace temp view sent as select 0 as place, '{file}' as file, line, {', '.join(cells)},"
        " '' as removed, '' as \"row\" from sent_lines"
    )
    return True


def _as_sent(resource: Resource, key: tuple[str, ...]) -> Resource:
    """Only the key must be there: what else is wrong is found when the rows lie among the others."""
    columns = tuple(replace(column, rules=()) for column in resource.columns)
    return replace(
        resource, columns=(*columns, Column(REMOVED, "boolean"), Column(ROW, "integer")), declared=frozenset(key)
    )


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
