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


def _in_cells(mend: Callable[[str], str], text: str) -> str:
    """Each cell mended by itself: one that has letters which only Unicode has is right already."""

    def cell(found: re.Match[str]) -> str:
        if found[0].isascii() or (_BEYOND_LATIN.search(found[0]) and mend in (tcvn3.from_latin, vni.from_latin)):
            return found[0]
        try:
            return mend(found[0])
        except UnicodeError:
            return found[0]

    return _CELL.sub(cell, text)


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


def _candidates(content: bytes) -> Iterator[tuple[str, str]]:
    """Every (encoding, text) under which the bytes make sense, in the order in which equal proofs are decided."""
    base = None
    for mark, encoding, codec in _MARKS:
        if content.startswith(mark):
            base = encoding, content[len(mark) :].decode(codec, errors="replace")
            break
    else:
        wide = _wide_without_mark(content)
        try:
            base = (wide, content.decode(wide, errors="replace")) if wide else ("utf-8", content.decode())
        except UnicodeDecodeError:
            yield "cp1258", content.decode("cp1258", errors="replace")
            yield "tcvn3", tcvn3.from_latin(_latin(content))
            yield "vni", vni.from_latin(_latin(content))
            yield "utf-8", content.decode(errors="replace")
    if base:
        encoding, text = base
        yield base
        if not text.isascii():
            saved = "utf8" if encoding.startswith("utf-8") else encoding
            for inner, mend in _INNER:
                mended = _in_cells(mend, text)
                if mended != text:
                    yield f"{inner}-{saved}", mended


def mend_cells(texts: list[str], witness: Witness) -> tuple[list[str], str]:
    """Texts of a workbook with letters of an old font put right, and which font, "" when they were right.

    As with bytes: only where more names of the register are found than before.
    """
    whole = "\n".join(text.replace("\n", " ") for text in texts)
    if whole.isascii():
        return texts, ""
    best, name = witness.names_in(whole), ""
    chosen: Callable[[str], str] | None = None
    for inner, mend in _INNER:
        found = witness.names_in(_in_cells(mend, whole))
        if found > best:
            best, name, chosen = found, inner, mend
    return ([_in_cells(chosen, text) for text in texts] if chosen else texts), name


def decode(content: bytes, witness: Witness) -> Decoded:
    """The text of a file. Where no name of the register decides, everyday words do, and a remark says so."""
    tried = [(encoding, unicodedata.normalize("NFC", text)) for encoding, text in _candidates(content)]
    if len(tried) == 1 and tried[0][1].isascii():
        return Decoded(tried[0][1], tried[0][0])
    found = [witness.names_in(text) for _, text in tried]
    by_name = max(found) > 0
    if not by_name:
        found = [witness.words_in(text) for _, text in tried]
    encoding, text = tried[found.index(max(found))]
    remarks = []
    if not by_name and not (encoding in _UNICODE and max(found) > 0):
        remarks.append(_unproved(encoding, max(found)))
    elif encoding not in _UNICODE:
        remarks.append(
            Remark(
                FIXED,
                "encoding",
                f"Tệp dùng bảng mã {encoding}, đã chuyển sang Unicode"
                + (f": nhận ra {max(found)} tên đơn vị" if by_name else ""),
                "Xem lại chữ có dấu trong bảng",
                value=encoding,
            )
        )
    return Decoded(text, encoding, remarks)


def _unproved(encoding: str, words: int) -> Remark:
    if encoding in _UNICODE or words > 1:
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
