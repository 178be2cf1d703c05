"""Period by period: one commune among the others, and small multiples of a theme's indicators."""

from functools import partial
from html import escape
from typing import Any

import pandas as pd

from dx_metrics.charts import events, look, past
from dx_metrics.charts.caption import caption, criterion_of
from dx_metrics.charts.exhibit import Exhibit
from dx_metrics.charts.panel import THREADS, panel
from dx_metrics.queries import choices, standing
from dx_metrics.store import Release
from dx_metrics.view import ALL, View
from dx_metrics.wording import absent, number, signed

MIDDLE = ("median", "q1", "q3")


def history(release: Release, view: View) -> Exhibit:
    """Points and rank of one commune over time (or the median, when none is chosen) on the chosen theme."""
    criterion = criterion_of(release, view)
    table = standing.line(release, view.series, view.period, (str(criterion["code"]),), view.unit)
    own = table[table["unit"] == view.unit].dropna(subset=["points"])
    past_too = past.of(release, view, (str(criterion["code"]),))
    before = past_too[past_too["state"] != "not_carried"]
    middle = table.sort_values("position")
    name, happened = _name(release, view), events.marks(release, view)
    title = _finding(own if len(own) else middle.rename(columns={"points": "_", "points_median": "points"}), name)
    return Exhibit(
        name="lich-su",
        title=title,
        words=f"{title}. "
        + "; ".join(f"{row.short}: {number(row.points)} điểm, thứ {_rank(row)}" for row in own.itertuples())
        + ("." if len(own) else "")
        + past.words(before)
        + events.words(happened),
        caption=caption(release, view, f"{criterion['name']}, điểm; dải xám: nửa số đơn vị ở giữa"),
        table=_twin(own, before)
        if len(own) or len(before)
        else pd.DataFrame({"Kỳ": middle["period"], "Trung vị": middle["points_median"]}),
        figure=events.with_marks(_figure(own, before, middle, name), happened, past.ticks(before, middle)),
        notes=past.notes(release, view, past_too) + _changed_rules(middle) + events.notes(happened),
    )


def by_period(release: Release, view: View) -> Exhibit:
    """One small picture an indicator: every commune grey, the chosen one in colour, the median dashed."""
    criteria = choices.criteria(release, view.series, view.period)
    leaves = criteria[criteria["leaf"] & ((criteria["theme"] == view.theme) | (view.theme == ALL))]
    each = len(choices.units(release, view.period)) <= THREADS
    told = standing.history if each else partial(standing.line, unit=view.unit)
    table = told(release, view.series, view.period, tuple(leaves["code"]))
    before = past.of(release, view, tuple(leaves["code"]))
    before = before[before["state"] != "not_carried"]
    name = _name(release, view)
    table, before, judged = _with_points_of_judged(table, before)
    leaves = leaves.assign(unit=leaves["unit"].mask(leaves["code"].isin(judged), "điểm"))
    happened = events.marks(release, view)
    moves = [(row, *_ends(table[table["code"] == row.code])) for row in leaves.itertuples()]
    panels = [
        panel(row, table[table["code"] == row.code], view.unit, before[before["code"] == row.code], happened, each=each)
        for row, _, _ in moves
    ]
    risen = sum(1 for _, first, last in moves if last - first > 0.05)
    title = f"{risen} trên {len(moves)} chỉ tiêu có trung vị tăng qua các kỳ"
    line = '<i class="key-line grey"></i>từng đơn vị' if each else '<i class="key-middle"></i>nửa ở giữa'
    key = f'<li>{line}</li><li><i class="key-line dashed"></i>trung vị</li>'
    key += f'<li><i class="key-line chosen"></i>{escape(name)}</li>' if view.unit != ALL else ""
    key += f'<li><i class="key-line merged"></i>{escape(past.label(before))}</li>' if len(before) else ""
    key += events.legend(happened)
    names = dict(zip(leaves["code"], leaves["name"], strict=True))
    return Exhibit(
        name="dien-bien",
        title=title,
        words=f"{title}. "
        + " ".join(
            f"{row.name}: trung vị từ {number(first)} đến {number(last)}."
            for row, first, last in moves
            if first == first
        )
        + events.words(happened),
        caption=caption(release, view, f"{criterion_of(release, view)['name']}: giá trị chỉ tiêu từng kỳ"),
        table=_all_periods(table if each else table[table["unit"] == view.unit], before, names)
        if each or view.unit != ALL
        else _middles(table, names),
        drawing=f'<ul class="legend">{key}</ul><div class="panels">{"".join(panels)}</div>',
        notes=past.notes(release, view, before),
    )


def _changed_rules(periods: pd.DataFrame) -> tuple[str, ...]:
    """What to say of an index that had another version, or another maximum, in an earlier period."""
    other = periods.index[periods["framework"] != periods["framework"].shift()][1:]
    if not len(other):
        return ()
    since = ", ".join(str(short) for short in periods.loc[other, "short"])
    return (f"Bộ tiêu chí đã đổi từ {since}: một phần thay đổi về điểm là do cách chấm.",)


def _with_points_of_judged(table: pd.DataFrame, before: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame, list[str]]:
    """Both tables with points as the value of criteria that are judged and have none; the codes of those."""
    valued = set(table.loc[table["value"].notna(), "code"])
    judged = sorted(set(table.loc[table["points"].notna(), "code"]) - valued)
    of_judged, past_of_judged = table["code"].isin(judged), before["code"].isin(judged)
    table = table.assign(
        value=table["value"].mask(of_judged, table["points"]),
        **{f"value_{part}": table[f"value_{part}"].mask(of_judged, table[f"points_{part}"]) for part in MIDDLE},
    )
    return table, before.assign(value=before["value"].mask(past_of_judged, before["points"])), judged


