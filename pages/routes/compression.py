"""Texts compressed once, as small as they get, and kept on disk between starts."""

import gzip
import hashlib
from contextlib import suppress
from pathlib import Path

import brotli

from dx_metrics.store import durable
from dx_metrics.store.places import local_folder, workspace_folder

BROTLI_QUALITY = 10
"""11 takes three times as long for 2 % less."""


def accepted(accept_encoding: str) -> str:
    """`br`, `gzip` or nothing: the best that a client's Accept-Encoding header allows."""
    offers = {}
    for part in accept_encoding.lower().split(","):
        name, _, weight = part.strip().partition(";")
        offers[name.strip()] = weight.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return next((name for name in ("br", "gzip") if offers.get(name)), "")


def compressed(content: bytes, encoding: str) -> bytes:
    """`content` in `br` or `gzip`; the first time takes up to a second a megabyte."""
    name = f"{hashlib.sha256(content).hexdigest()}.{encoding}"
    path = _folder() / name
    with suppress(OSError):
        return path.read_bytes()
    small = squeeze(content, encoding)
    with suppress(OSError):  # a full or read-only disk costs time, not the answer
        durable.write(path, small)
    return small


def squeeze(content: bytes, encoding: str, quality: int = BROTLI_QUALITY) -> bytes:
    """`content` in `br` or `gzip`, kept nowhere."""
    if encoding == "br":
        return brotli.compress(content, mode=brotli.MODE_TEXT, quality=quality)
    return gzip.compress(content, min(quality, 9), mtime=0)


def _folder() -> Path:
    return local_folder(workspace_folder()).parent / "compressed"
