"""How far a rank can be trusted, and which theme really decides it."""

from typing import Any

import pandas as pd

from dx_metrics.charts import look
from dx_metrics.charts.caption import caption
from dx_metrics.charts.exhibit import Exhibit
from dx_metrics.queries import choices, quality
from dx_metrics.scoring.stability import VARIED, agrees, effective, plausible
from dx_metrics.store import Release
from dx_metrics.view import View
from dx_metrics.wording import absent, listed, number, plain

ROWS, ROW = 40, 26
"""Above so many communes the picture keeps the two ends and the surroundings of the chosen one."""
NOBODY = "<p>Kỳ này chưa có {word} nào được xếp hạng.</p>"
OFF = 0.05
"""A theme whose real weight is this far from the declared one is spoken of."""


def ranges(release: Release, series: str, period: str) -> pd.DataFrame | None:
    """Every ranked commune with its plausible range (see `stability.plausible`), short_name and points."""
    found = quality.parts(release, series, period)
    if found is None:
        return None
    parts, units = found
    table = plausible(parts, units["rank"].to_numpy(dtype=float))
    return table.assign(short_name=units["short_name"], points=units["points"])


def place(low: float, high: float) -> str:
    """`3`, or `3–5`."""
    return f"{low:.0f}" if low == high else f"{low:.0f}–{high:.0f}"


def stability(release: Release, view: View) -> Exhibit:
    """A dot for the rank, a line for the ranks it can take; communes of one band stand on one ground."""
    word = release.about["unit_word"]
    table = ranges(release, view.series, view.period)
    way = f"trọng số trụ cột ±{VARIED * 100:.0f} %, bỏ một trụ cột, đổi trung bình cộng và trung bình nhân"
    measure = f"Hạng và khoảng hạng có thể có khi thay cách tính ({way})"
    if table is None:
        words = f"Chưa có {word} nào được xếp hạng."
        return Exhibit("on-dinh", "Chưa có thứ hạng để thử", words, caption(release, view, measure),
                       pd.DataFrame({"Đơn vị": []}), drawing=NOBODY.format(word=word))  # fmt: skip
    bands = table.groupby("band")["short_name"].agg(list)
    several = [names for names in bands if len(names) > 1]
    same = [f"{listed(names)} chưa phân biệt được với nhau" for names in several if len(names) <= 8]
    found = quality.parts(release, view.series, view.period)
    notes = () if found is None or agrees(found[0], table["rank"].to_numpy(dtype=float)) else (
        "Bộ chỉ số này tính thêm ngoài điểm các trụ cột, nên khoảng hạng chỉ để tham khảo.",
    )  # fmt: skip
    return Exhibit(
        name="on-dinh",
        title=_finding(table, view.unit, word),
        words=f"{len(table)} {word} xếp thành {len(bands)} nhóm phân biệt được. "
        + (". ".join(same) + "." if same else "Không có hai nơi nào lẫn nhau."),
        caption=caption(release, view, measure),
        table=_twin(table),
        figure=_ranges(_drawn(table, view.unit), view.unit),
        notes=("Khoảng hạng nói về cách tính, không nói về sai sót của số liệu.", *notes),
    )


def weights(release: Release, view: View) -> Exhibit:
    """Declared weight of each theme, and the part of the differences between communes it makes."""
    measure = "Trọng số công bố và trọng số thực (phần chênh lệch điểm giữa các đơn vị do trụ cột tạo ra), %"
    found = quality.parts(release, view.series, view.period)
    heads = choices.criteria(release, view.series, view.period).set_index("code")["name"].to_dict()
    table = None if found is None else effective(found[0]).dropna(subset=["effective"])
    if table is None or table.empty:
        words = "Cần ít nhất ba đơn vị có điểm khác nhau để tính trọng số thực."
        return Exhibit("trong-so", "Chưa đủ đơn vị để tính trọng số thực", words, caption(release, view, measure),
                       pd.DataFrame({"Trụ cột": []}), drawing=f"<p>{words}</p>")  # fmt: skip
    table = table.assign(name=[heads[code] for code in table["theme"]])
    return Exhibit(
        name="trong-so",
        title=_heaviest(table),
        words=" ".join(
            f"{row.name}: {'' if absent(row.nominal) else f'công bố {number(row.nominal * 100, 0)} %, '}"
            f"thực {number(row.effective * 100, 0)} %, tương quan với tổng điểm {number(row.correlation, 2)}."
            for row in table.itertuples()
        ),
        caption=caption(release, view, measure),
        table=pd.DataFrame(
            {
                "Trụ cột": table["name"],
                "Trọng số công bố (%)": table["nominal"] * 100,
                "Trọng số thực (%)": table["effective"] * 100,
                "Tương quan với tổng điểm": table["correlation"],
            }
        ),
        figure=_dumbbells(table),
        notes=("Trọng số thực âm: trụ cột kéo thứ hạng ngược với tổng điểm.",)
        if (table["effective"] < 0).any()
        else (),
    )


def _finding(table: pd.DataFrame, unit: str, word: str) -> str:
    for row in table[table["unit"] == unit].itertuples():
        if row.low == row.high:
            return f"{row.short_name} vững ở hạng {row.rank:.0f}"
        return f"{row.short_name} hạng {row.rank:.0f}, có thể từ {row.low:.0f} đến {row.high:.0f}"
    bands = table["band"].nunique()
    if bands == len(table):
        return f"Cả {len(table)} {word} đều phân biệt được"
    return f"{len(table)} {word} chỉ phân biệt được {bands} nhóm"


