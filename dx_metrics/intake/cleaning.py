"""Letters that nobody sees but that change how text compares: put right and told, or told and blocking."""

import re
import unicodedata
from collections.abc import Iterator

from dx_metrics.intake.remark import FIXED, MUST_FIX, Remark

_LOOK = "Không cần làm gì; xem lại nếu chữ trong bảng trông khác tệp"

LOST = Remark(
    MUST_FIX,
    "lost_letters",
    "Chữ có dấu đã mất khi lưu tệp (còn lại � hoặc dấu ?), không thể đoán lại",
    "Lưu lại từ bản gốc theo kiểu CSV UTF-8 hoặc .xlsx",
)

_KINDS = (
    (
        Remark(
            FIXED,
            "blank_of_another_kind",
            "Dấu cách đặc biệt (cách không ngắt, cách hẹp…) đã đổi thành dấu cách thường",
            _LOOK,
        ),
        re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\x0b\x0c\x85\u2028\u2029]"),
        " ",
    ),
    (
        Remark(FIXED, "invisible_letter", "Ký tự không nhìn thấy (độ rộng bằng 0) đã bỏ đi", _LOOK),
        re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]"),
        "",
    ),
    (
        Remark(
            MUST_FIX,
            "reversed_letters",
            "Có ký tự ẩn đảo chiều chữ: chữ và số nhìn thấy khác với chữ và số trong tệp",
            "Xóa ô này rồi gõ lại bằng tay",
        ),
        re.compile("[\u202a-\u202e\u2066-\u2069]"),
        "",
    ),
    (
        Remark(
            MUST_FIX,
            "control_letter",
            "Có ký tự điều khiển (byte 0 hoặc ký tự máy) lẫn trong chữ, tệp có thể đã hỏng",
            "Mở tệp bằng chương trình đã làm ra nó, gõ lại ô này rồi lưu lại",
        ),
        re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]"),
        "",
    ),
    (LOST, re.compile("\ufffd+"), "\ufffd"),
)
"""A remark without its place, the letters it is about, and what stands in their stead."""

_ANY = re.compile("|".join(found.pattern for _, found, _ in _KINDS))


def unclean(text: str) -> bool:
    """Whether there is anything in a text to take out or to tell; line breaks and tabs are in order."""
    return _ANY.search(text) is not None


def cleaned(text: str) -> str:
    """The text in NFC, without what nobody sees."""
    if text.isascii() and text.isprintable():
        return text
    made = unicodedata.normalize("NFC", text)
    if unclean(made):
        for _, found, instead in _KINDS:
            made = found.sub(instead, made)
    return made


def faults(text: str) -> Iterator[tuple[Remark, int]]:
    """A remark without a place for each kind of such letters in a text, and how many there are."""
    if unclean(text):
        for remark, found, _ in _KINDS:
            count = len(found.findall(text))
            if count:
                yield remark, count
