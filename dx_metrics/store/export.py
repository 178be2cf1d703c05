"""A whole release as a Frictionless data package: the same bytes for the same release, whenever it is asked for."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import duckdb

from dx_metrics.briefing.tables import safe
from dx_metrics.store import durable
from dx_metrics.store.release import Release

# What is kept in lists has a view that shows it row by row.
TABLES = """
select table_name from information_schema.columns
where table_schema = 'main' and table_name <> 'release'
group by table_name having not bool_or(data_type like '%[]') order by table_name
"""
COLUMNS = """
select column_name, data_type from information_schema.columns
where table_schema = 'main' and table_name = $table order by ordinal_position
"""
TYPES = {"DATE": "date", "BOOLEAN": "boolean", "DOUBLE": "number", "INTEGER": "integer", "BIGINT": "integer"}
PASSING = ("built_at", "program")
"""Words of a release that tell of its making, not of what it holds."""
BATCH = 20_000
LONG_AGO = (1980, 1, 1, 0, 0, 0)


def write_folder(release: Release, folder: Path) -> list[str]:
    """Write the package into a folder, new or empty. Returns the names of its files.

    Raises OSError, also where the folder holds something already.
    """
    if folder.exists() and any(folder.iterdir()):
        raise FileExistsError(f"thư mục {folder.name} đã có tệp")
    names = []
    for name, content in files(release):
        durable.write(folder / name, content)
        names.append(name)
    return names


def write_zip(release: Release, path: Path) -> list[str]:
    """Write the package as one zip file, whole or not at all. Returns the names in it. Raises OSError."""
    out = io.BytesIO()
    names = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files(release):
            package.writestr(zipfile.ZipInfo(name, LONG_AGO), content, zipfile.ZIP_DEFLATED)
            names.append(name)
    durable.write(path, out.getvalue())
    return names


def files(release: Release) -> Iterator[tuple[str, bytes]]:
    """Each file of the package: one CSV a table, its rows in the order of their columns; then `datapackage.json`.

    Text that a spreadsheet would run begins with an apostrophe.
    """
    resources = []
    with release.connection.cursor() as cursor:
        for (table,) in cursor.execute(TABLES).fetchall():
            columns = cursor.execute(COLUMNS, {"table": table}).fetchall()
            yield f"{table}.csv", _csv(cursor, table, columns)
            fields = [{"name": name, "type": TYPES.get(type, "string")} for name, type in columns]
            schema = {"fields": fields, "missingValues": [""]}
            resources.append({"name": table, "path": f"{table}.csv", "encoding": "utf-8", "schema": schema})
    about = {word: value for word, value in release.about.items() if word not in PASSING}
    package = {"name": release.id, "title": about.get("title", ""), "resources": resources, "dx": about}
    yield "datapackage.json", (json.dumps(package, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _csv(cursor: duckdb.DuckDBPyConnection, table: str, columns: list[tuple[str, str]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(name for name, _ in columns)
    text = [type == "VARCHAR" for _, type in columns]
    read = ", ".join(f'"{name}"::varchar' for name, _ in columns)
    cursor.execute(f'select {read} from "{table}" order by all nulls first')
    while rows := cursor.fetchmany(BATCH):
        for row in rows:
            writer.writerow(
                "" if cell is None else _cell(cell) if wordy else cell for cell, wordy in zip(row, text, strict=True)
            )
    return out.getvalue().encode()


def _cell(text: str) -> str:
    try:
        float(text)
    except ValueError:
        return safe(text)
    return text
