"""Where one commune lost points: the steps from the maximum to its score, and the ledger behind them."""

import pandas as pd

from dx_metrics.charts import look
from dx_metrics.charts.caption import caption, criterion_of
from dx_metrics.charts.exhibit import Exhibit
from dx_metrics.charts.lost import NOTE, digits, losses
from dx_metrics.charts.lost_bars import COLOURS, Bar, drawn
from dx_metrics.charts.lost_words import CLASSES, cure, why
from dx_metrics.follow_up.lost_points import lost_points
from dx_metrics.follow_up.rows import each
from dx_metrics.queries.follow_up import day_of
from dx_metrics.store import Release
from dx_metrics.view import ALL, View
from dx_metrics.wording import number

LISTED = 12
"""Rows of the ledger that are drawn; the table has all."""


def waterfall(release: Release, view: View) -> Exhibit:
    """From the maximum down to the score, a step a theme, or a criterion of the chosen theme; the largest first."""
    rows, head = losses(release, view, (view.unit,)), criterion_of(release, view)
    own = rows[rows["unit"] == view.unit]
    if own.empty:
        return _nothing(release, view, "diem-mat-xa")
    places, by = digits(own), "theme_name" if view.theme == ALL else "name"
    name, most, points = own["short_name"].iloc[0], own["maximum"].sum(), own["got"].sum()
    steps = own.groupby(by, sort=False)["lost"].sum().sort_values(ascending=False, kind="stable")
    steps = steps[steps.round(6) != 0]
    bars, at = [Bar("Điểm tối đa", number(most, places), ((0.0, most, look.OTHERS),), heading=True)], most
    for step, lost in steps.items():
        bars.append(Bar(str(step), _less(lost, places), ((at - lost, at, look.SECOND),)))
        at -= lost
    bars.append(Bar("Điểm đạt được", number(points, places), ((0.0, points, look.CHOSEN),), heading=True))
    finding = f"{name} mất {number(most - points, places)} điểm"
    return Exhibit(
        name="diem-mat-xa",
        title=f"{finding}, nhiều nhất ở {steps.index[0]}" if len(steps) else f"{name} đạt đủ điểm",
        words=f"{name} được {number(points, places)} trên {number(most, places)} điểm. "
        + " ".join(f"{step}: mất {number(lost, places)} điểm." for step, lost in steps.items()),
        caption=caption(release, view, f"{head['name']}: từ điểm tối đa đến điểm đạt được"),
        table=_twin(own),
        drawing=drawn(bars, 0.0, float(most)),
        notes=(NOTE,),
    )


def ledger(release: Release, view: View) -> Exhibit:
    """Each criterion that lost points, why, and what wins it back; what can be won back first."""
    rows = losses(release, view, (view.unit,))
    own = rows[rows["unit"] == view.unit]
    if own.empty:
        return _nothing(release, view, "so-diem-mat")
    places, order, known = digits(own), list(CLASSES), _done_about(release, view)
    own = own.assign(place=(own["kind"] == order[-1]))
    own = own.sort_values(["place", "lost", "position"], ascending=[True, False, True])
    short = own[own["lost"] > 0]
    back = short[~short["place"]]
    bars = [
        Bar(
            row.name,
            _less(row.lost, places),
            ((0.0, row.lost, COLOURS[row.kind]),),
            _sentences("" if row.why == "below" else why(row), cure(row), known.get(row.code, "")),
            row.code,
        )
        for row in short.head(LISTED).itertuples()
    ]
    legend = [(words, COLOURS[name]) for name, words in CLASSES.items() if (short["kind"] == name).any()]
    title = f"{len(back)} tiêu chí còn lấy lại được {number(back['lost'].sum(), places)} điểm"
    return Exhibit(
        name="so-diem-mat",
        title=title if len(back) else "Không còn điểm nào lấy lại được",
        words=" ".join(
            f"{row.name}: mất {number(row.lost, places)} điểm, {why(row)}{f'; {cure(row)}' if cure(row) else ''}."
            for row in short.head(LISTED).itertuples()
        )
        or "Không tiêu chí nào mất điểm.",
        caption=caption(release, view, "Sổ điểm mất: lý do và số liệu lấy lại được điểm"),
        table=_twin(own),
        drawing=drawn(bars, 0.0, float(short["lost"].max()), legend) if bars else "<p>Không tiêu chí nào mất điểm.</p>",
        notes=(NOTE, *((f"Hình chỉ vẽ {LISTED} dòng đầu; bảng có đủ.",) if len(short) > LISTED else ())),
    )


def _done_about(release: Release, view: View) -> dict[str, str]:
    """What was agreed and replied about each criterion: `việc V03, giải trình G02`."""
    rows = lost_points(release, view.series, view.period, day_of(release, view), [view.unit])
    return {
        row.code: ", ".join(
            [*(f"việc {code}" for code in row.actions), *(f"giải trình {code}" for code in row.replies)]
        )
        for row in each(rows)
    }


def _sentences(*parts: str) -> str:
    return " ".join(f"{part[0].upper()}{part[1:]}." for part in parts if part)


def _less(lost: float, places: int) -> str:
    return f"− {number(lost, places)}" if lost >= 0 else f"+ {number(-lost, places)}"


def _twin(own: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Trụ cột": own["theme_name"],
            "Mã": own["code"],
            "Tiêu chí": own["name"],
            "Giá trị": own["value"],
            "Điểm tối đa tính vào chỉ số": own["maximum"],
            "Đạt": own["got"],
            "Mất": own["lost"],
            "Vì sao": [why(row) for row in own.itertuples()],
            "Lấy lại bằng cách": [cure(row) for row in own.itertuples()],
            "Căn cứ": own["basis"],
        }
    )


def _nothing(release: Release, view: View, name: str) -> Exhibit:
    word = release.about["unit_word"]
    words = f"Chọn một {word} ở ô phía trên." if view.unit == ALL else f"{str(word).capitalize()} này chưa có điểm."
    return Exhibit(
        name=name,
        title=f"Chưa chọn {word}" if view.unit == ALL else "Chưa có điểm để tính điểm mất",
        words=words,
        caption=caption(release, view, "Điểm mất"),
        table=pd.DataFrame({"Tiêu chí": [], "Mất": []}),
        drawing=f"<p>{words}</p>",
    )
