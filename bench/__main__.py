"""`manage.py bench [name…]`: open, weak, change, memory, build, score, intake; all of them without a name.

`score-large` (10,598 communes) and `intake-large` (4 million rows) are run only when named.

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
from bench import browser, building, changing, intake, ledger, memory, opening, results, scoring, servers

IN_BROWSER = {"open": opening.measure, "weak": opening.measure_weak_link, "change": changing.measure}
NAMES = (*IN_BROWSER, "memory", "build", *scoring.SIZES, *intake.SIZES)
EXPLAINED = (__doc__ or "").partition("\n\n")[2].partition("\n\n")[2]


def main(words: list[str]) -> int:
    """0 when all that was asked for was measured."""
    parser = argparse.ArgumentParser(prog="manage.py bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(NAMES))
    asked = parser.parse_args(words).names or [name for name in NAMES if not name.endswith("-large")]
    if unknown := sorted(set(asked) - set(NAMES)):
        parser.error(f"unknown: {', '.join(unknown)}; known: {', '.join(NAMES)}")
    book, began = ledger.Ledger(), time.monotonic()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        # Releases of the shipped workspace, apart from those that people look at.
        os.environ["DX_LOCAL"] = folder
        os.environ.pop("DX_WORKSPACE", None)
        failed = _measure(book, asked, Path(folder))
    took = time.monotonic() - began
    print(f"\n{ledger.table(book)}\n\n{EXPLAINED}")
    print(f"{took:.0f} s; every value: {results.keep(book, took).relative_to(manage.ROOT)}")
    for sentence in failed:
        print(sentence, file=sys.stderr)
    return 1 if failed else 0


def _measure(book: ledger.Ledger, asked: list[str], folder: Path) -> list[str]:
    """Run what was asked for; returns a sentence for each part that failed, the rest goes on."""
    failed = []
    with ExitStack() as stack:
        if IN_BROWSER.keys() & set(asked):
            ours, floor = stack.enter_context(servers.both())
            chromium = stack.enter_context(browser.chromium())
        for name in NAMES:
            if name not in asked:
                continue
            print(f"{name} …", flush=True)
            try:
                if name in IN_BROWSER:
                    IN_BROWSER[name](book, chromium, ours, floor)
                    continue
                stack.close()  # no other server beside those measured next
                if name in scoring.SIZES:
                    scoring.measure(book, name)
                elif name in intake.SIZES:
                    intake.measure(book, name)
                else:
                    memory.measure(book) if name == "memory" else building.measure(book, folder)
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
