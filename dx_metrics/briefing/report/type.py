"""How wide words are in Times New Roman Bold: rules under them are as long as the text, or a part of it."""

import unicodedata

# fmt: off
_THOUSANDTHS = (
    722, 667, 722, 722, 667, 611, 778, 778, 389, 500, 778, 667, 944, 722, 778, 611, 778, 722, 556, 667, 722, 722, 1000,
    722, 722, 667, 500, 556, 444, 556, 444, 333, 500, 556, 278, 333, 556, 278, 833, 556, 500, 556, 556, 444, 389, 333,
    556, 500, 722, 500, 500, 444, 250, 333, 250, 250, 278,
)
# fmt: on
_WIDE = dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz -,./",
        _THOUSANDTHS,
        strict=True,
    )
)
"""Thousandths of the size, as the metrics of Times Bold give them; marks above and below take no room."""
MM_PER_POINT = 25.4 / 72


def width(text: str, size: float) -> float:
    """Millimetres that a line takes in bold at a size in points."""
    bare = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    letters = (letter for letter in bare if not unicodedata.combining(letter))
    return sum(_WIDE.get(letter, 500) for letter in letters) / 1000 * size * MM_PER_POINT
