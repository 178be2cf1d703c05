"""Which variable a column reports: by code, by name, by what an officer once said, by the words of its header."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from dx_metrics.intake.column_scores import Candidate, candidates_for
from dx_metrics.intake.known import Known, Ratio
from dx_metrics.intake.office_words import words_of
from dx_metrics.intake.remark import FIXED, Question, Remark
from dx_metrics.intake.spelling import canonical, unmarked

LEAVE_OUT = "leave_out"
SURE, CLOSE, FAINT = 0.74, 0.1, 0.4
"""A column is taken when its best variable scores `SURE` and beats the next by `CLOSE`; under `FAINT` none is."""
MOST_OFFERED = 6


@dataclass(frozen=True, slots=True)
class Understood:
    """What a header comes to.

    `variable`: the code it was matched to, or "". `ratio`: the indicator whose rate the column repeats; it is
    checked, not stored. `rate`: it speaks of a share, whether or not of a known one. `why`: code, name, alias,
    words, or "" where nothing was taken. `candidates`: best first.
    """

    header: str
    variable: str = ""
    ratio: Ratio | None = None
    rate: bool = False
    why: str = ""
    candidates: tuple[Candidate, ...] = ()

    @property
    def taken(self) -> bool:
        """Whether the column is settled."""
        return bool(self.variable or self.ratio)


def folded_header(path: Sequence[str]) -> str:
    """A header path as it is remembered: without marks, capitals, signs and blanks."""
    return " / ".join(" ".join(re.findall(r"[^\W_]+|%", unmarked(part))) for part in path if part.strip())


def understand(path: Sequence[str], known: Known, *, percent: bool = False) -> Understood:
    """The variable or ratio of one column by its header path alone (group headings first, its own last).

    `percent`: its cells show percent signs.
    """
    return _understand(tuple(str(part) for part in path if str(part).strip()), known, percent)


def settle(paths: Sequence[Sequence[str]], known: Known, percents: Sequence[bool] = ()) -> list[Understood]:
    """All columns of a table together: no variable is taken twice on the strength of words alone."""
    shown = list(percents) or [False] * len(paths)
    found = [understand(path, known, percent=sign) for path, sign in zip(paths, shown, strict=True)]
    certain = {one.variable for one in found if one.variable and one.why != "words"}
    for _ in range(len(found)):
        claimed = certain | {one.variable for one in found if one.variable}
        again = [one if one.taken else _without(one, claimed) for one in found]
        again = [_without(one, certain) if one.why == "words" and one.variable in certain else one for one in again]
        if again == found:
            break
        found = again
    claims = [one.variable for one in found]
    return [
        replace(one, variable="", why="") if one.why == "words" and claims.count(one.variable) > 1 else one
        for one in found
    ]


def settle_by_rate(
    found: Sequence[Understood], rates: Sequence[tuple[int, int, int]], known: Known
) -> list[Understood]:
    """Columns whose numbers tell more than their headers.

    `rates`: (rate, numerator, denominator) as positions in `found`, where every row shows that the first is the
    share of the second in the third. Only a pair that the workspace's indicators divide, and that both headers
    allow, is taken.
    """
    settled = list(found)
    for rate, above, below in rates:
        pair = _pair(settled[above], settled[below], known)
        if not pair:
            continue
        for at, code in zip((above, below), pair, strict=True):
            if not settled[at].taken:
                settled[at] = replace(settled[at], variable=code, why="rate")
        own = _rate_of(pair[0], known, {one.variable for one in settled})
        if not settled[rate].taken and own:
            settled[rate] = replace(settled[rate], variable=own, rate=True, why="rate")
        if not settled[rate].variable:
            ratio = next((r for r in known.ratios if (r.numerator, r.denominator) == pair), None)
            ratio = ratio or Ratio("", settled[rate].header, "%", *pair, 100)
            settled[rate] = replace(settled[rate], ratio=ratio, rate=True, why="rate")
    return settled


def question_of(one: Understood, known: Known, sheet: str = "") -> Question:
    """Which variable a column is, with the likeliest first; leaving the column out is always possible."""
    offered = [c for c in one.candidates if c.ratio is None and c.score >= FAINT][:MOST_OFFERED]
    if not offered:
        offered = [c for c in one.candidates if c.ratio is None][:MOST_OFFERED]
    options = {c.code: c.name for c in offered} | {LEAVE_OUT: "Không nạp cột này"}
    what = "tỷ lệ, không rõ của biến nào" if one.rate else "không rõ là biến nào"
    text = f"Cột “{one.header}” {what}. Đây là biến nào?"
    if one.rate and not any(known.variables[code].kind == "rate" for code in options if code != LEAVE_OUT):
        text = f"Cột “{one.header}” chỉ có tỷ lệ; số liệu nộp bằng tử số và mẫu số. Bỏ cột này?"
        options = {LEAVE_OUT: "Không nạp cột này"}
    return Question(f"column:{folded_header([one.header])}", text, options, sheet, None, one.header, one.header)


def remark_of(one: Understood, known: Known, sheet: str = "") -> Remark | None:
    """What was understood of a header that is neither the code nor the name of its variable."""
    if one.why in ("", "code", "name"):
        return None
    name = known.variables[one.variable].name if one.variable else f"tỷ lệ “{one.ratio.name}”" if one.ratio else ""
    cure = "Nếu không đúng, đổi tên cột thành tên biến trong danh mục."
    message = f"hiểu cột này là {name}" + (f" ({one.variable})" if one.variable else ", dùng để đối chiếu")
    return Remark(FIXED, "column_understood", message, cure, sheet, None, one.header, one.header)


@lru_cache(maxsize=4096)
def _understand(path: tuple[str, ...], known: Known, percent: bool) -> Understood:
    if not path:
        return Understood("")
    header = " / ".join(path)
    exact = _exact(path, known)
    if exact and (exact[1] == "alias" or not _altered(path, exact[0], known)):
        code, why = exact
        return Understood(header, code, rate=known.variables[code].kind == "rate", why=why)
    said = [words_of(part) for part in path]
    rate = percent or said[-1].rate or (not said[-1].terms and any(words.rate for words in said))
    return _take(Understood(header, rate=rate, candidates=tuple(candidates_for(path, known, rate))))


def _exact(path: tuple[str, ...], known: Known) -> tuple[str, str] | None:
    """By code, by name, or by what an officer once said of the whole path."""
    remembered = known.aliases.get(folded_header([" / ".join(path)]))
    if remembered in known.variables:
        return remembered, "alias"
    names = _names(known)
    for text in (path[-1], re.sub(r"\s*[(\[][^()]*[)\]]\s*$", "", path[-1])):
        if text.strip() in known.variables:
            return text.strip(), "code"
        for form in (canonical, unmarked):
            codes = names.get(form(text), ())
            if len(codes) == 1:
                return codes[0], "name"
    return None


def _altered(path: Sequence[str], code: str, known: Known) -> bool:
    """Whether a header says more than a variable's name in a way that makes another figure of it."""
    said = frozenset[str]().union(*(words_of(part).altering for part in path))
    return bool(said - words_of(known.variables[code].name).altering)


