"""`manage.py test [--slow] [pytest options]`: all tests on all cores; with options, just what they ask for.

Slow tests run with `--slow` and in CI. Browser tests come last and apart: while Playwright's synchronous
interface is open, no other test of that process can run an event loop.
"""

import os
import subprocess
import sys

SPREAD = ["-n", "auto", "--dist", "worksteal"]
BY_FILE = ["-n", "2", "--dist", "loadfile"]
"""Journeys of one file share a server."""
AGAIN = ["--last-failed", "--last-failed-no-failures", "none"]
"""A journey that failed is run once more, with less beside it: a browser on a busy machine can miss a click. Both
runs are printed; what fails twice is wrong."""


def runs(words: list[str], *, in_ci: bool) -> list[list[str]]:
    """The command lines of pytest that these words stand for."""
    asked = [word for word in words if word != "--slow"]
    if asked:
        return [asked]
    rest = "" if in_ci or "--slow" in words else " and not slow"
    return [[*SPREAD, "-m", f"not browser{rest}"], [*BY_FILE, "-m", f"browser{rest}"]]


def main(words: list[str]) -> int:
    """Run them all, whichever fails; returns the first failure's code."""
    codes = [_passed(line) for line in runs(words, in_ci=bool(os.environ.get("CI")))]
    return next(filter(None, codes), 0)


def _passed(line: list[str]) -> int:
    """The exit code of pytest; of its second run where journeys failed (1) in the first."""
    code = _pytest(line)
    return _pytest([*line, *AGAIN]) if code == 1 and line[: len(BY_FILE)] == BY_FILE else code


def _pytest(line: list[str]) -> int:
    return subprocess.run([sys.executable, "-m", "pytest", *line]).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