def _all_periods(table: pd.DataFrame, before: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    told = pd.concat([before, table.assign(made_of=past.REPORTED)], ignore_index=True) if len(before) else table
    columns = {
        "_code": told["unit"],
        "Kỳ": told["period"],
        "Mã đơn vị": told["unit"],
        "Chỉ tiêu": told["code"].map(names),
        "Giá trị": told["value"],
        "Điểm": told["points"],
        "Trung vị giá trị": told["value_median"],
    }
    return pd.DataFrame(columns | ({"Cách tính": told["made_of"]} if len(before) else {}))


def _middles(table: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """Of thousands of communes the middle; the file of the whole has each of them."""
    return pd.DataFrame(
        {
            "Kỳ": table["period"],
            "Chỉ tiêu": table["code"].map(names),
            "Trung vị giá trị": table["value_median"],
            "Tứ phân vị dưới": table["value_q1"],
            "Tứ phân vị trên": table["value_q3"],
        }
    )


def _twin(own: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
    """The periods of one commune; with a merged past, a column says how each figure came about."""
    columns = {
        "period": "Kỳ",
        "points": "Điểm",
        "rank": "Hạng",
        "ranked_units": "Số đơn vị",
        "points_median": "Trung vị",
        "made_of": "Cách tính",
    }
    told = own.assign(made_of=past.REPORTED)
    if len(before):
        told = pd.concat([before[["period", "points", "made_of"]], told], ignore_index=True)
        told[["rank", "ranked_units"]] = told[["rank", "ranked_units"]].astype("Int64")
    else:
        columns.pop("made_of")
    return told[list(columns)].rename(columns=columns)


def _name(release: Release, view: View) -> str:
    units = choices.units(release, view.period)
    found = units.loc[units["code"] == view.unit, "short_name"]
    return str(found.iloc[0]) if len(found) else "Trung vị"


def _rank(row: Any) -> str:
    return "–" if absent(row.rank) else str(int(row.rank))


def _finding(line: pd.DataFrame, name: str) -> str:
    line = line.dropna(subset=["points"])
    if len(line) and not absent(most := line["max_points"].iloc[-1]):
        line = line[line["max_points"] == most]  # points out of another maximum are no start to count a change from
    if len(line) < 2:
        return f"{name}: mới có số liệu một kỳ" if len(line) else f"{name}: chưa có điểm"
    first, last = line.iloc[0], line.iloc[-1]
    return f"{name}: {signed(last['points'] - first['points'])} điểm từ {first['short']} đến {last['short']}"


def _ends(own: pd.DataFrame) -> tuple[float, float]:
    medians = own.drop_duplicates("period").sort_values("position")["value_median"].dropna()
    return (float(medians.iloc[0]), float(medians.iloc[-1])) if len(medians) else (float("nan"), float("nan"))


def _figure(own: pd.DataFrame, before: pd.DataFrame, middle: pd.DataFrame, name: str) -> dict[str, Any]:
    now = [str(x) for x in middle["short"]]
    ticks = past.ticks(before, middle)
    band = {
        "type": "scatter",
        "mode": "lines",
        "x": now + now[::-1],
        "y": [_none(x) for x in [*middle["points_q3"], *middle["points_q1"][::-1]]],
        "fill": "toself",
        "fillcolor": look.PALE,
        "line": {"width": 0},
        "hoverinfo": "skip",
    }
    median = {
        "type": "scatter",
        "mode": "lines",
        "x": now,
        "y": [_none(x) for x in middle["points_median"]],
        "line": {"color": look.MUTED, "dash": "dash", "width": 1.5},
        "hovertemplate": "%{x}: trung vị %{y:,.1f}<extra></extra>",
    }
    line = {
        "type": "scatter",
        "mode": "lines+markers+text",
        "x": [str(x) for x in own["short"]],
        "y": [float(x) for x in own["points"]],
        "text": _ends_labelled(
            [f"{number(row.points)}<br>thứ {_rank(row)}" for row in own.itertuples()], not len(before)
        ),
        "textposition": "top center",
        "textfont": {"size": 11},
        "cliponaxis": False,
        "line": {"color": look.CHOSEN, "width": 3},
        "marker": {"size": 8, "color": look.CHOSEN},
        "hovertemplate": f"%{{x}}: {escape(name)} %{{y:,.1f}} điểm<extra></extra>",
    }
    return {
        "data": [band, median]
        + ([past.trace(before, escape(name))] if len(before) else [])
        + ([line] if len(own) else []),
        "layout": look.layout(
            300,
            annotations=[past.annotation(before)] if before["points"].notna().any() else [],
            margin={"l": 8, "r": 24, "t": 40, "b": 8},
            xaxis=look.axis(
                type="category",
                categoryorder="array",
                categoryarray=ticks,
                tickvals=past.labelled(ticks),
                showgrid=False,
                tickangle=0,
            ),
            yaxis=look.axis(tickformat=",.0f", nticks=5),
        ),
    }


def _ends_labelled(labels: list[str], both: bool) -> list[str]:
    """First and last only, or the last beside a merged past: more would run into each other on a phone."""
    return [label if at == len(labels) - 1 or (both and at == 0) else "" for at, label in enumerate(labels)]


def _none(x: Any) -> float | None:
    return None if absent(x) else float(x)
