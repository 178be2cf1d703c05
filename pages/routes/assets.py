"""Names of our own static files that change whenever any of them does, so that browsers keep them for ever."""

import hashlib
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "static"
PREFIX = "app/static/"


@lru_cache(maxsize=1)
def version() -> str:
    """Twelve hex digits over the names and bytes of all files in `pages/static`."""
    digest = hashlib.sha256()
    for path in sorted(p for p in FOLDER.rglob("*") if p.is_file()):
        digest.update(path.relative_to(FOLDER).as_posix().encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]


def address(name: str) -> str:
    """The address of `pages/static/<name>`, relative to a page of the dashboard.

    The version is a folder, not a query: modules that import each other by relative
    address then stay within one version.
    """
    return f"./{PREFIX}v-{version()}/{name}"
