"""The catalogue of indicators, and who has reported what."""

from datetime import date, timedelta
from html import escape
from typing import Any

import pandas as pd

from dx_metrics import periods
from dx_metrics.charts.caption import caption
from dx_metrics.charts.exhibit import Exhibit
from dx_metrics.queries import choices, reporting
from dx_metrics.scoring.words import rule_in_words
from dx_metrics.store import Release
from dx_metrics.view import ALL, View
from dx_metrics.wording import absent, clipped, number, plain

COLUMNS = 60
"""Up to so many communes each has its column; above, they are counted."""
FREQUENCIES = {"month": "hằng tháng", "quarter": "hằng quý", "half": "6 tháng một lần", "year": "hằng năm"}
DUE_DAYS = 15
"""What `reporting.reports` takes where variables.csv says nothing."""
MARKS = {
    "reported": ("✓", "đúng hạn"),
    "late": ("muộn", "muộn"),
    "missing": ("thiếu", "chưa báo cáo"),
    "not_applicable": ("k.p.s.", "không phát sinh"),
}


def indicators(release: Release, view: View) -> Exhibit:
    """Every indicator: definition, formula, rule, basis, reporter, frequency, last and next report."""
    criteria = choices.criteria(release, view.series, view.period)
    leaves = criteria[criteria["leaf"] & ((criteria["theme"] == view.theme) | (view.theme == ALL))]
    themes = dict(zip(criteria["code"], criteria["name"], strict=True))
    variables = reporting.variables(release).set_index("code")
    last = reporting.last_reported(release, view.period).set_index("variable")["last_period"].to_dict()
    rows = [_facts(row, themes, variables, last) for row in leaves.itertuples()]
    total = criteria[criteria["depth"] == 0].iloc[0]
    count = f"{len(rows)} chỉ tiêu"
    title = f"{count}, {plain(total['max_points'])} điểm" if not absent(total["max_points"]) else count
    return Exhibit(
        name="danh-muc",
        title=title if view.theme == ALL else f"{count} của {themes.get(view.theme, view.theme)}",
        words=f"{count}: " + "; ".join(f"{row['Mã']} {row['Chỉ tiêu']}" for row in rows) + ".",
        caption=caption(release, view, f"{total['framework_title']}, phiên bản {total['version']}"),
        table=pd.DataFrame(rows).drop(columns=["_variables"], errors="ignore"),
        drawing=_drawn(rows),
    )


def reports(release: Release, view: View) -> Exhibit:
    """Figures due for the period, a variable a row and a commune a column."""
    table = reporting.reports(release, view.period)
    due = len(table)
    there = int((table["state"] != "missing").sum())
    late = int((table["state"] == "late").sum())
    gaps = table[table["state"] == "missing"].groupby("short_name", sort=False).size().sort_values(ascending=False)
    title = f"Đã có {there} trên {due} số liệu phải báo cáo" if due else "Kỳ này không có số liệu phải báo cáo"
    worst = f" Thiếu nhiều nhất: {clipped([f'{name} ({n})' for name, n in gaps.items()], 3)}." if len(gaps) else ""
    return Exhibit(
        name="bao-cao",
        title=title,
        words=f"{title}, {late} số liệu đến muộn.{worst}",
        caption=caption(release, view, "Tình hình báo cáo; k.p.s.: không phát sinh"),
        table=pd.DataFrame(
            {
                "_code": table["unit"],
                "Đơn vị": table["short_name"],
                "Biến": table["name"],
                "Người báo cáo": table["owner"],
                "Hạn": [_day(day) for day in table["due"]],
                "Ngày báo cáo": [_day(day) for day in table["reported_at"]],
                "Tình trạng": [MARKS[state][1] for state in table["state"]],
            }
        ),
        drawing=_reported(table) if due else "<p>Không biến nào có kỳ báo cáo kết thúc trong kỳ này.</p>",
    )


def _facts(row: Any, themes: dict[str, str], variables: pd.DataFrame, last: dict[str, str]) -> dict[str, Any]:
    formula = "" if absent(row.value) else str(row.value)
    used = [code for code in variables.index if code in _names_in(formula)]
    own = variables.loc[used]
    latest = max((last[code] for code in used if code in last), key=lambda code: periods.parse(code).ends, default="")
    first = own.iloc[0] if len(own) else None
    return {
        "Mã": row.code,
        "Chỉ tiêu": row.name,
        "Trụ cột": themes.get(row.theme, ""),
        "Đơn vị tính": "" if absent(row.unit) else row.unit,
        "Công thức": _formula(formula, own),
        "Cách chấm": rule_in_words(row._asdict()),
        "Điểm tối đa": row.max_points,
        "Định nghĩa": " ".join(f"{v.name}: {v.definition}" for v in _named(own) if not absent(v.definition)),
        "Lưu ý": " ".join(dict.fromkeys(str(v.caveat) for v in _named(own) if not absent(v.caveat))),
        "Căn cứ": "" if absent(row.basis) else row.basis,
        "Nguồn số liệu": "; ".join(dict.fromkeys(str(v.source) for v in _named(own) if not absent(v.source))),
        "Người báo cáo": "; ".join(dict.fromkeys(str(v.owner) for v in _named(own) if not absent(v.owner))),
        "Tần suất": "" if first is None else FREQUENCIES.get(str(first["frequency"]), str(first["frequency"])),
        "Kỳ gần nhất": periods.parse(latest).name if latest else "chưa có",
        "Kỳ tới": _next(latest, first) if latest else "",
        "_variables": used,
    }


