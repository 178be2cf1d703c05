"""Shares that rest on few cases: a funnel instead of a league table, silence below a declared minimum."""

from typing import Any

import numpy as np
import pandas as pd

from dx_metrics.charts import look
from dx_metrics.charts.caption import caption
from dx_metrics.charts.exhibit import Exhibit
from dx_metrics.queries import choices, quality
from dx_metrics.scoring.formula import FormulaError, Node, Number, Operation, Variable, parse
from dx_metrics.scoring.small_numbers import funnel, minimum_of, pooled, wilson
from dx_metrics.store import Release
from dx_metrics.view import View
from dx_metrics.wording import absent, clipped, number

FORMS = "phiếu"
"""What the variables of a survey are counted in."""
SETTING = "min_cases"
"""Name, in `dx` of the workspace, of the fewest cases for which a share is shown."""


def shares(release: Release, view: View) -> dict[str, tuple[str, str, str]]:
    """Indicators that are one count out of another: code to (name, count, out of); those of a survey first,
    then those with the fewest cases."""
    criteria = choices.criteria(release, view.series, view.period)
    found = {
        row.code: (str(row.name), *ends)
        for row in criteria[criteria["leaf"] & (criteria["rule"] != "choice")].itertuples()
        if (ends := _ratio(str(row.value)))
    }
    below = tuple(sorted({out_of for _, _, out_of in found.values()}))
    typical = quality.typical(release, view.period, below).set_index("variable")

    def order(item: tuple[str, tuple[str, str, str]]) -> tuple[bool, float]:
        out_of = item[1][2]
        if out_of not in typical.index or absent(typical.at[out_of, "out_of"]):
            return True, float("inf")
        return typical.at[out_of, "measure"] != FORMS, float(typical.at[out_of, "out_of"])

    return dict(sorted(found.items(), key=order))


def few_cases(release: Release, view: View) -> Exhibit:
    """Each commune's share of `view.criterion` (by default the first of `shares`) by its number of cases,
    with the limits of chance; below the minimum no share is shown."""
    offered = shares(release, view)
    code = view.criterion if view.criterion in offered else next(iter(offered), "")
    word = release.about["unit_word"]
    if not offered:
        words = "Bộ chỉ số này không có chỉ tiêu nào là tỷ lệ của hai số đếm."
        return Exhibit("it-phieu", "Không có tỷ lệ để xét", words, caption(release, view, "Tỷ lệ theo số trường hợp"),
                       pd.DataFrame({"Đơn vị": []}), drawing=f"<p>{words}</p>")  # fmt: skip
    name, numerator, denominator = offered[code]
    forms = quality.typical(release, view.period, (denominator,))
    counted = FORMS if len(forms) and forms["measure"].iloc[0] == FORMS else "trường hợp"
    least = minimum_of(release.about.get(SETTING))
    table = judged(quality.cases(release, view.period, numerator, denominator), least)
    few = table[table["verdict"] == "few"]
    overall = pooled(table["cases"], table["out_of"])
    title = _finding(table, few, least, counted, word)
    outside = [f"{row.short_name} {(row.verdict == 'high' and 'cao') or 'thấp'} hơn hẳn ({number(row.share * 100)} %)"
               for row in table[table["verdict"].isin(("high", "low"))].itertuples()]  # fmt: skip
    words = [
        f"{name}: gộp cả {word} là {number(overall * 100)} %." if overall is not None else f"{name}: chưa có số liệu.",
        f"Chưa đủ {least} {counted}: {clipped(list(few['short_name']), 20)}." if len(few) else "",
        f"Khác mức chung ngoài phạm vi ngẫu nhiên: {'; '.join(outside)}." if outside else
        f"Không nơi nào {f'đủ {counted} ' if len(few) else ''}khác mức chung ngoài phạm vi ngẫu nhiên.",
    ]  # fmt: skip
    drawable = overall is not None
    return Exhibit(
        name="it-phieu",
        title=title,
        words=" ".join(filter(None, words)),
        caption=caption(release, view, f"{name}, % theo số {counted}; vùng giữa hai đường: dao động ngẫu nhiên 95 %"),
        table=_twin(table, counted, least),
        figure=funnel_figure(table, overall, least, counted, view.unit) if drawable and overall is not None else None,
        drawing="" if drawable else f"<p>{name}: chưa có số liệu trong kỳ này.</p>",
        notes=(
            f"Dưới {least} {counted} thì ghi “chưa đủ {counted}” thay cho tỷ lệ; mức này đặt ở mục {SETTING} "
            "của bộ dữ liệu, mặc định 30. Điểm của chỉ tiêu vẫn tính theo bộ chỉ số.",
        ),
    )


def judged(cases: pd.DataFrame, least: int) -> pd.DataFrame:
    """`cases` with share, Wilson limits low and high (0 to 1) and verdict: none (not reported), few, high, low
    (outside what chance explains) or alike."""
    low, high = wilson(cases["cases"], cases["out_of"])
    table = cases.assign(share=cases["cases"] / cases["out_of"], low=low, high=high)
    overall = pooled(table["cases"], table["out_of"])
    verdict = np.select(
        [np.isnan(low), table["out_of"] < least, low > (overall or 0), high < (overall or 0)],
        ["none", "few", "high", "low"],
        "alike",
    )
    return table.assign(verdict=verdict)


