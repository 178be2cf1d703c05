"""All periods and units of what an exhibit measures, as a table to be written into a file."""

from collections.abc import Callable, Collection
from dataclasses import replace

import pandas as pd

from dx_metrics.charts.exhibit import Exhibit
from dx_metrics.charts.reform import STAGE_NAMES
from dx_metrics.charts.satisfaction import declared
from dx_metrics.queries import follow_up, reform, whole, whole_registers
from dx_metrics.scoring.assessed import STAGES
from dx_metrics.store import Release
from dx_metrics.view import ALL, View
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


def _register(sql: str) -> Question:
    def asked(release: Release, view: View, most: int) -> pd.DataFrame:
        day = follow_up.day_of(release, view)
        table = whole_registers.register(release, sql, day, most)
        here = follow_up.scope(release, replace(view, unit=ALL, member=""), day)  # of a level, its own communes
        return table if here is None else table[table["_code"].isin(here)]

    return asked


def _marks(release: Release, view: View, most: int) -> pd.DataFrame:
    judged = set(reform.rounds(release)["series"])
    table = whole_registers.marks(release, view.series if view.series in judged else "", STAGES, most)
    return table.assign(_stage=table["_stage"].map(STAGE_NAMES)).rename(columns={"_stage": "Bước"})


def _answers(release: Release, view: View, most: int) -> pd.DataFrame:
    said = declared(release)
    told = [*said.get("factors", []), said.get("complaints"), said.get("late")]
    named = {str(code) for part in told if isinstance(part, dict) for word, code in part.items() if word != "name"}
    return whole_registers.counts(release, tuple(sorted(named)), most)


SCORED = (
    "xep-hang", "ban-do", "tang-giam", "xa-muc-tieu", "so-muc-tieu", "dien-bien", "bang-nhiet", "phan-bo", "so-sanh",
    "lich-su", "chi-tieu-xa", "tuong-tu",
)  # fmt: skip
JUDGED = (
    "cchc-ket-qua", "cchc-nguyen-nhan", "cchc-tieu-chi", "cchc-tu-cham", "cchc-phieu", "cchc-xa", "cchc-buoc",
    "cchc-xa-khac",
)  # fmt: skip
SATISFACTION = ("hai-long-yeu-to", "hai-long-xa", "hai-long-pheu", "hai-long-pakn", "hai-long-tre")
QUESTIONS: dict[str, Question] = {
    **dict.fromkeys(SCORED, _standings),
    **dict.fromkeys(("diem-mat", "diem-mat-theo-xa", "diem-mat-xa", "so-diem-mat"), _ledger),
    **dict.fromkeys(("bao-cao", "do-phu", "it-phieu"), _observations),
    **dict.fromkeys(("viec-phai-lam", "ke-hoach-khac-phuc", "diem-lay-lai"), _register(whole_registers.ACTIONS)),
    "giai-trinh": _register(whole_registers.REPLIES),
    "ket-luan": _register(whole_registers.CONCLUSIONS),
    **dict.fromkeys(("phan-cong", "xa-phu-trach"), _register(whole_registers.ASSIGNMENTS)),
    **dict.fromkeys(("kiem-tra", "kiem-tra-truoc"), _register(whole_registers.VISITS)),
    **dict.fromkeys(JUDGED, _marks),
    **dict.fromkeys(SATISFACTION, _answers),
}
"""What an exhibit measures, where a release knows it for other periods and units too."""


class TooMany(Exception):
    """More rows than one file may hold."""


def whole_of(release: Release, view: View, exhibit: Exhibit, units: Collection[str] = ()) -> Exhibit:
    """The exhibit with the table of all periods and units, or of `units` alone for whom it is kept from others.

    Raises KeyError where there is none, and TooMany.
    """
    table = QUESTIONS[exhibit.name](release, view, MOST + 1)
    if len(table) > MOST:
        raise TooMany
    if units:
        table = table[table["_code"].isin(list(units))]
    if "_state" in table:
        table["Tình trạng"] = [
            STATES.get(str(state), str(state)) if state else "" for state in table["_state"].fillna("")
        ]
        table = table.drop(columns="_state")
    count = number(len(table), 0)
    return Exhibit(
        f"{exhibit.name}_toan-bo", f"Toàn bộ số liệu: {count} dòng, mọi kỳ, mọi đơn vị", "", exhibit.caption, table
    )
