"""A judged index for all communes: who scored what, where points went, by which cause."""

from typing import Any

import pandas as pd

from dx_metrics.charts import look
from dx_metrics.charts.exhibit import Exhibit
from dx_metrics.charts.lost_bars import Bar, drawn
from dx_metrics.charts.reform import CAUSES, COLOURS, Round, caption_of, cause_columns, links_here, nothing, round_of
from dx_metrics.charts.reform_sums import by_criterion, by_field, totals
from dx_metrics.store import Release
from dx_metrics.view import View
from dx_metrics.wording import clipped, number, signed

ROWS = 40
"""Communes drawn; the table has all."""
ENDS = 6
"""Criteria drawn at each end; the table has all."""


def results(release: Release, view: View) -> Exhibit:
    """Communes by their points, with the round before as a thin line."""
    round_ = round_of(release, view)
    if round_ is None:
        return nothing(release, view, "cchc-ket-qua")
    table, word = totals(round_), str(release.about["unit_word"])
    most = float(table["most"].max())
    reach = links_here(release, round_)
    bars = [
        Bar(
            row.short_name,
            number(row.points, 2),
            ((0.0, row.points, look.CHOSEN if row.unit == round_.view.unit else "#6F8FAF"),),
            _since(row, round_),
            row.unit if row.unit in reach else "",
            mark=None if row.before != row.before else row.before,
            chosen=row.unit == round_.view.unit,
        )
        for row in _first(table, round_.view.unit).itertuples()
    ]
    best, worst = table.iloc[0], table.iloc[-1]
    whole = table["points"].mean()
    against = f" Bình quân {round_.before_name} là {number(table['before'].mean(), 2)}." if round_.before_name else ""
    return Exhibit(
        name="cchc-ket-qua",
        title=f"{best['short_name']} cao nhất {number(best['points'])}, {worst['short_name']} thấp nhất "
        f"{number(worst['points'])}",
        words=f"Bình quân {number(whole, 2)} trên {number(most, 0)} điểm.{against} "
        + " ".join(
            f"{row.short_name}: {number(row.points, 2)} điểm{_moved(row)}." for row in table.head(ROWS).itertuples()
        ),
        caption=caption_of(release, round_, f"Tổng điểm chính thức, trên {number(most, 0)}"),
        table=pd.DataFrame(
            {
                "_code": [code if code in reach else "" for code in table["unit"]],
                "Đơn vị": table["short_name"],
                "Hạng": table["rank"],
                "Điểm": table["points"],
                "Tối đa": table["most"],
                f"Điểm {round_.before_name or 'kỳ trước'}": table["before"],
                "Tự chấm": table["claimed"],
                "Số tiêu chí chưa chấm": table["unmarked"],
            }
        ),
        drawing=drawn(bars, 0.0, most, [(f"vạch đen: {round_.before_name}", look.INK)] if round_.before_name else ()),
        notes=_cut(table, word) + _partly(table, word),
    )


def causes(release: Release, view: View) -> Exhibit:
    """What each field cost a commune on average, by cause."""
    round_ = round_of(release, view)
    if round_ is None:
        return nothing(release, view, "cchc-nguyen-nhan")
    chosen = round_.own if len(round_.own) else round_.marks
    table, word = by_field(chosen), str(release.about["unit_word"])
    before = by_field(round_.before[round_.before["unit"].isin(chosen["unit"])]) if len(round_.before) else None
    last = dict(zip(before["theme"], before["lost"], strict=True)) if before is not None else {}
    bars = [
        Bar(
            row.theme_name,
            number(row.lost, 2),
            stacked(row),
            f"trên {number(row.most, 0)} điểm" + (f"; {round_.before_name} mất {number(last[row.theme], 2)}"
                                                  if row.theme in last else ""),
            mark=last.get(row.theme),
        )
        for row in table.itertuples()
    ]  # fmt: skip
    whole = {cause: float(table[column].sum()) for column, cause in cause_columns().items()}
    ordered = sorted((cause for cause in whole if whole[cause] > 0), key=lambda cause: -whole[cause])
    lost, who = float(table["lost"].sum()), _who(round_, word)
    title = f"{who} mất {number(lost)} điểm"
    if ordered:
        title += f", nhiều nhất do {CAUSES[ordered[0]]}"
    return Exhibit(
        name="cchc-nguyen-nhan",
        title=title,
        words=f"{title}. "
        + " ".join(f"Do {CAUSES[cause]}: {number(whole[cause], 2)} điểm." for cause in ordered)
        + " "
        + " ".join(
            f"{row.theme_name}: mất {number(row.lost, 2)} trên {number(row.most, 0)}." for row in table.itertuples()
        ),
        caption=caption_of(release, round_, f"{who}: điểm mất theo lĩnh vực và nguyên nhân"),
        table=pd.DataFrame(
            {"Lĩnh vực": table["theme_name"], "Điểm tối đa": table["most"], "Điểm mất": table["lost"]}
            | {CAUSES[cause].capitalize(): table[column] for column, cause in cause_columns().items()}
            | ({f"Mất {round_.before_name}": [last.get(theme) for theme in table["theme"]]} if last else {})
        ),
        drawing=drawn(bars, 0.0, max(float(table["lost"].max()), *last.values(), 0.01), _legend(whole, round_)),
        notes=(
            "“Gửi chậm” và “không có minh chứng” đọc từ lý do và minh chứng đã ghi khi chấm; "
            "phần còn lại của điểm bị hạ là “thẩm định hạ điểm”.",
        ),
    )  # fmt: skip


