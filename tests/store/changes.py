"""Uploads of a few rows for the tests of the store."""

from pathlib import Path

from dx_metrics import store
from dx_metrics.store import Change, Part
from tests.tiny import rows, workspace

FIGURES = """
    unit  | period  | variable | value
    01906 | 2022-Q1 | nop      | 25
    01906 | 2022-Q1 | hs       | 100
    01906 | 2022-Q1 | mat      | 0
    01909 | 2022-Q1 | nop      | 10
    01909 | 2022-Q1 | hs       | 100
    01909 | 2022-Q1 | mat      | 24
"""
LAN = {"who": "lan", "why": "phiếu báo của xã"}


def csv_of(table: str) -> bytes:
    """A drawn table as the bytes of a CSV."""
    found = rows(table)
    lines = [list(found[0]), *(list(row.values()) for row in found)]
    return "".join(",".join(line) + "\n" for line in lines).encode()


def sent(table: str, *, target: str = "observations", name: str = "bao-cao.csv") -> Change:
    """An upload of rows of one table."""
    content = csv_of(table)
    return Change((Part(target, "rows", content),), name, content)


def begun(folder: Path, figures: str = FIGURES) -> Path:
    """A workspace of these figures, published as r1."""
    made = workspace(folder, figures)
    assert store.publish(made).release == "r1"
    return made


def value(release: store.Release | None, unit: str, variable: str, period: str = "2022-Q1") -> str | None:
    """A figure as it stands in a release; None where there is none."""
    assert release is not None
    sql = "select value from observations where unit = $unit and variable = $variable and period = $period"
    found = release.rows(sql, unit=unit, variable=variable, period=period)["value"]
    return None if found.empty else found.iloc[0]
