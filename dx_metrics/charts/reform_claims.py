"""What communes gave themselves beside what was recognised, and what the survey gave them."""

from typing import Any

import pandas as pd

from dx_metrics.charts import look
from dx_metrics.charts.exhibit import Exhibit
from dx_metrics.charts.lost_bars import Bar, drawn
from dx_metrics.charts.quality_shares import SETTING
from dx_metrics.charts.reform import Round, caption_of, links_here, nothing, round_of
from dx_metrics.scoring.small_numbers import minimum_of
from dx_metrics.store import Release
from dx_metrics.view import View
from dx_metrics.wording import clipped, number

ROWS = 30
"""Communes drawn; the table has all."""


def overclaimed(release: Release, view: View) -> Exhibit:
    """Points that communes gave themselves against those recognised on the same criteria, the widest gap first."""
    round_ = round_of(release, view)
    table = claims(round_) if round_ else None
    if round_ is None or table is None or table.empty:
        return nothing(release, view, "cchc-tu-cham", "Chưa có điểm tự chấm để so với điểm thẩm định.")
    word, first = str(release.about["unit_word"]), table.iloc[0]
    title = f"{first['short_name']} tự chấm cao hơn {number(first['gap'])} điểm"
    if first["gap"] <= 0:
        title = f"Không {word} nào tự chấm cao hơn thẩm định"
    reach = links_here(release, round_)
    shown = table[(table.index < ROWS) | (table["unit"] == round_.view.unit)]
    return Exhibit(
        name="cchc-tu-cham",
        title=title,
        words=f"Bình quân mỗi {word} tự chấm {number(table['claimed'].mean())}, được công nhận "
        f"{number(table['given'].mean())} trên {number(table['most'].max(), 0)} điểm. "
        + " ".join(
            f"{row.short_name}: tự chấm {number(row.claimed, 2)}, được {number(row.given, 2)}."
            for row in table.head(ROWS).itertuples()
        ),
        caption=caption_of(release, round_, "Điểm tự chấm và điểm được công nhận trên cùng các tiêu chí"),
        table=pd.DataFrame(
            {
                "_code": [code if code in reach else "" for code in table["unit"]],
                "Đơn vị": table["short_name"],
                "Tự chấm": table["claimed"],
                "Được công nhận": table["given"],
                "Chênh": table["gap"],
                "Số tiêu chí bị hạ": table["lowered"],
                "Không có minh chứng": table["bare"],
            }
        ),
        figure=_dumbbells(shown.iloc[::-1], round_.view.unit, reach),
        notes=(f"Hình chỉ vẽ {ROWS} {word} chênh nhiều nhất; bảng có đủ.",) if len(shown) < len(table) else (),
    )


def surveyed(release: Release, view: View) -> Exhibit:
    """What the survey gave each commune, with the number of valid forms."""
    round_ = round_of(release, view)
    known = round_.marks[round_.marks["stage"] == "survey"] if round_ else pd.DataFrame()
    if round_ is None or known.empty:
        return nothing(release, view, "cchc-phieu", "Kỳ chấm này chưa có kết quả điều tra xã hội học.")
    least, word = minimum_of(release.about.get(SETTING)), str(release.about["unit_word"])
    table = known.groupby("unit", sort=False).agg(
        short_name=("short_name", "first"), points=("points", "sum"), most=("max_points", "sum"), forms=("forms", "max")
    )
    table = table.assign(share=table["points"] / table["most"]).reset_index()
    table["forms"] = table["forms"].fillna(0).astype(int)
    table["enough"] = table["forms"] >= least
    table = table.sort_values(["enough", "share", "short_name"], ascending=[False, False, True], ignore_index=True)
    few = table[~table["enough"]]
    reach = links_here(release, round_)
    told = table[table["enough"]]
    title = f"{len(few)} trên {len(table)} {word} chưa đủ {least} phiếu" if len(few) else (
        f"{told['short_name'].iloc[0]} cao nhất: {number(told['share'].iloc[0] * 100, 0)} % điểm điều tra"
    )  # fmt: skip
    weakest = known.assign(share=known["points"] / known["max_points"]).groupby("criterion_name")["share"].mean()
    return Exhibit(
        name="cchc-phieu",
        title=title,
        words=f"{int(table['forms'].sum())} phiếu hợp lệ của {len(table)} {word}. Yếu tố thấp nhất: {weakest.idxmin()} "
        f"({number(weakest.min() * 100, 0)} % điểm). "
        + (f"Chưa đủ {least} phiếu: {clipped(list(few['short_name']), 20)}. " if len(few) else "")
        + " ".join(
            f"{row.short_name}: {number(row.share * 100, 0)} % của {row.forms} phiếu."
            for row in told.head(ROWS).itertuples()
        ),
        caption=caption_of(release, round_, "Điểm điều tra xã hội học, % điểm tối đa; trong ngoặc: số phiếu hợp lệ"),
        table=pd.DataFrame(
            {
                "_code": [code if code in reach else "" for code in table["unit"]],
                "Đơn vị": table["short_name"],
                "Số phiếu hợp lệ": table["forms"],
                "Điểm điều tra": table["points"],
                "Tối đa": table["most"],
                "% điểm tối đa": (table["share"] * 100).where(table["enough"]),
                "Nhận xét": ["" if enough else "chưa đủ phiếu" for enough in table["enough"]],
            }
        ),
        drawing=_survey_rows(table, round_.view.unit, reach, least),
        notes=(f"Dưới {least} phiếu thì ghi “chưa đủ phiếu” thay cho tỷ lệ; điểm vẫn tính theo bộ tiêu chí.",),
    )  # fmt: skip


