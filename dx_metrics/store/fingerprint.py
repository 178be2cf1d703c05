"""One hash for the code that a release is built by, so that a new program builds its releases anew."""

import hashlib
from functools import cache
from pathlib import Path

import dx_metrics

PACKAGE = Path(dx_metrics.__file__).parent
FILES = {".csv", ".json", ".geojson", ".md"}
"""What a workspace is made of; anything else in its folder is nobody's data."""


@cache
def program() -> str:
    """SHA-256 over names and bytes of the modules that build."""
    digest = hashlib.sha256()
    for path in sorted(p for part in ("catalogue", "scoring", "store") for p in (PACKAGE / part).rglob("*.py")):
        digest.update(path.relative_to(PACKAGE).as_posix().encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
