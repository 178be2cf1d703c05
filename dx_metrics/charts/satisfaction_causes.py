"""What goes with discontent: complaints that wait, dossiers that are late. Together is not because of."""

from typing import Any

import pandas as pd

from dx_metrics.charts import look
from dx_metrics.charts.caption import caption
from dx_metrics.charts.exhibit import Exhibit
from dx_metrics.charts.lost_bars import Bar, drawn
from dx_metrics.charts.satisfaction import answers, declared, least_of, overall, window
from dx_metrics.queries import choices, satisfaction
from dx_metrics.store import Release
from dx_metrics.view import View
from dx_metrics.wording import clipped, number

FEWEST = 8
"""Communes below which nothing is said of two shares going together."""
NAMED = 2
"""Dots that are named at each end, so that names do not cover each other on a phone; the table has all."""
ROWS = 40
"""Communes drawn; the table has all."""


def complaints(release: Release, view: View) -> Exhibit:
    """Complaints answered in time, commune by commune: counts, since there are few."""
    table = counted(release, view, "complaints", "total", "on_time")
    word = str(release.about["unit_word"])
    if table.empty or not table["total"].sum():
        return _nothing(release, view, "hai-long-pakn", "Chưa có phản ánh, kiến nghị nào trong 12 tháng này.")
    table = table.assign(late=table["total"] - table["on_time"])
    table = table.sort_values(["late", "total", "short_name"], ascending=[False, False, True], ignore_index=True)
    arisen = table[table["total"] > 0]
    late, most = int(table["late"].sum()), int(table["total"].sum())
    title = f"{late} trên {most} phản ánh trả lời muộn" if late else f"Cả {most} phản ánh trả lời đúng hạn"
    bars = [
        Bar(
            row.short_name,
            f"{row.on_time:.0f}/{row.total:.0f}",
            ((0.0, row.on_time, look.CHOSEN), (row.on_time, row.total, look.SECOND)),
            f"{row.late:.0f} muộn" if row.late else "không muộn",
            str(row.unit),
            chosen=row.unit == view.unit,
        )
        for row in arisen.itertuples()
        if row.Index < ROWS or row.unit == view.unit
    ]
    none = list(table.loc[table["total"] == 0, "short_name"])
    return Exhibit(
        name="hai-long-pakn",
        title=title,
        words=f"{title}. "
        + " ".join(
            f"{row.short_name}: {row.on_time:.0f} trên {row.total:.0f} đúng hạn."
            for row in arisen.head(ROWS).itertuples()
        )
        + (f" Không phát sinh: {clipped(none, 10)}." if none else ""),
        caption=caption(release, view, f"Phản ánh, kiến nghị trả lời đúng hạn; {window(release, view)}"),
        table=pd.DataFrame(
            {
                "_code": table["unit"],
                "Đơn vị": table["short_name"],
                "Phản ánh, kiến nghị": table["total"],
                "Đúng hạn": table["on_time"],
                "Muộn": table["late"],
            }
        ),
        drawing=drawn(bars, 0.0, float(arisen["total"].max()), [("đúng hạn", look.CHOSEN), ("muộn", look.SECOND)]),
        notes=(f"Mỗi {word} có ít phản ánh nên ghi số đếm, không ghi tỷ lệ.",),
    )


def with_lateness(release: Release, view: View) -> Exhibit:
    """Discontent against late dossiers, a commune a dot, with what can and what cannot be said of it."""
    least, word = least_of(release), str(release.about["unit_word"])
    late = counted(release, view, "late", "total", "late")
    opinions = overall(answers(release, view))
    told = opinions[opinions["forms"] >= least]
    table = told.merge(late[late["total"] > 0].drop(columns="short_name"), on="unit") if len(late) else told.iloc[:0]
    if table.empty:
        return _nothing(
            release, view, "hai-long-tre", f"Chưa có {word} nào vừa đủ {least} phiếu vừa có hồ sơ đến hạn để so."
        )
    table = table.assign(
        unhappy=table["dissatisfied"] / table["forms"] * 100, tardy=table["late"] / table["total"] * 100
    )
    title, said = together(table["tardy"], table["unhappy"], word)
    few = len(opinions) - len(told)
    return Exhibit(
        name="hai-long-tre",
        title=title,
        words=f"{said} "
        + " ".join(
            f"{row.short_name}: {number(row.tardy)} % hồ sơ quá hạn, {number(row.unhappy)} % không hài lòng."
            for row in table.sort_values("tardy", ascending=False).head(ROWS).itertuples()
        ),
        caption=caption(release, view, f"Không hài lòng và hồ sơ quá hạn, từng {word}; {window(release, view)}"),
        table=pd.DataFrame(
            {
                "_code": table["unit"],
                "Đơn vị": table["short_name"],
                "Số phiếu": table["forms"],
                "Không hài lòng (%)": table["unhappy"],
                "Hồ sơ đến hạn": table["total"],
                "Hồ sơ quá hạn": table["late"],
                "Quá hạn (%)": table["tardy"],
            }
        ),
        figure=_dots(table, view.unit),
        notes=(said, *((f"{few} {word} chưa đủ {least} phiếu không có trong hình.",) if few else ())),
    )  # fmt: skip


