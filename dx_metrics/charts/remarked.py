"""Remarks on an upload as the officer reads them: three levels, a line a pattern, its places behind it."""

from collections.abc import Sequence
from html import escape

from dx_metrics.briefing.remarks import Pattern, patterns, place
from dx_metrics.intake.remark import CONFIRM, FIXED, LEVELS, MUST_FIX, Remark
from dx_metrics.wording import number

PLACES, PATTERNS = 30, 100
"""Places of a pattern and patterns on the screen; the returned workbook has all."""
MEANING = {
    MUST_FIX: "sửa trong tệp rồi nạp lại; chưa sửa thì không công bố được",
    CONFIRM: "có thể đúng; xem rồi xác nhận",
    FIXED: "chương trình đã hiểu lại cho đúng; xem để kiểm tra",
}


def remarked(remarks: Sequence[Remark]) -> str:
    """HTML, escaped; empty when there is no remark."""
    found = patterns(remarks)
    parts = []
    for level, words in LEVELS.items():
        own = [pattern for pattern in found if pattern.level == level]
        if not own:
            continue
        count = number(sum(len(pattern.places) for pattern in own), 0)
        items = "".join(map(_pattern, own[:PATTERNS]))
        more = f"<p>… và {number(len(own) - PATTERNS, 0)} loại nữa.</p>" if len(own) > PATTERNS else ""
        parts.append(
            f'<section class="remarks {level}"><h3>{words.capitalize()} <b>{count}</b>'
            f"<span>{escape(MEANING[level])}</span></h3>{items}{more}</section>"
        )
    return "".join(parts)


def told(remarks: Sequence[Remark]) -> str:
    """`2 phải sửa, 14 đã tự sửa`; `không có nhận xét nào` for none."""
    counts = [(sum(remark.level == level for remark in remarks), words) for level, words in LEVELS.items()]
    said = [f"{number(count, 0)} {words}" for count, words in counts if count]
    return ", ".join(said) if said else "không có nhận xét nào"


def _pattern(pattern: Pattern) -> str:
    first, many = pattern.places[0], len(pattern.places) > 1
    where = _places(pattern) if many else place(first)
    shown = f" <q>{escape(first.value[:80])}</q>" if first.value and not many else ""
    head = f"<b>{escape(pattern.message)}</b>{shown}" + (f" <span>{escape(where)}</span>" if where else "")
    cure = f"<p>{escape(pattern.cure)}</p>" if pattern.cure else ""
    if not many:
        return f'<div class="remark"><p>{head}</p>{cure}</div>'
    rows = "".join(_place(remark, pattern.message) for remark in pattern.places[:PLACES])
    left = len(pattern.places) - PLACES
    more = f"<p>… và {number(left, 0)} chỗ nữa trong tệp trả lại.</p>" if left > 0 else ""
    return f'<details class="remark"><summary>{head}</summary>{cure}<ul>{rows}</ul>{more}</details>'


def _places(pattern: Pattern) -> str:
    """How many there are; where each says something of its own, the first stands for the others."""
    alike = len({remark.message for remark in pattern.places}) == 1
    return f"{number(len(pattern.places), 0)} chỗ" if alike else f"và {number(len(pattern.places) - 1, 0)} chỗ như vậy"


def _place(remark: Remark, message: str) -> str:
    value = f" <q>{escape(remark.value[:80])}</q>" if remark.value else ""
    own = f" {escape(remark.message)}" if remark.message != message else ""
    return f"<li>{escape(place(remark) or 'cả tệp')}:{value}{own}</li>"