def _ratio(formula: str) -> tuple[str, str] | None:
    """The two variables of `a / b` or `a / b * 100`."""
    try:
        node: Node = parse(formula).root
    except FormulaError:
        return None
    if isinstance(node, Operation) and node.sign == "*" and node.right == Number(100.0):
        node = node.left
    if isinstance(node, Operation) and node.sign == "/":
        ends = node.left, node.right
        if isinstance(ends[0], Variable) and isinstance(ends[1], Variable):
            return ends[0].name, ends[1].name
    return None


def _finding(table: pd.DataFrame, few: pd.DataFrame, least: int, counted: str, word: str) -> str:
    if len(few):
        return f"{len(few)} trên {len(table)} {word} chưa đủ {least} {counted}"
    outside = int(table["verdict"].isin(("high", "low")).sum())
    if outside:
        return f"{outside} trên {len(table)} {word} khác hẳn mức chung"
    return f"Không {word} nào khác hẳn mức chung"


def funnel_figure(table: pd.DataFrame, overall: float, least: int, counted: str, unit: str) -> dict[str, Any]:
    """Rows of `judged` by their number of cases, between the limits of chance around the overall share (0 to 1)."""
    most = max(float(table["out_of"].max()) * 1.08, least * 1.5)
    sizes = np.geomspace(max(1.0, min(least / 3, float(table["out_of"].min() or 1))), most, 60)
    limits = [[round(float(y) * 100, 2) for y in side] for side in funnel(overall, sizes)]
    edge = {"type": "scatter", "mode": "lines", "hoverinfo": "skip", "x": [round(float(n), 2) for n in sizes]}
    line = {"line": {"color": look.OTHERS, "width": 1.5, "dash": "dot"}}
    told = table[table["verdict"].isin(("alike", "high", "low"))]
    few = table[table["verdict"] == "few"]
    floor = max(0.0, min([*limits[0], *(told["low"] * 100)]) - 6)
    names = {"high": "cao hơn hẳn mức chung", "low": "thấp hơn hẳn mức chung", "alike": "không khác hẳn mức chung"}
    dots = {
        "type": "scatter",
        "mode": "markers+text",
        "x": [float(n) for n in told["out_of"]],
        "y": [round(float(y) * 100, 1) for y in told["share"]],
        "customdata": list(told["unit"]),
        "text": [row.short_name if row.verdict != "alike" or len(told) <= 8 or row.unit == unit else ""
                 for row in told.itertuples()],
        "textposition": "top center",
        "marker": {
            "size": 11,
            "symbol": [{"high": "triangle-up", "low": "triangle-down"}.get(v, "circle") for v in told["verdict"]],
            "color": [look.CHOSEN if code == unit else "#6F8FAF" for code in told["unit"]],
        },
        "hoverinfo": "text",
        "hovertext": [
            f"<b>{row.short_name}</b><br>{number(row.share * 100)} % của {row.out_of:.0f} {counted}"
            f"<br>khoảng tin cậy {number(row.low * 100)}–{number(row.high * 100)} %<br>{names[row.verdict]}"
            for row in told.itertuples()
        ],
    }  # fmt: skip
    rug = {
        "type": "scatter",
        "mode": "markers",
        "x": [float(n) for n in few["out_of"]],
        "y": [round(floor, 2)] * len(few),
        "customdata": list(few["unit"]),
        "marker": {"size": 11, "symbol": "circle-open", "color": [
            look.CHOSEN if code == unit else look.MUTED for code in few["unit"]]},
        "hoverinfo": "text",
        "hovertext": [f"<b>{row.short_name}</b><br>{row.out_of:.0f} {counted}: chưa đủ {counted}"
                      for row in few.itertuples()],
    }  # fmt: skip
    level = {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": overall * 100, "y1": overall * 100}
    ground = {"type": "rect", "layer": "below", "yref": "paper", "y0": 0, "y1": 1, "x0": 0, "x1": least}
    note = {"showarrow": False, "font": {"size": 11, "color": look.MUTED}, "yref": "paper"}
    return {
        "data": [edge | {"y": limits[0]} | line, edge | {"y": limits[1]} | line, rug, dots],
        "layout": look.layout(
            360,
            shapes=[ground | {"fillcolor": "#F3F6F9", "line": {"width": 0}},
                    level | {"line": {"color": look.SECOND, "width": 1.5}}],
            annotations=[note | {"x": least / 2, "y": 1, "yanchor": "bottom", "text": f"chưa đủ {counted}"},
                         note | {"xref": "paper", "x": 1, "xanchor": "right", "y": 1, "yanchor": "bottom",
                                 "text": f"mức chung {number(overall * 100)} %"}],
            margin={"l": 8, "r": 16, "t": 26, "b": 8},
            xaxis=look.axis(range=[0, most], title={"text": f"Số {counted}", "font": {"size": 12}}),
            yaxis=look.axis(ticksuffix=" %"),
        ),
    }  # fmt: skip


def _twin(table: pd.DataFrame, counted: str, least: int) -> pd.DataFrame:
    enough = ~table["verdict"].isin(("none", "few"))
    words = {"none": "chưa có số liệu", "few": f"chưa đủ {counted}", "high": "cao hơn hẳn mức chung",
             "low": "thấp hơn hẳn mức chung", "alike": "không khác hẳn mức chung"}  # fmt: skip
    return pd.DataFrame(
        {
            "_code": table["unit"],
            "Đơn vị": table["short_name"],
            "Đạt": table["cases"],
            f"Số {counted}": table["out_of"],
            "Tỷ lệ (%)": (table["share"] * 100).where(enough),
            "Từ (%)": (table["low"] * 100).where(enough),
            "Đến (%)": (table["high"] * 100).where(enough),
            "Nhận xét": [words[verdict] for verdict in table["verdict"]],
        }
    )
