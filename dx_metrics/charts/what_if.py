"""What if: a changed indicator, a plan towards a rank or a grade, other weights. Never official."""

from collections.abc import Mapping
from html import escape
from typing import Any

import pandas as pd

from dx_metrics.charts.caption import caption
from dx_metrics.charts.exhibit import Exhibit
from dx_metrics.queries import choices, quality
from dx_metrics.scoring.what_if import Case, Value, outcome, reweighted
from dx_metrics.scoring.what_if_plan import Plan, to_grade, to_rank
from dx_metrics.store import Release
from dx_metrics.view import View
from dx_metrics.wording import absent, number, plain, signed

UNOFFICIAL = "KHÔNG CHÍNH THỨC"
Changed = tuple[tuple[str, Value], ...]


def result(release: Release, view: View, changed: Changed) -> Exhibit:
    """The ranking when indicators of `view.unit` stand at `changed`; scored by the engine, nothing is stored.

    Raises ScoringError for values that cannot be scored, LookupError where the release kept no index.
    """
    case = _case(release, view)
    then = outcome(case, view.unit, dict(changed))
    table = _ranked(release, view, case.now[case.now["code"] == case.index.code], then, case.index.code)
    own = next(table[table["unit"] == view.unit].itertuples())
    if absent(own.points) or absent(own.points_then):
        title = f"{own.short_name} chưa đủ số liệu để có điểm"
    elif not changed:
        title = f"{own.short_name} đang được {number(own.points)} điểm, hạng {own.rank:.0f}"
    else:
        title = f"{own.short_name} sẽ được {number(own.points_then)} điểm, hạng {own.rank_then:.0f}"
    criteria = choices.criteria(release, view.series, view.period).set_index("code")
    values = [f"{criteria.at[code, 'name']} = {_shown(value, criteria.at[code, 'unit'])}" for code, value in changed]
    words = f"{title} (nay {number(own.points)} điểm, hạng {plain(own.rank, 0)})."
    return Exhibit(
        name="neu-nhu",
        title=title,
        words=f"{words} Giả định: {'; '.join(values) or 'chưa đổi gì'}. {_overtaken(table, own)}",
        caption=caption(release, view, f"{UNOFFICIAL}: giả định {'; '.join(values) or 'chưa đổi gì'}"),
        table=_twin(table, "giả định"),
        drawing=_drawn(table, view.unit),
        notes=(f"{UNOFFICIAL}. Các đơn vị khác giữ nguyên số liệu đã công bố; không có gì được lưu.",),
    )


def weighted(release: Release, view: View, weights: tuple[float, ...]) -> Exhibit | None:
    """The ranking with other weights, a number a theme in the index's order; None where nobody is ranked.

    Raises ValueError when the weights add to zero.
    """
    found = quality.parts(release, view.series, view.period)
    if found is None:
        return None
    parts, units = found
    points, ranks = reweighted(parts, weights)
    table = units.assign(points_then=points, rank_then=ranks).sort_values("rank_then", kind="stable")
    names = choices.criteria(release, view.series, view.period).set_index("code")["name"].to_dict()
    total = sum(weights)
    said = [f"{names[code]} {number(w / total * 100, 0)} %" for code, w in zip(parts.themes, weights, strict=True)]
    moved = int((table["rank"] != table["rank_then"]).sum())
    word = release.about["unit_word"]
    title = f"{moved} {word} đổi hạng với trọng số này" if moved else f"Không {word} nào đổi hạng với trọng số này"
    return Exhibit(
        name="neu-trong-so",
        title=title,
        words=f"{title}. Trọng số giả định: {', '.join(said)}.",
        caption=caption(release, view, f"{UNOFFICIAL}: {', '.join(said)}"),
        table=_twin(table, "giả định"),
        drawing=_drawn(table, view.unit),
        notes=(f"{UNOFFICIAL}. Trọng số công bố nằm trong tệp bộ chỉ số; kéo thanh trượt không sửa tệp đó.",),
    )


def plan(release: Release, view: View, goal: str) -> Exhibit:
    """The cheapest set that brings `view.unit` to a goal: a rank as digits, or the name of a grade.

    Raises ScoringError or LookupError as `result`.
    """
    case = _case(release, view)
    found = to_rank(case, view.unit, int(goal)) if goal.isdecimal() else to_grade(case, view.unit, goal)
    aim = f"hạng {goal}" if goal.isdecimal() else f"loại {goal}"
    rows = _steps(release, view, case, found)
    if not found.values:
        title = f"Đã đạt {aim}" if found.reached else "Không chỉ tiêu nào nâng thêm được"
    elif found.reached:
        title = f"Đạt {aim} với {len(rows)} chỉ tiêu"
    else:
        title = f"Chưa đạt {aim} dù mọi chỉ tiêu đều tối đa"
    end = f"Khi đó được {number(found.points)} điểm, hạng {'–' if found.rank is None else found.rank}"
    end += f", loại {found.grade}." if found.grade else "."
    listed = "; ".join(f"{row['Chỉ tiêu']} {row['Đang là']} thành {row['Cần đạt']}" for row in rows)
    return Exhibit(
        name="can-lam",
        title=title,
        words=f"{title}. {listed}{'. ' if listed else ''}{end}",
        caption=caption(release, view, f"{UNOFFICIAL}: cách ít công nhất để đạt {aim}"),
        table=pd.DataFrame(rows, columns=["Mã", "Chỉ tiêu", "Đang là", "Cần đạt", "Điểm thêm của chỉ tiêu"]),
        drawing=_listed(rows, end),
        notes=(
            f"{UNOFFICIAL}. “Công” tính bằng phần điểm tối đa phải giành thêm ở từng chỉ tiêu "
            f"(cả cách này: {number(found.cost, 2)}); các đơn vị khác giữ nguyên.",
        ),
    )


