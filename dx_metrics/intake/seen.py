"""A workbook's typed value as the officer sees it."""

import datetime
import re

from dx_metrics.intake.sheet import Typed, Value

_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_ZEROS = re.compile(r"^0+$")


def seen(value: Value, number_format: str = "General") -> Typed:
    """The text of a value under its number format: percent with its sign, leading zeros, dates as dd/mm/yyyy.

    Thousands are not parted, and decimals are not rounded away: the text never tells less than the value.
    """
    shape = _QUOTED.sub("", number_format.split(";")[0])
    if isinstance(value, bool):
        return Typed("TRUE" if value else "FALSE", value)
    if isinstance(value, datetime.datetime):
        midnight = value.time() == datetime.time()
        return Typed(value.strftime("%d/%m/%Y" if midnight else "%d/%m/%Y %H:%M:%S"), value)
    if isinstance(value, datetime.date):
        return Typed(value.strftime("%d/%m/%Y"), value)
    if "%" in shape:
        return Typed(f"{_digits(value * 100)}%", value, percent=True)
    if _ZEROS.match(shape) and value == int(value) and value >= 0:
        return Typed(str(int(value)).zfill(len(shape)), value)
    return Typed(_digits(value), value)


def _digits(value: float) -> str:
    """Fifteen digits at most, as Excel keeps, with a decimal comma and never with an exponent."""
    whole = float(f"{value:.15g}")
    if whole == int(whole) and abs(whole) < 1e15:
        return str(int(whole))
    return f"{whole:.15f}".rstrip("0").rstrip(".").replace(".", ",") if abs(whole) < 1 else _plain(whole)


def _plain(value: float) -> str:
    text = repr(value)
    return (f"{value:.0f}" if "e" in text else text).replace(".", ",")
