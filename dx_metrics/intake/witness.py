"""What proves that a text was decoded rightly: the register's names in it, else the words of every report."""

import re
import unicodedata
from collections.abc import Iterable

SAMPLE = 1_000_000
"""Characters looked at. Names stand in every row, so more would prove no more."""

_PIECES = re.compile(r'[,;\t|\r\n"]+')
_AHEAD = re.compile(
    r"^(?:[\divx]{1,4}[.)/]\s*|[-–*+•]\s*|(?:ubnd|ủy ban nhân dân|uỷ ban nhân dân|xã|x\.|phường|p\.|thị trấn|tt\.?|"
    r"đặc khu|thị xã|tx\.|huyện|h\.|quận|q\.|thành phố|tp\.?|tỉnh)\s*)+"
)
_WORD = re.compile(r"\w+")
_WORDS = frozenset(
    _WORD.findall(
        "mã xã tên đơn vị số hồ sơ tỷ tỉ lệ quý năm tổng cộng trực tuyến kỳ chỉ tiêu giá trị trạng thái báo cáo người "
        "hộ của và trên địa bàn huyện thị trấn phường tỉnh kết quả thủ tục hành chính đúng hạn quá điện tử dân độc lập "
        "tự hạnh phúc biểu hợp đã chưa có liệu không ngày tháng tiếp nhận được cấp nộp"
    )
)


def plain(text: str) -> str:
    """Small letters, single blanks, no kind of unit ahead."""
    return _AHEAD.sub("", " ".join(unicodedata.normalize("NFC", text).casefold().split()))


class Witness:
    """The register's names, ready to be looked for. Names without marks prove nothing and are left out."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = frozenset(name for name in map(plain, names) if not name.isascii())

    def names_in(self, text: str) -> int:
        """How many different names of the register the text has, as cells or, failing that, anywhere."""
        sample = text[:SAMPLE]
        found = len({plain(piece) for piece in set(_PIECES.split(sample))} & self.names)
        if found:
            return found
        start = unicodedata.normalize("NFC", sample[:50_000]).casefold()
        return sum(name in start for name in self.names if " " in name)

    def words_in(self, text: str) -> int:
        """How many different words of everyday reports the text has, of those written with marks."""
        seen = set(_WORD.findall(unicodedata.normalize("NFC", text[:SAMPLE]).casefold()))
        return sum(not word.isascii() for word in seen & _WORDS)
