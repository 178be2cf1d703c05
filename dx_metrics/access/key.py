"""The key that signs sessions and forms. Removing its file signs everybody out."""

import os
import secrets

from dx_metrics.access.folder import ONLY_US, access_folder
from dx_metrics.store import durable

FILE = "key"


def key() -> str:
    """64 hex digits, made at the first call and kept in a file that only the server can read. Raises OSError."""
    path = access_folder() / FILE
    try:
        kept = path.read_text("ascii").strip()
    except FileNotFoundError:
        kept = ""
    if len(kept) >= 64:
        if os.name == "posix" and path.stat().st_mode & 0o077:
            path.chmod(ONLY_US)
        return kept
    made = secrets.token_hex(32)
    aside = path.with_name(f".{FILE}.{made[:8]}")
    durable.write(aside, made.encode(), mode=ONLY_US)
    path.unlink(missing_ok=True) if kept else None
    try:
        os.link(aside, path)  # never over a key that another process made meanwhile
    except FileExistsError:
        return key()
    finally:
        aside.unlink()
    durable.sync_folder(path.parent)
    return made
