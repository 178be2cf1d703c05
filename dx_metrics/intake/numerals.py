"""One cell as a figure: the numbers it can mean, a mark that stands for no figure, or why it is neither."""

import datetime
import re
import unicodedata
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from dx_metrics.intake.remark import FIXED, MUST_FIX, Remark
from dx_metrics.intake.spelling import cleaned, lookalikes
from dx_metrics.wording import folded, listed

COMMA, POINT = ",", "."
MISSING, NOT_APPLICABLE = "missing", "not_applicable"

_MISSING = frozenset(
    [
        *(
            "",
            "-",
            "--",
            "---",
            "…",
            "...",
            "..",
            ".",
            "x",
            "xx",
            "xxx",
            "n/a",
            "na",
            "n.a",
            "null",
            "none",
            "nan",
            "nil",
        ),
        *("?", "??", "/", "*", "kpb", "cbc", "ccsl", "kcsl", "chua co so lieu", "chua co", "chua bao cao", "chua gui"),
        *("chua nop", "chua cap nhat", "chua thong ke", "chua tong hop", "chua co du lieu", "chua co bao cao"),
        *("khong co so lieu", "khong co du lieu", "khong co bao cao", "khong bao cao", "khong ro", "khong xac dinh"),
        *("dang cap nhat", "dang tong hop", "missing", "chua ro", "chua du so lieu", "ko co so lieu"),
    ]
)
_NOT_APPLICABLE = frozenset(
    [
        *("kps", "k.p.s", "khong phat sinh", "ko phat sinh", "k phat sinh", "khong ps", "ko ps", "khong co phat sinh"),
        *("chua phat sinh", "khong ap dung", "kad", "not applicable", "not_applicable", "khong thuoc dien"),
    ]
)
_NOTHING = frozenset(("khong", "khong co", "ko", "ko co", "no", "khong co gi"))
_ERRORS = ("#n/a", "#div/0!", "#ref!", "#value!", "#name?", "#num!", "#null!", "#spill!", "#calc!", "err:")
_MULTIPLIED = re.compile(r"^[\d.,\s]+(trieu|tr|nghin|ngan|ty|ti|k|m|chuc|tram|van)\b")
_ABOUT = re.compile(r"^(~|≈|≥|≤|>|<|khoang|gan|hon|tren|duoi|uoc|chung)|(\?|uoc|\.\.\.|…|\+)$")
_DATED = re.compile(
    r"\d{1,4}[/\-.]\d{1,2}[/\-.]\d{1,4}([ t]\d{1,2}:.*)?"
    r"|(\d{1,2}[\s\-/])?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|thg ?\d{1,2})[a-z]*([\s\-/]\d{1,4})?"
    r"|\d{1,2}:\d{2}(:\d{2})?"
)
_SCIENTIFIC = re.compile(r"[-+]?\d+(?:[.,]\d+)?e[-+]?\d+")
_TAILED = re.compile(r"([-+]?[\d][\d.,'\s]*?)\s*([^\d\s.,'].*)")
_WORD = re.compile(r"[^\W\d]")


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell can mean.

    `readings`: decimal mark to number, for each of the two marks under which the text is a number. `status`: missing
    or not_applicable where it holds a mark instead. `remark`: what was put right, or why the cell is refused.
    """

    readings: dict[str, Decimal] = field(default_factory=dict)
    status: str = ""
    percent: bool = False
    remark: Remark | None = None


def read_cell(text: str, unit: str = "") -> Cell:
    """A cell of a column of figures. `unit`: the word that may follow a number, as in "12 hồ sơ"."""
    value = getattr(text, "value", None)
    if value is not None:
        typed = _typed(text, value, bool(getattr(text, "percent", False)))
        if typed:
            return typed
    return _read(str(text), folded(unit))


def number_text(number: Decimal) -> str:
    """The number as it is stored: a point, no exponent, no zeros that say nothing."""
    plain = format(number, "f")
    return (plain.rstrip("0").rstrip(".") if "." in plain else plain) or "0"


def _typed(text: str, value: object, percent: bool) -> Cell | None:
    if isinstance(value, bool):
        return _refused("figure_boolean", text, "ô là đúng/sai (TRUE/FALSE), không phải số", "Ghi số.")
    if isinstance(value, datetime.date | datetime.time):
        return _swallowed(text)
    if not isinstance(value, int | float) or value != value or abs(value) == float("inf"):
        return None
    number = Decimal(value) if isinstance(value, int) else Decimal(format(value, ".13g"))
    number = number * 100 if percent else number
    return Cell({COMMA: number, POINT: number}, percent=percent)


@lru_cache(maxsize=65536)
def _read(text: str, unit: str) -> Cell:
    seen = cleaned(unicodedata.normalize("NFKC", text.replace("…", "\ue000")).replace("\ue000", "…"))
    seen = seen.replace("−", "-").replace("–", "-").replace("—", "-").removeprefix("'").strip()
    word = folded(seen).rstrip(":;").strip()
    if word in _NOT_APPLICABLE or word.rstrip(".") in _NOT_APPLICABLE:
        return Cell(status=NOT_APPLICABLE, remark=_fixed("figure_not_applicable", text, "hiểu là không phát sinh"))
    if word.strip("() ") in _MISSING or word.rstrip(".") in _MISSING:
        remark = _fixed("figure_missing", text, "hiểu là chưa có số liệu, không phải số 0") if word else None
        return Cell(status=MISSING, remark=remark)
    fault = _fault(text, seen, word)
    if fault:
        return fault
    number, percent, noted = _stripped(seen, unit)
    readings = {mark: found for mark in (COMMA, POINT) if (found := _number(number, mark)) is not None}
    if not readings:
        return _no_number(text, seen, number)
    remark = _fixed("figure_written", text, f"hiểu là {number}{' %' if percent else ''}") if noted else None
    return Cell(readings, percent=percent, remark=remark)


def _fault(text: str, seen: str, word: str) -> Cell | None:
    """What looks like a figure and is something else."""
    if word.startswith(_ERRORS) or re.fullmatch(r"#+", word):
        return _refused("figure_error", text, "ô là lỗi công thức của bảng tính", "Sửa công thức hoặc gõ số.")
    if word in _NOTHING:
        cure = "Ghi 0 nếu đúng là không có; để trống nếu chưa có số liệu; ghi “không phát sinh” nếu không áp dụng."
        return _refused("figure_nothing", text, f"“{seen}” không rõ là số 0 hay là chưa có số liệu", cure)
    if seen.startswith(("=", "@")) or re.match(r"[+-]\s*[^\W\d]", seen):
        return _refused("figure_formula", text, "ô là công thức chưa được tính", "Dán giá trị thay cho công thức.")
    if _DATED.fullmatch(word):
        return _swallowed(text)
    if _SCIENTIFIC.fullmatch(word):
        cure = "Định dạng ô là số nguyên rồi xuất lại, để không mất chữ số."
        return _refused("figure_scientific", text, "số viết dạng lũy thừa đã mất chữ số", cure)
    if _MULTIPLIED.match(word):
        return _refused("figure_multiplied", text, "số viết gọn bằng chữ", "Ghi đủ chữ số, ví dụ 1200000.")
    if _ABOUT.search(word) and re.search(r"\d", word):
        return _refused("figure_about", text, "số ước chừng", "Ghi đúng một con số.")
    if re.fullmatch(r"\(\s*[\d.,\s]+%?\s*\)", seen):
        cure = "Ghi số âm bằng dấu trừ, hoặc bỏ ngoặc nếu không phải số âm."
        return _refused("figure_bracketed", text, "số trong ngoặc: có thể là số âm, có thể là ghi chú", cure)
    if re.fullmatch(r"[\d.,\s]+/[\d.,\s]+", seen):
        return _refused("figure_two", text, "một ô ghi hai số", "Tách tử số và mẫu số ra hai cột.")
    return None


def _stripped(seen: str, unit: str) -> tuple[str, bool, bool]:
    """The number without percent sign and unit; whether it was a percentage; whether there was more to it."""
    match = _TAILED.fullmatch(seen)
    tail = folded(match[2]).strip(" .()") if match else ""
    if match and tail in ("%", "phan tram"):
        return match[1].strip(), True, False
    if match and unit and tail in (unit, unit.replace(" ", ""), _initials(unit)):
        return match[1].strip(), False, True
    return seen.removeprefix("+").strip(), False, seen.startswith("+")


def _initials(unit: str) -> str:
    """`hs` for "ho so"; a single letter could be anything."""
    return "".join(word[0] for word in unit.split()) if " " in unit else unit


def _number(text: str, mark: str) -> Decimal | None:
    """The number under this decimal mark; None where it is none."""
    grouping = {COMMA: r"[.' ]", POINT: r"[,' ]"}[mark]
    match = re.fullmatch(
        rf"(-?)\s*([1-9]\d{{0,2}}(?:({grouping})\d{{3}}(?:\3\d{{3}})*)|\d+)?(?:{re.escape(mark)}(\d+))?", text
    )
    # `\d` knows the digits of every script; a figure is written with ours.
    if not text.isascii() or not match or (not match[2] and not match[4]) or len(text) > 40:
        return None
    whole = re.sub(r"[.,' ]", "", match[2] or "0")
    number = Decimal(f"{match[1]}{whole}.{match[4]}" if match[4] else f"{match[1]}{whole}")
    return number if number else abs(number)


def _no_number(text: str, seen: str, number: str) -> Cell:
    strange = [*lookalikes(seen), *(f"“{sign}”" for sign in seen if sign.isdigit() and not sign.isascii())]
    if strange:
        cure = "Gõ lại số bằng chữ số trên bàn phím."
        return _refused("lookalike", text, f"số có ký tự lạ {listed(strange)}", cure)
    letters = re.sub(r"[\d.,\s'%+-]", "", number)
    if letters and re.fullmatch(r"[oOlISB]+", letters) and re.search(r"\d", number):
        return _refused("figure_letter", text, f"số có lẫn chữ “{letters}”", "Gõ lại bằng chữ số 0, 1, 5, 8.")
    if _WORD.search(number) and re.match(r"[-+]?\d", number):
        return _refused("figure_words", text, "sau số có chữ không hiểu được", "Chỉ ghi số; ghi chú để ở cột khác.")
    if re.match(r"[-+]?[\d.,'\s]+$", number):
        cure = "Viết 1.234,5 hoặc 1234,5; không để dấu thừa."
        return _refused("figure_marks", text, "dấu ngăn cách trong số đặt sai chỗ", cure)
    return _refused("figure_text", text, "không phải số", "Ghi số; để trống nếu chưa có số liệu.")


def _swallowed(text: str) -> Cell:
    cure = "Định dạng cột là văn bản hoặc số rồi gõ lại con số."
    return _refused("figure_date", text, "ô là ngày tháng, có thể bảng tính đã tự đổi số thành ngày", cure)


def _fixed(code: str, text: str, message: str) -> Remark:
    return Remark(FIXED, code, message, "Không phải làm gì nếu đúng.", value=str(text))


def _refused(code: str, text: str, message: str, cure: str) -> Cell:
    return Cell(remark=Remark(MUST_FIX, code, message, cure, value=str(text)[:200]))