@lru_cache(maxsize=32)
def _names(known: Known) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for variable in known.variables.values():
        for text in {form(name) for form in (canonical, unmarked) for name in (variable.name, variable.code)}:
            found[text] = (*found.get(text, ()), variable.code)
    return found


def _take(one: Understood) -> Understood:
    """The best candidate, where it is good enough and alone."""
    if not one.candidates:
        return one
    best = one.candidates[0]
    rivals = [c for c in one.candidates[1:] if not _same(c, best)]
    ahead = best.score - (rivals[0].score if rivals else 0)
    if best.altered or not best.sound or best.score < SURE or ahead < (CLOSE if best.score < 0.999 else CLOSE / 2):
        return one
    if best.ratio:
        return replace(one, ratio=best.ratio, why="words")
    return replace(one, variable=best.code, why="words")


def _same(one: Candidate, other: Candidate) -> bool:
    """Whether two ratios divide the same variables."""
    pairs = [(c.ratio.numerator, c.ratio.denominator) if c.ratio else (c.code,) for c in (one, other)]
    return pairs[0] == pairs[1]


def _without(one: Understood, claimed: set[str]) -> Understood:
    """Judged anew when other columns have taken their variables."""
    left = tuple(c for c in one.candidates if c.ratio or c.code not in claimed)
    return _take(replace(one, variable="", ratio=None, why="", candidates=left))


def _pair(above: Understood, below: Understood, known: Known) -> tuple[str, str] | None:
    """The two variables that a proved rate divides: those the headers name, or the only indicator they allow."""
    if above.variable and below.variable:
        return above.variable, below.variable
    fitting = {
        (ratio.numerator, ratio.denominator): _fit(above, ratio.numerator) + _fit(below, ratio.denominator)
        for ratio in known.ratios
        if _fit(above, ratio.numerator) and _fit(below, ratio.denominator)
    }
    if not fitting:
        return None
    best, *others = sorted(fitting.items(), key=lambda pair: -pair[1])
    return best[0] if not others or best[1] - others[0][1] >= CLOSE else None


def _rate_of(numerator: str, known: Known, claimed: set[str]) -> str:
    """The rate variable that is named after this numerator, where the workspace has one that no column claims."""
    told = words_of(known.variables[numerator].name).terms | words_of(numerator.replace("_", " ")).terms
    fitting = [
        variable.code
        for variable in known.variables.values()
        if variable.kind == "rate"
        and "%" in variable.unit
        and (named := words_of(variable.name).terms)
        and named <= told
    ]
    return fitting[0] if len(fitting) == 1 and fitting[0] not in claimed else ""


def _fit(one: Understood, code: str) -> float:
    """How well a column can be a variable, 0 where its header says that it is another figure."""
    if one.taken:
        return 1.0 if one.variable == code else 0.0
    fitting = (c for c in one.candidates if c.code == code and c.ratio is None and not c.altered)
    return next((c.score for c in fitting if c.score >= 0.25), 0.0)
