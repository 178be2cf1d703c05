"""What the header of a column of figures says beside the variable: a period, a unit, numerator or denominator."""

import re
from dataclasses import dataclass

from dx_metrics.intake.headers import Column
from dx_metrics.intake.headings import roles
from dx_metrics.intake.lexicon import Lexicon
from dx_metrics.intake.periods_said import said_by, said_in
from dx_metrics.intake.spans import DAY, Span

VALUE, NUMERATOR, DENOMINATOR, TOTAL = "value", "numerator", "denominator", "total"

_TIMED = re.compile(
    r"[\s,;:–-]*\(?\b(?:trong\s+)?(?:(?:lũy kế|luỹ kế)\s+)?"
    r"(?:qu[ýí]\s*(?:[IV]+|[1-4])|q[1-4]|tháng\s*\d{1,2}|\d{1,2}\s*tháng(?:\s*đầu\s*năm)?|năm)"
    r"(?:\s*[/.-]?\s*(?:năm\s*)?(?:19|20)\d\d)?\)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Head:
    """A column's header taken apart. `path` is what is left: the words for the variable."""

    column: Column
    path: tuple[str, ...]
    spans: tuple[Span, ...]
    unit_code: str
    unit_name: str
    kind: str

    @property
    def at(self) -> int:
        """The column."""
        return self.column.at


def take_head(column: Column, lexicon: Lexicon, transposed: bool) -> Head:
    """The header of one column. `transposed`: units stand side by side, so a header may be a unit's code or name."""
    path, spans, code, name, kind = [], [], "", "", VALUE
    for text in column.path:
        if transposed and lexicon.named(text):
            name = text
        elif transposed and lexicon.bears(text) and not lexicon.is_period(text):
            code = text
        elif lexicon.is_period(text):
            spans.append(span) if (span := said_by(text)) else None
        else:
            told = roles(text)
            if told & {NUMERATOR, DENOMINATOR}:
                kind = NUMERATOR if NUMERATOR in told else DENOMINATOR
            elif TOTAL in told and text == column.path[-1] and not lexicon.is_variable(text):
                kind = TOTAL
                path.append(text)
            elif "value" not in told or lexicon.is_variable(text):
                inside = [span for span in said_in(text) if span.how != DAY]
                spans += inside
                path.append(without_period(text) if inside else text)
    return Head(column, tuple(path), tuple(spans), code, name, kind)


def without_period(text: str) -> str:
    """The text without the words that name a period."""
    return " ".join(_TIMED.sub(" ", text).split()) or text
