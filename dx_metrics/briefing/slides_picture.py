"""The picture of an exhibit on a slide: one SVG that fills a screen of 16:9, in type for the back row."""

import re
from html import escape
from typing import Any

from dx_metrics.briefing.picture import LEFT_OUT, fitting, pieces
from dx_metrics.charts.exhibit import Exhibit
from dx_metrics.charts.look import FONT, INK, MUTED
from dx_metrics.charts.svg import plot
from dx_metrics.charts.svg.block import Block, paragraph, stacked
from dx_metrics.charts.svg.drawing import blocks
from dx_metrics.charts.svg.markup import box, nested, read

RATIO = 2.15
"""Width to height of what a slide leaves to its picture."""
WIDTHS = (640, 760, 900, 1060, 1240)
"""Units across the picture: the fewer, the larger the type. The first is tried first."""
CUT = 900
"""Units across a picture of which only the beginning fits."""
ROOMY = 1.7
"""How much taller than it asks for a figure may be drawn to fill the slide."""
TAG, BREAK = re.compile(r"<[^>]+>"), re.compile(r"<br\s*/?>")


def slide_svg(exhibit: Exhibit) -> str:
    """The picture; what is too long for a slide ends in a line that says how much more the table has."""
    for width in WIDTHS:
        room = width / RATIO
        found = _figure(exhibit.figure, width, room) if exhibit.figure else _drawing(exhibit, width, room)
        if found:
            return _svg(found, width, room)
    room = CUT / RATIO
    if exhibit.figure:
        return _svg(_beginning(exhibit.figure, CUT, room) or _shrunk(told(exhibit.figure), CUT, room), CUT, room)
    return _svg(stacked(fitting(blocks(exhibit.drawing, CUT, room), CUT, room)), CUT, room)


def told(figure: dict[str, Any]) -> dict[str, Any]:
    """The figure, each trace with the words that its points say when pointed at."""
    axes = [figure["layout"].get(name, {}) for name in ("yaxis", "xaxis")]
    names = {v: t for axis in axes for v, t in zip(axis.get("tickvals", []), axis.get("ticktext", []), strict=False)}
    return {**figure, "data": [{**trace, "told": _words(trace, names)} for trace in figure["data"]]}


def _words(trace: dict[str, Any], names: dict[Any, str]) -> list[str]:
    if trace.get("hoverinfo") == "skip":
        return []
    if isinstance(trace.get("hovertext"), list):
        return [plain(words) for words in trace["hovertext"]]
    head = f"{trace['name']}: " if trace.get("name") else ""
    return [
        "" if x is None or y is None else f"{head}{_value(names.get(x, x))}, {_value(names.get(y, y))}"
        for x, y in zip(trace["x"], trace["y"], strict=False)
    ]


def plain(words: Any) -> str:
    """A hover text without its markup."""
    return TAG.sub("", BREAK.sub("\n", str(words)))


def _value(value: Any) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",") if isinstance(value, float) else str(value)


def _figure(figure: dict[str, Any], width: int, room: float) -> Block | None:
    own = float(figure["layout"].get("height") or room)
    if own > room:
        return None
    return _placed(plot(told(figure), width, int(min(room, own * ROOMY))), 0, room)


def _beginning(figure: dict[str, Any], width: int, room: float) -> Block | None:
    """The first bars of a long list of lying bars, and how many more there are; None for another figure."""
    traces, layout = figure["data"], figure["layout"]
    if any(trace.get("type") != "bar" or trace.get("orientation") != "h" for trace in traces):
        return None
    names = list(layout.get("yaxis", {}).get("tickvals") or dict.fromkeys(y for trace in traces for y in trace["y"]))
    left = paragraph(LEFT_OUT.format(count=0), width, size=15, colour=MUTED).height
    count = int(len(names) * (room - left - 30) / float(layout["height"]))
    kept = set(names[:count])
    data = [_of_points(trace, [at for at, y in enumerate(trace["y"]) if y in kept]) for trace in traces]
    axis = _of_points(layout.get("yaxis", {}), list(range(count)))
    cut = {"data": data, "layout": {**layout, "yaxis": axis, "height": room - left}}
    more = paragraph(LEFT_OUT.format(count=len(names) - count), width, size=15, colour=MUTED)
    return stacked([_placed(plot(told(cut), width, int(room - left)), 0, room), more])


def _of_points(thing: dict[str, Any], places: list[int]) -> dict[str, Any]:
    """A trace or an axis with these of its points only."""

    def own(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: own(inner) for name, inner in value.items()}
        return [value[at] for at in places if at < len(value)] if isinstance(value, list) else value

    return {name: value if name == "range" else own(value) for name, value in thing.items()}


def _shrunk(figure: dict[str, Any], width: int, room: float) -> Block:
    """A figure taller than any slide, drawn smaller."""
    own = float(figure["layout"]["height"])
    return _placed(plot(figure, round(width * own / room), round(own)), width, room)


def _placed(svg: str, width: float, room: float) -> Block:
    element = read(svg)[0]
    wide, high = box(element)
    scale = width / wide if width else 1.0
    return Block(nested(element, 0, 0, wide * scale, high * scale), min(room, high * scale))


def _drawing(exhibit: Exhibit, width: int, room: float) -> Block | None:
    picture = '<svg class="map"' in exhibit.drawing
    found = blocks(exhibit.drawing, width, room * 0.86) if picture else pieces(exhibit, width)
    return stacked(found) if sum(block.height for block in found) <= room else None


def _svg(inner: Block, width: float, room: float) -> str:
    down = max(0.0, (room - inner.height) / 2)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {room:.0f}" font-family="{escape(FONT)}" '
        f'fill="{INK}"><g transform="translate(0,{down:.0f})">{inner.markup}</g></svg>'
    )
