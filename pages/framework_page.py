"""Bộ chỉ số. What the index asks and why, what the version before would have said, and other weights tried."""

import streamlit as st

from dx_metrics.charts.what_if import weighted
from dx_metrics.queries import choices, quality
from pages import elements
from pages.shared.ask import ask
from pages.shared.parts import heading, show
from pages.shared.state import State
from pages.what_if import fresh, keep

WEIGHTS = "trong_so"
"""Name in the URL of the weights tried: `CQS:18,DVC:30`."""
ROUND = "_trong_so_round"


def page(state: State) -> None:
    show(state, "bo-chi-so")
    _unscored(state)
    heading("Nếu chấm theo phiên bản khác")
    show(state, "so-phien-ban")
    heading("Thử trọng số khác (không chính thức)")
    _weights(state)


def _unscored(state: State) -> None:
    """Indices that are published as files but cannot be scored yet, and what is to be filled in."""
    for said in (state.release.about.get("unscored") or {}).values():
        if said:
            with st.expander("Một bộ chỉ số chưa chấm được vì còn ô chưa biết"):
                for line in said:
                    st.text(line)


def _weights(state: State) -> None:
    release, view = state.release, state.view
    found = ask(quality.parts, release, view.series, view.period)
    if found is None or not (found[0].nominal > 0).all():
        st.caption("Bộ chỉ số này không gộp trụ cột theo trọng số, hoặc chưa đơn vị nào có điểm.")
        return
    parts = found[0]
    stated = parts.full if parts.combine == "sum" else parts.weights
    asked = fresh(WEIGHTS)
    if asked is not None:
        # New keys, so that the sliders take what the link says.
        st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    names = ask(choices.criteria, release, view.series, view.period).set_index("code")["name"].to_dict()
    st.caption("Kéo để đổi trọng số; điểm và thứ hạng bên dưới chỉ là phép thử, đường dẫn mang theo trọng số đã chọn.")
    chosen: dict[str, float] = {}
    columns = st.columns(min(3, len(parts.themes)), gap="medium")
    for at, (code, weight) in enumerate(zip(parts.themes, stated, strict=True)):
        most = float(max(stated) * 2)
        start = _number((asked or {}).get(code), float(weight), most)
        with columns[at % len(columns)]:
            key = f"_trong_so_{view.series}_{view.period}_{code}_{st.session_state.get(ROUND, 0)}"
            st.session_state.setdefault(key, start)
            chosen[code] = float(st.slider(str(names[code]), 0.0, most, step=most / 60, format="%.1f", key=key))
    keep(WEIGHTS, chosen)
    if sum(chosen.values()) <= 0:
        st.info("Ít nhất một trụ cột phải có trọng số lớn hơn 0.")
        return
    exhibit = ask(weighted, release, view, tuple(round(weight, 6) for weight in chosen.values()))
    if exhibit is not None:
        elements.exhibit(exhibit, key="neu-trong-so", link=state.link("ho-so", unit="{code}"))


def _number(text: str | None, default: float, most: float) -> float:
    try:
        found = default if text is None else float(text)
    except ValueError:
        return default
    return found if 0 <= found <= most else default