def criteria(release: Release, view: View) -> Exhibit:
    """The best and the worst criteria of the district, by the share of the full points that was given."""
    round_ = round_of(release, view)
    if round_ is None:
        return nothing(release, view, "cchc-tieu-chi")
    table = by_criterion(round_)
    worst, best = table.head(ENDS), table.iloc[ENDS:].tail(ENDS)
    bars = [Bar("Thấp nhất", "", heading=True), *map(_share_bar, worst.itertuples())]
    bars += [Bar("Cao nhất", "", heading=True), *map(_share_bar, best.iloc[::-1].itertuples())] if len(best) else []
    low, high = table.iloc[0], table.iloc[-1]
    word = str(release.about["unit_word"])
    return Exhibit(
        name="cchc-tieu-chi",
        title=f"Yếu nhất: {low['criterion_name']} ({number(low['share'] * 100, 0)} % điểm)",
        words=f"Thấp nhất: {clipped([_told(row) for row in worst.itertuples()], ENDS)}. "
        f"Cao nhất: {high['criterion_name']}, {number(high['share'] * 100, 0)} %.",
        caption=caption_of(release, round_, f"Phần điểm tối đa đạt được, cộng mọi {word}; vạch đen: kỳ chấm trước"),
        table=pd.DataFrame(
            {
                "Mã": table["code"],
                "Tiêu chí": table["criterion_name"],
                "Lĩnh vực": table["theme_name"],
                "Điểm tối đa": table["max_points"],
                "Bình quân đạt": table["mean"],
                "% điểm tối đa": table["share"] * 100,
                f"% {round_.before_name or 'kỳ trước'}": table["share_before"] * 100,
                f"Số {word} mất điểm": table["losers"],
                "Mất nhiều nhất": table["worst"],
            }
        ),
        drawing=drawn(bars, 0.0, 1.0, [("đạt được", "#6F8FAF")]),
        notes=(f"Hình vẽ {ENDS} tiêu chí mỗi đầu; bảng có đủ {len(table)}.",) if len(table) > 2 * ENDS else (),
    )


def _since(row: Any, round_: Round) -> str:
    parts = [f"thứ {row.rank}"]
    if row.before == row.before:
        parts.append(f"{signed(row.points - row.before, 2)} so {round_.before_name}")
    return ", ".join(parts)


def _moved(row: Any) -> str:
    return f" ({signed(row.points - row.before, 2)})" if row.before == row.before else ""


def _first(table: pd.DataFrame, unit: str) -> pd.DataFrame:
    return table[(table.index < ROWS) | (table["unit"] == unit)]


def _cut(table: pd.DataFrame, word: str) -> tuple[str, ...]:
    return (f"Hình chỉ vẽ {ROWS} {word} đầu; bảng có đủ.",) if len(table) > ROWS else ()


def _partly(table: pd.DataFrame, word: str) -> tuple[str, ...]:
    partly = table[table["unmarked"] > 0]
    if partly.empty:
        return ()
    names = clipped([f"{row.short_name} ({row.unmarked})" for row in partly.itertuples()], 5)
    return (f"Chưa chấm hết tiêu chí, điểm còn thiếu: {names}.",)


def _who(round_: Round, word: str) -> str:
    return str(round_.own["short_name"].iloc[0]) if len(round_.own) else f"Mỗi {word}"


def stacked(row: Any) -> tuple[tuple[float, float, str], ...]:
    """The points lost of a row by cause, one beside the other: from, to, colour."""
    parts, at = [], 0.0
    for column, cause in cause_columns().items():
        size = float(getattr(row, column))
        if size > 1e-9:
            parts.append((at, at + size, COLOURS[cause]))
            at += size
    return tuple(parts)


def _legend(whole: dict[str, float], round_: Round) -> list[tuple[str, str]]:
    told = [(CAUSES[cause], COLOURS[cause]) for cause in CAUSES if whole[cause] > 1e-9]
    return told + ([(f"vạch: {round_.before_name}", look.INK)] if round_.before_name else [])


def _share_bar(row: Any) -> Bar:
    mark = None if row.share_before != row.share_before else float(row.share_before)
    detail = f"bình quân {number(row.mean, 2)} trên {number(row.max_points, 0)}"
    if row.losers:
        detail += f"; mất nhiều nhất: {row.worst}"
    return Bar(row.criterion_name, f"{number(row.share * 100, 0)} %", ((0.0, row.share, "#6F8FAF"),), detail, mark=mark)


def _told(row: Any) -> str:
    return f"{row.criterion_name} {number(row.share * 100, 0)} %"
