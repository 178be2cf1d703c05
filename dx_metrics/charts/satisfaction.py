"""How content people are, factor by factor: counts of forms behind every share, silence where they are too few."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from dx_metrics.charts import look
from dx_metrics.charts.caption import caption, period_name
from dx_metrics.charts.exhibit import Exhibit
from dx_metrics.charts.lost_bars import Bar, drawn
from dx_metrics.charts.quality_shares import SETTING, funnel_figure, judged
from dx_metrics.queries import choices, satisfaction
from dx_metrics.scoring.small_numbers import minimum_of, pooled
from dx_metrics.store import Release
from dx_metrics.view import View
from dx_metrics.wording import clipped, number

DECLARED = "satisfaction"
"""Name, in `dx` of the workspace, of what tells which variables are the answers to which factor."""
ANSWERS = {"dissatisfied": "không hài lòng", "neutral": "bình thường", "satisfied": "hài lòng"}
COLOURS = {"dissatisfied": look.SECOND, "neutral": look.PALE, "satisfied": look.CHOSEN}
ROWS = 40
"""Communes drawn; the table has all."""


@dataclass(frozen=True, slots=True)
class Factor:
    """One factor and the variables that count its answers, in the order of `ANSWERS`."""

    name: str
    variables: tuple[str, str, str]


def factors(release: Release) -> list[Factor]:
    """The factors that the workspace declares; none where it declares nothing that can be read."""
    listed = declared(release).get("factors")
    found = []
    for entry in listed if isinstance(listed, list) else []:
        told = entry if isinstance(entry, dict) else {}
        codes = tuple(str(told.get(answer, "")) for answer in ANSWERS)
        if told.get("name") and all(codes):
            found.append(Factor(str(told["name"]), (codes[0], codes[1], codes[2])))
    return found


def declared(release: Release) -> dict[str, Any]:
    """What `datapackage.json` says of satisfaction."""
    said = release.about.get(DECLARED)
    return said if isinstance(said, dict) else {}


def answers(release: Release, view: View) -> pd.DataFrame:
    """A commune and factor a row: factor, the counts of `ANSWERS`, forms (their sum), over a year."""
    columns = ["unit", "short_name", "factor", *ANSWERS, "forms"]
    names = dict(choices.units(release, view.period)[["code", "short_name"]].itertuples(index=False))
    rows = []
    for factor in factors(release):
        for row in satisfaction.year(release, view.period, factor.variables).to_dict("records"):
            counts = [row[code] for code in factor.variables]
            rows.append([row["unit"], names.get(row["unit"], row["unit"]), factor.name, *counts, sum(counts)])
    table = pd.DataFrame(rows, columns=columns)
    return table[table["forms"] > 0].reset_index(drop=True)


def by_factor(release: Release, view: View) -> Exhibit:
    """Diverging bars of each factor, neutral in the middle: all communes together, and the chosen one beside them."""
    table, least, word = answers(release, view), least_of(release), str(release.about["unit_word"])
    if table.empty:
        return nothing(release, view, "hai-long-yeu-to")
    order = [factor.name for factor in factors(release)]
    whole = table.groupby("factor")[[*ANSWERS, "forms"]].sum().reindex(order).dropna()
    own = table[table["unit"] == view.unit].set_index("factor")
    name = str(own["short_name"].iloc[0]) if len(own) else ""
    everywhere = f"cả {table['unit'].nunique()} {word}"
    bars: list[Bar] = []
    for factor, row in whole.iterrows():
        if len(own):
            bars.append(Bar(str(factor), "", heading=True))
            if factor in own.index:
                bars.append(_bar(name, own.loc[factor], least, chosen=True))
            bars.append(_bar(everywhere, row, least))
        else:
            bars.append(_bar(str(factor), row, least))
    shown = own if len(own) else whole
    told = shown[shown["forms"] >= least]
    low = (told["satisfied"] / told["forms"]).sort_values() if len(told) else pd.Series(dtype=float)
    who = name or everywhere
    title = f"{who[0].upper()}{who[1:]}: chưa đủ {least} phiếu"
    if len(low):
        title = f"Thấp nhất: {low.index[0]}, {number(low.iloc[0] * 100, 0)} % hài lòng"
    return Exhibit(
        name="hai-long-yeu-to",
        title=title,
        words=f"{title}. "
        + " ".join(f"{factor}, {everywhere}: {_told(row, least)}." for factor, row in whole.iterrows())
        + " ".join(f" {factor}, {name}: {_told(row, least)}." for factor, row in own.iterrows()),
        caption=caption(release, view, f"Phần trả lời của từng yếu tố, {who}; {window(release, view)}"),
        table=_twin(pd.concat([table, whole.reset_index().assign(unit="", short_name=everywhere)]), least),
        drawing=drawn(bars, *_ends(pd.concat([whole, own])), _legend()),
        notes=(_note(least),),
    )


def by_unit(release: Release, view: View) -> Exhibit:
    """Communes by their answers to all factors, neutral in the middle; who has too few forms is named, not ranked."""
    table, least, word = overall(answers(release, view)), least_of(release), str(release.about["unit_word"])
    if table.empty:
        return nothing(release, view, "hai-long-xa")
    few = table[table["forms"] < least]
    told = table[table["forms"] >= least]
    bars = [
        _bar(row["short_name"], row, least, code=str(row["unit"]), chosen=row["unit"] == view.unit)
        for at, row in table.iterrows()
        if int(str(at)) < ROWS or row["unit"] == view.unit
    ]
    if len(told):
        last = told.iloc[-1]
        title = f"{last['short_name']} ít hài lòng nhất: {number(last['satisfied'] / last['forms'] * 100, 0)} %"
    else:
        title = f"Không {word} nào đủ {least} phiếu"
    return Exhibit(
        name="hai-long-xa",
        title=title,
        words=f"{title}. "
        + " ".join(f"{row['short_name']}: {_told(row, least)}." for _, row in told.head(ROWS).iterrows())
        + (f" Chưa đủ {least} phiếu: {clipped(list(few['short_name']), 20)}." if len(few) else ""),
        caption=caption(release, view, f"Bình quân các yếu tố, từng {word}; {window(release, view)}"),
        table=_twin(table, least),
        drawing=drawn(bars, *_ends(told if len(told) else table), _legend()),
        notes=(_note(least), *((f"Hình chỉ vẽ {ROWS} {word} đầu; bảng có đủ.",) if len(table) > ROWS else ())),
    )


def funnel(release: Release, view: View) -> Exhibit:
    """Each commune's share of content answers by its number of forms, between the limits of chance."""
    table, least, word = overall(answers(release, view)), least_of(release), str(release.about["unit_word"])
    if table.empty:
        return nothing(release, view, "hai-long-pheu")
    rows = judged(table.rename(columns={"satisfied": "cases", "forms": "out_of"}), least)
    whole = pooled(rows["cases"], rows["out_of"])
    assert whole is not None  # there are forms
    outside = rows[rows["verdict"].isin(("high", "low"))]
    title = f"Không {word} nào khác hẳn mức chung {number(whole * 100, 0)} %"
    if len(outside):
        title = f"{len(outside)} {word} khác hẳn mức chung {number(whole * 100, 0)} %"
    words = {"high": "cao hơn hẳn", "low": "thấp hơn hẳn"}
    return Exhibit(
        name="hai-long-pheu",
        title=title,
        words=f"{title}. "
        + " ".join(
            f"{row.short_name} {words[row.verdict]}, {number(row.share * 100)} %."
            for row in outside.head(ROWS).itertuples()
        )
        + f" {int((rows['verdict'] == 'few').sum())} trên {len(rows)} {word} chưa đủ {least} phiếu.",
        caption=caption(
            release, view, f"Hài lòng bình quân các yếu tố theo số phiếu, phễu ngẫu nhiên 95 %; {window(release, view)}"
        ),
        table=_twin(table, least),
        figure=funnel_figure(rows, whole, least, "phiếu", view.unit),
        notes=(_note(least),),
    )  # fmt: skip


