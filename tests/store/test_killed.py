"""`kill -9` at random instants: what was acknowledged is there, nothing half-made is seen."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from dx_metrics.store.verifying import verify
from tests.store.changes import begun

SEEDS = (2026, 2027)
KILLS = 150
"""Of each of two writers' lines, which go on side by side."""


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="needs fork and SIGKILL, which Windows does not have")
def test_whatever_instant_a_writer_is_killed_at_nothing_acknowledged_is_lost(tmp_path, monkeypatch):
    lines = []
    for seed in SEEDS:
        monkeypatch.setenv("DX_LOCAL", str(tmp_path / str(seed)))
        made = begun(tmp_path)
        line = [sys.executable, "-m", "tests.store.killed", str(made), str(seed), str(KILLS)]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "encoding": "utf-8"}
        lines.append(subprocess.Popen(line, cwd=Path(__file__).parents[2], **pipes))
    counted: Counter[str] = Counter()
    for seed, line in zip(SEEDS, lines, strict=True):
        out, wrong = line.communicate()
        assert line.returncode == 0, wrong[-3000:]
        counted.update(json.loads(out.splitlines()[-1]))
        monkeypatch.setenv("DX_LOCAL", str(tmp_path / str(seed)))
        assert verify(made) == []
    assert min(counted[what] for what in ("upload", "publish", "rollback")) > 0, counted
