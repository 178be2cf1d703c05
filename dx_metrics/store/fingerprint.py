"""One hash for the code that a release is built by, so that a new program builds its releases anew."""

import hashlib
from functools import cache
from pathlib import Path

import dx_metrics

PACKAGE = Path(dx_metrics.__file__).parent
FILES = {".csv", ".json", ".geojson", ".md", ".toml"}
"""What a workspace is made of; anything else in its folder is nobody's data."""


@cache
def program() -> str:
    """SHA-256 over names and bytes of the modules that build, and of the words that stand in where there are none."""
    digest = hashlib.sha256()
    modules = sorted(p for part in ("catalogue", "scoring", "store") for p in (PACKAGE / part).rglob("*.py"))
    for path in [*modules, *sorted((PACKAGE.parent / "data" / "report").glob("*.toml"))]:
        digest.update(path.relative_to(PACKAGE.parent).as_posix().encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
