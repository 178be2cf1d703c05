"""A chart's table as texts, ready to be shown."""

import re
from numbers import Real
from typing import Any

import pandas as pd

from dx_metrics.wording import absent, number

CODES = "_code"
MOST_DECIMALS = 2
FIGURE = re.compile(r"[▲▼+\-−±~≤≥<>\s]*(?!0\d)\d[\d.]*(,\d+)?(–\d+)?(\s?(%|điểm))?")
"""Texts that are figures: `71,5`, `▲ 3,2`, `1.234`, `50 %`, a shared rank `5–6`; a code such as `01906` is none."""
EMPTY = {"", "–", "—", "-"}


def rows(table: pd.DataFrame) -> dict[str, Any]:
    """The table for the browser.

    `columns` [{name, number}], `rows` of texts, `codes` (unit code or None, a row each) and
    `head`, the place of the column that names the row: the first that holds no figures.
    """
    shown = [name for name in table.columns if not str(name).startswith("_")]
    texts = [_texts(table[name]) for name in shown]
    numeric = [_is_numeric(table[name], column) for name, column in zip(shown, texts, strict=True)]
    codes = list(table[CODES]) if CODES in table.columns else [None] * len(table)
    return {
        "columns": [{"name": str(name), "number": flag} for name, flag in zip(shown, numeric, strict=True)],
        "rows": [list(row) for row in zip(*texts, strict=True)],
        "codes": [None if absent(code) or code == "" else str(code) for code in codes],
        "head": numeric.index(False) if False in numeric else 0,
    }


def _texts(column: pd.Series) -> list[str]:
    """Numbers with as many decimals as the column needs, two at most; texts as they are."""
    values = list(column)
    figures = [float(v) for v in values if _is_number(v) and not absent(v)]
    decimals = next(
        (d for d in range(MOST_DECIMALS) if all(abs(f - round(f, d)) < 1e-9 for f in figures)), MOST_DECIMALS
    )
    return [_text(value, decimals) for value in values]


def _text(value: Any, decimals: int) -> str:
    if absent(value):
        return "–"
    return number(float(value), decimals) if _is_number(value) else str(value)


def _is_number(value: Any) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool)


def _is_numeric(column: pd.Series, texts: list[str]) -> bool:
    if pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column):
        return True
    filled = [text for text in texts if text not in EMPTY]
    return bool(filled) and all(FIGURE.fullmatch(text) for text in filled)