def together(x: pd.Series, y: pd.Series, word: str) -> tuple[str, str]:
    """Whether two columns rise together, by Spearman's rank correlation: a finding and a sentence, no cause claimed."""
    many = len(x)
    if many < FEWEST or x.nunique() < 2 or y.nunique() < 2:
        return (
            f"Mới có {many} {word}: chưa nói được gì",
            f"Chỉ {many} {word} đủ số liệu, quá ít để nói hai tỷ lệ có đi cùng nhau.",
        )
    rho = float(x.rank().corr(y.rank()))
    sure = abs(rho) > 1.96 / (many - 1) ** 0.5  # what chance alone leaves within in 95 of 100 samples
    told = f"Hệ số tương quan hạng {number(rho, 2)} trên {many} {word}"
    if not sure:
        return "Chưa thấy hai tỷ lệ đi cùng nhau", f"{told}: không phân biệt được với ngẫu nhiên."
    way = "cùng tăng" if rho > 0 else "ngược chiều"
    return (
        f"Hồ sơ quá hạn và không hài lòng {way}",
        f"{told}: hai tỷ lệ {way}, nhưng điều đó chưa chứng tỏ cái này gây ra cái kia.",
    )  # fmt: skip


def counted(release: Release, view: View, entry: str, *words: str) -> pd.DataFrame:
    """Counts of the year that the workspace declares under `entry`: unit, short_name and a column for each word."""
    told = declared(release).get(entry)
    codes = tuple(str(told.get(word, "")) for word in words) if isinstance(told, dict) else ()
    if not codes or not all(codes):
        return pd.DataFrame(columns=["unit", "short_name", *words])
    names = dict(choices.units(release, view.period)[["code", "short_name"]].itertuples(index=False))
    # What did not arise has a total and no part: the part is then none of it.
    whole = satisfaction.year(release, view.period, codes[:1]).set_index("unit")
    parts = satisfaction.year(release, view.period, codes).set_index("unit")
    table = whole[[codes[0]]].rename(columns={codes[0]: words[0]})
    for code, word in zip(codes[1:], words[1:], strict=True):
        table[word] = parts[code].reindex(table.index)
    known = table.index.isin(parts.index)
    table.loc[known, words[0]] = parts[codes[0]].reindex(table.index[known])
    table = table[known | (table[words[0]] == 0)].fillna(0.0).reset_index()
    table.insert(1, "short_name", table["unit"].map(names))
    return table


def _dots(table: pd.DataFrame, unit: str) -> dict[str, Any]:
    ends = {*table["tardy"].nlargest(NAMED).index, *table["unhappy"].nlargest(NAMED).index, table["tardy"].idxmin()}
    note = {"x": 0, "xref": "paper", "xanchor": "left", "y": 1, "yref": "paper", "yanchor": "bottom"}
    dots = {
        "type": "scatter",
        "mode": "markers+text",
        "x": [round(float(x), 2) for x in table["tardy"]],
        "y": [round(float(y), 2) for y in table["unhappy"]],
        "customdata": list(table["unit"]),
        "text": [row.short_name if row.Index in ends or row.unit == unit else "" for row in table.itertuples()],
        "textposition": ["bottom center" if at % 2 else "top center" for at in table["tardy"].rank(method="first")],
        "textfont": {"size": 11, "color": look.MUTED},
        "cliponaxis": False,
        "marker": {"size": 11, "color": [look.CHOSEN if code == unit else "#6F8FAF" for code in table["unit"]]},
        "hoverinfo": "text",
        "hovertext": [
            f"<b>{row.short_name}</b><br>{number(row.tardy)} % của {row.total:.0f} hồ sơ quá hạn<br>"
            f"{number(row.unhappy)} % của {row.forms:.0f} phiếu không hài lòng"
            for row in table.itertuples()
        ],
    }
    return {
        "data": [dots],
        "layout": look.layout(
            340,
            margin={"l": 8, "r": 24, "t": 22, "b": 8},
            xaxis=look.axis(ticksuffix=" %", rangemode="tozero", title={"text": "Hồ sơ quá hạn", "font": {"size": 12}}),
            yaxis=look.axis(ticksuffix=" %", rangemode="tozero"),
            annotations=[note | {"text": "Không hài lòng", "showarrow": False,
                                 "font": {"size": 12, "color": look.MUTED}}],
        ),
    }  # fmt: skip


def _nothing(release: Release, view: View, name: str, words: str) -> Exhibit:
    table = pd.DataFrame({"Đơn vị": []})
    return Exhibit(name, words.rstrip("."), words, caption(release, view, "Hài lòng"), table, drawing=f"<p>{words}</p>")
