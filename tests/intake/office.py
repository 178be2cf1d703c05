"""Files as offices make them, small, in every encoding and container."""

import io
import itertools
import unicodedata
import zipfile
from collections.abc import Iterable

from dx_metrics.intake import tcvn3
from dx_metrics.intake.reading import read
from dx_metrics.intake.sheet import Reading

NAMES = ("Thị trấn Chợ Rã", "Xã Bành Trạch", "Xã Phúc Lộc", "Xã Hà Hiệu", "Xã Thượng Giáo", "Xã Yến Dương")

TEXT = "Mã xã;Tên xã;Tỷ lệ\r\n01888;Thị trấn Chợ Rã;22,89\r\n01891;Xã Bành Trạch;8,24\r\n01897;Xã Hà Hiệu;21,46\r\n"
ROWS = [
    ["Mã xã", "Tên xã", "Tỷ lệ"],
    ["01888", "Thị trấn Chợ Rã", "22,89"],
    ["01891", "Xã Bành Trạch", "8,24"],
    ["01897", "Xã Hà Hiệu", "21,46"],
]

_TCVN3 = {letter: byte for byte, letter in tcvn3.TABLE.items()}


def reading(content: bytes | str, names: Iterable[str] = NAMES, file: str = "bieu.csv") -> Reading:
    return read(file, content.encode() if isinstance(content, str) else content, names)


def rows(content: bytes | str) -> list[list[str]]:
    """The rows of the only sheet."""
    (sheet,) = reading(content).sheets
    return sheet.rows


def codes(content: bytes | str) -> set[tuple[str, int | None]]:
    """(Code, row) of what blocks."""
    return {(remark.code, remark.row) for remark in reading(content).remarks if remark.level == "must_fix"}


def in_tcvn3(text: str) -> bytes:
    return bytes(_TCVN3.get(letter, ord(letter)) for letter in text)


def in_cp1258(text: str) -> bytes:
    """As Windows writes it: the vowel with its hat, then the tone as a letter of its own."""
    return b"".join(map(_letter, unicodedata.normalize("NFC", text)))


def _letter(letter: str) -> bytes:
    parts = unicodedata.normalize("NFD", letter)
    for marks in itertools.permutations(parts[1:]):
        for kept in range(len(marks) + 1):
            base = unicodedata.normalize("NFC", parts[0] + "".join(marks[:kept]))
            try:
                return (base + "".join(marks[kept:])).encode("cp1258")
            except UnicodeEncodeError:
                continue
    return letter.encode("cp1258")


def archive(**members: str | bytes) -> bytes:
    """A zip file; `__` in a member's name stands for `/`, `_xml` at its end for `.xml`."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return made.getvalue()
