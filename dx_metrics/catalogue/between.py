"""The rules between tables, asked of their rows as text."""

from collections.abc import Collection, Sequence
from typing import Any

import duckdb

from dx_metrics import periods
from dx_metrics.catalogue import rules
from dx_metrics.catalogue.faults import ask
from dx_metrics.catalogue.indices import Indices
from dx_metrics.catalogue.model import MODEL
from dx_metrics.catalogue.rules import targets


def check(con: duckdb.DuckDBPyConnection, indices: Indices, changed: Collection[str] = MODEL) -> None:
    """Note every cell of the tables `raw_<table>` that breaks a rule; of those rules that look at `changed` tables."""
    con.execute(rules.SAID)
    codes = con.execute("select distinct period from raw_observations").fetchall()
    known = [period for period in (_period(code) for (code,) in codes) if period]
    _put(con, "said_periods", [(period.code, period.kind, period.ends) for period in known])
    _put(con, "said_ratios", sorted(indices.ratios))
    _put(con, "said_answers", list(indices.answers.items()))
    _put(con, "said_leaves", list(indices.leaves))
    for rule in rules.RULES:
        if rules.reads(rule) & set(changed):
            ask(con, rule)
    if indices.whole and "targets" in changed:
        ask(con, targets.CODES, codes=sorted(indices.codes))


def _put(con: duckdb.DuckDBPyConnection, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Rows into a small table in one statement."""
    if rows:
        places = ", ".join(f"unnest(${at})" for at in range(1, len(rows[0]) + 1))
        con.execute(f"insert into {table} select {places}", list(map(list, zip(*rows, strict=True))))


def _period(code: str) -> periods.Period | None:
    try:
        return periods.parse(code) if code.isascii() else None
    except ValueError:
        return None
