"""The index itself: what it asks, how it weighs, on what basis; and what another version would have said."""

from html import escape
from typing import Any

import pandas as pd

from dx_metrics.charts import look
from dx_metrics.charts.caption import caption
from dx_metrics.charts.exhibit import Exhibit
from dx_metrics.queries import choices, quality
from dx_metrics.scoring import Framework, ScoringError, criteria_rows
from dx_metrics.scoring.words import rule_in_words
from dx_metrics.store import Release
from dx_metrics.view import View
from dx_metrics.wording import absent, clipped, number, plain, signed

NOT_KEPT = "Bản công bố này chưa giữ toàn văn bộ chỉ số nên không tính lại được; công bố lại số liệu để dùng."
NAMED, DRAWN = 12, 40
"""Changed criteria that are told one by one; communes whose move is drawn."""


def tree(release: Release, view: View) -> Exhibit:
    """Every criterion in its place: weight, full points, rule in words, legal basis, who has a value."""
    criteria = choices.criteria(release, view.series, view.period)
    coverage = quality.coverage(release, view.series, view.period).set_index("code")
    top = criteria[criteria["depth"] == 0].iloc[0]
    leaves, themes = int(criteria["leaf"].sum()), int((criteria["depth"] == 1).sum())
    most = "" if absent(top["max_points"]) else f", {plain(top['max_points'])} điểm"
    weights = _weights(criteria)
    facts = [_facts(row, coverage, weights) for row in criteria.itertuples()]
    heavy = criteria[(criteria["depth"] == 1) & criteria["max_points"].notna()]
    heaviest = f" Nặng nhất: {heavy.loc[heavy['max_points'].idxmax(), 'name']}." if len(heavy) else ""
    return Exhibit(
        name="bo-chi-so",
        title=f"{themes} trụ cột, {leaves} chỉ tiêu{most}",
        words=f"{top['framework_title']}, phiên bản {top['version']}: {themes} trụ cột, {leaves} chỉ tiêu{most}."
        f"{heaviest} Căn cứ: {top['framework_basis'] or 'chưa ghi'}",
        caption=caption(release, view, f"{top['framework_title']}, phiên bản {top['version']}"),
        table=pd.DataFrame(facts),
        drawing=_tree(criteria, facts),
        notes=(f"Căn cứ: {top['framework_basis']}",) if top["framework_basis"] else (),
    )


def versions(release: Release, view: View) -> Exhibit:
    """Whose rank moves when the period's figures are scored by the version before (or, for the first, after)."""
    other = _other(release, view)
    if other is None:
        return _nothing(release, view, "Bộ chỉ số này chỉ có một phiên bản")
    here = quality.framework_of(release, quality.in_force(release, view.series, view.period))
    there = quality.framework_of(release, other)
    if here is None or there is None:
        return _nothing(release, view, "Chưa so được hai phiên bản", NOT_KEPT)
    try:
        cases = [quality.case_of(release, view.series, view.period, version) for version in (here.id, there.id)]
    except ScoringError as error:
        return _nothing(release, view, "Số liệu kỳ này không chấm được theo phiên bản kia", str(error.problems[0]))
    table = _both(release, view, *(case.now[case.now["code"] == case.index.code] for case in cases if case))
    moved = table[(table["rank"] != table["rank_there"]) & table["rank"].notna() & table["rank_there"].notna()]
    word = release.about["unit_word"]
    told = _differences(*sorted((there, here), key=lambda each: str(each.effective_from or "")))
    if len(moved):
        title = f"{len(moved)} {word} đổi hạng nếu chấm theo bản {there.version}"
    else:
        title = f"Không {word} nào đổi hạng khi chấm theo bản {there.version}"
    lines = [
        f"{row.short_name} hạng {row.rank:.0f}, theo bản {there.version} hạng {row.rank_there:.0f}"
        for row in moved.itertuples()
    ]
    return Exhibit(
        name="so-phien-ban",
        title=title,
        words=f"{title}. {clipped(lines, 20)}{'. ' if lines else ''}Hai bản khác nhau ở {len(told)} chỗ.",
        caption=caption(release, view, f"Cùng số liệu, chấm theo bản {here.version} và bản {there.version}"),
        table=pd.DataFrame(
            {
                "_code": table["unit"],
                "Đơn vị": table["short_name"],
                f"Điểm, bản {here.version}": table["points"],
                f"Điểm, bản {there.version}": table["points_there"],
                f"Hạng, bản {here.version}": table["rank"],
                f"Hạng, bản {there.version}": table["rank_there"],
                "Lệch điểm": table["points_there"] - table["points"],
            }
        ),
        figure=_moves(moved.head(DRAWN), view.unit, here.version, there.version) if len(moved) else None,
        drawing="" if len(moved) else f"<p>{escape(title)}.</p>",
        notes=(*told[:NAMED], *([f"… và {len(told) - NAMED} chỗ khác nữa."] if len(told) > NAMED else [])),
    )


