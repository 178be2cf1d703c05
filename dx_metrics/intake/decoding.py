"""From bytes to text: the encoding under which most names of the register are found, never the likeliest one."""

import codecs
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from dx_metrics.intake import tcvn3, vni
from dx_metrics.intake.remark import CONFIRM, FIXED, MUST_FIX, Remark
from dx_metrics.intake.witness import Witness

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
)
_UNICODE = frozenset(encoding for _, encoding, _ in _MARKS) | {"utf-8"}
_CELL = re.compile(r"[^,;\t|\r\n]+")
SAMPLE = 100_000
"""Characters in which letters of old fonts are looked for."""

_MAYBE_OLD = re.compile("[\u00a1-\u00ff]")
_BEYOND_LATIN = re.compile("[\u0100-\u01ff\u1e00-\u1eff]")

_SAVE_AS = "Mở tệp bằng chương trình đã làm ra nó rồi lưu lại kiểu CSV UTF-8 hoặc .xlsx"


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text in NFC, the name of the encoding, and what is to be said about it."""

    text: str
    encoding: str
    remarks: list[Remark] = field(default_factory=list)


def _misread(meant: str) -> Callable[[str], str]:
    """Letters of encoding `meant` that a program took for Western ones: back to the bytes, and read again."""

    def mend(text: str) -> str:
        return b"".join(map(_western, text)).decode(meant)

    return mend


def _western(letter: str) -> bytes:
    """The byte of a letter in cp1252; the five bytes that cp1252 leaves out are passed through, as programs do."""
    try:
        return letter.encode("cp1252")
    except UnicodeEncodeError:
        return letter.encode("latin-1")


_INNER: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("tcvn3", tcvn3.from_latin),
    ("vni", vni.from_latin),
    ("misread", _misread("utf-8")),
    ("cp1258", _misread("cp1258")),
)
"""Letters of an old font, or of a wrong opening, that were then saved as Unicode."""


def _in_cells(mend: Callable[[str], str], text: str, witness: Witness) -> str:
    """Each cell mended by itself, for a file may mix fonts: a cell that reads well as it stands is left."""

    def cell(found: re.Match[str]) -> str:
        whole = found[0]
        if whole.isascii() or (_BEYOND_LATIN.search(whole) and mend in (tcvn3.from_latin, vni.from_latin)):
            return whole
        try:
            mended = mend(whole)
        except UnicodeError:
            return whole
        return whole if witness.words_in(whole) > witness.words_in(mended) else mended

    return _CELL.sub(cell, text)


def _inner(text: str, witness: Witness, count: Callable[[str], int]) -> tuple[str, Callable[[str], str] | None, int]:
    """The old font (name, how to mend it, score) under which `count` finds most; "" when the text is right as it is."""
    sample = text[:SAMPLE]
    name, chosen, most = "", None, count(sample)
    if not sample.isascii():
        for inner, mend in _INNER:
            found = count(unicodedata.normalize("NFC", _in_cells(mend, sample, witness)))
            if found > most:
                name, chosen, most = inner, mend, found
    return name, chosen, most


def _latin(content: bytes) -> str:
    return content.decode("cp1252", errors="surrogateescape").translate({0xDC00 + byte: byte for byte in range(256)})


def _wide_without_mark(content: bytes) -> str | None:
    """`utf-16-le` or `-be` when every second byte is mostly zero, as in text that is mostly Latin."""
    sample = content[: 1 << 16]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = max(1, len(sample) // 2)
    if odd / half > 0.3 and even / half < 0.05:
        return "utf-16-le"
    if even / half > 0.3 and odd / half < 0.05:
        return "utf-16-be"
    return None


def _unicode(content: bytes) -> tuple[str, str] | None:
    """(Encoding, text) of bytes that are Unicode beyond doubt: by their mark, their zeros, or as faultless UTF-8."""
    for mark, encoding, codec in _MARKS:
        if content.startswith(mark):
            return encoding, content[len(mark) :].decode(codec, errors="replace")
    wide = _wide_without_mark(content)
    if wide:
        return wide, content.decode(wide, errors="replace")
    try:
        return "utf-8", content.decode()
    except UnicodeDecodeError:
        return None


def _of_one_byte(content: bytes) -> Iterator[tuple[str, str]]:
    """Every (encoding, text) that bytes beyond Unicode may be, in the order in which equal proofs are decided."""
    yield "cp1258", unicodedata.normalize("NFC", content.decode("cp1258", errors="replace"))
    yield "tcvn3", tcvn3.from_latin(_latin(content))
    yield "vni", vni.from_latin(_latin(content))
    yield "utf-8", content.decode(errors="replace")


def mend_cells(texts: list[str], witness: Witness) -> tuple[list[str], str]:
    """Texts of a workbook with letters of an old font put right, and which font, "" when they were right.

    As with bytes: only where more names of the register are found than before.
    """
    whole = "\n".join(text.replace("\n", " ") for text in texts)
    name, mend, _ = _inner(whole, witness, witness.names_in)
    return ([_in_cells(mend, text, witness) for text in texts] if mend else texts), name


def decode(content: bytes, witness: Witness) -> Decoded:
    """The text of a file. Where no name of the register decides, everyday words do, and a remark says so."""
    known = _unicode(content)
    if known and known[1].isascii():
        return Decoded(known[1], known[0])
    encoding, text, found = _best(content, known, witness, witness.names_in)
    by_name = found > 0
    if not by_name:
        encoding, text, found = _best(content, known, witness, witness.words_in)
    text = unicodedata.normalize("NFC", text).lstrip("\ufeff")
    plain = encoding in _UNICODE and (found or _BEYOND_LATIN.search(text) or not _MAYBE_OLD.search(text))
    if by_name or plain:
        return Decoded(text, encoding, [] if encoding in _UNICODE else [_told(encoding, found)])
    return Decoded(text, encoding, [_unproved(encoding, found)])


def _best(
    content: bytes, known: tuple[str, str] | None, witness: Witness, count: Callable[[str], int]
) -> tuple[str, str, int]:
    """(Encoding, text, score) under which `count` finds most; of equals the first in order."""
    if known is None:
        tried = list(_of_one_byte(content))
        scores = [count(text) for _, text in tried]
        at = scores.index(max(scores))
        return *tried[at], scores[at]
    encoding, text = known
    font, mend, found = _inner(text, witness, count)
    if mend is None:
        return encoding, text, found
    saved = "utf8" if encoding.startswith("utf-8") else encoding
    return f"{font}-{saved}", _in_cells(mend, text, witness), found


def _told(encoding: str, names: int) -> Remark:
    return Remark(
        FIXED,
        "encoding",
        f"Tệp dùng bảng mã {encoding}, đã chuyển sang Unicode: nhận ra {names} tên đơn vị",
        "Xem lại chữ có dấu trong bảng",
        value=encoding,
    )


def _unproved(encoding: str, words: int) -> Remark:
    if encoding in _UNICODE or words > 2:
        return Remark(
            CONFIRM,
            "encoding_unproved",
            f"Không thấy tên đơn vị nào để chắc bảng mã; đã đọc theo {encoding}",
            "Xem chữ có dấu trong bảng có đúng không",
            value=encoding,
        )
    return Remark(
        MUST_FIX,
        "encoding_unknown",
        "Không nhận ra bảng mã của tệp: chữ có dấu không đọc được chắc chắn",
        _SAVE_AS,
    )
