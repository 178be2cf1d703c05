"""Who looks after which commune; what a member of the committee has to know of theirs."""

import pandas as pd

from dx_metrics.charts.exhibit import Exhibit
from dx_metrics.charts.follow_up_actions import CLOSED, of_view
from dx_metrics.charts.follow_up_cards import Card, cards, grid, on, text, told
from dx_metrics.follow_up.questions import facts, questions
from dx_metrics.follow_up.rows import each
from dx_metrics.follow_up.status import MARKS, OVERDUE
from dx_metrics.queries import choices, follow_up, standing
from dx_metrics.queries.follow_up import day_of, scope
from dx_metrics.store import Release
from dx_metrics.view import View
from dx_metrics.wording import absent, clipped, number, signed

NAMED = 40
"""Communes without anybody that are named; the others are counted."""


def assignments(release: Release, view: View) -> Exhibit:
    """Members with their communes; communes that nobody looks after."""
    day = day_of(release, view)
    table = follow_up.assignments(release, day)
    here = choices.units(release, view.period)
    units = scope(release, view, day)
    if units is not None:
        table = table[table["unit"].isin(units)].reset_index(drop=True)
        here = here[here["code"].isin(units)]
    alone = list(here.loc[~here["code"].isin(table["unit"]), "short_name"])
    word = str(release.about["unit_word"])
    title = f"{len(alone)} {word} chưa có người phụ trách" if alone else f"Mọi {word} đều có người phụ trách"
    rows = [
        (row.member_name, text(row.unit_name), row.role, f"từ {on(row.valid_from)}", text(row.basis))
        for row in each(table)
    ]
    return Exhibit(
        name="phan-cong",
        title=title,
        words=f"{title}{': ' + clipped(alone, NAMED) if alone else ''}. "
        + " ".join(f"{row[0]} phụ trách {row[1]}." for row in rows),
        caption=told(release, view, day, "Phân công thành viên phụ trách"),
        table=pd.DataFrame(
            {
                "_code": table["unit"],
                "Thành viên": table["member_name"],
                "Chức danh": table["post"].map(text),
                "Đơn vị": table["unit_name"].map(text),
                "Vai trò": table["role"],
                "Từ ngày": table["valid_from"].map(on),
                "Đến ngày": table["valid_to"].map(on),
                "Căn cứ": table["basis"].map(text),
            }
        ),
        drawing=grid(("Thành viên", "Đơn vị", "Vai trò", "Từ ngày", "Căn cứ"), rows, list(table["member"]))
        if rows
        else "<p>Chưa phân công ai.</p>",
        notes=(f"Chưa có người phụ trách: {clipped(alone, NAMED)}.",) if alone else (),
    )


def communes(release: Release, view: View) -> Exhibit:
    """A member's communes: points, what moved since the period before, actions, next visit, replies."""
    table, day = of_view(release, view)
    units = scope(release, view, day)
    cells = standing.heads(release, view.series, view.period)
    whole = cells[cells["depth"] == 0]
    whole = whole if units is None else whole[whole["unit"].isin(units)]
    binding = table[~table["dissolved"]]
    going = binding[~binding["status"].isin(CLOSED)].groupby("unit").size()
    late = binding[binding["status"] == OVERDUE].groupby("unit").size()
    visits = follow_up.inspections(release, day)
    ahead = visits[~visits["held"]].groupby("unit")["date"].min()
    replies = follow_up.replies(release, day)
    waiting = replies[replies["answered_at"].isna()].groupby("unit").size()
    found = pd.DataFrame(
        {
            "_code": whole["unit"],
            "Đơn vị": whole["short_name"],
            "Điểm": whole["points"],
            "So kỳ trước": whole["points"] - whole["points_before"],
            "Hạng": whole["rank"],
            "Việc đang làm": whole["unit"].map(going).fillna(0).astype(int),
            "Việc quá hạn": whole["unit"].map(late).fillna(0).astype(int),
            "Giải trình chờ trả lời": whole["unit"].map(waiting).fillna(0).astype(int),
            "Kiểm tra tới": [on(ahead.get(unit)) for unit in whole["unit"]],
        }
    ).reset_index(drop=True)
    moved = found.dropna(subset=["So kỳ trước"]).sort_values("So kỳ trước")
    fell = len(moved) and moved["So kỳ trước"].iloc[0] < 0
    word = str(release.about["unit_word"])
    title = f"{len(found)} {word}, {int(found['Việc quá hạn'].sum())} việc quá hạn"
    rows = [_commune(row) for row in found.itertuples(index=False, name=None)]
    return Exhibit(
        name="xa-phu-trach",
        title=title if len(found) else f"Chưa phụ trách {word} nào trong kỳ này",
        words=f"{title}. "
        + (f"Giảm nhiều nhất: {moved['Đơn vị'].iloc[0]} {signed(moved['So kỳ trước'].iloc[0], 2)}. " if fell else "")
        + " ".join(f"{card.title}: {card.figure}, {card.facts[0]}, {card.state}." for card in rows[:20]),
        caption=told(release, view, day, f"Các {word} phụ trách"),
        table=found,
        drawing=cards(rows, f"Chưa phụ trách {word} nào trong kỳ này."),
    )


def asked(release: Release, view: View) -> Exhibit:
    """Three questions to ask in these communes."""
    day = day_of(release, view)
    units = scope(release, view, day)
    own = set(choices.units(release, view.period)["code"]) if units is None else units
    found = questions(facts(release, view.series, view.period, day, own))
    return Exhibit(
        name="cau-hoi",
        title=f"{len(found)} câu nên hỏi" if found else "Không có gì phải hỏi",
        words=" ".join(f"{question.unit_name}: {question.text}" for question in found) or "Không có gì phải hỏi.",
        caption=told(release, view, day, "Câu hỏi gợi ý từ điểm mất, việc và giải trình"),
        table=pd.DataFrame(
            {
                "_code": [question.unit for question in found],
                "Đơn vị": [question.unit_name for question in found],
                "Câu hỏi": [question.text for question in found],
            }
        ),
        drawing=cards(
            [Card(question.text, question.unit_name, code=question.unit) for question in found], "Không có gì phải hỏi."
        ),
    )


def _commune(row: tuple) -> Card:
    """One commune: code, name, points, change, rank, actions going, overdue, replies waiting, next visit."""
    code, name, points, change, place, going, late, waiting, visit = row
    state = f"{MARKS[OVERDUE]} {late} việc quá hạn" if late else f"{going} việc đang làm" if going else "chưa giao việc"
    facts = (
        f"{signed(change, 2)} so kỳ trước" + ("" if absent(place) else f", hạng {place:.0f}"),
        f"{going} việc đang làm" if late else "",
        f"{waiting} giải trình chờ trả lời" if waiting else "",
        f"Kiểm tra {visit}" if visit else "Chưa lập lịch kiểm tra",
    )
    return Card(name, state, facts, code, "overdue" if late else "", f"{number(points, 2)} điểm")