def _next(latest: str, variable: Any) -> str:
    """`Quý I/2023, hạn 15/04/2023`: the period after the latest that came in, and the day it is due."""
    period = periods.parse(periods.before(latest, -1))
    days = DUE_DAYS if absent(variable["due_days"]) else int(variable["due_days"])
    return f"{period.name}, hạn {_day(period.ends + timedelta(days=days))}"


def _named(variables: pd.DataFrame) -> list[Any]:
    return list(variables.reset_index().itertuples())


def _names_in(formula: str) -> set[str]:
    return set("".join(c if c.isalnum() or c == "_" else " " for c in formula).split())


def _formula(formula: str, variables: pd.DataFrame) -> str:
    """The expression with the variables' names in place of their codes, longest code first."""
    text = formula.replace("*", "×").replace("/", "÷")
    for code in sorted(variables.index, key=len, reverse=True):
        text = text.replace(str(code), f"[{variables.at[code, 'name']}]")
    return text


def _drawn(rows: list[dict[str, Any]]) -> str:
    told = ("Công thức", "Cách chấm", "Định nghĩa", "Lưu ý", "Căn cứ", "Nguồn số liệu", "Người báo cáo", "Tần suất")
    told += ("Kỳ gần nhất", "Kỳ tới")
    items = []
    for row in rows:
        facts = "".join(f"<dt>{head}</dt><dd>{escape(str(row[head]))}</dd>" for head in told if row[head])
        most = "" if absent(row["Điểm tối đa"]) else f"<span>{number(row['Điểm tối đa'], 1)} điểm</span>"
        items.append(
            f'<details id="{escape(row["Mã"])}"><summary><b>{escape(row["Mã"])}</b> '
            f"{escape(row['Chỉ tiêu'])} {most}</summary><dl>{facts}</dl></details>"
        )
    return f'<div class="catalogue">{"".join(items)}</div>'


def _reported(table: pd.DataFrame) -> str:
    return _matrix(table) if table["unit"].nunique() <= COLUMNS else _counts(table)


def _counts(table: pd.DataFrame) -> str:
    """A variable a row, how many communes are in each state."""
    counted = (
        table.groupby(["owner", "variable", "name", "state"], sort=False).size().unstack(fill_value=0).reset_index()
    )
    heads = "".join(f'<th scope="col">{words}</th>' for _, words in MARKS.values())
    body = "".join(
        f'<tr><th scope="row">{escape(row["name"])}</th>'
        + "".join(f"<td>{number(row.get(state, 0), 0)}</td>" for state in MARKS)
        + "</tr>"
        for row in counted.to_dict("records")
    )
    return (
        f'<div class="scroll"><table class="reports"><thead><tr><th scope="col">Biến</th>{heads}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _matrix(table: pd.DataFrame) -> str:
    units = table.drop_duplicates("unit")
    heads = "".join(
        f'<th scope="col"><span role="link" data-code="{escape(row.unit)}">{escape(row.short_name)}</span></th>'
        for row in units.itertuples()
    )
    body = []
    for owner, of_owner in table.groupby("owner", sort=False):
        body.append(f'<tr class="group"><th scope="rowgroup" colspan="{len(units) + 1}">{escape(str(owner))}</th></tr>')
        for _, own in of_owner.groupby("variable", sort=False):
            state = dict(zip(own["unit"], own["state"], strict=True))
            cells = "".join(f'<td class="{state[u]}">{MARKS[state[u]][0]}</td>' for u in units["unit"])
            body.append(f'<tr><th scope="row">{escape(own["name"].iloc[0])}</th>{cells}</tr>')
    return (
        '<div class="scroll" tabindex="0" role="group" aria-label="Bảng, cuộn ngang được"><table class="reports">'
        f'<thead><tr><th scope="col">Biến</th>{heads}</tr></thead><tbody>{"".join(body)}</tbody></table></div>'
    )


def _day(day: Any) -> str:
    if absent(day) or pd.isna(day):
        return ""
    return day.strftime("%d/%m/%Y") if isinstance(day, date | pd.Timestamp) else str(day)
