"""All periods and units of what an exhibit measures, as a table to be written into a file."""

from collections.abc import Callable

import pandas as pd

from dx_metrics.charts.exhibit import Exhibit
from dx_metrics.queries import whole
from dx_metrics.store import Release
from dx_metrics.view import View
from dx_metrics.wording import number

MOST = 500_000
"""Rows of one file; who wants more takes the package of the release."""
STATES = {
    "scored": "",
    "missing": "chưa có số liệu",
    "not_applicable": "không phát sinh",
    "no_score": "chưa đủ số liệu",
}

Question = Callable[[Release, View, int], pd.DataFrame]


def _standings(release: Release, view: View, most: int) -> pd.DataFrame:
    return whole.standings(release, view.series, view.theme, most)


def _ledger(release: Release, view: View, most: int) -> pd.DataFrame:
    return whole.ledger(release, view.series, view.theme, most)


def _observations(release: Release, view: View, most: int) -> pd.DataFrame:
    return whole.observations(release, most)


SCORED = (
    "xep-hang", "ban-do", "tang-giam", "xa-muc-tieu", "so-muc-tieu", "dien-bien", "bang-nhiet", "phan-bo", "so-sanh",
    "lich-su", "chi-tieu-xa", "tuong-tu",
)  # fmt: skip
QUESTIONS: dict[str, Question] = {
    **dict.fromkeys(SCORED, _standings),
    **dict.fromkeys(("diem-mat", "diem-mat-theo-xa", "diem-mat-xa", "so-diem-mat"), _ledger),
    **dict.fromkeys(("bao-cao", "do-phu", "it-phieu"), _observations),
}
"""What an exhibit measures, where a release knows it for other periods and units too."""


class TooMany(Exception):
    """More rows than one file may hold."""


def whole_of(release: Release, view: View, exhibit: Exhibit) -> Exhibit:
    """The exhibit with the table of all periods and units. Raises KeyError where there is none, and TooMany."""
    table = QUESTIONS[exhibit.name](release, view, MOST + 1)
    if len(table) > MOST:
        raise TooMany
    if "_state" in table:
        table["Tình trạng"] = [
            STATES.get(str(state), str(state)) if state else "" for state in table["_state"].fillna("")
        ]
        table = table.drop(columns="_state")
    count = number(len(table), 0)
    return Exhibit(
        f"{exhibit.name}_toan-bo", f"Toàn bộ số liệu: {count} dòng, mọi kỳ, mọi đơn vị", "", exhibit.caption, table
    )
