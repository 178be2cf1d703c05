"""Giao việc: a lost point, a finding or a conclusion becomes an action; most of the form is filled in already."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import streamlit as st

from dx_metrics.access import Person
from dx_metrics.charts.lost_words import cure
from dx_metrics.follow_up import acts
from dx_metrics.follow_up.lost_points import lost_points
from dx_metrics.queries.follow_up import day_of, today
from dx_metrics.store import Change, Release
from dx_metrics.view import ALL
from dx_metrics.wording import number
from pages.registers.publishing import day_input, publish
from pages.registers.words import SHORT, commune_office, reason
from pages.shared import options
from pages.shared.ask import ask
from pages.shared.choose_unit import pick_unit
from pages.shared.state import State

AMPLE = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Begun:
    """What is known of the action before the form opens; empty where the form has to ask."""

    unit: str = ""
    criterion: str = ""
    title: str = ""
    owner: str = ""
    due: date | None = None
    why: str = ""
    agreed: tuple[str, int] | None = None
    key: str = field(default="viec")


def new_action(state: State, begun: Begun) -> None:
    """The form. What it makes is published at once."""
    told = action_fields(state, begun)
    if told is None:
        return
    why = reason(begun.why or f"Điểm mất ở {told['criterion']}, {told['period']}", f"{begun.key}-ly-do")
    if st.button("Giao việc", type="primary", key=f"{begun.key}-giao", disabled=not complete(told)):
        publish(_maker(told, begun.agreed), why)


def complete(told: dict[str, Any]) -> bool:
    """Whether an action says what and who."""
    return bool(str(told["title"]).strip() and str(told["owner"]).strip())


def action_fields(state: State, begun: Begun) -> dict[str, Any] | None:
    """The fields of an action as the register keeps them; None while no commune or criterion is chosen."""
    release, view = state.release, state.view
    units = {code: name for code, name in options.units(release, view.period).items() if code != ALL}
    key = begun.key
    unit = begun.unit if begun.unit in units else ""
    if not unit:
        word = str(release.about["unit_word"]).capitalize()
        unit = pick_unit(word, release, view.period, f"{key}-xa")
        if not unit:
            return None
    lost = ask(lost_points, release, view.series, view.period, day_of(release, view), (unit,)).set_index("code")
    names = {code: f"{row['name']} (mất {number(row['lost'], 2)} điểm)" for code, row in lost.iterrows()}
    criterion = begun.criterion if begun.criterion in names else ""
    if not criterion:
        listed = list(names)
        criterion = (
            st.selectbox(
                "Tiêu chí cần lấy lại điểm", listed, index=None, format_func=names.__getitem__, key=f"{key}-tc"
            )
            or ""
        )
        if not criterion:
            return None
    row = lost.loc[criterion]
    way = cure(row)
    own = f"{key}-{unit}-{criterion}"
    title = st.text_input(
        "Việc phải làm",
        value=begun.title or (way[:1].upper() + way[1:] if way else f"Lấy lại điểm {row['name']}"),
        max_chars=500,
        key=f"{own}-viec",
    )
    left, right = st.columns(2)
    with left:
        owner = st.text_input(
            "Chủ trì (cơ quan hoặc chức danh)",
            value=begun.owner or commune_office(release, unit, view.period),
            max_chars=SHORT,
            key=f"{own}-chu-tri",
        )
        points = st.number_input(
            f"Điểm nhận lấy lại (đang mất {number(row['lost'], 2)})",
            min_value=0.0,
            max_value=10_000.0,
            value=round(float(row["lost"]), 2),
            step=0.25,
            key=f"{own}-diem",
        )
    with right:
        opened = day_input("Ngày giao", today(), f"{own}-ngay")
        due = day_input("Hạn (giữ mãi; muốn lùi phải xin)", begun.due or today() + AMPLE, f"{own}-han")
    return {
        "unit": unit,
        "series": view.series,
        "criterion": criterion,
        "period": view.period,
        "title": title,
        "points_claimed": points,
        "owner": owner,
        "due": due,
        "opened_at": opened,
        "opened_by": "Ban Chỉ đạo",
    }


def _maker(told: dict[str, Any], agreed: tuple[str, int] | None) -> Callable[[Release, Person], Change]:
    return lambda release, person: acts.open_action(release, person, told, agreed)
