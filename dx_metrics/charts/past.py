"""The merged past of a commune in words and strokes: always told apart from what was reported."""

import math
from dataclasses import replace
from html import escape
from typing import Any

import pandas as pd

from dx_metrics.charts import look
from dx_metrics.charts.caption import criterion_of
from dx_metrics.queries import merged
from dx_metrics.store import Release
from dx_metrics.view import ALL, View
from dx_metrics.wording import absent, listed, number, plain

REPORTED = "số đơn vị báo cáo"
MOST_LABELS = 6


def of(release: Release, view: View, codes: tuple[str, ...]) -> pd.DataFrame:
    """The merged past of the chosen commune on these criteria; no rows when there is none."""
    unit = "" if view.unit == ALL else view.unit
    table = merged.history(release, view.series, view.period, unit, codes)
    word = str(release.about["unit_word"])
    table["made_of"] = [made_of(row, word) for row in table.itertuples()]
    return table


def made_of(row: Any, word: str) -> str:
    """`ghép từ 3 xã cũ`; `ghép từ 3 trên 4 xã cũ` when a part has no figures; `…, ước tính` with a share."""
    whole = f" trên {row.parts + row.left_out}" if row.left_out else ""
    return f"ghép từ {row.parts}{whole} {word} cũ" + (", ước tính" if row.estimated else "")


def label(table: pd.DataFrame) -> str:
    """What stands at the stroke: how its last period was put together."""
    return str(table["made_of"].iloc[-1]) if len(table) else ""


def ticks(before: pd.DataFrame, now: pd.DataFrame) -> list[str]:
    """The periods of both in order, with a tick of its own where periods are missing in between."""
    both = pd.concat([before[["position", "short"]], now[["position", "short"]]]).sort_values("position")
    found: list[str] = []
    last = None
    for position, short in both.itertuples(index=False):
        if last is not None and position > last + 1:
            found.append(
                "…" + "\u200b" * sum(tick.startswith("…") for tick in found)
            )  # a category axis draws equal names once
        found.append(str(short))
        last = position
    return found


def labelled(ticks: list[str]) -> list[str]:
    """The ticks that get a label, the last one always: as many as fit on a phone."""
    return ticks[:: -math.ceil(len(ticks) / MOST_LABELS)][::-1] if ticks else []


def annotation(table: pd.DataFrame) -> dict[str, Any]:
    """The name of the stroke, above its first period."""
    return {
        "x": str(table["short"].iloc[0]),
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "xanchor": "left",
        "text": escape(label(table)),
        "showarrow": False,
        "font": {"size": 12, "color": look.CHOSEN},
    }


def trace(table: pd.DataFrame, name: str) -> dict[str, Any]:
    """Points of the merged past: dotted, hollow, broken where a part did not report."""
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": [str(x) for x in table["short"]],
        "y": [None if absent(x) else float(x) for x in table["points"]],
        "text": [escape(x) for x in table["made_of"]],
        "connectgaps": False,
        "line": {"color": look.CHOSEN, "width": 2, "dash": "dot"},
        "marker": {"size": 8, "color": look.PAPER, "line": {"color": look.CHOSEN, "width": 2}},
        "hovertemplate": f"%{{x}}: {name} %{{y:,.1f}} điểm (%{{text}})<extra></extra>",
    }


def runs(table: pd.DataFrame) -> list[pd.DataFrame]:
    """The stretches of periods that have a value: a stroke is broken where a part did not report."""
    known = table["value"].notna()
    return [run for _, run in table[known].groupby((~known).cumsum()[known])]


def words(table: pd.DataFrame) -> str:
    """The text alternative of the merged past."""
    if not len(table):
        return ""
    said = "; ".join(
        f"{row.short}: {number(row.points)} điểm" if not absent(row.points) else f"{row.short}: không tính được"
        for row in table.itertuples()
    )
    return f" Nét chấm, {label(table)}, không xếp hạng: {said}."


