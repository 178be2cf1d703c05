"""The whole country beside the shipped workspace: what a publication costs, and a page, and a change.

A synthetic country (`country.py`) is published by a process of its own, so that its peak memory is its own;
then its dashboard and the shipped one are asked in turn through web sockets.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from unittest.mock import patch

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from bench import country, servers
from bench.ledger import Ledger
from bench.scoring import peak_mb
from bench.servers import Server
from dx_metrics import store

SIZES = {
    "change-large": country.Size(criteria=60, older_quarters=0),
    "change-xl-large": country.Size(criteria=100, older_quarters=20),
}
"""3,321 communes x 60 criteria x 20 quarters, and 10,598 x 100 x 20: 4 and 21 million figures."""
PAGES = ("", "xep-hang", "ban-do", "so-sanh", "ho-so", "diem-mat", "chinh-quyen-so")
CHANGES = 8
PASSES = ("asked first", "asked again", "asked again")
PATIENCE = 300
TOLD = ("seconds", "peak_mb", "file_mb")


def measure(ledger: Ledger, name: str) -> None:
    """Build, open and change; raises ValueError when the country cannot be published."""
    size = SIZES[name]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        made = country.write(Path(folder) / "country", size)
        local = Path(folder) / "local"
        line = [sys.executable, "-m", "bench.large", str(made), str(local)]
        done = subprocess.run(line, capture_output=True, encoding="utf-8")
        if done.returncode:
            raise ValueError(
                f"{name}: {done.stderr.strip().splitlines()[-1] if done.stderr.strip() else 'ended early'}"
            )
        built = dict(zip(TOLD, json.loads(done.stdout.splitlines()[-1]), strict=True))
        of = told(size)
        ledger.add("first publication", of, "s", ours=built["seconds"])
        ledger.add("peak memory of that", of, "MB", ours=built["peak_mb"])
        ledger.add("the release's file", of, "MB", ours=built["file_mb"])
        looked_at(ledger, of, made, local)


def told(size: country.Size) -> str:
    """How large: as the table calls it."""
    shown = size.units if size.older_quarters < size.quarters else size.older
    return f"{shown:,} communes x {size.criteria} x {size.quarters}"


def looked_at(ledger: Ledger, of: str, workspace: Path, local: Path) -> None:
    """Pages and changes of a published country, each beside the same of the shipped workspace."""
    with ExitStack() as stack:
        small = stack.enter_context(servers.dashboard())
        with patch.dict(os.environ, {"DX_WORKSPACE": str(workspace), "DX_LOCAL": str(local)}):
            large = stack.enter_context(servers.dashboard())
        for server in (small, large):
            server.settle()
        ledger.add("server memory, nobody there", of, "MB", ours=large.resident_mb(), floor=small.resident_mb())
        viewers = {server: stack.enter_context(_viewer(server)) for server in (small, large)}
        for page in PAGES:
            mine, other = (_ask(viewers[server], page) for server in (large, small))
            ledger.add(f"/{page}: over the web socket", of, "kB", ours=mine / 1024, floor=other / 1024)
            ledger.add(
                f"/{page}: server memory after it", of, "MB", ours=large.resident_mb(), floor=small.resident_mb()
            )
        _changes(ledger, of, small, large, viewers)


def _changes(ledger: Ledger, of: str, small: Server, large: Server, viewers: dict[Server, ClientConnection]) -> None:
    """The overview from period to period: the first time answers are worked out, from then on they are kept."""
    asked = {small: _quarters(2022), large: [period.code for period in country.quarters(CHANGES)]}
    for known in PASSES:
        took: dict[Server, list[float]] = {small: [], large: []}
        spent: dict[Server, float | None] = {}
        for server in (small, large):
            before = server.cpu_ms()
            for code in asked[server]:
                began = time.perf_counter()
                _ask(viewers[server], "", f"ky={code}")
                took[server].append((time.perf_counter() - began) * 1000)
            after = server.cpu_ms()
            spent[server] = None if before is None or after is None else (after - before) / CHANGES
        ledger.add(f"changed period, {known}", of, "ms", ours=median(took[large]), floor=median(took[small]))
        ledger.add(f"server CPU of that, {known}", of, "ms", ours=spent[large], floor=spent[small])


def _quarters(last: int) -> list[str]:
    return [f"{year}-Q{quarter}" for year in (last - 1, last) for quarter in (1, 2, 3, 4)]


@contextmanager
def _viewer(server: Server) -> Generator[ClientConnection]:
    address = f"{server.address.replace('http', 'ws', 1)}/_stcore/stream"
    with connect(address, subprotocols=[Subprotocol("streamlit")], max_size=None, proxy=None) as connection:
        yield connection


def _ask(viewer: ClientConnection, page: str, query: str = "") -> int:
    """Have a page run, as a browser does; the bytes that came. Raises ValueError when the script fails."""
    hello = BackMsg()
    hello.rerun_script.query_string = query
    hello.rerun_script.page_name = page
    viewer.send(hello.SerializeToString())
    told, size = ForwardMsg(), 0
    while told.WhichOneof("type") != "script_finished":
        got = viewer.recv(PATIENCE, decode=False)
        size += len(got)
        told.ParseFromString(got)
        if told.delta.new_element.WhichOneof("type") == "exception":
            raise ValueError(f"the page's script failed: {told.delta.new_element.exception.message}")
    return size


def _publish(workspace: Path, local: Path) -> tuple[float, float, float]:
    """Seconds, peak megabytes and the file's megabytes of a first publication."""
    os.environ["DX_LOCAL"] = str(local)
    began = time.perf_counter()
    outcome = store.publish(workspace)
    if outcome.refused:
        raise ValueError(str(outcome.problems[0]))
    took = time.perf_counter() - began
    (file,) = local.glob("*/releases/*.duckdb")
    return took, peak_mb(), file.stat().st_size / 2**20


if __name__ == "__main__":
    print(json.dumps(_publish(*map(Path, sys.argv[1:]))))
