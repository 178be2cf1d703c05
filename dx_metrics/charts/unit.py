"""One commune: every indicator with a verdict, and the communes most like it."""

from html import escape
from typing import Any

import pandas as pd

from dx_metrics.charts import look
from dx_metrics.charts.bullets import Mark, bullet, drawn, drawn_by
from dx_metrics.charts.caption import caption
from dx_metrics.charts.exhibit import Exhibit
from dx_metrics.charts.heat import STATES
from dx_metrics.queries import register, standing
from dx_metrics.store import Release
from dx_metrics.view import View
from dx_metrics.wording import absent, clipped, number, plain

SHOWN, ALIKE = 3, 4


def indicators(release: Release, view: View) -> Exhibit:
    """Every indicator of one commune against the median and the target, a sentence each."""
    grid = standing.of_units(release, view.series, view.period, (view.unit,))
    own = grid[grid["leaf"]].sort_values("criterion_position")
    above = int((own["points"] > own["points_median"]).sum())
    below = int((own["points"] < own["points_median"]).sum())
    name = own["short_name"].iloc[0] if len(own) else ""
    title = f"{above} chỉ tiêu trên trung vị, {below} chỉ tiêu dưới" if len(own) else "Chưa chọn đơn vị"
    rows = [
        bullet(row, () if absent(figure) else (Mark(name, float(figure), look.CHOSEN),), verdict(row))
        for row in own.itertuples()
        for figure in [getattr(row, drawn_by(row))]
    ]
    return Exhibit(
        name="chi-tieu-xa",
        title=title,
        words=f"{title}. " + " ".join(f"{row.name}: {verdict(row)}" for row in own.itertuples()),
        caption=caption(release, view, f"{name}: giá trị từng chỉ tiêu"),
        table=pd.DataFrame(
            {
                "Mã": own["code"],
                "Chỉ tiêu": own["name"],
                "Đơn vị tính": own["measure"],
                "Giá trị": own["value"],
                "Kỳ trước": own["value_before"],
                "Trung vị": own["value_median"],
                "Mục tiêu": own["target"],
                "Điểm": own["points"],
                "Điểm tối đa": own["max_points"],
                "Hạng": own["rank"],
                "Nhận xét": [verdict(row) for row in own.itertuples()],
            }
        ),
        drawing=drawn(rows, [(name, look.CHOSEN)]),
    )


def verdict(row: Any) -> str:
    """One sentence: against the median, the target and the period before."""
    if absent(row.points):
        words = STATES.get(row.state, STATES["missing"])
        return f"{words[0].upper()}{words[1:]} trong kỳ này."
    gap = row.points - row.points_median if not absent(row.points_median) else 0.0
    if not absent(row.max_points) and row.points >= row.max_points:
        parts = ["Đủ điểm"]
    else:
        parts = ["Bằng trung vị" if abs(gap) < 0.005 else "Tốt hơn trung vị" if gap > 0 else "Kém trung vị"]
    if not absent(row.target) and not absent(row.value):
        short = row.value - row.target if row.lower_is_better else row.target - row.value
        unit = "" if absent(row.measure) else f" {row.measure}"
        parts.append("đạt mục tiêu" if short <= 0 else f"còn cách mục tiêu {plain(short, 1)}{unit}")
    if not absent(row.value_before):
        change = row.value_before - row.value if row.lower_is_better else row.value - row.value_before
        word = "không đổi" if abs(change) < 0.05 else f"{'tốt lên' if change > 0 else 'kém đi'} {number(abs(change))}"
        parts.append(f"{word} so kỳ trước")
    if not absent(row.rank) and row.ranked:
        parts.append(f"thứ {int(row.rank)} trên {int(row.ranked_units)}")
    return f"{', '.join(parts)}."


def strengths(release: Release, view: View) -> tuple[list[Any], list[Any]]:
    """Rows of the indicators where the commune is farthest above and below the median, by share of full points."""
    grid = standing.of_units(release, view.series, view.period, (view.unit,))
    own = grid[grid["leaf"] & grid["points"].notna() & grid["max_points"].notna()]
    own = own.assign(gap=(own["points"] - own["points_median"]) / own["max_points"]).sort_values("gap")
    strong = own[own["gap"] > 0.005].iloc[::-1].head(SHOWN)
    weak = own[own["gap"] < -0.005].head(SHOWN)
    return list(strong.itertuples()), list(weak.itertuples())


def alike(release: Release, view: View) -> Exhibit:
    """Neighbours, and the communes whose theme shares differ least (root mean square)."""
    grid = standing.heads(release, view.series, view.period)
    shares = grid[grid["depth"] == 1].pivot_table(index="unit", columns="code", values="share", aggfunc="first")
    near = register.neighbours(release, view.period, view.unit)
    closest: list[str] = []
    distance: dict[str, float] = {}
    if view.unit in shares.index:
        apart = ((shares - shares.loc[view.unit]) ** 2).mean(axis=1) ** 0.5
        distance = {str(code): float(d) for code, d in apart.drop(view.unit).dropna().items()}
        closest = sorted(distance, key=lambda code: (distance[code], code))[:ALIKE]
    total = grid[grid["depth"] == 0].set_index("unit")
    rows = [code for code in dict.fromkeys([*closest, *near]) if code in total.index]
    names = {code: str(total.at[code, "short_name"]) for code in rows}
    title = (
        f"Giống nhất: {clipped([names[c] for c in closest if c in names], 2)}" if closest else "Chưa đủ số liệu để so"
    )
    table = pd.DataFrame(
        {
            "_code": rows,
            "Đơn vị": [names[code] for code in rows],
            "Quan hệ": [
                " và ".join([w for w, on in (("giống nhất", code in closest), ("giáp ranh", code in near)) if on])
                for code in rows
            ],
            "Điểm": [total.at[code, "points"] for code in rows],
            "Hạng": [total.at[code, "rank"] for code in rows],
            "Khác biệt (% điểm)": [distance.get(code, float("nan")) * 100 for code in rows],
        }
    )
    words = ". ".join(f"{r[1]}: {r[2]}, {number(r[3])} điểm" for r in table.itertuples(index=False))
    return Exhibit(
        name="tuong-tu",
        title=title,
        words=words or title,
        caption=caption(
            release, view, "Khác biệt: căn bậc hai trung bình bình phương chênh lệch phần điểm các trụ cột"
        ),
        table=table,
        drawing=_listed(table) if rows else "<p>Chưa đủ số liệu để so.</p>",
    )


def _listed(table: pd.DataFrame) -> str:
    body = "".join(
        f'<tr><th scope="row"><span role="link" data-code="{escape(code)}">{escape(name)}</span></th>'
        f"<td>{relation}</td><td>{number(points)}</td><td>{'–' if absent(rank) else int(rank)}</td></tr>"
        for code, name, relation, points, rank, _ in table.itertuples(index=False)
    )
    heads = "".join(f'<th scope="col">{name}</th>' for name in ("Đơn vị", "Quan hệ", "Điểm", "Hạng"))
    return f'<div class="scroll"><table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>'
