"""Writers killed at random instants, one after the other, over one local folder.

`python -m tests.store.killed <workspace> <seed> <kills>` ends with 0 and its last line counts what was
acknowledged. Each writer is forked from a process that has imported everything and opened nothing.
"""

import json
import os
import random
import select
import signal
import sys
import time
import traceback
from collections import Counter
from pathlib import Path

from dx_metrics import store
from dx_metrics.store import Change, Part, acts, journal, objects, rebuilding
from dx_metrics.store.places import local_folder
from dx_metrics.store.release import POINTER
from dx_metrics.store.state import record_of, state_of

LONGEST = 1.5
"""How long a writer may work, in uploads of the pace of the first writer, who is left alone for one."""
PATIENCE = 120


def main(workspace: Path, seed: int, kills: int) -> None:
    """Kill as many writers as asked for; raises AssertionError at the first thing lost or half-made."""
    dice = random.Random(seed)
    acknowledged: list[tuple[str, str]] = []
    count: Counter[str] = Counter()
    pace = _pace(workspace)
    for _ in range(kills):
        for line in _one_writer(workspace, dice.randrange(1 << 30), dice.uniform(0, LONGEST * pace)):
            what, *said = line.split()
            assert what != "WRONG", line
            count[what] += 1
            if what == "upload":
                acknowledged.append((said[0], said[1]))
        _look(workspace, acknowledged)
    print(json.dumps(count))


def _pace(workspace: Path) -> float:
    """Seconds that one upload takes on this machine, in a process of its own."""
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        content = b"unit,period,variable,value\n01906,2022-Q1,mat,0\n"
        change = Change((Part("observations", "rows", content),), "0.csv", content)
        store.publish_change(change, who="lan", why="thử", workspace=workspace)
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0
    return time.monotonic() - began


def _one_writer(workspace: Path, seed: int, lives: float) -> list[str]:
    """What a writer said before it was killed. It looks around first; its time runs from then on."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        _write(workspace, seed, writer)
    os.close(writer)
    text = b""
    try:
        while b"ready\n" not in text:
            assert select.select([reader], [], [], PATIENCE)[0], "the writer hangs"
            more = os.read(reader, 4096)
            assert more, f"the writer ended early: {text.decode()}"
            text += more
        time.sleep(lives)
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    while more := os.read(reader, 4096):
        text += more
    os.close(reader)
    # A line is acknowledged when it is whole.
    return text.decode().split("\n")[1:-1] if text.startswith(b"ready\n") else text.decode().split("\n")[:-1]


def _write(workspace: Path, seed: int, out: int) -> None:
    """Upload, publish and roll back without end. Never returns."""

    def say(line: str) -> None:
        os.write(out, f"{line}\n".encode())

    try:
        dice = random.Random(seed)
        store.recover(workspace)
        _opens(workspace)
        say("ready")
        while True:
            what = dice.choice(["upload", "upload", "publish", "rollback"])
            if what == "upload":
                figure = dice.randrange(48)
                content = f"unit,period,variable,value\n01906,2022-Q1,mat,{figure}\n".encode()
                change = Change((Part("observations", "rows", content),), f"{figure}.csv", content)
                outcome = store.publish_change(change, who="lan", why="thử", workspace=workspace)
                say(f"upload {outcome.upload} {figure}")
            elif what == "publish":
                say(f"publish {store.publish(workspace).release}")
            else:
                newest = store.released(workspace)[:10]
                say(
                    f"rollback {store.rollback(dice.choice(newest), who='lan', why='thử', workspace=workspace).release}"
                )
            _opens(workspace)
    except BaseException:
        say("WRONG " + traceback.format_exc().replace("\n", " | ") + "\nready")
    os._exit(1)


def _opens(workspace: Path) -> None:
    """The shown release opens and holds the figure of the last upload that counts in it."""
    act = acts.shown(workspace)
    release = store.current(workspace)
    assert act and release and release.id == act.details["release"], (act, release)
    uploads = state_of(act.details["state"], workspace).uploads
    figure = record_of(uploads[-1], workspace).file_name.removesuffix(".csv") if uploads else "0"
    found = release.rows("select value from observations where unit = '01906' and variable = 'mat'")["value"]
    assert list(found) == [figure], (list(found), figure)


def _look(workspace: Path, acknowledged: list[tuple[str, str]]) -> None:
    """As the killed writer left it, before anybody mends anything."""
    local = local_folder(workspace)
    pointed = json.loads((local / POINTER).read_text())["release"]
    assert (local / "releases" / f"{pointed}.duckdb").is_file(), pointed
    for path in (local / "releases").glob("r*.duckdb"):
        assert rebuilding.is_sound(path), path.name
    there = {f"u{e.seq}": e.details for e in journal.entries(workspace) if e.action == "upload"}
    for id, figure in acknowledged:
        details = there[id]
        (part,) = details["what"]["parts"]
        assert objects.fetch(part[2], workspace).decode().endswith(f"mat,{figure}\n"), id
        objects.sound(details["upload"], workspace)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
