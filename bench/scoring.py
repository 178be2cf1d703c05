"""Scoring a whole country, beside one plain DuckDB aggregation of the same table.

Each measurement is a process of its own, so that its peak memory is its own.
"""

import csv
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from bench.ledger import Ledger
from dx_metrics.scoring import read_framework, score

try:
    import resource
except ImportError:
    resource = None

SIZES = {"score": (3321, 60, 20), "score-large": (10598, 100, 20)}
"""Units, criteria, periods: the communes of 2025, and those of 2024."""
ROUNDS = 2
GROUP = 10
FIGURES = """
create table observations as
select 'u' || lpad(unit::varchar, 5, '0') as unit, 2000 + period || '-Q1' as period, 'v' || variable as variable,
       (hash(unit, period, variable) % 1000 / 10)::varchar as value, null::varchar as status
from range($units) as units (unit), range($periods) as periods (period), range($criteria) as variables (variable)
"""
PLAIN = """
create table totals as
select unit, period, sum(try_cast(value as double)) as total, count(*) as figures
from observations group by unit, period
"""


def measure(ledger: Ledger, name: str) -> None:
    """Seconds and peak megabytes of scoring all levels with ranks, and of the plain aggregation."""
    units, criteria, periods = SIZES[name]
    of = f"{units} units x {criteria} criteria x {periods} periods"
    for _ in range(ROUNDS):
        plain, scored = (_child(kind, name) for kind in ("plain", "score"))
        ledger.add("scoring", of, "s", ours=scored["seconds"], floor=plain["seconds"])
        ledger.add("peak memory", of, "MB", ours=scored["peak_mb"], floor=plain["peak_mb"])


def peak_mb() -> float:
    """The most this process ever held; 0 where the system does not tell (Windows)."""
    if resource is None:
        return 0.0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 2**20 if sys.platform == "darwin" else most / 2**10


def _child(kind: str, name: str) -> dict[str, float]:
    done = subprocess.run([sys.executable, "-m", "bench.scoring", kind, name], capture_output=True, encoding="utf-8")
    if done.returncode:
        raise ValueError(f"{name}: {done.stderr.strip().splitlines()[-1] if done.stderr.strip() else 'ended early'}")
    return json.loads(done.stdout.splitlines()[-1])


def _run(kind: str, name: str) -> dict[str, float]:
    units, criteria, periods = SIZES[name]
    with tempfile.TemporaryDirectory() as folder, duckdb.connect(Path(folder) / "big.duckdb") as con:
        con.execute(FIGURES, {"units": units, "criteria": criteria, "periods": periods})
        framework, problems = read_framework(index_of(Path(folder) / "index", criteria))
        if framework is None:
            raise ValueError(str(problems[0]))
        began = time.perf_counter()
        if kind == "plain":
            con.execute(PLAIN)
        else:
            score(con, framework)
        return {"seconds": time.perf_counter() - began, "peak_mb": peak_mb()}


def index_of(folder: Path, criteria: int) -> Path:
    """Groups of ten linear criteria under one sum."""
    folder.mkdir()
    head = {"missing": "skip", "not_applicable": "skip"}
    rows = [head | {"code": "ALL", "name": "all", "value": "sum", "missing": "stop"}]
    for group in range(0, criteria, GROUP):
        rows.append(head | {"code": f"G{group}", "parent": "ALL", "name": f"group {group}", "value": "sum"})
        for at in range(group, min(group + GROUP, criteria)):
            linear = {"rule": "linear", "at_zero": 0, "at_full": 80, "max_points": 2}
            rows.append(head | linear | {"code": f"C{at}", "parent": f"G{group}", "name": f"c {at}", "value": f"v{at}"})
    columns = ("code", "parent", "name", "value", "rule", "at_zero", "at_full", "max_points", "missing")
    with (folder / "framework.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, (*columns, "not_applicable"))
        writer.writeheader()
        writer.writerows(rows)
    (folder / "datapackage.json").write_text(json.dumps({"name": "big", "title": "big", "scoring": {}}), "utf-8")
    return folder


if __name__ == "__main__":
    print(json.dumps(_run(*sys.argv[1:])))