def overall(table: pd.DataFrame) -> pd.DataFrame:
    """A commune a row, the most content first and those of few forms last: means of the counts over the factors."""
    sums = table.groupby(["unit", "short_name"], sort=False)[[*ANSWERS, "forms"]].mean().reset_index()
    return sums.assign(share=sums["satisfied"] / sums["forms"]).sort_values(
        ["share", "short_name"], ascending=[False, True], ignore_index=True
    )


def least_of(release: Release) -> int:
    """The fewest forms for which a share is shown."""
    return minimum_of(release.about.get(SETTING))


def window(release: Release, view: View) -> str:
    """`cộng 12 tháng đến hết Quý IV/2022`."""
    return f"cộng 12 tháng đến hết {period_name(release, view)}"


def nothing(release: Release, view: View, name: str) -> Exhibit:
    """No answers: because the workspace declares no factors, or nobody reported any."""
    words = "Chưa có phiếu nào của các yếu tố hài lòng trong 12 tháng này."
    if not factors(release):
        words = f"Bộ dữ liệu chưa khai các yếu tố hài lòng (mục “{DECLARED}” trong datapackage.json)."
    table = pd.DataFrame({"Đơn vị": []})
    return Exhibit(name, "Chưa có phiếu hài lòng theo yếu tố", words, caption(release, view, "Hài lòng theo yếu tố"),
                   table, drawing=f"<p>{words}</p>")  # fmt: skip


