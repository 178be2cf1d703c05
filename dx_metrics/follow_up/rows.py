"""Rows of the registers as the store takes them: whole, a part for each table, with the next free code."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from dx_metrics.catalogue.model import MODEL
from dx_metrics.store import Change, Part, Release
from dx_metrics.wording import absent

Row = dict[str, str]
ROW = 'select columns(*)::varchar from "{table}" where {key}'
CODES = "select code from {table}"


def each(table: pd.DataFrame) -> Iterable[Any]:
    """The rows of a table, columns by name."""
    return table.itertuples()


def row(release: Release, table: str, **key: object) -> Row | None:
    """A row of a register as texts, every column of the model there; None where there is none."""
    where = " and ".join(f'"{name}"::varchar = ${name}' for name in key)
    found = release.rows(ROW.format(table=table, key=where), **{name: str(value) for name, value in key.items()})
    if found.empty:
        return None
    texts = found.iloc[0].to_dict()
    return {name: "" if absent(texts.get(name)) else str(texts[name]) for name in MODEL[table].fields}


def change(what: str, rows: Mapping[str, Sequence[Mapping[str, object]]]) -> Change:
    """One change of several registers, named `what` in the list of releases."""
    parts = tuple(Part(table, "rows", _csv(table, own)) for table, own in rows.items() if own)
    return Change(parts, what)


def removed(table: str, **key: object) -> Row:
    """The row that takes another away."""
    return {name: str(value) for name, value in key.items()} | {"removed": "true"}


def next_code(release: Release, table: str, letter: str) -> str:
    """`V09` where V08 is the last one: a code is never used again while its row stands."""
    taken = [re.fullmatch(rf"{letter}(\d+)", code) for code in release.rows(CODES.format(table=table))["code"]]
    return f"{letter}{max([int(match[1]) for match in taken if match], default=0) + 1:02d}"


def next_number(release: Release, table: str, **key: object) -> int:
    """The number after the last one of an inspection or a meeting."""
    (name, value), *_ = key.items()
    found = release.rows(f'select max(number) as last from {table} where "{name}" = $value', value=value)["last"][0]
    return 1 if absent(found) else int(found) + 1


def _csv(table: str, rows: Sequence[Mapping[str, object]]) -> bytes:
    columns = list(MODEL[table].fields)
    if any("removed" in row for row in rows):
        columns.append("removed")
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", lineterminator="\n")
    writer.writeheader()
    for own in rows:
        writer.writerow({name: _text(value) for name, value in own.items()})
    return out.getvalue().encode()


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else " ".join(str(value).split())