def notes(release: Release, view: View, table: pd.DataFrame) -> tuple[str, ...]:
    """What a reader must know beside the picture: how it was put together, what is estimated or not in it."""
    if not len(table):
        return ()
    said = [f"Nét chấm: {label(table)}, cộng số gốc rồi mới chấm điểm; không xếp hạng, không tính vào trung vị."]
    said += _who(release, view)
    if (table["state"] == "not_carried").all():
        name = criterion_of(release, view)["name"]
        return (f"{name}: không ghép được số của các đơn vị cũ, vì quá nhiều tiêu chí không cộng được.",)
    dropped = _not_carried(release, view)
    if len(dropped):
        said.append(f"Phần ghép thiếu {_dropped(dropped)}; điểm dồn cho phần còn lại.")
    if table["points"].isna().any():
        said.append("Chỗ trống: có đơn vị cũ chưa báo cáo nên không cộng.")
    return tuple(said)


def explained(release: Release, view: View) -> list[str]:
    """Sentences for the profile: which parts, what is estimated or left out, what could not be put together."""
    parts = merged.parts(release, view.period, view.unit)
    counted = parts[parts["role"] != "left_out"]
    if counted.empty:
        return []
    last = parts["last_day"].max().strftime("%d/%m/%Y")
    said = [
        f"Số liệu đến hết ngày {last} được ghép từ các đơn vị cũ ({_names(counted)}): cộng số gốc rồi chấm điểm "
        "theo bộ chỉ số của kỳ đó; vẽ nét chấm, không xếp hạng và không tính vào trung vị. "
        "Kỳ nào có đơn vị cũ chưa báo cáo một số thì số đó coi như chưa có."
    ]
    said += _who(release, view)
    dropped = _not_carried(release, replace(view, theme=ALL))
    leaves = dropped[dropped["leaf"]]
    if len(leaves):
        said.append(
            f"Phần ghép thiếu {_dropped(dropped)}; điểm dồn cho phần còn lại. Tiêu chí không cộng được là câu trả lời "
            f"hoặc số không cộng được giữa các đơn vị: {'; '.join(leaves['name'])}."
        )
    return said


def _not_carried(release: Release, view: View) -> pd.DataFrame:
    table = merged.not_carried(release, view.series, view.period, view.unit)
    return table[(table["theme"] == view.theme) | (view.theme == ALL)]


def _dropped(table: pd.DataFrame) -> str:
    groups, leaves = table[~table["leaf"]], table[table["leaf"]]
    whole = f" và cả nhóm {listed(list(groups['name']))} vì không còn đủ tiêu chí" if len(groups) else ""
    return f"{len(leaves)} tiêu chí không cộng được{whole}"


def became(release: Release, period: str, old: str) -> str:
    """What to say of a code that no commune of the period bears any more; nothing when it never was one."""
    table = merged.successors(release, period, old)
    if table.empty:
        return ""
    first = table.iloc[0]
    into = listed([f"{_small(name)} (mã {code})" for name, code in zip(table["name"], table["code"], strict=True)])
    verb = "nhập vào" if len(table) == 1 else "chia vào"
    return f"{first['old_name']} (mã {old}) đã {verb} {into} từ {first['effective']:%d/%m/%Y}"


def _who(release: Release, view: View) -> list[str]:
    parts = merged.parts(release, view.period, view.unit)
    left_out, estimated = parts[parts["role"] == "left_out"], parts[parts["role"] == "estimated"]
    said = []
    if len(left_out):
        said.append(f"Không tính {_names(left_out)} vì không có số liệu, nên không so được với số sau sắp xếp.")
    said += [
        f"{name} chỉ nhập một phần, tính theo tỷ lệ {plain(100 * share)} %: số ước tính."
        for name, share in zip(estimated["name"], estimated["share"], strict=True)
    ]
    return said


def _names(parts: pd.DataFrame) -> str:
    """`xã Cao Thượng, xã Khang Ninh và xã Nam Mẫu`: the kind of unit in small letters within a sentence."""
    return listed([_small(name) for name in parts["name"]])


def _small(name: str) -> str:
    return name[:1].lower() + name[1:]
