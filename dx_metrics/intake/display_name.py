"""The name of an uploaded file, made fit to be shown and written into a journal; it never becomes a path."""

import re
import unicodedata

LONGEST = 120
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")


def display_name(file: str) -> str:
    """The last part of a path, without control and direction letters, at most 120 characters."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", file))[-1]
    seen = "".join(letter for letter in last if unicodedata.category(letter) not in _UNSEEN)
    short = " ".join(seen.split()).strip(". ")
    if len(short) > LONGEST:
        stem, dot, ending = short.rpartition(".")
        keep = LONGEST - len(ending) - 2
        short = f"{stem[:keep]}…{dot}{ending}" if dot and len(ending) < 8 else short[:LONGEST]
    return short or "tệp không tên"
