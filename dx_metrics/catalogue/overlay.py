"""Rows that were sent in, laid over the rows of a workspace's files: later ones win by the table's key."""

import csv
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from dx_metrics.catalogue.files import copy_content
from dx_metrics.catalogue.model import MODEL, Column
from dx_metrics.catalogue.package import Resource
from dx_metrics.catalogue.plain import load_plain
from dx_metrics.problems import Problem

REMOVED, ROW = "removed", "row"
"""Columns of what was sent in, beside those of the table: takes the row away; its number in the officer's file."""

LOAD = """
create or replace temp table sent as
select * from read_csv($path, columns = $columns, auto_detect = false, header = false,
                       delim = ',', quote = '"', escape = '"', nullstr = '\x01', max_line_size = 16000000)
"""

# What one upload says twice stays twice: a key given two times is its author's error, and is named.
LAY = """
create or replace temp table sent_keys as
select {key}, max(place) as place from sent group by {key};
delete from raw_{table} where ({key}) in (select ({key}) from sent_keys);
insert into raw_{table}
select file, coalesce(try_cast("row" as integer), line), {columns}
from sent semi join sent_keys using ({key}, place)
where removed <> 'true';
drop table sent;
drop table sent_keys;
"""


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
    key = MODEL[resource.table].key
    names = ", ".join(_quoted(column.name) for column in resource.columns)
    if len(overlays) == 1 and _lay_long(con, resource, overlays[0]):
        return []
    problems: list[Problem] = []
    sent = _as_sent(resource, key)
    columns = {"place": "INTEGER", "file": "VARCHAR", "line": "INTEGER"}
    columns |= {column.name: "VARCHAR" for column in sent.columns}
    with tempfile.TemporaryDirectory() as aside:
        path = Path(aside) / "rows.csv"
        written = 0
        with path.open("w", encoding="utf-8", newline="") as file:
            write = csv.writer(file, lineterminator="\r\n").writerow
            for place, overlay in enumerate(overlays):
                rows, faults = copy_content(
                    overlay.file, overlay.content, sent, lambda row, place=place: write([place, *row])
                )
                written += rows
                problems += faults
        con.execute(LOAD, {"path": str(path), "columns": columns})
    loaded = con.execute("select count(*) from sent").fetchall()[0][0]
    if loaded != written:
        message = f"đọc được {loaded} trên {written} dòng"
        problems.append(Problem(message, "Báo cho người quản trị, gửi kèm tệp.", overlays[-1].file))
    con.execute(LAY.format(table=resource.table, key=", ".join(map(_quoted, key)), columns=names))
    return problems


def _lay_long(con: duckdb.DuckDBPyConnection, resource: Resource, overlay: Overlay) -> bool:
    """One long plain file of whole rows, without a detour; False, with nothing changed, for any other."""
    header = overlay.content[: overlay.content.find(b"\n")].decode("utf-8", "replace").split(",")
    known = {column.name for column in resource.columns}
    key = MODEL[resource.table].key
    if not set(key) <= set(header) <= known or len(set(header)) < len(header):
        return False
    if not load_plain(con, overlay.content, header, "sent"):
        return False
    into = f"raw_{resource.table}"
    keys = ", ".join(map(_quoted, key))
    if con.execute(f"select 1 from {into} limit 1").fetchall():
        con.execute(f"delete from {into} where ({keys}) in (select ({keys}) from sent)")
    cells = [_quoted(c.name) if c.name in header else "''" for c in resource.columns]
    con.execute(f"insert into {into} select $file, line, {', '.join(cells)} from sent", {"file": overlay.file})
    con.execute("drop table sent")
    return True


def _as_sent(resource: Resource, key: tuple[str, ...]) -> Resource:
    """Only the key must be there: what else is wrong is found when the rows lie among the others."""
    columns = tuple(replace(column, rules=()) for column in resource.columns)
    return replace(
        resource, columns=(*columns, Column(REMOVED, "boolean"), Column(ROW, "integer")), declared=frozenset(key)
    )


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
