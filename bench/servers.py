"""Servers to be measured: started, asked for their memory and processor time, ended."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import manage

FLOOR = Path(__file__).parent / "floor"
START = 120
"""Seconds a server may take to answer."""
BLIND = 5
"""Seconds to let a server come to rest where it cannot be seen working."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server and its address without a slash at the end."""

    address: str
    process: subprocess.Popen[bytes]

    def cpu_ms(self) -> float | None:
        """Processor time used so far, in ticks of mostly 10 ms; None where there is no /proc."""
        try:
            # The second field is a name that may hold spaces, in brackets.
            fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return None
        return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")

    def resident_mb(self) -> float | None:
        """Memory resident now, in MB of 1,024 kB; None where there is no /proc."""
        try:
            status = Path(f"/proc/{self.process.pid}/status").read_text()
        except OSError:
            return None
        return float(status.partition("VmRSS:")[2].split()[0]) / 1024

    def settle(self) -> None:
        """Wait until it has hardly anything to do: what it does after starting is nobody's waiting time."""
        before = self.cpu_ms()
        if before is None:
            time.sleep(BLIND)
            return
        for _ in range(30):
            time.sleep(1)
            now = self.cpu_ms()
            if now is None or now - before <= 20:
                return
            before = now


@contextmanager
def dashboard() -> Generator[Server]:
    """The dashboard, started as `manage.py run` starts it."""
    with _serving(manage.ROOT, "dashboard.py") as server:
        yield server


@contextmanager
def floor() -> Generator[Server]:
    """The floor page: started the same way, every setting that matters at its default."""
    with _serving(FLOOR, "app.py") as server:
        yield server


@contextmanager
def empty() -> Generator[Server]:
    """A Streamlit page with nothing on it."""
    with _serving(FLOOR, "empty.py") as server:
        yield server


@contextmanager
def static() -> Generator[Server]:
    """Plain HTML with Plotly beside it, compressed."""
    with _serving(manage.ROOT, "bench.floor.static:app") as server:
        yield server


@contextmanager
def both() -> Generator[tuple[Server, Server]]:
    """Dashboard and floor page, each started and at rest."""
    with ExitStack() as stack:
        pair = stack.enter_context(dashboard()), stack.enter_context(floor())
        for server in pair:
            server.settle()
        yield pair


@contextmanager
def _serving(folder: Path, script: str) -> Generator[Server]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = {key: value for key, value in manage.environment().items() if not key.startswith("STREAMLIT_")}
    # Usage statistics would go to another host.
    options = f"--server.port {port} --server.headless true --browser.gatherUsageStats false".split()
    line = [sys.executable, "-m", "streamlit", "run", script, *options]
    if not script.endswith(".py"):
        line = [sys.executable, "-m", "uvicorn", script, "--port", str(port), "--log-level", "warning"]
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(line, cwd=folder, env=env, stdout=log, stderr=subprocess.STDOUT)
        try:
            if not _answers(f"http://127.0.0.1:{port}/_stcore/health", process):
                log.seek(0)
                raise manage.Stop(f"{script} did not start:\n{log.read().decode('utf-8', 'replace')}")
            yield Server(f"http://127.0.0.1:{port}", process)
        finally:
            process.terminate()
            process.wait()


def _answers(address: str, process: subprocess.Popen[bytes]) -> bool:
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    give_up = time.monotonic() + START
    while time.monotonic() < give_up and process.poll() is None:
        try:
            with direct.open(address, timeout=5):
                return True
        except OSError:
            time.sleep(0.1)
    return False
