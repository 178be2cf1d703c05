"""Files as they were published, kept in the release: its rules, to score by them again, and the words of its papers."""

import hashlib
from pathlib import Path

import duckdb

from dx_metrics.store.places import ROOT

TABLE = "create table framework_files (framework varchar not null, file varchar not null, text varchar not null)"
KEPT = ("framework.csv", "datapackage.json")
SHIPPED = ROOT / "data" / "report"
"""The sentences of papers that stand in where a workspace has none of its own."""
PAPERS = ("bao-cao.toml", "tom-tat.toml", "cong-don.toml")
WORDS = "words"
"""Name, in what a release says of itself, of the hash of the words of its papers."""


def keep_sources(con: duckdb.DuckDBPyConnection, workspace: Path) -> None:
    """Make the table `framework_files` (framework, file, text), a row a file of each index."""
    con.execute(TABLE)
    for folder in sorted(path for path in (workspace / "frameworks").iterdir() if path.is_dir()):
        for name in KEPT:
            if (folder / name).is_file():
                text = (folder / name).read_bytes().decode("utf-8-sig")
                con.execute("insert into framework_files values (?, ?, ?)", [folder.name, name, text])


def keep_words(con: duckdb.DuckDBPyConnection, workspace: Path) -> str:
    """Make the table `report_words` (file, text); the hash of all."""
    con.execute("create table report_words (file varchar not null, text varchar not null)")
    words = words_of(workspace)
    for file, text in words.items():
        con.execute("insert into report_words values (?, ?)", [file, text])
    return mark(words)


def words_of(workspace: Path) -> dict[str, str]:
    """What papers are written by: the workspace's own files, else those that ship; wrong bytes are for who reads it."""
    found = {}
    for file in PAPERS:
        path = next((home / file for home in (workspace / "report", SHIPPED) if (home / file).is_file()), None)
        if path is not None:
            found[file] = path.read_bytes().decode("utf-8-sig", "replace")
    return found


def mark(words: dict[str, str]) -> str:
    """One hash for the words."""
    return hashlib.sha256(repr(sorted(words.items())).encode()).hexdigest()
