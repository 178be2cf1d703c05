"""What every chart hands over: the picture, its finding in words, and the table behind it."""

from dataclasses import dataclass, field
from typing import Any

import pandas as pd


@dataclass(frozen=True, slots=True, eq=False)
class Exhibit:
    """One chart or table with its words.

    `name`     slug, used in file names and anchors
    `title`    the finding, at most about ten words
    `words`    text alternative: what the picture shows, with its figures
    `caption`  measure, period, source, release
    `table`    the twin of the picture, Vietnamese headings; a column `_code` (not shown) may hold unit codes
    `figure`   a Plotly figure as a plain dict {"data": [...], "layout": {...}}, or None when drawn;
               `customdata` of a point is the unit code it stands for
    `drawing`  HTML or SVG made by the server, already escaped; links carry `data-code`
    """

    name: str
    title: str
    words: str
    caption: str
    table: pd.DataFrame
    figure: dict[str, Any] | None = None
    drawing: str = ""
    notes: tuple[str, ...] = field(default=())
