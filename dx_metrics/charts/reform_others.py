"""What the neighbours of a commune and those most like it were given where it lost points, and with which evidence."""

from html import escape
from typing import Any

import pandas as pd

from dx_metrics.charts import look
from dx_metrics.charts.exhibit import Exhibit
from dx_metrics.charts.lost_bars import Bar, drawn
from dx_metrics.charts.reform import Round, caption_of, choose_one, evidence, round_of
from dx_metrics.queries import register
from dx_metrics.store import Release
from dx_metrics.view import View
from dx_metrics.wording import absent, clipped, number, plain

CRITERIA, OTHERS, ALIKE = 6, 3, 4
"""Criteria drawn, others told for each, communes taken as most alike."""


def others(release: Release, view: View) -> Exhibit:
    """For each criterion on which the commune lost most: who near or like it was given more, with what evidence."""
    round_ = round_of(release, view)
    if round_ is None or round_.own.empty:
        return choose_one(release, view, "cchc-xa-khac")
    name, near = str(round_.own["short_name"].iloc[0]), related(release, round_)
    if not near:
        return choose_one(release, view, "cchc-xa-khac")
    table = better(round_, near)
    told = [code for code in dict.fromkeys(table["code"])][:CRITERIA]
    with_proof = table[table["evidence"].fillna("") != ""]
    title = (
        f"{table['code'].nunique()} tiêu chí {name} kém nơi giáp ranh hoặc giống mình"
        if len(table)
        else f"Nơi giáp ranh và giống {name} không nơi nào hơn"
    )
    return Exhibit(
        name="cchc-xa-khac",
        title=title,
        words=f"{title}. "
        + " ".join(_sentence(table[table["code"] == code]) for code in told)
        + f" So với: {clipped([f'{words[0]} ({words[1]})' for words in near.values()], 12)}.",
        caption=caption_of(release, round_, f"{name} mất điểm ở đâu, nơi khác được bao nhiêu, bằng minh chứng gì"),
        table=pd.DataFrame(
            {
                "Mã": table["code"],
                "Tiêu chí": table["criterion_name"],
                f"{name} được": table["own"],
                "Tối đa": table["max_points"],
                "Nơi khác": table["short_name"],
                "Quan hệ": table["relation"],
                "Được": table["points"],
                "Minh chứng": table["evidence"].fillna(""),
                "Lý do": table["reason"].fillna(""),
            }
        ),
        drawing=_drawn(table, told) if len(table) else f"<p>{escape(title)}.</p>",
        notes=(
            f"Giống nhất: {ALIKE} nơi có phần điểm các lĩnh vực gần nhất (trung bình bình phương chênh lệch). "
            f"{len(with_proof)} trên {len(table)} dòng có ghi minh chứng.",
        ),
    )


def related(release: Release, round_: Round) -> dict[str, tuple[str, str]]:
    """Neighbours and the communes most alike: code to name and relation."""
    near = set(register.neighbours(release, round_.view.period, round_.view.unit))
    fields = round_.marks.groupby(["unit", "theme"])[["points", "max_points"]].sum(min_count=1)
    shares = (fields["points"] / fields["max_points"]).unstack("theme")
    apart = ((shares - shares.loc[round_.view.unit]) ** 2).mean(axis=1).drop(round_.view.unit).dropna()
    alike = set(apart.sort_values(kind="stable").index[:ALIKE])
    names = dict(zip(round_.marks["unit"], round_.marks["short_name"], strict=True))
    found = {}
    for code in sorted((near | alike) & set(names), key=lambda code: (code not in near, names[code])):
        relation = [words for words, on in (("giáp ranh", code in near), ("giống nhất", code in alike)) if on]
        found[code] = (str(names[code]), ", ".join(relation))
    return found


def better(round_: Round, near: dict[str, tuple[str, str]]) -> pd.DataFrame:
    """Rows of `marks` of those who were given more, with `own` and `relation`; what was lost most first."""
    own = round_.own.set_index("code")
    rows = round_.marks[round_.marks["unit"].isin(near)]
    rows = rows.assign(
        own=rows["code"].map(own["points"].fillna(0.0)),
        own_lost=rows["code"].map(own["lost"]),
        relation=[near[code][1] for code in rows["unit"]],
    )
    rows = rows[(rows["points"] > rows["own"] + 1e-9) & (rows["own_lost"] > 1e-9)]
    rows = rows.assign(bare=rows["evidence"].fillna("").eq(""))
    order = ["own_lost", "position", "bare", "points", "short_name"]
    return rows.sort_values(order, ascending=[False, True, True, False, True], ignore_index=True)


def _sentence(rows: pd.DataFrame) -> str:
    first = rows.iloc[0]
    who = clipped([f"{row.short_name} {plain(row.points)}" for row in rows.head(OTHERS).itertuples()], OTHERS)
    return f"{first['criterion_name']}: được {plain(first['own'])} trên {plain(first['max_points'])}; {who}."


def _drawn(table: pd.DataFrame, told: list[str]) -> str:
    """A heading a criterion, below it who was given more; as a list of bars, so that paper and pictures have it too."""
    bars = []
    for code in told:
        rows = table[table["code"] == code]
        first = rows.iloc[0]
        most = float(first["max_points"])
        own = ((0.0, float(first["own"]) / most, look.CHOSEN),)
        more = f"{len(rows) - OTHERS} nơi khác nữa trong bảng" if len(rows) > OTHERS else ""
        figure = f"{plain(first['own'])}/{plain(most)}"
        bars.append(Bar(str(first["criterion_name"]), figure, own, more, heading=True))
        bars += [
            Bar(row.short_name, plain(row.points), ((0.0, row.points / most, "#6F8FAF"),), _proof(row))
            for row in rows.head(OTHERS).itertuples()
        ]
    return drawn(bars, 0.0, 1.0)


def _proof(row: Any) -> str:
    """`giáp ranh; Hồ sơ minh chứng CC3.2`."""
    if row.stage != "survey":
        return f"{row.relation}; {evidence(row)}"
    forms = "" if absent(row.forms) else f"{number(row.forms, 0)} "
    return f"{row.relation}; {forms}phiếu điều tra"
