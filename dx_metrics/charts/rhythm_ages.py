"""How old each figure is against its own frequency."""

from typing import Any

import pandas as pd

from dx_metrics.charts import look
from dx_metrics.charts.caption import caption
from dx_metrics.charts.exhibit import Exhibit
from dx_metrics.charts.lost_bars import Bar, drawn
from dx_metrics.charts.register import FREQUENCIES
from dx_metrics.queries import reporting, rhythm
from dx_metrics.store import Release
from dx_metrics.view import View
from dx_metrics.wording import clipped

AGES = {"fresh": "đúng nhịp", "one": "cũ 1 kỳ", "more": "cũ từ 2 kỳ", "never": "chưa từng có"}
COLOURS = {"fresh": look.CHOSEN, "one": look.SECOND, "more": "#7F3B08", "never": look.PALE}
ROWS = 30
"""Variables drawn; the table has all."""


def ages(release: Release, view: View) -> Exhibit:
    """Variables by how many communes have a figure of their newest period, the stalest first."""
    word = str(release.about["unit_word"])
    every = tuple(reporting.variables(release)["code"])
    rows = rhythm.ages(release, view.period, every)
    if rows.empty:
        words = f"Các {word} của kỳ này chưa có kỳ báo cáo nào kết thúc."
        return Exhibit("tuoi-so-lieu", words.rstrip("."), words, caption(release, view, "Tuổi số liệu"),
                       pd.DataFrame({"Biến": []}), drawing=f"<p>{words}</p>")  # fmt: skip
    table = by_variable(rows)
    stale = table[table["fresh"] < table["units"]]
    title = f"{len(stale)} trên {len(table)} biến có nơi chưa cập nhật" if len(stale) else "Mọi biến đều đúng nhịp"
    bars = [
        Bar(row["name"], f"{row['fresh']}/{row['units']}", _parts(row), f"{_often(row['frequency'])}; {_told(row)}")
        for _, row in stale.head(ROWS).iterrows()
    ]
    return Exhibit(
        name="tuoi-so-lieu",
        title=title,
        words=f"{title}. " + " ".join(f"{row['name']}: {_told(row)}." for _, row in stale.head(8).iterrows()),
        caption=caption(
            release, view, f"Tuổi số liệu so với tần suất của chính biến đó; số bên phải: {word} đúng nhịp trên tổng số"
        ),
        table=pd.DataFrame(
            {
                "Biến": table["name"],
                "Nơi báo cáo": table["owner"],
                "Tần suất": table["frequency"].map(_often),
                "Kỳ cuối có số (hết ngày)": table["last"].dt.strftime("%d/%m/%Y").fillna("chưa từng có"),
            }
            | {words.capitalize(): table[age] for age, words in AGES.items()}
            | {"Nơi cũ nhất": table["who"]}
        ),
        drawing=drawn(bars, 0.0, 1.0, [(words, COLOURS[age]) for age, words in AGES.items() if table[age].sum()])
        if bars
        else f"<p>{title}.</p>",
        notes=(
            "Cũ 1 kỳ: đã qua thêm một kỳ báo cáo của biến mà chưa có số mới; "
            "biến 6 tháng, biến năm chưa hết kỳ thì chưa cũ.",
            *((f"Hình vẽ {ROWS} biến cũ nhất; bảng có đủ.",) if len(stale) > ROWS else ()),
        ),
    )  # fmt: skip


def by_variable(rows: pd.DataFrame) -> pd.DataFrame:
    """A variable a row, the stalest first: units, a count for each of `AGES`, last (newest end), who is behind."""
    age = pd.Series("more", index=rows.index).mask(rows["behind"] == 1, "one").mask(rows["behind"] <= 0, "fresh")
    rows = rows.assign(age=age.mask(rows["last_ends"].isna(), "never"))
    counts = rows.pivot_table(index="variable", columns="age", values="unit", aggfunc="count", fill_value=0)
    counts = counts.reindex(columns=list(AGES), fill_value=0).astype(int)
    first = rows.drop_duplicates("variable").set_index("variable")
    counts[["name", "owner", "frequency"]] = first[["name", "owner", "frequency"]]
    counts["owner"] = counts["owner"].fillna("")
    counts["units"] = counts[list(AGES)].sum(axis=1)
    counts["last"] = pd.to_datetime(rows.groupby("variable")["last_ends"].max())
    behind = rows[rows["age"] != "fresh"].sort_values("last_ends", na_position="first")
    counts["who"] = behind.groupby("variable")["short_name"].apply(lambda names: clipped(list(names), 3))
    counts["who"] = counts["who"].fillna("")
    counts["old"] = 1 - counts["fresh"] / counts["units"]
    return counts.reset_index().sort_values(["old", "more", "name"], ascending=[False, False, True], ignore_index=True)


def _parts(row: Any) -> tuple[tuple[float, float, str], ...]:
    parts, at = [], 0.0
    for age in AGES:
        size = float(row[age]) / float(row["units"])
        if size > 0:
            parts.append((at, at + size, COLOURS[age]))
            at += size
    return tuple(parts)


def _often(frequency: str) -> str:
    return FREQUENCIES.get(str(frequency), str(frequency))


def _told(row: Any) -> str:
    old = [f"{row[age]} nơi {AGES[age]}" for age in ("never", "more", "one") if row[age]]
    return f"{', '.join(old)} ({row['who']})" if old else "đúng nhịp"
