"""Nếu như. A commune asks: if this indicator stood there, where would we stand, and what is the least to do?"""

from collections.abc import Mapping

import streamlit as st

from dx_metrics.charts import what_if as charts
from dx_metrics.queries import choices, quality, standing
from dx_metrics.scoring import Framework, ScoringError
from dx_metrics.scoring.rules import Choice
from dx_metrics.scoring.what_if import Case, Value, bounds
from pages import elements
from pages.shared import options
from pages.shared.ask import ask
from pages.shared.choose import choose, write
from pages.shared.parts import heading
from pages.shared.state import State

CRITERION, CHANGED, GOAL = "chi_tieu", "thu", "dich"
"""Names in the URL: the indicator on the slider, all changes (`DVC01:45,CQS05:day_du`), what to reach."""
NOTHING = "khong"
KEPT = "Giữ nguyên"


def page(state: State) -> None:
    """Widgets, the ranking they lead to, and the cheapest way to a goal; all of it in the URL, none in the data."""
    release, view = state.release, state.view
    word = release.about["unit_word"]
    st.warning("Không chính thức: đây là phép thử trên số liệu đã công bố, không sửa số liệu và không phải điểm thật.")
    if view.unit == options.ALL:
        st.info(f"Chọn một {word} ở ô phía trên để thử.")
        return
    case = ask(quality.case_of, release, view.series, view.period)
    if case is None:
        st.info("Bản công bố này chưa giữ toàn văn bộ chỉ số nên không thử được; công bố lại số liệu để dùng.")
        return
    changed = _changes(state, case)
    try:
        _result(state, charts.result, tuple(sorted(changed.items())))
        goal = _goal(state, case)
        if goal:
            _result(state, charts.plan, goal)
    except ScoringError as error:
        st.warning(f"Không chấm được giá trị này: {error.problems[0]}")


def fresh(name: str) -> dict[str, str] | None:
    """What the URL says under `name` as `code:value` pairs, when it was not we who wrote it; else None."""
    raw = st.query_params.get(name)
    if raw is None or raw == st.session_state.get(f"_seen_{name}"):
        return None
    return dict(pair.split(":", 1) for pair in raw.split(",") if ":" in pair)


def keep(name: str, values: Mapping[str, Value]) -> None:
    """Write `values` into the URL as `code:value` pairs."""
    write(
        name, ",".join(f"{code}:{value if isinstance(value, str) else f'{value:g}'}" for code, value in values.items())
    )


def _changes(state: State, case: Case) -> dict[str, Value]:
    """The changes of this commune: those of the URL, and the one on the widget."""
    memory = f"_thu_{state.view.series}_{state.view.period}_{state.view.unit}"
    asked = fresh(CHANGED)
    if asked is not None:
        st.session_state[memory] = _sound(case, asked)
        st.session_state["_thu_round"] = st.session_state.get("_thu_round", 0) + 1
    changes: dict[str, Value] = dict(st.session_state.get(memory, {}))
    criteria = ask(choices.criteria, state.release, state.view.series, state.view.period)
    leaves = criteria[criteria["leaf"]]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        code = choose(
            "Chỉ tiêu", CRITERION, dict(zip(leaves["code"], leaves["code"] + " " + leaves["name"], strict=True))
        )
        if st.button("Bỏ mọi thay đổi"):
            changes = {}
            st.session_state["_thu_round"] = st.session_state.get("_thu_round", 0) + 1
    value = _widget(state, case, code, changes.get(code))
    if value is None:
        changes.pop(code, None)
    else:
        changes[code] = value
    st.session_state[memory] = changes
    keep(CHANGED, changes)
    return changes


def _widget(state: State, case: Case, code: str, chosen: Value | None) -> Value | None:
    """What the widget of one indicator says; None for as it is."""
    key = f"_thu_{state.view.period}_{state.view.unit}_{code}_{st.session_state.get('_thu_round', 0)}"
    leaf = case.leaf(code)
    if isinstance(leaf.rule, Choice):
        answers = [KEPT, *(answer for answer, _ in leaf.rule.answers)]
        at = answers.index(chosen) if isinstance(chosen, str) and chosen in answers else 0
        answer = st.selectbox("Giả định", answers, index=at, key=key, width=360)
        return None if answer == KEPT else answer
    ends = bounds(case, code)
    if ends is None:
        st.caption("Chỉ tiêu này không có mức 0 điểm và mức điểm tối đa cố định nên không thử được.")
        return None
    now = case.now[(case.now["unit"] == state.view.unit) & (case.now["code"] == code)]["value"]
    here = None if now.empty or now.isna().iloc[0] else float(now.iloc[0])
    low, high = (side([*ends, *([] if here is None else [here])]) for side in (min, max))
    start = chosen if isinstance(chosen, float) else here
    if here is None and not st.toggle("Chưa có số liệu; giả định là có", value=chosen is not None, key=f"{key}_on"):
        return None
    grid = ask(standing.spreads, state.release, state.view.series, state.view.period)
    target = grid.loc[grid["code"] == code, "target"].dropna()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if len(target) and low <= float(target.iloc[0]) <= high and st.button(f"Đặt bằng mục tiêu {target.iloc[0]:g}"):
            st.session_state[key] = float(target.iloc[0])
        st.session_state.setdefault(key, min(max(low if start is None else start, low), high))
        label = f"Giả định ({leaf.unit})" if leaf.unit else "Giả định"
        value = float(st.slider(label, low, high, step=max(0.1, (high - low) / 1000), format="%.1f", key=key))
    unmoved = here is not None and abs(value - here) < 0.05
    return None if unmoved else round(value, 4)


def _sound(case: Case, asked: Mapping[str, str]) -> dict[str, Value]:
    """The pairs of a link that name a leaf and a value it can have; the rest is left out."""
    found: dict[str, Value] = {}
    leaves = {criterion.code: criterion for criterion in case.framework.criteria if criterion.leaf}
    for code, text in asked.items():
        rule = leaves[code].rule if code in leaves else None
        if isinstance(rule, Choice):
            if text in dict(rule.answers):
                found[code] = text
        elif code in leaves and (ends := bounds(case, code)):
            try:
                value = float(text)
            except ValueError:
                continue
            if value == value and abs(value) <= 10 * max(1.0, *map(abs, ends)):
                found[code] = value
    return found


def _goal(state: State, case: Case) -> str:
    """What to reach, as `charts.plan` understands it; empty for nothing."""
    grades = _grades(case.framework)
    ranked = case.now[(case.now["code"] == case.index.code) & case.now["rank"].notna()]
    offered = {NOTHING: "Không chọn"} | {code: f"Loại {name}" for code, name in grades.items()}
    offered |= {f"hang-{rank}": f"Hạng {rank}" for rank in range(1, min(len(ranked), 50) + 1)}
    heading("Cách ít công nhất để đạt")
    code = choose("Muốn đạt", GOAL, offered)
    return "" if code == NOTHING else grades.get(code) or code.removeprefix("hang-")


def _grades(framework: Framework) -> dict[str, str]:
    best_first = sorted(framework.settings.grades, key=lambda grade: -grade.low)
    return {f"loai-{at}": grade.name for at, grade in enumerate(best_first, start=1)}


def _result(state: State, chart, *choices_: object) -> None:
    exhibit = ask(chart, state.release, state.view, *choices_)
    elements.exhibit(exhibit, key=exhibit.name, link=state.link("ho-so", unit="{code}"))