def _weights(criteria: pd.DataFrame) -> dict[str, float]:
    """Each criterion's declared share of its group, 0 to 1; none where the group takes a least, most or middle."""
    combine = dict(zip(criteria["code"], criteria["value"], strict=True))
    found: dict[str, float] = {}
    for parent, own in criteria[criteria["parent"].notna()].groupby("parent", sort=False):
        how = combine.get(parent) or "mean"
        stated = own["max_points"] if how == "sum" else own["weight"] if how in ("mean", "geomean", "harmean") else None
        if stated is not None and stated.notna().all() and stated.sum() > 0:
            found |= dict(zip(own["code"], stated / stated.sum(), strict=True))
    return found


def _facts(row: Any, coverage: pd.DataFrame, weights: dict[str, float]) -> dict[str, Any]:
    own = coverage.loc[row.code] if row.code in coverage.index else None
    return {
        "Mã": row.code,
        "Thuộc": "" if absent(row.parent) else row.parent,
        "Tên": row.name,
        "Điểm tối đa": row.max_points,
        "Trọng số trong nhóm (%)": weights[row.code] * 100 if row.code in weights else None,
        "Cách chấm": rule_in_words(row._asdict()),
        "Căn cứ": "" if absent(row.basis) else row.basis,
        "Có số liệu (%)": None if own is None else own["scored"] / own["units"] * 100,
        "Không phát sinh": None if own is None else int(own["not_applicable"]),
        "Thiếu": None if own is None else int(own["missing"]),
    }


