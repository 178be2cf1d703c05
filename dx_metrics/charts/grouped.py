"""Rows in groups that open: three hundred of a kind are one line until somebody wants to see them."""

from html import escape

import pandas as pd

from dx_metrics.charts.consequences_words import KINDS, mix
from dx_metrics.wording import number

GROUPS, ROWS = 60, 12
"""Groups and rows of a group on the screen; the files have all."""


def grouped(groups: list[tuple[str, pd.DataFrame]], columns: list[str], opened: int = 0) -> str:
    """Groups that open, each with its first rows; the first `opened` stand open, all where there are few."""
    few = sum(len(own) for _, own in groups) <= ROWS
    blocks = []
    for at, (name, own) in enumerate(groups[:GROUPS]):
        head = "".join(f'<th scope="col"{_heads(own[column].head(ROWS))}>{escape(column)}</th>' for column in columns)
        body = "".join(
            "<tr>" + "".join(f"<td{_mark(cell)}>{escape(str(cell))}</td>" for cell in row) + "</tr>"
            for row in own[columns].head(ROWS).itertuples(index=False)
        )
        left = f"<p>… và {number(len(own) - ROWS, 0)} dòng nữa trong tệp tải về.</p>" if len(own) > ROWS else ""
        kinds = "Thay đổi" in own and set(own["Thay đổi"]) <= set(KINDS.values())
        counts = mix(own) if kinds else f"{number(len(own), 0)} dòng"
        state = " open" if few or at < opened else ""
        blocks.append(
            f"<details{state}><summary>{escape(name)}: <b>{escape(counts)}</b></summary>"
            f'<div class="rolls" tabindex="0" role="region" aria-label="{escape(name)}">'
            f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>{left}</details>"
        )
    more = f"<p>… và {number(len(groups) - GROUPS, 0)} nhóm nữa trong tệp tải về.</p>" if len(groups) > GROUPS else ""
    return f'<div class="changes">{"".join(blocks)}{more}</div>'


def _heads(cells: pd.Series) -> str:
    """A heading stands where its figures do."""
    filled = [_mark(cell) for cell in cells if str(cell) not in ("", "–")]
    return filled[0] if filled and len(set(filled)) == 1 else ""


def _mark(cell: object) -> str:
    """Figures stand to the right, also with their mark: `▲ 3,2`."""
    text = str(cell).lstrip("▲▼–− ")
    return ' class="figure"' if text.replace(".", "").replace(",", "").isdigit() else ""
