"""A ready rate beside the numerator and denominator of its row."""

from decimal import Decimal

from dx_metrics.intake.percents import near
from dx_metrics.intake.remark import CONFIRM, MUST_FIX, Remark
from dx_metrics.wording import plain


def check_rate(
    rate: Decimal, numerator: Decimal | None, denominator: Decimal | None, *, share: bool = True
) -> Remark | None:
    """What is wrong with a rate in percent that is only there to be checked; None where nothing is, or can be told.

    `share`: its numerator is part of its denominator, so that it cannot exceed 100 %. The caller puts in the place.
    """
    value = f"{rate:f}"
    if rate < 0 or (share and rate > 100):
        message = f"tỷ lệ {plain(float(rate))} % không thể có"
        return Remark(MUST_FIX, "rate_impossible", message, "Kiểm tra lại tỷ lệ, tử số và mẫu số.", value=value)
    if numerator is None or not denominator:
        return None
    proof = numerator * 100 / denominator
    if near(rate, proof):
        return None
    shown = f"{plain(float(numerator))} / {plain(float(denominator))} = {plain(float(proof))} %"
    message = f"tỷ lệ ghi {plain(float(rate))} % nhưng {shown}"
    cure = "Kiểm tra lại tử số, mẫu số và tỷ lệ."
    # A zero is the usual trace of a figure not yet entered: the officer knows which of the two holds.
    return Remark(MUST_FIX if numerator else CONFIRM, "rate_contradicts", message, cure, value=value)