def _case(release: Release, view: View) -> Case:
    case = quality.case_of(release, view.series, view.period)
    if case is None:
        raise LookupError("the release did not keep the index")
    return case


def _steps(release: Release, view: View, case: Case, found: Plan) -> list[dict[str, Any]]:
    criteria = choices.criteria(release, view.series, view.period).set_index("code")
    now = case.now[case.now["unit"] == view.unit].set_index("code")
    then = outcome(case, view.unit, found.values) if found.values else case.now
    after = then[then["unit"] == view.unit].set_index("code")
    rows = []
    for code, value in found.values.items():
        unit = "" if absent(criteria.at[code, "unit"]) else f" {criteria.at[code, 'unit']}"
        # A judged criterion has an answer, not a number: its points say where it stands.
        judged = isinstance(value, str)
        here = now.at[code, "points"] if judged else now.at[code, "value"]
        was = "chưa có số liệu" if absent(here) else f"{plain(here, 1)}{' điểm' if judged else unit}"
        rows.append(
            {
                "Mã": code,
                "Chỉ tiêu": criteria.at[code, "name"],
                "Đang là": was,
                "Cần đạt": f"“{value}”" if judged else f"{plain(value, 1)}{unit}",
                "Điểm thêm của chỉ tiêu": after.at[code, "points"] - (0 if absent(p := now.at[code, "points"]) else p),
            }
        )
    return sorted(rows, key=lambda row: -row["Điểm thêm của chỉ tiêu"])


def _ranked(release: Release, view: View, now: pd.DataFrame, then: pd.DataFrame, index: str) -> pd.DataFrame:
    names = choices.units(release, view.period)[["code", "short_name"]].rename(columns={"code": "unit"})
    kept = ["unit", "points", "rank"]
    then = then[then["code"] == index]
    both = names.merge(now[kept], on="unit").merge(then[kept], on="unit", suffixes=("", "_then"))
    return both.sort_values("rank_then", kind="stable", na_position="last").reset_index(drop=True)


def _overtaken(table: pd.DataFrame, own: Any) -> str:
    passed = table[(table["rank"] < own.rank) & (table["rank_then"] > own.rank_then)]
    return f"Vượt {', '.join(passed['short_name'])}." if len(passed) else ""


def _shown(value: Value, unit: object) -> str:
    return f"“{value}”" if isinstance(value, str) else f"{plain(value, 2)} {'' if absent(unit) else unit}".rstrip()


def _drawn(table: pd.DataFrame, unit: str) -> str:
    rows = []
    for row in table.itertuples():
        mark = ' class="chosen"' if row.unit == unit else ""
        name = f'<span role="link" data-code="{escape(row.unit)}">{escape(row.short_name)}</span>'
        moved = "" if absent(row.rank) or absent(row.rank_then) else signed(row.rank - row.rank_then, 0)
        rows.append(
            f'<tr{mark}><th scope="row">{name}</th><td>{plain(row.rank_then, 0)}</td><td>{plain(row.rank, 0)}</td>'
            f"<td>{moved}</td><td>{number(row.points_then)}</td><td>{signed(row.points_then - row.points)}</td></tr>"
        )
    heads = ("Đơn vị", "Hạng giả định", "Hạng công bố", "Lên xuống", "Điểm giả định", "So với công bố")
    return _table(heads, rows)


def _listed(rows: list[Mapping[str, Any]] | list[dict[str, Any]], end: str) -> str:
    if not rows:
        return f"<p>{escape(end)}</p>"
    lines = [
        f'<tr><th scope="row">{escape(str(row["Chỉ tiêu"]))}</th><td>{escape(row["Đang là"])}</td>'
        f"<td>{escape(row['Cần đạt'])}</td><td>{signed(row['Điểm thêm của chỉ tiêu'], 2)}</td></tr>"
        for row in rows
    ]
    return _table(("Chỉ tiêu", "Đang là", "Cần đạt", "Điểm thêm"), lines) + f"<p>{escape(end)}</p>"


def _table(heads: tuple[str, ...], rows: list[str]) -> str:
    return (
        '<div class="scroll" tabindex="0" role="group" aria-label="Bảng, cuộn ngang được">'
        '<table class="heat"><thead><tr>'
        + "".join(f'<th scope="col">{head}</th>' for head in heads)
        + f"</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def _twin(table: pd.DataFrame, word: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "_code": table["unit"],
            "Đơn vị": table["short_name"],
            f"Hạng {word}": table["rank_then"],
            "Hạng công bố": table["rank"],
            f"Điểm {word}": table["points_then"],
            "Điểm công bố": table["points"],
        }
    )
