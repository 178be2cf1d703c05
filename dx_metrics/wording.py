"""Numbers and lists as Vietnamese office papers write them."""

import math
import re
import unicodedata
from collections.abc import Sequence

NO_DATA = "chưa có số liệu"
_SWAP = str.maketrans(",.", ".,")


def absent(x: object) -> bool:
    """Whether a figure is not there: None, NaN or pandas' NA."""
    return x is None or str(x) in ("nan", "<NA>", "NaT")


def number(x: float | None, decimals: int = 1) -> str:
    """`1234.5` as `1.234,5`; halves away from zero; a dash for nothing."""
    if x is None or absent(x):
        return "–"
    step = 10**decimals
    rounded = math.floor(abs(x) * step + 0.5 + 1e-9) / step
    return f"{math.copysign(rounded, x) if rounded else 0:,.{decimals}f}".translate(_SWAP)


def plain(x: float | None, decimals: int = 2) -> str:
    """As `number`, without zeros that say nothing: `50`, `12,5`."""
    text = number(x, decimals)
    return text.rstrip("0").rstrip(",") if "," in text else text


def signed(x: float | None, decimals: int = 1) -> str:
    """A change with its mark: `▲ 3,2`, `▼ 1,0`, `không đổi`."""
    if x is None or absent(x):
        return "–"
    text = number(abs(x), decimals)
    if text == number(0, decimals):
        return "không đổi"
    return f"{'▲' if x > 0 else '▼'} {text}"


def listed(names: Sequence[str]) -> str:
    """`A, B và C`."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} và {names[-1]}"


def clipped(names: Sequence[str], most: int = 3) -> str:
    """`A, B, C và 4 nơi khác`."""
    if len(names) <= most:
        return listed(names)
    return f"{', '.join(names[:most])} và {len(names) - most} nơi khác"


def folded(text: str) -> str:
    """Lower case without marks and with `d` for `đ`: what people type when they search."""
    lowered = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(letter for letter in lowered if not unicodedata.combining(letter))


def slug(text: str, join: str = "-") -> str:
    """`Dịch vụ công` as `dich-vu-cong`."""
    return re.sub(r"[^a-z0-9]+", join, folded(text)).strip(join)
