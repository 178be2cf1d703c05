"""How good the indicators are: who has values, which say the same thing twice."""

import textwrap
from html import escape
from typing import Any

import numpy as np
import pandas as pd

from dx_metrics.charts import look
from dx_metrics.charts.caption import caption
from dx_metrics.charts.exhibit import Exhibit
from dx_metrics.queries import choices, quality, standing
from dx_metrics.store import Release
from dx_metrics.view import ALL, View
from dx_metrics.wording import absent, clipped, number

ENOUGH = 0.65
"""Share of communes with a value below which an indicator says little: the rule of thumb of the JRC."""
HIGH, CONTRARY = 0.75, -0.4
"""Correlations at which two indicators of one theme are flagged, as in COINr."""
LABEL = 22
"""Letters a line of an indicator's name beside its bar: more would leave a phone no bar."""
TOLD = 6
"""Flagged pairs that are named; the rest are counted."""
PAIRS = 8
"""Communes that must have both figures before a correlation is told."""


def coverage(release: Release, view: View) -> Exhibit:
    """Each indicator's share of communes with a value, fewest first; nothing occurred is not missing."""
    table = quality.coverage(release, view.series, view.period)
    if view.theme != ALL:
        table = table[table["theme"] == view.theme]
    table = table.assign(had=table["scored"] + table["not_applicable"]).sort_values(["had", "position"])
    short = table[table["missing"] > 0]
    word = release.about["unit_word"]
    parts = [
        f"{row.code} {row.name}: thiếu {row.missing}/{row.units} {word} ({clipped(list(row.who_missing))})."
        for row in short.itertuples()
    ]
    weak = table[table["scored"] < ENOUGH * table["units"]]
    title = f"Thiếu nhiều nhất: {short['name'].iloc[0]}" if len(short) else "Không chỉ tiêu nào thiếu số liệu"
    return Exhibit(
        name="do-phu",
        title=title,
        words=" ".join(parts) or f"Cả {len(table)} chỉ tiêu có số liệu hoặc không phát sinh ở mọi {word}.",
        caption=caption(release, view, f"Phần {word} có số liệu của từng chỉ tiêu, %"),
        table=pd.DataFrame(
            {
                "Mã": table["code"],
                "Chỉ tiêu": table["name"],
                "Trụ cột": table["theme_name"],
                "Có số liệu": table["scored"],
                "Không phát sinh": table["not_applicable"],
                "Thiếu": table["missing"],
                "Độ phủ (%)": table["scored"] / table["units"] * 100,
                "Nơi thiếu": [
                    ", ".join(names) if isinstance(names, list | np.ndarray) else "" for names in table["who_missing"]
                ],
            }
        ),
        figure=_covered(table) if len(table) else None,
        drawing="" if len(table) else "<p>Không có chỉ tiêu nào.</p>",
        notes=(f"Dưới {ENOUGH * 100:.0f} % {word} có số liệu: {clipped(list(weak['code']), 6)}.",) if len(weak) else (),
    )


def pairs(release: Release, view: View) -> pd.DataFrame:
    """Flagged pairs of indicators within a theme: theme, first, second, r; strongest first."""
    leaves = standing.points(release, view.series, view.period)
    found = []
    for theme, own in leaves.groupby("theme", sort=False):
        r = correlations(own)
        for i, first in enumerate(r.columns):
            for second in r.columns[i + 1 :]:
                if r.at[first, second] >= HIGH or r.at[first, second] <= CONTRARY:
                    found.append((theme, first, second, float(r.at[first, second])))
    table = pd.DataFrame(found, columns=["theme", "first", "second", "r"])
    return table.sort_values("r", key=lambda r: -r.abs(), kind="stable").reset_index(drop=True)


def correlations(cells: pd.DataFrame) -> pd.DataFrame:
    """Pearson's r of the points of each two criteria in `cells` (unit, code, points, criterion_position).

    NaN with fewer than `PAIRS` communes, or where all have the same points.
    """
    order = list(cells.sort_values("criterion_position")["code"].unique())
    wide = cells.pivot(index="unit", columns="code", values="points")[order].astype(float)
    return wide.corr(min_periods=PAIRS)


