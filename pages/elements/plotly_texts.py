"""Texts of a figure on their way to Plotly, which takes some tags in them for markup."""

import re
from typing import Any

OURS = re.compile(r"<(?!/?(?:b|br|i|extra)>)")
"""Whatever begins a tag, but for those that our charts write themselves."""
CODES = {"customdata", "ids", "meta"}
"""Never shown."""


def as_text(part: Any) -> Any:
    """A figure, or a part of one, in which a name that looks like markup is shown as it stands."""
    if isinstance(part, str):
        return OURS.sub("&lt;", part) if "<" in part else part
    if isinstance(part, dict):
        return {name: value if name in CODES else as_text(value) for name, value in part.items()}
    if isinstance(part, list | tuple):
        return [as_text(each) for each in part]
    return part
