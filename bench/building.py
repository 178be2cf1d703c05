"""Publishing the shipped workspace, beside DuckDB merely reading its observations into a file."""

import time
from pathlib import Path

import duckdb

from bench.ledger import Ledger
from dx_metrics.store import publish
from dx_metrics.store.places import workspace_folder

ROUNDS = 5

READ = """
create table observations as
select * from read_csv($files, all_varchar = true, union_by_name = true)
"""


def measure(ledger: Ledger, aside: Path) -> None:
    """CSV on disk to a published release with all scores; the first round, which also imports, is left out.

    Raises ValueError when the workspace cannot be published.
    """
    files = [str(path) for path in sorted((workspace_folder() / "observations").glob("*.csv"))]
    for number in range(ROUNDS + 1):
        began = time.perf_counter()
        if publish().refused:
            raise ValueError("the workspace has errors: `manage.py check-data` names them")
        published = time.perf_counter()
        with duckdb.connect(aside / f"floor-{number}.duckdb", config={"threads": "2"}) as con:
            con.execute(READ, {"files": files})
        read = time.perf_counter()
        if number:
            ledger.add("publish", "shipped workspace", "s", ours=published - began, floor=read - published)