def correlation(release: Release, view: View) -> Exhibit:
    """The themes (or one theme's indicators) against each other; pairs within a theme that are flagged."""
    if view.theme == ALL:
        heads = standing.heads(release, view.series, view.period)
        cells = heads[(heads["depth"] == 1) & heads["ranked"]]
    else:
        leaves = standing.points(release, view.series, view.period)
        cells = leaves[leaves["theme"] == view.theme]
    criteria = choices.criteria(release, view.series, view.period)
    names = dict(zip(criteria["code"], criteria["name"], strict=True))
    r = correlations(cells)
    flagged = pairs(release, view)
    if view.theme != ALL:
        flagged = flagged[flagged["theme"] == view.theme]
    told = [
        f"{first} {names[first]} với {second} {names[second]}: {number(x, 2)}"
        for first, second, x in zip(flagged["first"], flagged["second"], flagged["r"], strict=True)
    ]
    known = bool(r.notna().to_numpy().sum() > len(r))
    title = f"{len(told)} cặp chỉ tiêu trùng hoặc ngược nhau" if told else "Không cặp chỉ tiêu nào trùng nhau"
    few = f"Cần ít nhất {PAIRS} đơn vị cùng có điểm để tính tương quan."
    return Exhibit(
        name="tuong-quan",
        title=title if known else "Chưa đủ đơn vị để tính tương quan",
        words=("; ".join(told[:TOLD]) + _more(told) if told else title + ".") if known else few,
        caption=caption(
            release,
            view,
            f"Hệ số tương quan Pearson giữa điểm các {'trụ cột' if view.theme == ALL else 'chỉ tiêu'}, từ −1 đến 1",
        ),
        table=pd.DataFrame({"Mã": r.index, "Tên": [names[code] for code in r.index]}).join(
            r.reset_index(drop=True) if len(r) else pd.DataFrame()
        ),
        drawing=_matrix(r, names) if known else f"<p>{few}</p>",
        notes=(
            f"Nêu cặp trong cùng trụ cột có hệ số từ {number(HIGH, 2)} (gần như đo cùng một việc) "
            f"hoặc từ −{number(-CONTRARY, 1)} trở xuống (tăng cái này thì giảm cái kia).",
            *told[:TOLD],
            *([f"và {len(told) - TOLD} cặp khác."] if len(told) > TOLD else []),
        )
        if known
        else (),
    )


def _more(told: list[str]) -> str:
    return f"; và {len(told) - TOLD} cặp khác." if len(told) > TOLD else "."


def _covered(table: pd.DataFrame) -> dict[str, Any]:
    labels = [f"{row.code} {row.name}" for row in table.itertuples()]
    shown = ["<br>".join(textwrap.wrap(label, LABEL, max_lines=2, placeholder="…")) for label in labels]
    marks = {
        "scored": ("có số liệu", {"color": "#6F8FAF"}),
        "not_applicable": ("không phát sinh", {"color": look.PALE, "line": {"color": look.OTHERS, "width": 1}}),
        "missing": ("thiếu", {"color": "#fff", "line": {"color": look.MUTED, "width": 1},
                              "pattern": {"shape": "/", "fgcolor": look.OTHERS, "size": 6}}),
    }  # fmt: skip
    bars = [
        {
            "type": "bar",
            "orientation": "h",
            "name": words,
            "x": [round(float(x), 1) for x in table[state] / table["units"] * 100],
            "y": list(table["code"]),
            "marker": marker,
            "hoverinfo": "text",
            "hovertext": [
                f"<b>{label}</b><br>{words}: {n}/{units}"
                for label, n, units in zip(labels, table[state], table["units"], strict=True)
            ],
        }
        for state, (words, marker) in marks.items()
    ]
    return {
        "data": bars,
        "layout": look.layout(
            84 + 32 * len(table),
            barmode="stack",
            bargap=0.3,
            showlegend=True,
            legend={"orientation": "h", "y": 1.01, "yanchor": "bottom", "x": 0, "traceorder": "normal"},
            xaxis=look.axis(range=[0, 100], ticksuffix=" %"),
            yaxis=look.axis(
                autorange="reversed", type="category", tickmode="array", tickvals=list(table["code"]), ticktext=shown,
                tickfont={"color": look.INK, "size": 12}, showgrid=False,
            ),
        ),
    }  # fmt: skip


def _matrix(r: pd.DataFrame, names: dict[str, str]) -> str:
    heads = "".join(f'<th scope="col" title="{escape(names[code])}">{escape(code)}</th>' for code in r.columns)
    body = "".join(
        f'<tr><th scope="row">{escape(code)} {escape(names[code])}</th>'
        + "".join(_cell(code, other, r.at[code, other]) for other in r.columns)
        + "</tr>"
        for code in r.index
    )
    return (
        '<div class="scroll" tabindex="0" role="group" aria-label="Bảng, cuộn ngang được"><table class="heat">'
        f'<thead><tr><th scope="col">Hệ số tương quan</th>{heads}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def _cell(code: str, other: str, r: float) -> str:
    if code == other:
        return "<td>–</td>"
    if absent(r):
        return '<td class="none">chưa đủ</td>'
    shade = 4 if r >= HIGH else 3 if r >= -CONTRARY else 2 if r > CONTRARY else 1 if r > -HIGH else 0
    colours = f"background:{look.WORSE_TO_BETTER[shade]};color:{look.ON_SHADE[shade]}"
    mark = " ▲" if shade == 4 else " ▼" if shade < 2 else ""
    return f'<td style="{colours}">{number(r, 2)}{mark}</td>'
