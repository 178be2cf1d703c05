"""What the pictures of a judged index share: the round, whose points went where, and the words for it."""

import re
from dataclasses import dataclass, replace

import pandas as pd

from dx_metrics import periods
from dx_metrics.charts import look
from dx_metrics.charts.caption import caption, level_name
from dx_metrics.charts.exhibit import Exhibit
from dx_metrics.queries import choices, reform
from dx_metrics.store import Release
from dx_metrics.view import ALL, View
from dx_metrics.wording import absent

CAUSES = {
    "own": "tự nhận chưa đạt",
    "down": "thẩm định hạ điểm",
    "proof": "không có minh chứng",
    "late": "gửi chậm",
    "survey": "phiếu điều tra",
    "unmarked": "chưa chấm",
}
"""Why points of a judged criterion are not there. What a commune gave itself and was refused is the middle three."""
COLOURS = {
    "own": look.OTHERS,
    "down": look.SECOND,
    "proof": "#7F3B08",
    "late": "#F2C14E",
    "survey": "#74ADD1",
    "unmarked": look.PALE,
}
STAGE_NAMES = {
    "self": "tự chấm",
    "verified": "thẩm định",
    "survey": "điều tra",
    "appeal": "phúc tra",
    "final": "chốt",
}
LATE = re.compile(r"\b(chậm|muộn|trễ|quá hạn|không đúng hạn)\b", re.IGNORECASE)
"""Words of a reason that say a report or a paper came too late."""


@dataclass(frozen=True, slots=True, eq=False)
class Round:
    """One round of marking as a view shows it.

    `view` stands at the shown period that ends with the round, and singles out a commune only where it was one
    of the round's. `marks` is `queries.reform.marks` with a column for each of `CAUSES`, which sum up to `lost`;
    `before` the same of the round before, without rows where there is none.
    """

    view: View
    series: str
    period: str
    marks: pd.DataFrame
    before: pd.DataFrame
    before_name: str

    @property
    def name(self) -> str:
        """`6 tháng đầu năm 2022`, `năm 2021`: as it stands inside a sentence."""
        return said(self.period)

    @property
    def own(self) -> pd.DataFrame:
        """The rows of the chosen commune."""
        return self.marks[self.marks["unit"] == self.view.unit]


def round_of(release: Release, view: View) -> Round | None:
    """The round that a view is about, by default the newest; None where nothing was marked."""
    rounds = reform.rounds(release)
    if rounds.empty:
        return None
    of_series = rounds[rounds["series"] == view.series]
    rounds = of_series if len(of_series) else rounds[rounds["series"] == rounds["series"].iloc[0]]
    asked = rounds[rounds["period"] == view.judged]
    chosen = (asked if len(asked) else rounds).iloc[0]
    series, period = str(chosen["series"]), str(chosen["period"])
    earlier = rounds[rounds["ends"] < chosen["ends"]]
    last_year = earlier[earlier["period"] == period.replace(period[:4], str(int(period[:4]) - 1), 1)]
    earlier = last_year if len(last_year) else earlier
    before = str(earlier["period"].iloc[0]) if len(earlier) else ""
    marks = caused(reform.marks(release, series, period))
    if marks["points"].isna().all():  # by an index that is not there any more, or of communes that were not yet
        return None
    return Round(
        standing_at(release, replace(view, judged=period), period),
        series,
        period,
        marks,
        caused(reform.marks(release, series, before)) if before else marks.iloc[:0],
        said(before) if before else "",
    )


def said(period: str) -> str:
    """The name of a period as it stands inside a sentence."""
    name = periods.parse(period).name
    return name[0].lower() + name[1:]


def standing_at(release: Release, view: View, period: str) -> View:
    """The view at the shown period that ends with a round; a commune stays chosen where it is the very same."""
    same = view.unit in reform.same_communes(release, view.period, period)
    there = reform.shown_period(release, view.series, period)
    return replace(view, period=there or view.period, unit=view.unit if same else ALL)


def caused(marks: pd.DataFrame) -> pd.DataFrame:
    """`marks` with `lost`, and how much of it goes to each cause: what a commune did not claim, what it was refused."""
    got = marks["points"].fillna(0.0)
    lost = (marks["max_points"] - got).clip(lower=0)
    claimed = marks["self"].astype(float).fillna(got).clip(upper=marks["max_points"])
    refused = (claimed - got).clip(lower=0).where(marks["self"].notna(), 0.0)
    reason = marks["reason"].fillna("").astype(str)
    bare = marks["evidence"].fillna("").eq("") | reason.str.lower().str.contains("không có minh chứng")
    late = reason.map(lambda words: bool(LATE.search(words))).astype(bool)
    unmarked, survey = marks["points"].isna(), marks["stage"].eq("survey")
    unclaimed = marks["self"].isna() & ~unmarked & ~survey
    judged = refused.where(~unclaimed, lost)
    table = marks.assign(lost=lost)
    table["unmarked"] = lost.where(unmarked, 0.0)
    table["survey_lost"] = lost.where(survey, 0.0)
    table["late"] = judged.where(late & ~unmarked & ~survey, 0.0)
    table["proof"] = judged.where(bare & ~late & ~unmarked & ~survey, 0.0)
    table["down"] = judged.where(~bare & ~late & ~unmarked & ~survey, 0.0)
    table["own"] = (lost - judged).clip(lower=0).where(~unmarked & ~survey, 0.0)
    return table


def cause_columns() -> dict[str, str]:
    """Column of `caused` to cause; the survey's points and what they lost are two things."""
    return {"survey_lost" if cause == "survey" else cause: cause for cause in CAUSES}


def caption_of(release: Release, round_: Round, measure: str) -> str:
    """The caption of a picture of a round: the round, not the shown period, is what it is about."""
    about = release.about
    told = [measure, f"Kỳ chấm: {round_.name}", level_name(release, round_.marks["unit"].nunique())]
    told += [f"Nguồn: {about.get('office') or about['title']}"]
    told += [f"Bản công bố {release.id}", "SỐ LIỆU MINH HỌA" if about.get("illustrative") else ""]
    return " · ".join(part for part in told if part)


def nothing(release: Release, view: View, name: str, words: str = "Chưa có kết quả chấm nào được công bố.") -> Exhibit:
    """An exhibit that says that there is nothing to see."""
    table = pd.DataFrame({"Đơn vị": []})
    return Exhibit(
        name, words.rstrip("."), words, caption(release, view, "Điểm chấm"), table, drawing=f"<p>{words}</p>"
    )


def choose_one(release: Release, view: View, name: str) -> Exhibit:
    """An exhibit of one commune where none of the round's is chosen."""
    return nothing(release, view, name, f"Chọn một {release.about['unit_word']} của kỳ chấm này để xem.")


def evidence(row: object) -> str:
    """The evidence in words."""
    said = getattr(row, "evidence", None)
    return "không có minh chứng" if absent(said) or not said else str(said)


def stages(row: object) -> list[tuple[str, float]]:
    """The stages that gave points, in their order: name and points."""
    found = [(words, getattr(row, stage)) for stage, words in STAGE_NAMES.items()]
    return [(words, float(points)) for words, points in found if not absent(points)]


def links_here(release: Release, round_: Round) -> set[str]:
    """Communes of the round that a link of its view leads to."""
    return set(choices.units(release, round_.view.period)["code"]) & set(
        reform.same_communes(release, round_.view.period, round_.period)
    )
