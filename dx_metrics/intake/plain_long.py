"""Whether a text file is plain enough for DuckDB to read it whole: nothing in it for anybody to put right.

Millions of rows that a program wrote need no officer and no Python object a cell. What is proved here is what reading
cell by cell would have looked for: UTF-8 in NFC, no quotes, nothing invisible, no blanks around cells, the same number
of cells in every row. The number of rows is counted from the bytes, so that a load can be checked against it.
"""

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np

from dx_metrics.intake.cleaning import unclean

CHUNK = 1 << 22


@dataclass(frozen=True, slots=True)
class PlainLong:
    """A plain file: its separator, `\\n` or `\\r\\n`, the columns of its first line, and the rows below it."""

    separator: str
    line_end: str
    columns: tuple[str, ...]
    rows: int


def plain_long(file: BinaryIO, known: Collection[str]) -> PlainLong | None:
    """What a plain file of these columns is, or None when it has to be read cell by cell.

    `file` is read from its beginning in chunks; `known` are the names that its first line may have, each once.
    """
    file.seek(0)
    first = file.readline(CHUNK).removeprefix(b"\xef\xbb\xbf")
    end = b"\r\n" if first.endswith(b"\r\n") else b"\n"
    separator = b";" if b";" in first else b","
    columns = tuple(first.removesuffix(end).decode(errors="replace").split(separator.decode()))
    if len(columns) < 2 or len(set(columns)) < len(columns) or not set(columns) <= set(known):
        return None
    rows, kept = 0, b""
    while True:
        read = file.read(CHUNK)
        whole, found, rest = (kept + read).rpartition(b"\n")
        lines, kept = whole + found, rest
        if not read and kept:
            lines, kept = kept + end, b""
        if lines:
            if not _plain(lines, separator, end, len(columns)):
                return None
            rows += lines.count(b"\n")
        if not read:
            return PlainLong(separator.decode(), end.decode(), columns, rows)
        if len(kept) > CHUNK:
            return None


def _plain(lines: bytes, separator: bytes, end: bytes, width: int) -> bool:
    """Whether whole lines are plain, told from all their bytes at once."""
    around = (b'"', b" " + separator, separator + b" ", b" " + end, b"\n ")
    if lines.startswith(b" ") or any(sign in lines for sign in around):
        return False
    letters = np.frombuffer(lines, np.uint8)
    breaks = letters == ord(b"\n")
    marks = letters[breaks | (letters == ord(separator))]
    count = int(breaks.sum())
    if len(marks) != count * width or (marks[width - 1 :: width] != ord(b"\n")).any():
        return False
    returns = count if end == b"\r\n" else 0
    if lines.count(b"\r") != returns or lines.count(b"\r\n") != returns:
        return False
    if lines.isascii():
        return int(np.count_nonzero(letters < 32)) == count + returns and b"\x7f" not in lines
    try:
        text = lines.decode()
    except UnicodeDecodeError:
        return False
    return unicodedata.is_normalized("NFC", text) and "\t" not in text and not unclean(text.replace("\r", ""))
