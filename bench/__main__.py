"""`manage.py bench [--short] [name…]`: open, weak, change, memory, viewers, light, build, score, intake.

All of them without a name. `--short` takes a few minutes: the overview opened once, a few changes,
a small room of viewers. Exit code 1 when a part failed, 2 when a figure missed its limit (`limits.py`).
`score-large` (10,598 communes), `intake-large` (4 million rows), `change-large` and `change-xl-large` (a country
of 3,321 and of 10,598 communes published, opened and changed) are run only when named.

Floor: Streamlit with nothing to do, see `floor/app.py`. Interactive: the first frame in which every
picture is drawn, no script runs and the session is connected, and after which no picture changes
for half a second, see `watch.js`. Absolute times depend on the machine and on the browser being
watched; the ratios of one run are what counts.
"""

import argparse
import os
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Error

import manage
from bench import (
    browser,
    building,
    changing,
    intake,
    large,
    ledger,
    light,
    limits,
    memory,
    opening,
    results,
    scoring,
    servers,
    viewers,
)

IN_BROWSER = {
    "open": opening.measure,
    "weak": opening.measure_weak_link,
    "change": changing.measure,
    "light": light.measure,
}
ON_BOTH = (*IN_BROWSER, "viewers")
"""Measured on one pair of servers, ours and the floor's."""
SHORT = ("open", "change", "viewers", "light")
NAMES = (*ON_BOTH, "memory", "build", *scoring.SIZES, *intake.SIZES, *large.SIZES)
EXPLAINED = (__doc__ or "").partition("\n\n")[2].partition("\n\n")[2]


def main(words: list[str]) -> int:
    """0 when all that was asked for was measured and met its limit."""
    parser = argparse.ArgumentParser(prog="manage.py bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(NAMES))
    parser.add_argument("--short", action="store_true", help="a few minutes")
    given = parser.parse_args(words)
    usual = SHORT if given.short else [name for name in NAMES if not name.endswith("-large")]
    asked = given.names or list(usual)
    if unknown := sorted(set(asked) - set(NAMES)):
        parser.error(f"unknown: {', '.join(unknown)}; known: {', '.join(NAMES)}")
    book, began = ledger.Ledger(), time.monotonic()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        # Releases of the shipped workspace, apart from those that people look at.
        os.environ["DX_LOCAL"] = folder
        os.environ.pop("DX_WORKSPACE", None)
        failed = _measure(book, asked, Path(folder), short=given.short)
    took = time.monotonic() - began
    print(f"\n{ledger.table(book)}\n\n{limits.table(book)}\n\n{EXPLAINED}")
    print(f"{took:.0f} s; every value: {results.keep(book, took).relative_to(manage.ROOT)}")
    missed = limits.missed(book)
    for sentence in [*failed, *missed]:
        print(sentence, file=sys.stderr)
    return 1 if failed else 2 if missed else 0


def _measure(book: ledger.Ledger, asked: list[str], folder: Path, *, short: bool) -> list[str]:
    """Run what was asked for; returns a sentence for each part that failed, the rest goes on."""
    failed = []
    with ExitStack() as stack:
        if set(ON_BOTH) & set(asked):
            ours, floor = stack.enter_context(servers.both())
        if IN_BROWSER.keys() & set(asked):
            chromium = stack.enter_context(browser.chromium())
        for name in NAMES:
            if name not in asked:
                continue
            print(f"{name} …", flush=True)
            try:
                if name in IN_BROWSER:
                    IN_BROWSER[name](book, chromium, ours, floor, short=short)
                    continue
                if name == "viewers":
                    viewers.measure(book, ours, floor, short=short)
                    continue
                stack.close()  # no other server beside those measured next
                if name in scoring.SIZES:
                    scoring.measure(book, name)
                elif name in intake.SIZES:
                    intake.measure(book, name)
                elif name in large.SIZES:
                    large.measure(book, name)
                elif name == "build":
                    building.measure(book, folder)
                else:
                    memory.measure(book)
            except (Error, ValueError, OSError) as error:
                failed.append(f"{name}: {error}")
    return failed


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except manage.Stop as stop:
        sys.exit(str(stop))
    except KeyboardInterrupt:
        sys.exit(130)
