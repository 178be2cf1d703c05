"""One hash for everything a release is made from, so that an unchanged workspace is not built again."""

import hashlib
from pathlib import Path

import dx_metrics

PACKAGE = Path(dx_metrics.__file__).parent
FILES = {".csv", ".json", ".geojson", ".md"}


def fingerprint(workspace: Path) -> str:
    """SHA-256 over names and bytes of the workspace's files and of the code that builds from them."""
    digest = hashlib.sha256()
    made_from = sorted(p for p in workspace.rglob("*") if p.suffix in FILES and p.is_file())
    built_by = sorted(p for part in ("catalogue", "scoring", "store") for p in (PACKAGE / part).rglob("*.py"))
    for base, paths in ((workspace, made_from), (PACKAGE, built_by)):
        for path in paths:
            digest.update(path.relative_to(base).as_posix().encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
