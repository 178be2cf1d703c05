"""Tiny workspaces whose communes were merged or split on 1/7/2025."""

import csv
from pathlib import Path
from typing import Any

from dx_metrics import store
from tests.tiny import rows, workspace, write

UNITS = """
    code  | valid_from | valid_to   | name           | short_name  | hex_q | hex_r | compared
    01906 | 2020-02-01 | 2025-06-30 | Xã Khang Ninh  | Khang Ninh  | 0     | 0     | true
    01909 | 2020-02-01 | 2025-06-30 | Xã Nam Mẫu     | Nam Mẫu     | 1     | 0     | true
    02041 | 2020-02-01 | 2025-06-30 | Xã Bằng Phúc   | Bằng Phúc   |       |       | false
    01906 | 2025-07-01 |            | Xã Ba Bể       | Ba Bể       | 0     | 0     | true
    01912 | 2025-07-01 |            | Xã Chợ Rã      | Chợ Rã      | 0     | 1     | true
"""
WHOLE = """
    from_code | to_code | effective  | kind  | share
    01906     | 01906   | 2025-07-01 | whole | 1
    01909     | 01906   | 2025-07-01 | whole | 1
"""
SPLIT = """
    from_code | to_code | effective  | kind  | share
    01906     | 01906   | 2025-07-01 | whole | 1
    01909     | 01906   | 2025-07-01 | part  | 0.25
    01909     | 01912   | 2025-07-01 | part  | 0.75
"""
FIGURES = """
    unit  | period  | variable | value
    01906 | 2022-Q1 | nop      | 10
    01906 | 2022-Q1 | hs       | 100
    01906 | 2022-Q1 | mat      | 4
    01909 | 2022-Q1 | nop      | 80
    01909 | 2022-Q1 | hs       | 200
    01909 | 2022-Q1 | mat      | 16
    01906 | 2025-Q3 | nop      | 50
    01906 | 2025-Q3 | hs       | 100
    01906 | 2025-Q3 | mat      | 12
    01912 | 2025-Q3 | nop      | 50
    01912 | 2025-Q3 | hs       | 100
    01912 | 2025-Q3 | mat      | 12
"""
SUMS = {"nop": "sum", "hs": "sum", "mat": "weighted by hs"}


def release_of(
    folder: Path,
    successions: str = WHOLE,
    figures: str = FIGURES,
    *,
    over_units: dict[str, str] | None = None,
    units: str = UNITS,
    **more: Any,
) -> store.Release:
    """The published release; `over_units` says how each variable is put together."""
    made = workspace(folder, figures, units=units, **more)
    if successions:
        write(made / "successions.csv", rows(successions))
    with (made / "variables.csv").open(encoding="utf-8", newline="") as file:
        variables = list(csv.DictReader(file))
    together = SUMS | (over_units or {})
    write(made / "variables.csv", [row | {"over_units": together.get(row["code"], "none")} for row in variables])
    outcome = store.publish(made)
    assert not outcome.refused, [str(problem) for problem in outcome.problems]
    release = store.current(made)
    assert release is not None
    return release
