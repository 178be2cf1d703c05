"""A sentence said: whether its conditions hold, and its letters and figures in turn."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dx_metrics.briefing.report.codes import Figure, Value
from dx_metrics.briefing.report.sentences import CONDITION, MEASURES, NAME, is_name
from dx_metrics.wording import plain

_KIND_OF_UNIT = re.compile(r"\b(Xã|Thị trấn|Phường|Đặc khu|Huyện|Thị xã|Thành phố|Tỉnh) (?=[A-ZĐÀ-Ỹ])")
"""Written small within a sentence: xã Hà Hiệu."""
_SIGNS = {
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    ">": lambda a, b: a > b,
    "<": lambda a, b: a < b,
    ">=": lambda a, b: a >= b,
    "<=": lambda a, b: a <= b,
}


@dataclass(frozen=True, slots=True)
class Printed:
    """A piece of a sentence; `figure` when it is a number that has a code."""

    text: str
    figure: Figure | None = None


def holds(conditions: tuple[str, ...], values: Mapping[str, Value]) -> bool:
    """Whether all conditions hold; of a name that has no value only `khong` does."""
    return all(_holds(condition, values) for condition in conditions)


def _holds(condition: str, values: Mapping[str, Value]) -> bool:
    match = CONDITION.fullmatch(condition)
    assert match is not None  # conditions were read before
    negated, name, sign, other = match.groups()
    if not sign:
        return (values.get(name, "") != "") != bool(negated)
    own = _bare(values.get(name))
    if is_name(other):
        against: Any = _bare(values.get(other))
    else:
        against = other[1:-1] if other.startswith('"') else float(other.replace(",", "."))
    if own is None or against is None or isinstance(own, str) != isinstance(against, str):
        return False
    return _SIGNS[sign](own, against)


def _bare(value: Value | None) -> float | str | None:
    return value.value if isinstance(value, Figure) else value


def said(text: str, values: Mapping[str, Value]) -> list[Printed] | None:
    """The sentence in pieces; None when something it names is not there: a sentence is whole or not written.

    `{+name}` prints a change in words: tăng, giảm, không đổi.
    """
    parts: list[Printed] = []
    at = 0
    for match in NAME.finditer(text):
        value = values.get(match[2], "")
        before = text[at : match.start()]
        at = match.end()
        if value == "" and match[2] in MEASURES:
            parts.append(Printed(before.removesuffix(" ")))
            continue
        if value == "":
            return None
        parts.append(Printed(before))
        if isinstance(value, str):
            within = "".join(part.text for part in parts).rstrip()
            parts.append(Printed(_KIND_OF_UNIT.sub(_lower, value) if within and within[-1] not in ".“(" else value))
        elif match[1]:
            parts += _change(value)
        else:
            parts.append(Printed(value.shown, value))
    return [part for part in (*parts, Printed(text[at:])) if part.text]


def _lower(match: re.Match[str]) -> str:
    return match[0][:1].lower() + match[0][1:]


def _change(figure: Figure) -> list[Printed]:
    size = plain(abs(figure.value), figure.decimals)
    if size == "0":
        return [Printed("không đổi", figure)]
    return [Printed("tăng " if figure.value > 0 else "giảm "), Printed(size, figure)]
