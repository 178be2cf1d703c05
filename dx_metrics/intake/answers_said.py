"""Answers of officers to the words a framework scores: `Đầy đủ` for `day_du`."""

import re

from dx_metrics.intake.known import Known, Variable
from dx_metrics.intake.numerals import MISSING, NOT_APPLICABLE, read_cell
from dx_metrics.intake.remark import FIXED, MUST_FIX, Remark
from dx_metrics.intake.spelling import cleaned
from dx_metrics.wording import listed, slug

_YES = {"co", "x", "yes", "true", "dat", "1", "da_co"}
_NO = {"khong", "no", "false", "khong_co", "khong_dat", "0", "chua", "chua_co"}
_EXPLAINED = re.compile(r"(\w+) \(([^)]*)\)")


def match_answer(text: str, variable: Variable, known: Known) -> tuple[str, str, Remark | None]:
    """(answer, status, remark): the allowed word that a cell says, or the status it stands for.

    The definition of a variable may explain its words in brackets, "day_du (đủ mục)"; what stands there is
    understood too. A remark of level "must_fix" lists the allowed words.
    """
    seen = cleaned(str(text))
    allowed = known.answers.get(variable.code, ())
    word = slug(seen, "_")
    phrases = {slug(code, "_"): code for code in allowed}
    phrases |= {slug(said, "_"): code for code, said in _EXPLAINED.findall(variable.definition) if code in allowed}
    if word in phrases:
        code = phrases[word]
        return code, "", None if code == seen else _fixed(seen, code)
    if set(allowed) == {"co", "khong"}:
        code = "co" if word in _YES else "khong" if word in _NO else ""
        if code:
            return code, "", _fixed(seen, code)
    mark = read_cell(seen)
    if mark.status in (MISSING, NOT_APPLICABLE) and (seen != "x" or not allowed):
        return "", mark.status, mark.remark
    if not allowed and seen:
        return seen, "", None
    message = f"“{seen[:80]}” không phải câu trả lời của {variable.name}"
    cure = f"Ghi một trong: {listed(list(allowed))}."
    return "", "", Remark(MUST_FIX, "answer_unknown", message, cure, value=seen[:200])


def _fixed(seen: str, code: str) -> Remark:
    return Remark(FIXED, "answer_understood", f"hiểu là {code}", "Không phải làm gì nếu đúng.", value=seen)
