"""A run kept as JSON, with what it ran on."""

import json
import os
import platform
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from bench.ledger import Ledger
from bench.limits import judged

FOLDER = Path(__file__).parent / "results"
PACKAGES = ("streamlit", "duckdb", "pandas", "plotly", "playwright")


def keep(ledger: Ledger, took: float) -> Path:
    """Write `results/<time>.json`; every single value is in it. Returns its path."""
    now = datetime.now(UTC)
    run = {
        "at": now.isoformat(timespec="seconds"),
        "commit": commit(),
        "took_s": round(took),
        "machine": {
            "system": platform.platform(),
            "processors": os.cpu_count(),
            "python": platform.python_version(),
            **{name: version(name) for name in PACKAGES},
        },
        "figures": [
            {
                "measure": figure.measure,
                "of": figure.of,
                "unit": figure.unit,
                "ratio": figure.ratio,
                "floor": figure.floor,
                "dashboard": figure.ours,
            }
            for figure in ledger.figures.values()
        ],
        "limits": [
            {"measure": limit.measure, "of": limit.of, "value": value, "at_least": limit.at_least, "verdict": verdict}
            for limit, value, verdict in judged(ledger)
        ],
    }
    FOLDER.mkdir(exist_ok=True)
    path = FOLDER / f"{now:%Y%m%d-%H%M%S}.json"
    path.write_text(json.dumps(run, ensure_ascii=False, indent=1), "utf-8")
    return path


def commit() -> str:
    """The commit that was measured; empty outside a repository."""
    try:
        line = ["git", "rev-parse", "--short", "HEAD"]
        return subprocess.run(line, cwd=FOLDER.parent, capture_output=True, encoding="utf-8").stdout.strip()
    except OSError:
        return ""
