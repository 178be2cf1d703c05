"""`kill -9` at random instants: what was acknowledged is there, nothing half-made is seen."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from dx_metrics.store.verifying import verify
from tests.store.changes import begun

SEED, KILLS = 2026, 300


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="needs fork and SIGKILL, which Windows does not have")
def test_whatever_instant_a_writer_is_killed_at_nothing_acknowledged_is_lost(tmp_path):
    made = begun(tmp_path)
    line = [sys.executable, "-m", "tests.store.killed", str(made), str(SEED), str(KILLS)]
    done = subprocess.run(line, cwd=Path(__file__).parents[2], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    acknowledged = json.loads(done.stdout.splitlines()[-1])
    assert min(acknowledged.get(what, 0) for what in ("upload", "publish", "rollback")) > 0, acknowledged
    assert verify(made) == []
