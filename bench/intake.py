"""A long CSV from bytes to published scores, beside DuckDB's own `read_csv` of it into a file.

Each measurement is a process of its own, so that its peak memory is its own.
"""

import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from bench.ledger import Ledger
from bench.scoring import index_of, peak_mb
from dx_metrics import store
from dx_metrics.store import Change, Part
from dx_metrics.store.build import SETTINGS

SIZES = {"intake": 833, "intake-large": 3333}
"""Units; times 60 variables and 20 quarters, 1 and 4 million rows."""
VARIABLES, QUARTERS = 60, 20
ROWS = """
copy (
    select 'u' || lpad(unit::varchar, 5, '0') as unit, (2020 + quarter // 4) || '-Q' || (quarter % 4 + 1) as period,
           'v' || variable as variable, (hash(unit, quarter, variable) % 1000 / 10)::varchar as value,
           null::varchar as status, null::varchar as reported_at
    from range($units) as units (unit), range($quarters) as quarters (quarter), range($variables) as names (variable)
) to '{path}' (header)
"""
PLAIN = "create table observations as select * from read_csv($path, all_varchar = true)"


def measure(ledger: Ledger, name: str) -> None:
    """Seconds and peak megabytes of an upload of so many rows, and of the plain read."""
    of = f"{SIZES[name] * VARIABLES * QUARTERS:,} rows"
    plain, published = (_child(kind, name) for kind in ("plain", "publish"))
    ledger.add("bytes to published scores", of, "s", ours=published["seconds"], floor=plain["seconds"])
    ledger.add("of which staging", of, "s", ours=published["staging"], floor=plain["seconds"])
    ledger.add("peak memory of that", of, "MB", ours=published["peak_mb"], floor=plain["peak_mb"])


def _child(kind: str, name: str) -> dict[str, float]:
    done = subprocess.run([sys.executable, "-m", "bench.intake", kind, name], capture_output=True, encoding="utf-8")
    if done.returncode:
        raise ValueError(f"{name}: {done.stderr.strip().splitlines()[-1] if done.stderr.strip() else 'ended early'}")
    return json.loads(done.stdout.splitlines()[-1])


def _run(kind: str, name: str) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DX_LOCAL"] = f"{folder}/local"
        sent = Path(folder) / "rows.csv"
        with duckdb.connect() as con:
            numbers = {"units": SIZES[name], "quarters": QUARTERS, "variables": VARIABLES}
            con.execute(ROWS.format(path=sent), numbers)
        if kind == "plain":
            began = time.perf_counter()
            with duckdb.connect(Path(folder) / "floor.duckdb", config=SETTINGS) as con:
                con.execute(PLAIN, {"path": str(sent)})
            return {"seconds": time.perf_counter() - began, "peak_mb": peak_mb()}
        workspace = _workspace(Path(folder) / "big", SIZES[name])
        if store.publish(workspace).refused:
            raise ValueError("the workspace has errors")
        content = sent.read_bytes()
        change = Change((Part("observations", "rows", content),), "rows.csv", content)
        staging = _timed("dx_metrics.store.upon", "restage")
        began = time.perf_counter()
        outcome = store.publish_change(change, who="bench", why="bench", workspace=workspace)
        took = time.perf_counter() - began
        if outcome.refused:
            raise ValueError(str(outcome.problems[0]))
        return {"seconds": took, "staging": sum(staging), "peak_mb": peak_mb()}


def _timed(module: str, name: str) -> list[float]:
    """Seconds of each later call of a step of publishing."""
    where = sys.modules[module]
    step, took = getattr(where, name), []

    def timed(*given: object) -> object:
        began = time.perf_counter()
        try:
            return step(*given)
        finally:
            took.append(time.perf_counter() - began)

    setattr(where, name, timed)
    return took


def _workspace(folder: Path, units: int) -> Path:
    """A register, sixty rates and one index of them, without figures."""
    (folder / "frameworks").mkdir(parents=True)
    index = index_of(folder / "frameworks" / "big", VARIABLES)
    scoring = {"series": "big", "effective_from": "2000-01-01"}
    described = {"name": "big", "title": "big", "version": "1", "basis": "bench", "scoring": scoring}
    (index / "datapackage.json").write_text(json.dumps(described), "utf-8")
    about = {"place": "bench", "unit_word": "xã", "period": "quarter", "series": "big", "illustrative": False}
    package = {"name": "big", "title": "big", "resources": [], "dx": about}
    (folder / "datapackage.json").write_text(json.dumps(package), "utf-8")
    register = ({"code": f"u{u:05d}", "valid_from": "1990-01-01", "name": f"Unit {u}"} for u in range(units))
    names = [f"v{v}" for v in range(VARIABLES)]
    variables = ({"code": v, "name": v, "kind": "rate", "frequency": "quarter"} for v in names)
    for name, rows in (("units", list(register)), ("variables", list(variables))):
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    return folder


if __name__ == "__main__":
    print(json.dumps(_run(*sys.argv[1:])))