def _tree(criteria: pd.DataFrame, facts: list[dict[str, Any]]) -> str:
    rows = []
    for row, fact in zip(criteria.itertuples(), facts, strict=True):
        most = "" if absent(row.max_points) else plain(row.max_points)
        weight = "" if absent(fact["Trọng số trong nhóm (%)"]) else f"{number(fact['Trọng số trong nhóm (%)'], 0)} %"
        share = fact["Có số liệu (%)"]
        covered = ""
        if not absent(share):
            gaps = [f"{fact['Thiếu']} thiếu"] if fact["Thiếu"] else []
            gaps += [f"{fact['Không phát sinh']} không phát sinh"] if fact["Không phát sinh"] else []
            small = f"<small>{', '.join(gaps)}</small>" if gaps else ""
            covered = f'<i style="width:{share:.0f}%"></i><b>{number(share, 0)} %</b>{small}'
        rows.append(
            f'<tr class="level-{min(row.depth, 3)}"><th scope="row"><span>{escape(row.code)}</span> '
            f"{escape(row.name)}</th><td>{most}</td><td>{weight}</td><td>{escape(fact['Cách chấm'])}</td>"
            f'<td>{escape(fact["Căn cứ"])}</td><td class="covered">{covered}</td></tr>'
        )
    heads = ("Tiêu chí", "Điểm tối đa", "Trọng số trong nhóm", "Cách chấm", "Căn cứ", "Có số liệu")
    return (
        '<div class="scroll" tabindex="0" role="group" aria-label="Bảng, cuộn ngang được">'
        '<table class="tree"><thead><tr>'
        + "".join(f'<th scope="col">{head}</th>' for head in heads)
        + f"</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def _other(release: Release, view: View) -> str | None:
    ids = list(quality.versions(release, view.series)["id"])
    at = ids.index(quality.in_force(release, view.series, view.period))
    return ids[at - 1] if at else ids[1] if len(ids) > 1 else None


def _both(release: Release, view: View, here: pd.DataFrame, there: pd.DataFrame) -> pd.DataFrame:
    names = choices.units(release, view.period)[["code", "short_name"]].rename(columns={"code": "unit"})
    kept = ["unit", "points", "rank"]
    both = here[kept].merge(there[kept], on="unit", how="outer", suffixes=("", "_there"))
    return names.merge(both, on="unit").sort_values("rank", kind="stable").reset_index(drop=True)


def _differences(old: Framework, new: Framework) -> list[str]:
    """What the newer framework does otherwise than the older, a sentence each."""
    before, after = ({row["code"]: row for row in criteria_rows(each)} for each in (old, new))
    told = [f"Chỉ có ở bản {new.version}: {code} {row['name']}." for code, row in after.items() if code not in before]
    told += [f"Chỉ có ở bản {old.version}: {code} {row['name']}." for code, row in before.items() if code not in after]
    for code, row in after.items():
        if code in before and (words := _changed(before[code], row, old.version, new.version)):
            told.append(f"{code} {row['name']}: {words}.")
    return told


def _changed(old: dict[str, Any], new: dict[str, Any], was_in: str, is_in: str) -> str:
    changes = []
    if old["value"] != new["value"]:
        changes.append("công thức khác")
    if (was := rule_in_words(old)) != (now := rule_in_words(new)):
        changes.append(f"bản {was_in}: {was}; bản {is_in}: {now}")
    elif old["max_points"] != new["max_points"] and new["max_points"] is not None and old["max_points"] is not None:
        changes.append(
            f"điểm tối đa {plain(old['max_points'])} (bản {was_in}), {plain(new['max_points'])} (bản {is_in})"
        )
    if old["weight"] != new["weight"]:
        changes.append(f"trọng số {plain(old['weight'])} (bản {was_in}), {plain(new['weight'])} (bản {is_in})")
    return "; ".join(changes)


def _moves(rows: pd.DataFrame, unit: str, here: str, there: str) -> dict[str, Any]:
    names = [f"<b>{row.short_name}</b>" if row.unit == unit else row.short_name for row in rows.itertuples()]
    places = list(range(len(rows)))
    lines: dict[str, list[Any]] = {"x": [], "y": []}
    for at, row in zip(places, rows.itertuples(), strict=True):
        lines["x"] += [int(row.rank_there), int(row.rank), None]
        lines["y"] += [at, at, None]
    told = [
        f"<b>{row.short_name}</b><br>bản {there}: hạng {row.rank_there:.0f}, {number(row.points_there)} điểm"
        f"<br>bản {here}: hạng {row.rank:.0f}, {number(row.points)} điểm ({signed(row.points - row.points_there)})"
        for row in rows.itertuples()
    ]
    dot = {"type": "scatter", "mode": "markers", "y": places, "customdata": list(rows["unit"])}
    dot |= {"hoverinfo": "text", "hovertext": told}
    hollow = {"size": 12, "color": "#fff", "line": {"color": look.MUTED, "width": 2}}
    full = {"size": 12, "color": [look.CHOSEN if code == unit else "#6F8FAF" for code in rows["unit"]]}
    return {
        "data": [
            {"type": "scatter", "mode": "lines", "hoverinfo": "skip", "showlegend": False, **lines}
            | {"line": {"color": look.OTHERS, "width": 3}},
            dot | {"name": f"Bản {there}", "x": [int(x) for x in rows["rank_there"]], "marker": hollow},
            dot | {"name": f"Bản {here} (đang áp dụng)", "x": [int(x) for x in rows["rank"]], "marker": full},
        ],
        "layout": look.layout(
            110 + 28 * len(rows),
            showlegend=True,
            legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
            xaxis=look.axis(title={"text": "Hạng (1 là tốt nhất)", "font": {"size": 12}}, tickformat="d", dtick=1)
            if rows[["rank", "rank_there"]].max().max() <= 20
            else look.axis(tickformat="d"),
            yaxis=look.axis(
                range=[len(rows) - 0.4, -0.6], tickmode="array", tickvals=places, ticktext=names, showgrid=False
            ),
        ),
    }


def _nothing(release: Release, view: View, title: str, words: str = "") -> Exhibit:
    words = words or f"{title}."
    table = pd.DataFrame({"Đơn vị": []})
    drawing = f"<p>{escape(words)}</p>"
    return Exhibit("so-phien-ban", title, words, caption(release, view, "So hai phiên bản"), table, drawing=drawing)
