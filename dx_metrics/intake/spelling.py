"""Spellings of one and the same word: blanks, tone marks, i and y, capitals; and letters that only look alike."""

import re
import unicodedata
from functools import lru_cache

from dx_metrics.wording import folded

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_HYPHEN = re.compile(r"(?<=\w)\s*[-‐‑–—]\s*(?=\w)")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_MARKED = re.compile(f"[{_TONES}]")
# Only vowels carry tones; qu and gi begin with a consonant that is written with a vowel's letter.
_ONSET = re.compile(r"(?:qu|gi(?=[aeiouy])|[bcdđghklmnpqrstvx]*)", re.IGNORECASE)
_SCRIPTS = ("CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC")


def cleaned(text: str) -> str:
    """NFC, one plain blank between words, nothing invisible; Ð (eth) is the Đ it stands for."""
    seen = _INVISIBLE.sub("", unicodedata.normalize("NFC", str(text)))
    return " ".join(seen.replace("Ð", "Đ").replace("ð", "đ").replace("’", "'").split())


def lookalikes(text: str) -> list[str]:
    """Letters of another script that pass for Latin ones, each with its name; bidirectional marks too."""
    found = []
    for letter in dict.fromkeys(str(text)):
        name = unicodedata.name(letter, "")
        if name.startswith(_SCRIPTS) or name.startswith("MATHEMATICAL"):
            found.append(f"“{letter}” ({name.split()[0].capitalize()})")
        elif "\u202a" <= letter <= "\u202e" or "\u2066" <= letter <= "\u2069":
            found.append("ký tự đảo chiều chữ (ẩn)")
    return found


def lost_letters(text: str) -> bool:
    """Whether letters were lost on the way: `X? B?nh Tr?ch`, `B�nh`."""
    return "�" in text or re.search(r"\w\?\w|\?{2,}|\w\?(?= \w)", text) is not None


@lru_cache(maxsize=32768)
def canonical(text: str) -> str:
    """One form for the spellings people disagree on: hoà and hòa, Mỹ and Mĩ, hyphen and blank; in lower case."""
    return " ".join(_syllable(word) for word in _HYPHEN.sub(" ", cleaned(text).lower()).split())


@lru_cache(maxsize=32768)
def unmarked(text: str) -> str:
    """Lower case, without marks, i for y: `Mỹ Phương` as `mi phuong`."""
    return folded(canonical(text)).replace("y", "i")


def has_marks(text: str) -> bool:
    """Whether any letter carries a Vietnamese mark."""
    lowered = cleaned(text).lower()
    return folded(lowered) != lowered


def distance(one: str, other: str, most: int = 3) -> int:
    """Letters to change, add, drop or swap to get from one to the other; `most` + 1 when more than that."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, start=1):
        older, before, row = before, row, [at]
        for to, against in enumerate(other, start=1):
            cost = min(before[to] + 1, row[to - 1] + 1, before[to - 1] + (letter != against))
            if at > 1 and to > 1 and letter == other[to - 2] and one[at - 2] == against:
                cost = min(cost, older[to - 2] + 1)
            row.append(cost)
    return min(row[-1], most + 1)


def _syllable(word: str) -> str:
    """The tone moved behind the word, so that its place no longer matters; a lone final y written i."""
    parts = unicodedata.normalize("NFD", word)
    tones = "".join(_MARKED.findall(parts))
    toneless = unicodedata.normalize("NFC", _MARKED.sub("", parts))
    onset = _ONSET.match(toneless)
    if onset and toneless[onset.end() :] == "y":
        toneless = toneless[: onset.end()] + "i"
    return toneless + tones
