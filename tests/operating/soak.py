"""Mixed viewing and publishing for a while: `python -m tests.operating.soak --minutes 30`.

One server over a store of its own, viewers that open pages, change their view and take files, a publisher beside
it. Ends with 1, and says why, when anybody saw an error or the memory kept growing.
"""

import argparse
import itertools
import os
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from tests.operating.proxied import Copy, copies
from tests.operating.viewer import run
from tests.store.changes import FIGURES
from tests.tiny import workspace

ROOT = Path(__file__).parents[2]
PAGES = ("/xem/", "/xem/xep-hang", "/xem/ho-so", "/tai/xep-hang.csv", "/tai/xep-hang.xlsx", "/readyz", "/xep-hang")
GROWTH_MB = 60
"""That the second half may add to the first: caches by release fill up, then stay."""
PUBLISHER = """
import itertools, os, sys, time
from dx_metrics import store
from dx_metrics.store import Change, Part
for n in itertools.count():
    content = f"unit,period,variable,value\\n01906,2022-Q1,mat,{n % 48}\\n".encode()
    change = Change((Part("observations", "rows", content),), f"{n}.csv", content)
    upload = store.publish_change(change, who="lan", why="thử").upload
    if n % 5 == 4:
        store.withdraw(upload, who="lan", why="thử")
    os.write(1, b"x\\n")
    time.sleep(float(sys.argv[1]))
"""


@dataclass
class Soak:
    """What was seen."""

    looks: int = 0
    published: int = 0
    memory: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def grown(self) -> float:
        """MB by which the peak of the second half stands above that of the first."""
        half = len(self.memory) // 2
        return max(self.memory[half:]) - max(self.memory[:half])


def soak(folder: Path, seconds: float, viewers: int = 3, pause: float = 1.0) -> Soak:
    """Run it over a store in `folder`."""
    made, seen, stop = workspace(folder, FIGURES), Soak(), threading.Event()
    with copies(1, folder / "local", made, DX_KEEP_RELEASES="5") as (server,):
        env = os.environ | {"DX_LOCAL": str(folder / "local"), "DX_WORKSPACE": str(made), "DX_KEEP_RELEASES": "5"}
        line = [sys.executable, "-c", PUBLISHER, str(pause)]
        publisher = subprocess.Popen(line, cwd=ROOT, env=env, stdout=subprocess.PIPE, bufsize=0)
        threads = [threading.Thread(target=_look, args=(server, seen, stop, n), daemon=True) for n in range(viewers)]
        for thread in threads:
            thread.start()
        seen.published += len(publisher.stdout.readline()) // 2 if publisher.stdout else 0  # the time runs from here on
        give_up = time.monotonic() + seconds
        while time.monotonic() < give_up and not seen.wrong:
            time.sleep(1)
            seen.memory.append(server.resident_mb())
        stop.set()
        for thread in threads:
            thread.join(90)
        if publisher.poll() is not None:
            seen.wrong.append(f"the publisher ended with {publisher.returncode}")
        publisher.kill()
        seen.published += publisher.communicate()[0].count(b"\n")
        log = server.log.read_text("utf-8", "replace")
        seen.wrong += [line for line in log.splitlines() if "Traceback" in line or "page failed" in line]
    return seen


def _look(server: Copy, seen: Soak, stop: threading.Event, number: int) -> None:
    units = itertools.cycle(("tat-ca", "01906", "01909"))
    address = f"ws://127.0.0.1:{server.port}/_stcore/stream"
    try:
        with httpx.Client(base_url=server.address, trust_env=False, timeout=60) as client:
            while not stop.is_set():
                with connect(address, subprotocols=[Subprotocol("streamlit")], max_size=None, proxy=None) as connection:
                    for unit in itertools.islice(units, 5):
                        run(connection, f"xa={unit}")
                        answer = client.get(PAGES[seen.looks % len(PAGES)], params={"xa": unit})
                        if answer.status_code != 200:
                            seen.wrong.append(f"{answer.status_code} for {answer.url.path}")
                        seen.looks += 1
                        if stop.is_set():
                            return
    except Exception as error:
        seen.wrong.append(f"viewer {number}: {error!r}")


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.operating.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--viewers", type=int, default=8)
    asked = parser.parse_args(words)
    with tempfile.TemporaryDirectory() as folder:
        seen = soak(Path(folder), 60 * asked.minutes, asked.viewers)
    peak = max(seen.memory, default=0)
    print(f"{seen.looks} looks, {seen.published} publications, peak {peak:.0f} MB, grown by {seen.grown:.0f} MB")
    for sentence in seen.wrong[:20]:
        print(sentence, file=sys.stderr)
    return 1 if seen.wrong or seen.grown > GROWTH_MB else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
