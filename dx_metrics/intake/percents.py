"""Percent or fraction: proved by numerator and denominator, shown by a sign, or asked; one rule a column."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from dx_metrics.intake.figures import Value
from dx_metrics.intake.remark import FIXED, Question, Remark
from dx_metrics.wording import folded

PERCENT, FRACTION = "percent", "fraction"
TOLERANCE = Decimal("0.05")
"""Rounding that a rate may carry against its numerator and denominator, in points."""


@dataclass(frozen=True, slots=True)
class Rates:
    """A column of rates, all in percent. `contradicted`: cells that their own numerator and denominator contradict."""

    values: tuple[Value, ...]
    question: Question | None = None
    remarks: tuple[tuple[int, Remark], ...] = ()
    contradicted: tuple[int, ...] = ()


def in_percent(
    values: Sequence[Value],
    proofs: Mapping[int, Decimal] | None = None,
    *,
    header: str = "",
    answer: str = "",
) -> Rates:
    """The column in percent.

    `proofs`: index of a cell to the rate that its numerator and denominator give. `answer`: "percent" or "fraction"
    where the officer told. A cell with a sign is a percentage; one without is what its proof says; what neither
    tells follows the rest of the column if that speaks with one voice, and is asked about otherwise.
    """
    proofs = proofs or {}
    scales: dict[int, set[str]] = {}
    contradicted = []
    for at, value in enumerate(values):
        if value.number is None or value.number == 0:
            continue
        if value.percent:
            if at in proofs and not near(value.number, proofs[at]):
                contradicted.append(at)
            continue
        scales[at] = {PERCENT, FRACTION} if abs(value.number) <= 1 else {PERCENT}
        if at in proofs:
            proved = {scale for scale in scales[at] if near(_scaled(value.number, scale), proofs[at])}
            if proved:
                scales[at] = proved
            else:
                contradicted.append(at)
    contradicted += [
        at for at, v in enumerate(values) if v.number == 0 and at in proofs and not near(v.number, proofs[at])
    ]
    voice = _voice(values, scales, proofs, contradicted)
    undecided = [at for at, possible in scales.items() if len(possible) > 1]
    settled = answer or voice
    found = list(values)
    remarks = []
    for at, possible in scales.items():
        scale = next(iter(possible)) if len(possible) == 1 else settled
        number = values[at].number
        if scale and number is not None:
            found[at] = replace(values[at], number=_scaled(number, scale), percent=True)
            if scale == FRACTION:
                remarks.append((at, _multiplied(values[at], found[at])))
        else:
            found[at] = Value()
    question = _ask(header, [values[at] for at in undecided]) if undecided and not settled else None
    return Rates(tuple(found), question, tuple(remarks), tuple(sorted(contradicted)))


def near(rate: Decimal, proof: Decimal) -> bool:
    """Whether a rate is its proof rounded to the digits it shows; five hundredths are always allowed."""
    exponent = rate.as_tuple().exponent
    shown = Decimal(1).scaleb(exponent) / 2 if isinstance(exponent, int) and exponent <= 0 else Decimal("0.5")
    # A tenth more: what was rounded twice, 2.749 to 2.75 to 2.8, is still that rate.
    return abs(rate - proof) <= max(TOLERANCE, shown * Decimal("1.1")) + Decimal("1e-9")


def says_percent(header: str, unit: str = "") -> bool:
    """Whether a header or a variable's unit speaks of a rate in percent."""
    words = f" {folded(header)} "
    return "%" in words or "ty le" in words or "ti le" in words or "phan tram" in words or "%" in unit


def _scaled(number: Decimal, scale: str) -> Decimal:
    return number.scaleb(2) if scale == FRACTION else number


def _voice(
    values: Sequence[Value], scales: Mapping[int, set[str]], proofs: Mapping[int, Decimal], contradicted: Sequence[int]
) -> str:
    """The scale of the cells that are sure, where all of them agree; "" where they do not, or none is."""
    sure = {next(iter(possible)) for at, possible in scales.items() if len(possible) == 1 and at not in contradicted}
    proved = [at for at in scales if at in proofs and at not in contradicted and len(scales[at]) == 1]
    # Without a proof, numbers above 1 do not tell what those below 1 are.
    return sure.pop() if len(sure) == 1 and proved and not any(value.percent for value in values) else ""


def _ask(header: str, values: Sequence[Value]) -> Question:
    shown = values[0].text.replace(".", ",")
    hundred = Value(values[0].number.scaleb(2) if values[0].number is not None else None).text.replace(".", ",")
    options = {PERCENT: f"Là phần trăm: {shown} %", FRACTION: f"Là phần của 1: {hundred} %"}
    text = f"Cột “{header}”: “{shown}” là phần trăm hay là phần của 1?"
    return Question(f"percent:{header}", text, options, column=header, value=shown)


def _multiplied(before: Value, after: Value) -> Remark:
    message = f"hiểu là phần của 1, tức {after.text.replace('.', ',')} %"
    return Remark(FIXED, "figure_fraction", message, "Không phải làm gì nếu đúng.", value=before.text)
