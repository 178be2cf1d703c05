"""How the cells of a text file are told apart: its separator and its quotes, by what makes the rows alike."""

import csv
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

SEPARATORS = (",", ";", "\t", "|")
RARE = ("§", "^", "~", "¦", "\x1f", ":", " ")
"""Believed only when every row agrees and none of the usual ones does."""

SAMPLE = 400
_SAID = re.compile(r'^"?sep=(.)"?\s*$', re.IGNORECASE)
_NUMBER = re.compile(r"^[-+(]?[\d .,'\u00a0]*\d\)?\s*%?$")
_DATE = re.compile(r"^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([ T]\d{1,2}:\d{2}(:\d{2})?)?$")
_FOREIGN = re.compile(r"[;\t|]|,(?=\S)")


@dataclass(frozen=True, slots=True)
class Dialect:
    """`separator` is "" for a file of one column. `padded`: a blank follows each separator, as in `1, "b"`.

    `escape` is a backslash where quotes inside cells are written `\\"`, else "".
    """

    separator: str
    quote: str = '"'
    escape: str = ""
    padded: bool = False

    def reader(self, lines: Iterable[str]) -> Any:
        """The standard reader under these rules; it raises `csv.Error` on any quote out of place."""
        return csv.reader(
            lines,
            delimiter=self.separator or "\x00",
            quotechar=self.quote,
            escapechar=self.escape or None,
            doublequote=True,
            skipinitialspace=self.padded,
            strict=True,
        )


def said(line: str) -> str:
    """The separator that Excel's first line `sep=;` names, or ""."""
    found = _SAID.match(line.strip("\ufeff\r\n"))
    return found[1] if found else ""


def find(lines: list[str], separator: str = "") -> Dialect:
    """The dialect under which most rows have the same number of cells and cells look like values."""
    sample = [line for line in lines[: SAMPLE * 2] if line.strip()][:SAMPLE]
    chosen = separator or _separator(sample)
    quote = _quote(sample, chosen)
    inside = f"\\{quote}"
    escape = "\\" if any(inside in line for line in lines) and _closes(lines, Dialect(chosen, quote, "\\")) else ""
    return Dialect(chosen, quote, escape, _padded(sample, chosen, quote))


def unwrapped(lines: list[str]) -> list[str]:
    """The lines without the quotes around each whole line, as a row pasted into one cell is saved; else none."""
    rows = [split(line, Dialect("")) for line in lines]
    quoted = all(line.lstrip().startswith('"') and line.rstrip().endswith('"') for line in lines if line.strip())
    return ["".join(row) + "\n" for row in rows] if len(rows) > 1 and quoted else []


def split(line: str, dialect: Dialect) -> list[str]:
    """One line as a record of its own; where its quotes do not close, cut at every separator."""
    try:
        return next(iter(dialect.reader([line])), [])
    except csv.Error:
        return line.rstrip("\r\n").split(dialect.separator) if dialect.separator else [line.rstrip("\r\n")]


def usual_width(widths: Iterable[int]) -> int:
    """The commonest number of cells, of equals the larger; rows of one cell count only when there are no others."""
    counts = Counter(widths)
    several = {width: count for width, count in counts.items() if width > 1}
    return max(several, key=lambda width: (several[width], width)) if several else 1


def _separator(sample: list[str]) -> str:
    scores = {separator: _score(sample, Dialect(separator)) for separator in SEPARATORS}
    best = max(scores, key=lambda separator: scores[separator])
    if scores[best] > 0.4:
        return best
    rare = {separator: _score(sample, Dialect(separator)) for separator in RARE}
    rarest = max(rare, key=lambda separator: rare[separator])
    if len(sample) > 2 and rare[rarest] > max(0.6, scores[best]) and _agree(sample, Dialect(rarest)):
        return rarest
    return best if scores[best] > 0 else ""


def _agree(sample: list[str], dialect: Dialect) -> bool:
    widths = [len(split(line, dialect)) for line in sample]
    alike = widths.count(usual_width(widths)) / len(widths)
    if dialect.separator != " ":
        return alike == 1
    # Every sentence has blanks: only quoted sentences, as a machine writes them, make blanks a separator.
    return any(' "' in line for line in sample) and alike > 0.3


def _score(sample: list[str], dialect: Dialect) -> float:
    """0 to 1: how alike the rows are in width, times how many of their cells look like values or plain words."""
    rows = [split(line, dialect) for line in sample]
    width = usual_width(map(len, rows))
    if width < 2:
        return 0.0
    alike = [row for row in rows if len(row) == width]
    cells = [cell for row in alike for cell in row]
    typed = sum(_looks_like_a_value(cell.strip(), dialect.separator) for cell in cells) / len(cells)
    filled = sum(cell.strip() != "" for cell in cells) / len(cells)
    return len(alike) / len(rows) * typed * (width - 1) / width * (0.5 + 0.5 * filled)


def _looks_like_a_value(cell: str, separator: str) -> bool:
    if not cell or _NUMBER.match(cell) or _DATE.match(cell):
        return True
    return not (cell.count('"') % 2 or _FOREIGN.search(cell.replace(separator, "")))


def _quote(sample: list[str], separator: str) -> str:
    """`'` when cells are wrapped in it, none in `"`, and the rows become more alike by it, or whole columns are."""
    cut = re.escape(separator) if separator else "(?!)"
    opened = re.compile(rf"(?:^|{cut})\s?'")
    closed = re.compile(rf"'(?:$|{cut})")
    wrapped = [line for line in sample if opened.search(line) and closed.search(line.rstrip("\r\n"))]
    if len(wrapped) < 2 or any(re.search(rf'(?:^|{cut})\s?"', line) for line in sample):
        return '"'
    pairs = all(
        len(opened.findall(line.rstrip("\r\n"))) == len(closed.findall(line.rstrip("\r\n"))) for line in wrapped
    )
    return "'" if len(wrapped) >= 0.8 * len(sample) or (pairs and len(wrapped) > len(sample) / 2) else '"'


def _closes(lines: list[str], dialect: Dialect) -> bool:
    """Whether the whole file reads without a quote out of place."""
    try:
        for _ in dialect.reader(lines):
            pass
    except csv.Error:
        return False
    return True


def _padded(sample: list[str], separator: str, quote: str) -> bool:
    """Whether a blank follows every separator that is not inside quotes."""
    if not separator or separator == " ":
        return False
    bare = [re.sub(rf"{quote}[^{quote}]*{quote}", "", line).rstrip("\r\n") for line in sample]
    after = [line[at + 1 : at + 2] for line in bare for at, letter in enumerate(line) if letter == separator]
    quoted = any(f"{separator} {quote}" in line for line in sample)
    return len(after) > 1 and after.count(" ") >= (0.9 if quoted else 1) * len(after)
