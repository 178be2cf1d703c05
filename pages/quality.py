"""Chất lượng chỉ số. For the analyst: what is covered, what repeats, how sure ranks are, what rests on few cases."""

from dataclasses import replace
from urllib.parse import urlencode

from dx_metrics.charts.quality_shares import few_cases, shares
from pages import elements
from pages.shared import options
from pages.shared.ask import ask
from pages.shared.choose import choose
from pages.shared.parts import heading, show, together
from pages.shared.state import State

SHARE = "ty_le"
"""Name in the URL of the indicator that the funnel is about."""


def page(state: State) -> None:
    heading("Thứ hạng chắc đến đâu")
    together(state, ["on-dinh", "trong-so"], shares=(3, 2))
    heading("Chỉ tiêu có đủ số liệu, có trùng nhau không")
    theme = choose("Trụ cột", options.THEME, options.themes(state.release, state.view.series, state.view.period))
    own = state.looking_at(theme=theme)
    together(own, ["do-phu", "tuong-quan"])
    heading("Tỷ lệ dựa trên ít trường hợp")
    _few(state)


def _few(state: State) -> None:
    offered = ask(shares, state.release, state.view)
    if not offered:
        show(state, "it-phieu")
        return
    code = choose("Chỉ tiêu", SHARE, {code: f"{code} {name}" for code, (name, _, _) in offered.items()})
    view = replace(state.view, criterion=code)
    # A link to a file does not name the indicator: it holds the first one offered.
    first = code == next(iter(offered))
    query = urlencode(options.parameters_of(state.view, state.release))
    elements.exhibit(
        ask(few_cases, state.release, view),
        key=f"it-phieu-{code}",
        link=state.link("ho-so", unit="{code}"),
        downloads=f"/tai/it-phieu?{query}" if first else "",
    )