def _heaviest(table: pd.DataFrame) -> str:
    gap = (table["effective"] - table["nominal"]).abs()
    if gap.isna().all():
        row = table.loc[table["effective"].idxmax()]
        return f"{row['name']} quyết định thứ hạng nhiều nhất"
    if gap.max() < OFF:
        return "Trọng số thực gần với trọng số công bố"
    row = table.loc[gap.idxmax()]
    way = "nặng hơn" if row["effective"] > row["nominal"] else "nhẹ hơn"
    return f"{row['name']} {way} công bố: {number(row['effective'] * 100, 0)} so với {plain(row['nominal'] * 100, 0)} %"


def _drawn(table: pd.DataFrame, unit: str) -> pd.DataFrame:
    if len(table) <= ROWS:
        return table
    end = ROWS // 2 - 4
    keep = set(range(end)) | set(range(len(table) - end, len(table)))
    for at in [i for i, code in enumerate(table["unit"]) if code == unit]:
        keep |= set(range(max(0, at - 3), min(len(table), at + 4)))
    return table.iloc[sorted(keep)]


def _ranges(rows: pd.DataFrame, unit: str) -> dict[str, Any]:
    codes = list(rows["unit"])
    colours = [look.CHOSEN if code == unit else "#6F8FAF" for code in codes]
    lines: dict[str, list[Any]] = {"x": [], "y": []}
    for at, row in enumerate(rows.itertuples()):
        lines["x"] += [int(row.low), int(row.high), None]
        lines["y"] += [at, at, None]
    grounds = [
        {"type": "rect", "layer": "below", "xref": "paper", "x0": 0, "x1": 1, "line": {"width": 0}}
        | {"fillcolor": "#F3F6F9", "y0": own[0] - 0.5, "y1": own[-1] + 0.5}
        for at, own in enumerate(rows.reset_index(drop=True).groupby("band").groups.values())
        if at % 2 == 0
    ]
    names = [f"<b>{row.short_name}</b>" if row.unit == unit else row.short_name for row in rows.itertuples()]
    return {
        "data": [
            {"type": "scatter", "mode": "lines", "hoverinfo": "skip", **lines}
            | {"line": {"color": "#A9B4BE", "width": 5}},
            {
                "type": "scatter",
                "mode": "markers+text",
                "x": [int(x) for x in rows["rank"]],
                "y": list(range(len(codes))),
                "customdata": codes,
                "marker": {"color": colours, "size": 12, "line": {"color": "#fff", "width": 1}},
                "hoverinfo": "text",
                "hovertext": [
                    f"<b>{row.short_name}</b><br>hạng {row.rank:.0f}, có thể {place(row.low, row.high)}"
                    f"<br>nhóm {row.band}, {number(row.points)} điểm"
                    for row in rows.itertuples()
                ],
            },
        ],
        "layout": look.layout(
            64 + ROW * len(rows),
            shapes=grounds,
            xaxis=look.axis(
                title={"text": "Hạng (1 là tốt nhất)", "font": {"size": 12}},
                range=[0.5, float(rows["high"].max()) + 0.5],
                tickformat="d",
                **({"tick0": 1, "dtick": 1} if rows["high"].max() <= 20 else {"nticks": 12}),
            ),
            yaxis=look.axis(
                range=[len(codes) - 0.4, -0.6],
                tickmode="array",
                tickvals=list(range(len(codes))),
                ticktext=names,
                tickfont={"color": look.INK, "size": 13},
                showgrid=False,
            ),
        ),
    }


def _dumbbells(table: pd.DataFrame) -> dict[str, Any]:
    names = list(table["name"])
    both = table[table["nominal"].notna()]
    lines: dict[str, list[Any]] = {"x": [], "y": []}
    for row in both.itertuples():
        lines["x"] += [round(row.nominal * 100, 1), round(row.effective * 100, 1), None]
        lines["y"] += [row.name, row.name, None]
    dot = {"type": "scatter", "mode": "markers", "hoverinfo": "x+y+name"}
    return {
        "data": [
            {"type": "scatter", "mode": "lines", "hoverinfo": "skip", "showlegend": False, **lines}
            | {"line": {"color": look.OTHERS, "width": 3}},
            dot | {"name": "Công bố", "x": [round(x * 100, 1) for x in both["nominal"]], "y": list(both["name"])}
            | {"marker": {"size": 13, "color": "#fff", "line": {"color": look.MUTED, "width": 2}}},
            dot | {"name": "Thực", "x": [round(x * 100, 1) for x in table["effective"]], "y": names}
            | {"marker": {"size": 13, "color": look.CHOSEN}},
        ],
        "layout": look.layout(
            90 + 40 * len(names),
            showlegend=True,
            legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
            xaxis=look.axis(ticksuffix=" %", rangemode="tozero"),
            yaxis=look.axis(autorange="reversed", type="category", tickfont={"color": look.INK, "size": 12}),
        ),
    }  # fmt: skip


def _twin(table: pd.DataFrame) -> pd.DataFrame:
    def both(name: str) -> list[str]:
        return [place(*ends) for ends in zip(table[f"{name}low"], table[f"{name}high"], strict=True)]

    return pd.DataFrame(
        {
            "_code": table["unit"],
            "Đơn vị": table["short_name"],
            "Điểm": table["points"],
            "Hạng": table["rank"].astype(int),
            "Khoảng hạng": both(""),
            "Nhóm": table["band"],
            "Khi trọng số đổi": both("weights_"),
            "Khi bỏ một trụ cột": both("themes_"),
            "Khi đổi cách gộp": both("other_"),
        }
    )
