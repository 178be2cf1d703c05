"""The libraries that are installed, against the holes that are known of them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OFFLINE = ("ConnectionError", "Max retries", "resolve", "timed out", "ConnectTimeout", "ServiceError", "HTTPError")
KNOWN: dict[str, str] = {}
"""Holes that were looked at and do not reach this program: their number, and why not."""


@pytest.mark.slow
def test_no_library_that_serves_has_a_hole_that_is_known():
    line = [sys.executable, "-m", "pip_audit", "--requirement", "requirements.txt", "--disable-pip", "--require-hashes"]
    line += ["--format", "json", "--progress-spinner", "off", "--timeout", "10"]
    try:
        done = subprocess.run(line, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=240)
    except subprocess.TimeoutExpired:
        pytest.skip("needs the registry of known holes, which did not answer")
    if not done.stdout.startswith("{"):
        assert any(sign in done.stderr for sign in OFFLINE), done.stderr[-2000:]
        pytest.skip("needs the registry of known holes, which cannot be reached from here")
    found = json.loads(done.stdout)["dependencies"]
    holes = [f"{each['name']} {each['version']}: {hole['id']}" for each in found for hole in each.get("vulns", ())]
    assert [hole for hole in holes if hole.rpartition(" ")[2] not in KNOWN] == []
    assert len(found) > 30


def test_every_library_is_locked_by_hash():
    lines = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    names = [number for number, line in enumerate(lines) if "==" in line and not line.startswith((" ", "#"))]
    assert names and all("--hash=sha256:" in lines[number + 1] for number in names)
