"""VNI for Windows (the VNI fonts): a vowel, then a Latin letter that stands for its mark.

The table follows VNI's published keyboard layout of two bytes a letter: "Xaõ Baønh Traïch" is Xã Bành Trạch.
"""

import re
import unicodedata

_CIRCUMFLEX, _BREVE = "\u0302", "\u0306"
_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"

_TONES = {"ø": _GRAVE, "ù": _ACUTE, "û": _HOOK, "õ": _TILDE, "ï": _DOT}
_ON_AEO = {
    "â": _CIRCUMFLEX,
    "à": _CIRCUMFLEX + _GRAVE,
    "á": _CIRCUMFLEX + _ACUTE,
    "å": _CIRCUMFLEX + _HOOK,
    "ã": _CIRCUMFLEX + _TILDE,
    "ä": _CIRCUMFLEX + _DOT,
}
_ON_A = {
    "ê": _BREVE,
    "è": _BREVE + _GRAVE,
    "é": _BREVE + _ACUTE,
    "ú": _BREVE + _HOOK,
    "ü": _BREVE + _TILDE,
    "ë": _BREVE + _DOT,
}
_ALONE = {"ñ": "đ", "ö": "ư", "ô": "ơ", "æ": "ỉ", "ò": "ị", "ó": "ĩ", "î": "ỵ"}

_LETTER = re.compile(
    f"([aeouyôö])([{''.join(_TONES)}])|([aeo])([{''.join(_ON_AEO)}])|(a)([{''.join(_ON_A)}])|([{''.join(_ALONE)}])",
    re.IGNORECASE,
)


def _letter(found: re.Match[str]) -> str:
    vowel = found[1] or found[3] or found[5] or found[7]
    mark = (found[2] or found[4] or found[6] or "").lower()
    lower = _ALONE.get(vowel.lower(), vowel.lower())
    marks = (_TONES | _ON_AEO | _ON_A).get(mark, "")
    made = unicodedata.normalize("NFC", lower + marks)
    return made.upper() if vowel.isupper() else made


def from_latin(text: str) -> str:
    """The text that was meant by VNI letters which a program took for Latin ones."""
    return _LETTER.sub(_letter, text)
