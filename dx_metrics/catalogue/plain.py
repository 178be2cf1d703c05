"""Long plain CSV read by DuckDB itself, after proof that there is nothing in it to interpret."""

import re
import tempfile
from pathlib import Path

import duckdb

LONG = 1_000_000
"""Bytes from which this pays; shorter files go through `files`, which names each fault."""
_NOT_PLAIN = re.compile(rb'["\x00-\x09\x0b-\x1f\x7f]|\n\n')

ROWS = """
select *, row_number() over () + 1 as line
from read_csv($path, columns = $columns, auto_detect = false, header = false, skip = 1, delim = ',', quote = '',
              escape = '', nullstr = '\x01', strict_mode = true, null_padding = false, max_line_size = 16000000)
"""


def load_plain(con: duckdb.DuckDBPyConnection, content: bytes, header: list[str], table: str) -> bool:
    """Make the temporary table of a CSV's rows as text, with `line`; False, and no table, when it is not plain.

    Plain is: UTF-8, no quotes, no control characters, no empty line, every line as wide as the header,
    and as many rows read as there are lines.
    """
    if not is_plain(content):
        return False
    rows = content.count(b"\n") - 1
    with tempfile.TemporaryDirectory() as aside:
        path = Path(aside) / "rows.csv"
        path.write_bytes(content)
        columns = dict.fromkeys(header, "VARCHAR")
        try:
            con.execute(f"create or replace temp table {table} as {ROWS}", {"path": str(path), "columns": columns})
        except duckdb.InvalidInputException:  # ragged: the careful reader says where
            return False
    if con.execute(f"select count(*) from {table}").fetchall() != [(rows,)]:
        con.execute(f"drop table {table}")
        return False
    return True


def is_plain(content: bytes) -> bool:
    """Whether a long CSV holds nothing that could be read in two ways."""
    if len(content) < LONG or not content.endswith(b"\n") or content.startswith(b"\xef\xbb\xbf"):
        return False
    if _NOT_PLAIN.search(content):
        return False
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
