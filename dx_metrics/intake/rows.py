"""What a row of a table is when it is not a unit's row: numbering, groups, totals, signatures."""

import re
from itertools import pairwise

from dx_metrics.intake.headings import plain
from dx_metrics.intake.sheet import Typed
from dx_metrics.intake.spelling import cleaned, has_marks

NUMBERS, UNITS, REPEATED, GROUP, TOTAL, OUTSIDE, BLANK = (
    *("numbers", "units", "repeated", "group", "total", "outside", "blank"),
)
WORDS = {
    NUMBERS: "dòng đánh số cột",
    UNITS: "dòng đơn vị tính",
    REPEATED: "tiêu đề lặp lại",
    GROUP: "dòng tên nhóm",
    TOTAL: "dòng tổng",
    OUTSIDE: "dòng ngoài bảng (tiêu đề, ghi chú, chữ ký)",
    BLANK: "dòng trống",
}
"""Why a row is not read as figures, as people are told."""

_FIGURE = re.compile(r"[-−+(]?\s*(?:\d[\d\s.,'\u00a0\u202f]*|\.\d+|\d[\d.,]*[eE][+-]?\d+)\)?\s*%?")
_TOTAL = re.compile(
    r"(?:[ivx]+ |\d+ |[a-z] )?(tong( cong| so| hop)?( chung| ca| toan)?|cong( chung| don)?"
    r"|toan (huyen|tinh|xa|vung|bo|quoc|thanh pho|dia ban)|ca (huyen|tinh|nuoc)|grand total"
    r"|sub ?total|total|binh quan|trung binh|chung|luy ke|sum"
    r"|tb( chung)?)"
    r"( (cong|chung|toan|ca|huyen|tinh|muc|nhom|khu|vung|so|cac|xa|thi tran|don vi|binh quan|[ivx]+|\d+|[a-z]))*"
    r"|(tong( so| cong)?|cong|toan|chung)( toan| ca)? (huyen|tinh|thanh pho|dia ban) .*"
)
_SUM = re.compile(r"(cong|tong cong) \S.*|tong (so )?(muc|nhom|khu vuc|cua|toan|cac xa) ?.*")
_AVERAGE = re.compile(r".*\b(binh quan|trung binh|tb)\b.*")
_NUMBERED = re.compile(r"\(?(\d{1,3})\)?([=:(].*)?")
_FORMULA = re.compile(r"\(?\d{1,3}\)?\s*=\s*[\d()/*+\-x: %,.]+")
_UNIT_WORDS = re.compile(
    r"(ho so|ho|nguoi|thon|van ban|phieu|gio|diem|cuoc|dich vu|tai khoan|nhiem vu|ket qua|%|ty le|ti le|phan tram|dong|"
    r"trieu dong|xa|lan|cai|don vi|nha|phan anh|to|may|km|ha|km2|so|so luong|dvt|don vi tinh|x|a|b|c)( %)?"
)


def is_figure(cell: str) -> bool:
    """Whether a cell holds nothing but a number, however it is punctuated."""
    if isinstance(cell, Typed):
        return isinstance(cell.value, int | float) and not isinstance(cell.value, bool)
    return _FIGURE.fullmatch(cell.strip()) is not None


def is_total(label: str) -> bool:
    """Whether a label is that of a row of totals or averages."""
    words = plain(label)
    if "cong" in words.split() and has_marks(label) and "cộng" not in cleaned(label).lower():
        return False  # "công khai", "công việc"
    return _TOTAL.fullmatch(words) is not None or _SUM.fullmatch(words) is not None


def is_average(label: str) -> bool:
    """Whether a label of totals speaks of an average."""
    return _AVERAGE.fullmatch(plain(label)) is not None


def is_numbering(cells: list[str]) -> bool:
    """Whether a row numbers the columns: `A | B | 1 | 2 | 3=2/1`, `(1) | (2) | (3)`."""
    said = [cell.strip() for cell in cells if cell and not cell.isspace()]
    if len(said) < 2:
        return False
    counted = []
    for cell in said:
        match = _NUMBERED.fullmatch(cell.replace(" ", ""))
        if match:
            counted.append(int(match[1]))
        elif not re.fullmatch(r"\(?[A-Za-zĐ]{1,2}\)?|\([ivxIVX]+\)|[IVX]+", cell):
            return False
    steady = all(later - earlier == 1 for earlier, later in pairwise(counted))
    written = any(_FORMULA.fullmatch(cell) for cell in said)
    return bool(counted) and counted[0] in (0, 1, 2, 3) and (steady or written) and (len(counted) > 1 or written)


def is_unit_line(cells: list[str]) -> bool:
    """Whether a row tells the units of measure under a header: `(hồ sơ) | (hồ sơ) | (%)`."""
    said = [cell for cell in cells if cell]
    return len(said) > 1 and all(_UNIT_WORDS.fullmatch(plain(cell)) for cell in said)