def _bar(name: str, row: Any, least: int, *, code: str = "", chosen: bool = False) -> Bar:
    if row["forms"] < least:
        return Bar(name, f"{number(row['forms'], 0)} phiếu", (), f"chưa đủ {least} phiếu", code, chosen=chosen)
    left, middle, right = (float(row[answer]) / float(row["forms"]) for answer in ANSWERS)
    parts = (
        (-middle / 2 - left, -middle / 2, COLOURS["dissatisfied"]),
        (-middle / 2, middle / 2, COLOURS["neutral"]),
        (middle / 2, middle / 2 + right, COLOURS["satisfied"]),
    )
    detail = f"{number(row['forms'], 0)} phiếu; không hài lòng {number(left * 100, 0)} %"
    return Bar(name, f"{number(right * 100, 0)} %", parts, detail, code, chosen=chosen)


def _ends(rows: pd.DataFrame) -> tuple[float, float]:
    """How far the bars reach to either side."""
    left = (rows["dissatisfied"] + rows["neutral"] / 2) / rows["forms"]
    right = (rows["satisfied"] + rows["neutral"] / 2) / rows["forms"]
    return -float(left.max()), float(right.max())


def _legend() -> list[tuple[str, str]]:
    return [(words, COLOURS[answer]) for answer, words in ANSWERS.items()] + [("vạch: giữa “bình thường”", look.MUTED)]


def _told(row: Any, least: int) -> str:
    if row["forms"] < least:
        return f"{number(row['forms'], 0)} phiếu, chưa đủ {least}"
    shares = ", ".join(
        f"{words} {number(row[answer] / row['forms'] * 100, 0)} %" for answer, words in reversed(ANSWERS.items())
    )
    return f"{shares} của {number(row['forms'], 0)} phiếu"


def _twin(table: pd.DataFrame, least: int) -> pd.DataFrame:
    enough = table["forms"] >= least
    columns: dict[str, Any] = {"_code": table["unit"], "Đơn vị": table["short_name"]}
    columns |= {"Yếu tố": table["factor"]} if "factor" in table else {}
    columns["Số phiếu"] = table["forms"].round(0)
    columns |= {
        f"{words.capitalize()} (%)": (table[answer] / table["forms"] * 100).where(enough)
        for answer, words in reversed(ANSWERS.items())
    }
    return pd.DataFrame(columns | {"Nhận xét": ["" if one else "chưa đủ phiếu" for one in enough]})


def _note(least: int) -> str:
    return f"Dưới {least} phiếu thì ghi “chưa đủ phiếu” thay cho tỷ lệ; mức này đặt ở mục {SETTING} của bộ dữ liệu."
