"""The marks of a figure: bars, lines, dots and their labels."""

from collections.abc import Callable, Iterator
from html import escape
from typing import Any

from dx_metrics.charts.look import INK, LINE
from dx_metrics.charts.svg import letters

Place = Callable[[Any, Any], tuple[float, float]]
"""Where a pair of values lies, in pixels."""
_DASHES = {"dash": "7 5", "dot": "2 4", "dashdot": "7 4 2 4", "longdash": "12 5"}


def bars(traces: list[dict[str, Any]], place: Place, *, stacked: bool, band: float, gap: float) -> Iterator[str]:
    """Every bar of every bar trace, stacked or side by side. `band` is the pixels of one category."""
    ends: dict[tuple[Any, bool], float] = {}
    thick = band * (1 - gap) / (1 if stacked else max(1, len(traces)))
    for nth, trace in enumerate(traces):
        lying = trace.get("orientation") == "h"
        categories, lengths = (trace["y"], trace["x"]) if lying else (trace["x"], trace["y"])
        shift = 0.0 if stacked else (nth - (len(traces) - 1) / 2) * thick
        for at, (category, length) in enumerate(zip(categories, lengths, strict=False)):
            if length is None or length != length:
                continue
            start = ends.get((category, length < 0), 0.0) if stacked else 0.0
            ends[category, length < 0] = start + length
            (x0, y0), (x1, y1) = (place(*((v, category) if lying else (category, v))) for v in (start, start + length))
            left, wide = (min(x0, x1), abs(x1 - x0)) if lying else (x0 + shift - thick / 2, thick)
            top, tall = (y0 + shift - thick / 2, thick) if lying else (min(y0, y1), abs(y1 - y0))
            yield (
                f'<rect x="{left:.1f}" y="{top:.1f}" width="{wide:.1f}" height="{tall:.1f}"'
                f"{_paint(trace.get('marker', {}), at)}{_told(trace, at)}/>"
            )
            words = _nth(trace.get("text"), at)
            if words and lying:
                side = 1 if length >= 0 else -1
                yield letters.text(str(words), x1 + 5 * side, y0 + shift + 4, anchor="start" if side > 0 else "end")
            elif words:
                yield letters.text(str(words), x0 + shift, top - 4, anchor="middle")


def scatter(trace: dict[str, Any], place: Place) -> Iterator[str]:
    """The line, then the dots, then the labels of a scatter trace."""
    mode = trace.get("mode", "lines")
    points = [
        None if x is None or y is None or x != x or y != y else place(x, y)
        for x, y in zip(trace["x"], trace["y"], strict=False)
    ]
    if "lines" in mode or trace.get("fill"):
        yield from _lines(trace, points)
    if "markers" in mode:
        for at, point in enumerate(points):
            if point:
                yield _dot(trace.get("marker", {}), at, *point, _told(trace, at))
    elif trace.get("told"):
        for at, point in enumerate(points):
            if point:  # a line has nothing to point at
                yield f'<circle cx="{point[0]:.1f}" cy="{point[1]:.1f}" r="9" fill="none"{_told(trace, at)}/>'
    if "text" in mode:
        font = trace.get("textfont", {})
        for at, point in enumerate(points):
            words = _nth(trace.get("text"), at)
            if point and words:
                yield _label(str(words), point, str(_nth(trace.get("textposition", "top center"), at)), font)


def stroke(line: dict[str, Any], default: str = INK) -> str:
    """The attributes of a line's look."""
    dash = _DASHES.get(str(line.get("dash", "")))
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return f' stroke="{line.get("color", default)}" stroke-width="{line.get("width", 2):g}"{dashed}'


def _lines(trace: dict[str, Any], points: list[tuple[float, float] | None]) -> Iterator[str]:
    runs: list[list[str]] = [[]]
    for point in points:
        if point:
            runs[-1].append(f"{point[0]:.1f},{point[1]:.1f}")
        elif not trace.get("connectgaps"):
            runs.append([])
    filled = trace.get("fill") == "toself"
    look = f' fill="{trace.get("fillcolor", LINE)}"' if filled else ' fill="none"'
    line = trace.get("line", {})
    look += stroke(line) if line.get("width") != 0 else ""
    for run in runs:
        if len(run) > 1:
            kind = "polygon" if filled else "polyline"
            yield f'<{kind} points="{" ".join(run)}" stroke-linejoin="round"{look}/>'


def _told(trace: dict[str, Any], at: int) -> str:
    """What a script shows of a mark that is pointed at, where the trace brings words for its points (`told`)."""
    words = _nth(trace.get("told"), at)
    return f' data-told="{escape(str(words))}" pointer-events="all"' if words else ""


def _dot(marker: dict[str, Any], at: int, x: float, y: float, told: str = "") -> str:
    symbol, radius = str(_nth(marker.get("symbol", "circle"), at)), float(_nth(marker.get("size", 8), at)) / 2
    look = _paint(marker, at, hollow=symbol.endswith("-open")) + told
    if symbol.startswith("triangle"):
        tip = -1 if "up" in symbol else 1
        corners = ((x, y + tip * radius), (x - radius, y - tip * radius), (x + radius, y - tip * radius))
        return f'<polygon points="{" ".join(f"{a:.1f},{b:.1f}" for a, b in corners)}"{look}/>'
    if symbol.startswith(("square", "diamond")):
        turn = f' transform="rotate(45 {x:.1f} {y:.1f})"' if symbol.startswith("diamond") else ""
        side = 2 * radius
        return f'<rect x="{x - radius:.1f}" y="{y - radius:.1f}" width="{side:g}" height="{side:g}"{look}{turn}/>'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}"{look}/>'


def _paint(marker: dict[str, Any], at: int, *, hollow: bool = False) -> str:
    colour = _nth(marker.get("color", "#6F8FAF"), at)
    line, opacity = marker.get("line", {}), marker.get("opacity")
    fill = "#fff" if hollow else colour
    look = f' fill="{fill}"'
    if line.get("width") or hollow or marker.get("pattern"):
        edge = colour if hollow else _nth(line.get("color", "#5B6875"), at)
        look += f' stroke="{edge}" stroke-width="{line.get("width", 1.5):g}"'
    if marker.get("pattern"):
        look += ' stroke-dasharray="3 2"'
    return look + (f' opacity="{float(_nth(opacity, at)):g}"' if opacity is not None else "")


def _label(words: str, point: tuple[float, float], where: str, font: dict[str, Any]) -> str:
    x, y = point
    size = float(font.get("size", 12))
    taller = (len(letters.lines(words)) - 1) * size * 1.25
    down = {"top": -9.0 - taller, "bottom": size + 7}.get(where.split()[0], size * 0.35)
    side = where.split()[-1]
    across, anchor = {"left": (-8.0, "end"), "right": (8.0, "start")}.get(side, (0.0, "middle"))
    return letters.text(words, x + across, y + down, size=size, colour=font.get("color", INK), anchor=anchor)


def _nth(value: Any, at: int) -> Any:
    if isinstance(value, list | tuple):
        return value[at] if at < len(value) else None
    return value
