"""The files of every index as they were published, kept in the release: what it takes to score by its rules again."""

from pathlib import Path

import duckdb

TABLE = "create table framework_files (framework varchar not null, file varchar not null, text varchar not null)"
KEPT = ("framework.csv", "datapackage.json")


def keep_sources(con: duckdb.DuckDBPyConnection, workspace: Path) -> None:
    """Make the table `framework_files` (framework, file, text), a row a file of each index."""
    con.execute(TABLE)
    for folder in sorted(path for path in (workspace / "frameworks").iterdir() if path.is_dir()):
        for name in KEPT:
            if (folder / name).is_file():
                text = (folder / name).read_bytes().decode("utf-8-sig")
                con.execute("insert into framework_files values (?, ?, ?)", [folder.name, name, text])