def claims(round_: Round) -> pd.DataFrame:
    """A commune a row, the widest gap first: claimed, given, gap, lowered and bare (numbers of criteria)."""
    known = round_.marks[round_.marks["self"].notna() & round_.marks["points"].notna()]
    known = known.assign(
        gap=known["self"] - known["points"], bare=known["evidence"].fillna("").eq("") & (known["self"] > 0)
    )
    table = known.groupby("unit", sort=False).agg(
        short_name=("short_name", "first"),
        claimed=("self", "sum"),
        given=("points", "sum"),
        most=("max_points", "sum"),
        gap=("gap", "sum"),
        lowered=("gap", lambda gap: int((gap > 0).sum())),
        bare=("bare", "sum"),
    )
    return table.reset_index().sort_values(["gap", "short_name"], ascending=[False, True], ignore_index=True)


def _dumbbells(table: pd.DataFrame, unit: str, reach: set[str]) -> dict[str, Any]:
    names = [f"<b>{row.short_name}</b>" if row.unit == unit else row.short_name for row in table.itertuples()]
    x: list[float | None] = []
    y: list[str | None] = []
    for name, row in zip(names, table.itertuples(), strict=True):
        x += [float(row.given), float(row.claimed), None]
        y += [name, name, None]
    bar = {"type": "scatter", "mode": "lines", "x": x, "y": y, "hoverinfo": "skip", "showlegend": False,
           "line": {"color": look.OTHERS, "width": 3}}  # fmt: skip
    codes = [code if code in reach else "" for code in table["unit"]]

    def dots(column: str, name: str, symbol: str, colour: str, labels: list[str]) -> dict[str, Any]:
        return {
            "type": "scatter",
            "mode": "markers+text",
            "name": name,
            "x": [round(float(value), 2) for value in table[column]],
            "y": names,
            "customdata": codes,
            "text": labels,
            "textposition": "middle right",
            "textfont": {"size": 11, "color": look.MUTED},
            "cliponaxis": False,
            "marker": {"size": 11, "symbol": symbol, "color": colour, "line": {"width": 1.5, "color": colour}},
            "hovertemplate": f"%{{y}}: {name} %{{x:,.2f}}<extra></extra>",
        }

    gaps = [f"{'+' if row.gap > 0 else '−' if row.gap < 0 else ''}{number(abs(row.gap))}" for row in table.itertuples()]
    return {
        "data": [
            bar,
            dots("given", "được công nhận", "circle", look.CHOSEN, [""] * len(table)),
            dots("claimed", "tự chấm", "circle-open", look.SECOND, gaps),
        ],
        "layout": look.layout(
            max(220, 25 * len(table) + 70),
            showlegend=True,
            legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"},
            margin={"l": 8, "r": 44, "t": 34, "b": 8},
            xaxis=look.axis(nticks=6),
            yaxis=look.axis(type="category", categoryorder="array", categoryarray=names, showgrid=False,
                            tickfont={"color": look.INK, "size": 12}),
        ),
    }  # fmt: skip


def _survey_rows(table: pd.DataFrame, unit: str, reach: set[str], least: int) -> str:

    bars = [
        Bar(
            row.short_name,
            f"{number(row.share * 100, 0)} %" if row.enough else f"{row.forms} phiếu",
            ((0.0, row.share, look.CHOSEN if row.unit == unit else "#6F8FAF"),) if row.enough else (),
            f"{row.forms} phiếu hợp lệ" if row.enough else f"chưa đủ {least} phiếu",
            row.unit if row.unit in reach else "",
            chosen=row.unit == unit,
        )
        for row in table[(table.index < ROWS) | (table["unit"] == unit)].itertuples()
    ]
    return drawn(bars, 0.0, 1.0)
