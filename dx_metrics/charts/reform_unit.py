"""One commune in a round of marking: from the full points down to its own, and each criterion stage by stage."""

from html import escape
from typing import Any

import pandas as pd

from dx_metrics.charts import look
from dx_metrics.charts.exhibit import Exhibit
from dx_metrics.charts.lost_bars import Bar, drawn
from dx_metrics.charts.reform import (
    CAUSES,
    COLOURS,
    STAGE_NAMES,
    caption_of,
    cause_columns,
    choose_one,
    evidence,
    round_of,
    stages,
)
from dx_metrics.charts.reform_bars import stacked
from dx_metrics.charts.reform_sums import by_field
from dx_metrics.store import Release
from dx_metrics.view import View
from dx_metrics.wording import absent, number, plain

LISTED = 14
"""Criteria drawn; the table has all."""


def waterfall(release: Release, view: View) -> Exhibit:
    """From the full points down to the score, a step a field, the largest first."""
    round_ = round_of(release, view)
    if round_ is None or round_.own.empty:
        return choose_one(release, view, "cchc-xa")
    own = round_.own
    name, most, points = own["short_name"].iloc[0], own["max_points"].sum(), own["points"].fillna(0.0).sum()
    fields = by_field(own).sort_values("lost", ascending=False, kind="stable")
    fields = fields[fields["lost"] > 1e-9]
    bars, at = [Bar("Điểm tối đa", number(most, 2), ((0.0, most, look.OTHERS),), heading=True)], float(most)
    for row in fields.itertuples():
        bars.append(Bar(row.theme_name, f"− {number(row.lost, 2)}", ((at - row.lost, at, look.SECOND),), _mix(row)))
        at -= row.lost
    bars.append(Bar("Điểm đạt được", number(points, 2), ((0.0, points, look.CHOSEN),), heading=True))
    title = f"{name} mất {number(most - points, 2)} điểm"
    return Exhibit(
        name="cchc-xa",
        title=f"{title}, nhiều nhất ở {fields['theme_name'].iloc[0]}" if len(fields) else f"{name} đủ điểm",
        words=f"{name} được {number(points, 2)} trên {number(most, 0)} điểm. "
        + " ".join(f"{row.theme_name}: mất {number(row.lost, 2)} ({_mix(row)})." for row in fields.itertuples()),
        caption=caption_of(release, round_, f"{name}: từ điểm tối đa đến điểm chính thức"),
        table=pd.DataFrame(
            {"Lĩnh vực": fields["theme_name"], "Điểm tối đa": fields["most"], "Mất": fields["lost"]}
            | {CAUSES[cause].capitalize(): fields[column] for column, cause in cause_columns().items()}
        ),
        drawing=drawn(bars, 0.0, float(most)),
    )


def steps(release: Release, view: View) -> Exhibit:
    """Each criterion's points from stage to stage, with reason and evidence; what lost most first."""
    round_ = round_of(release, view)
    if round_ is None or round_.own.empty:
        return choose_one(release, view, "cchc-buoc")
    own = round_.own.sort_values(["lost", "position"], ascending=[False, True])
    name, short = own["short_name"].iloc[0], own[own["lost"] > 1e-9]
    bars = [
        Bar(row.criterion_name, f"− {number(row.lost, 2)}", stacked(row), _run(row))
        for row in short.head(LISTED).itertuples()
    ]
    given = [stage for stage in STAGE_NAMES if own[stage].notna().any()]
    used = [cause for column, cause in cause_columns().items() if (short[column] > 1e-9).any()]
    title = f"{len(short)} tiêu chí của {name} mất điểm" if len(short) else f"{name} không mất điểm ở tiêu chí nào"
    return Exhibit(
        name="cchc-buoc",
        title=title,
        words=f"{title}. " + " ".join(f"{row.criterion_name}: {_run(row)}" for row in short.head(LISTED).itertuples()),
        caption=caption_of(release, round_, f"{name}: điểm từng bước chấm, lý do và minh chứng"),
        table=pd.DataFrame(
            {
                "Lĩnh vực": own["theme_name"],
                "Mã": own["code"],
                "Tiêu chí": own["criterion_name"],
                "Tối đa": own["max_points"],
            }
            | {STAGE_NAMES[stage].capitalize(): own[stage].astype(float) for stage in given}
            | {
                "Chính thức": own["points"],
                "Mất": own["lost"],
                "Nguyên nhân": [_cause(row) for row in own.itertuples()],
                "Lý do": own["reason"].fillna(""),
                "Minh chứng": own["evidence"].fillna(""),
                "Cách chấm": own["basis"],
            }
        ),
        drawing=drawn(bars, 0.0, float(short["lost"].max()), [(CAUSES[cause], COLOURS[cause]) for cause in used])
        if len(short)
        else f"<p>{escape(title)}.</p>",
        notes=(f"Hình vẽ {LISTED} tiêu chí mất nhiều nhất; bảng có đủ.",) if len(short) > LISTED else (),
    )  # fmt: skip


def _cause(row: Any) -> str:
    return "; ".join(
        f"{CAUSES[cause]} {number(getattr(row, column), 2)}"
        for column, cause in cause_columns().items()
        if getattr(row, column) > 1e-9
    )


def _mix(row: Any) -> str:
    """The causes of a field, the greatest first."""
    found = [(float(getattr(row, column)), CAUSES[cause]) for column, cause in cause_columns().items()]
    told = sorted((pair for pair in found if pair[0] > 1e-9), reverse=True)
    return ", ".join(f"{words} {number(size, 2)}" for size, words in told)


def _run(row: Any) -> str:
    """`Tự chấm 3, thẩm định 1,5 trên 4. Báo cáo gửi chậm. Minh chứng: Hồ sơ CC1.1.`"""
    given = stages(row)
    if not given:
        return f"Chưa chấm, tối đa {plain(row.max_points)}."
    told = ", ".join(f"{words} {plain(points)}" for words, points in given)
    said = [f"{told[0].upper()}{told[1:]} trên {plain(row.max_points)}"]
    if not absent(row.reason) and row.reason:
        said.append(str(row.reason).rstrip("."))
    if row.stage == "survey":
        forms = "" if absent(row.forms) else f"{int(row.forms)} phiếu hợp lệ"
        said += [forms] if forms else []
    else:
        said.append(f"Minh chứng: {evidence(row)}" if not absent(row.evidence) else "Không có minh chứng")
    return ". ".join(dict.fromkeys(said)) + "."
