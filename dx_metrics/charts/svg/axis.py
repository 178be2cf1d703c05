"""One axis of a figure: where a value lies, and which ticks it shows."""

import math
from collections.abc import Sequence
from typing import Any

from dx_metrics.wording import plain

_STEPS = (1, 2, 2.5, 5, 10)


class Axis:
    """An axis over the values drawn along it.

    `place(value)` is 0 at its beginning and 1 at its end; a category lies in the middle of its band.
    """

    def __init__(self, layout: dict[str, Any], values: Sequence[Any], *, room: int) -> None:
        self.layout = layout
        self.categories = _categories(layout, values)
        if self.categories is not None:
            self.low, self.high = -0.5, max(1, len(self.categories)) - 0.5
        else:
            self.low, self.high = _range(layout, [float(v) for v in values if _is_number(v)])
        if layout.get("autorange") == "reversed":
            self.low, self.high = self.high, self.low
        self.ticks = self._ticks(room)

    def place(self, value: Any) -> float:
        """The share of the axis's length at which a value or category lies."""
        if self.categories is not None and not _is_number(value):
            value = self.categories.index(str(value)) if str(value) in self.categories else math.nan
        return (float(value) - self.low) / ((self.high - self.low) or 1)

    def _ticks(self, room: int) -> list[tuple[float, str]]:
        layout, suffix = self.layout, str(self.layout.get("ticksuffix", ""))
        if layout.get("showticklabels") is False:
            return []
        given = layout.get("tickvals")
        if given is not None:
            words = [str(word) for word in layout.get("ticktext") or given]
            return [(self.place(v), word) for v, word in zip(given, words, strict=False)]
        if self.categories is not None:
            step = max(1, math.ceil(len(self.categories) / max(1, room)))
            return [(self.place(c), c) for c in self.categories[::step]]
        low, high = sorted((self.low, self.high))
        step = float(layout.get("dtick") or _step(high - low, min(room, int(layout.get("nticks") or room))))
        first = math.ceil((low - float(layout.get("tick0") or 0)) / step - 1e-9) * step + float(
            layout.get("tick0") or 0
        )
        values = [first + at * step for at in range(int((high - first) / step + 1e-9) + 1)]
        return [(self.place(v), f"{plain(v)}{suffix}") for v in values]


def _categories(layout: dict[str, Any], values: Sequence[Any]) -> list[str] | None:
    words = [str(v) for v in values if v is not None]
    if layout.get("type") != "category" and (not words or all(_is_number(v) for v in values if v is not None)):
        return None
    return list(dict.fromkeys([*(str(v) for v in layout.get("categoryarray") or ()), *words]))


def _range(layout: dict[str, Any], values: list[float]) -> tuple[float, float]:
    given = layout.get("range")
    if given:
        return float(given[0]), float(given[1])
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    if layout.get("rangemode") == "tozero" or low == high:
        low, high = min(low, 0.0), max(high, 0.0)
    pad = (high - low) * 0.05 or 1.0
    return (low if low == 0 else low - pad), high + pad


def _step(span: float, most: int) -> float:
    rough = (span or 1) / max(1, most)
    power = 10 ** math.floor(math.log10(rough))
    return next(step * power for step in _STEPS if step * power >= rough - 1e-12)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value == value
