"""Letters that nobody sees but that change how text compares: put right and told, or told and blocking."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from dx_metrics.intake.remark import FIXED, MUST_FIX, Remark


@dataclass(frozen=True, slots=True)
class _Kind:
    level: str
    code: str
    found: re.Pattern[str]
    instead: str
    message: str
    cure: str


_LOOK = "Không cần làm gì; xem lại nếu chữ trong bảng trông khác tệp"
_KINDS = (
    _Kind(
        FIXED,
        "blank_of_another_kind",
        re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\x0b\x0c\x85\u2028\u2029]"),
        " ",
        "Dấu cách đặc biệt (cách không ngắt, cách hẹp…) đã đổi thành dấu cách thường",
        _LOOK,
    ),
    _Kind(
        FIXED,
        "invisible_letter",
        re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]"),
        "",
        "Ký tự không nhìn thấy (độ rộng bằng 0) đã bỏ đi",
        _LOOK,
    ),
    _Kind(
        MUST_FIX,
        "reversed_letters",
        re.compile("[\u202a-\u202e\u2066-\u2069]"),
        "",
        "Có ký tự ẩn đảo chiều chữ: chữ và số nhìn thấy khác với chữ và số trong tệp",
        "Xóa ô này rồi gõ lại bằng tay",
    ),
    _Kind(
        MUST_FIX,
        "control_letter",
        re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]"),
        "",
        "Có ký tự điều khiển (byte 0 hoặc ký tự máy) lẫn trong chữ, tệp có thể đã hỏng",
        "Mở tệp bằng chương trình đã làm ra nó, gõ lại ô này rồi lưu lại",
    ),
    _Kind(
        MUST_FIX,
        "lost_letters",
        re.compile("\ufffd+"),
        "\ufffd",
        "Chữ có dấu đã mất khi lưu tệp (còn lại ký tự �), không thể đoán lại",
        "Lưu lại từ bản gốc theo kiểu CSV UTF-8 hoặc .xlsx",
    ),
)
_ANY = re.compile("|".join(kind.found.pattern for kind in _KINDS))


@dataclass(frozen=True, slots=True)
class Seen:
    """Letters of one kind found in a text: what is said of them, where, and how often."""

    remark: Remark
    count: int


def cleaned(text: str) -> str:
    """The text in NFC, without what nobody sees."""
    if text.isascii() and text.isprintable():
        return text
    made = unicodedata.normalize("NFC", text)
    if _ANY.search(made):
        for kind in _KINDS:
            made = kind.found.sub(kind.instead, made)
    return made


def kinds_in(text: str) -> Iterator[tuple[str, str, str, str, int]]:
    """(level, code, message, cure, how often) of each kind of such letters in a text."""
    if text.isascii() and text.isprintable() or not _ANY.search(text):
        return
    for kind in _KINDS:
        count = len(kind.found.findall(text))
        if count:
            yield kind.level, kind.code, kind.message, kind.cure, count
