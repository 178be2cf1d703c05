"""A figure as one SVG: margins that fit the labels, grid, shapes, marks, notes, legend."""

import math
from typing import Any

from dx_metrics.charts.look import FONT, INK, MUTED
from dx_metrics.charts.svg import letters, marks
from dx_metrics.charts.svg.axis import Axis

TICK, GAP = 12, 8


def plot(figure: dict[str, Any], width: int = 720, height: int | None = None) -> str:
    """The SVG of a figure of bars and scatters (the only traces our charts use), `width` pixels wide.

    `height` is the figure's own where it has one. Decoration: words and table stand beside it.
    Raises ValueError for a trace of another type.
    """
    traces, layout = figure["data"], figure["layout"]
    if strange := {t.get("type", "scatter") for t in traces} - {"bar", "scatter"}:
        raise ValueError(f"cannot draw {', '.join(sorted(strange))}")
    tall = int(height or layout.get("height") or 360)
    along = Axis(layout.get("xaxis", {}), [v for t in traces for v in t["x"]], room=max(3, width // 110))
    up = Axis(layout.get("yaxis", {}), [v for t in traces for v in t["y"]], room=max(3, tall // 60))
    box = _box(figure, along, up, width, tall)
    drawn = _Drawing(figure, along, up, box)
    body = "".join(
        [*drawn.grid(), *drawn.shapes(below=True), *drawn.data(), *drawn.shapes(below=False), *drawn.notes()]
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {tall}" width="{width}" height="{tall}" '
        f'font-family="{FONT}" aria-hidden="true">{body}</svg>'
    )


def _box(figure: dict[str, Any], along: Axis, up: Axis, width: int, tall: int) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of the plot: margins asked for, widened for what stands in them."""
    layout = figure["layout"]
    margin = {"l": 8, "r": 16, "t": 8, "b": 8} | layout.get("margin", {})
    size = float(layout.get("yaxis", {}).get("tickfont", {}).get("size", TICK))
    names = max((letters.width(word, size) for _, word in up.ticks), default=0) + GAP
    names = min(names, width * 0.45)
    left = margin["l"] + names + (16 if _title(layout.get("yaxis", {})) else 0)
    foot = (TICK + 2 * GAP if along.ticks else 0) + (TICK + GAP if _title(layout.get("xaxis", {})) else 0)
    labels = [
        w for t in figure["data"] if t.get("type") == "bar" and t.get("orientation") == "h" for w in t.get("text") or []
    ]
    ends = max((letters.width(str(word), TICK) + GAP for word in labels), default=0)
    right = max(margin["r"], ends, letters.width(along.ticks[-1][1], TICK) / 2 + 4 if along.ticks else 0)
    top = max(margin["t"], 28 if _legend(figure) else 0)
    return left, top, width - right, tall - margin["b"] - foot


class _Drawing:
    """The parts of one picture, each a list of SVG elements."""

    def __init__(self, figure: dict[str, Any], along: Axis, up: Axis, box: tuple[float, float, float, float]) -> None:
        self.figure, self.layout, self.along, self.up = figure, figure["layout"], along, up
        self.left, self.top, self.right, self.bottom = box

    def x(self, value: Any, ref: str = "x") -> float:
        share = float(value) if ref != "x" else self.along.place(value)
        return self.left + share * (self.right - self.left)

    def y(self, value: Any, ref: str = "y") -> float:
        share = float(value) if ref != "y" else self.up.place(value)
        return self.bottom - share * (self.bottom - self.top)

    def grid(self) -> list[str]:
        parts = []
        own, other = self.layout.get("xaxis", {}), self.layout.get("yaxis", {})
        for share, word in self.along.ticks:
            x = self.left + share * (self.right - self.left)
            if -0.001 <= share <= 1.001:
                if own.get("showgrid") is not False:
                    parts.append(self._line(x, self.top, x, self.bottom, own.get("gridcolor", "#EDF0F3")))
                parts.append(letters.text(word, x, self.bottom + TICK + 4, colour=_colour(own), anchor="middle"))
        for share, word in self.up.ticks:
            y = self.bottom - share * (self.bottom - self.top)
            if -0.001 <= share <= 1.001:
                if other.get("showgrid") is not False:
                    parts.append(self._line(self.left, y, self.right, y, other.get("gridcolor", "#EDF0F3")))
                size = float(other.get("tickfont", {}).get("size", TICK))
                most = (self.left - GAP) / (size * 0.58)
                short = word if letters.width(word, size) <= self.left else word[: int(most) - 1].rstrip() + "…"
                parts.append(
                    letters.text(
                        short,
                        self.left - GAP,
                        y + size * 0.35 - (len(letters.lines(short)) - 1) * size * 0.62,
                        size=size,
                        colour=_colour(other),
                        anchor="end",
                    )
                )
        if own.get("zeroline"):
            zero = self.x(0)
            parts.append(self._line(zero, self.top, zero, self.bottom, own.get("zerolinecolor", MUTED)))
        if title := _title(own):
            parts.append(
                letters.text(
                    title, (self.left + self.right) / 2, self.bottom + 2 * TICK + GAP + 4, colour=MUTED, anchor="middle"
                )
            )
        return parts

    def data(self) -> list[str]:
        parts: list[str] = []
        bars = [t for t in self.figure["data"] if t.get("type") == "bar"]
        if bars:
            lying = bars[0].get("orientation") == "h"
            axis, length = (self.up, self.bottom - self.top) if lying else (self.along, self.right - self.left)
            band = length / max(1.0, abs(axis.high - axis.low))
            stacked = self.layout.get("barmode") in ("stack", "relative")
            parts += marks.bars(bars, self._place, stacked=stacked, band=band, gap=self.layout.get("bargap", 0.2))
        for trace in self.figure["data"]:
            if trace.get("type", "scatter") == "scatter":
                parts += marks.scatter(trace, self._place)
        return parts

    def shapes(self, *, below: bool) -> list[str]:
        parts = []
        for shape in self.layout.get("shapes", []):
            if (shape.get("layer") == "below") != below:
                continue
            x0, x1 = (self.x(shape[k], _paper(shape, "x")) for k in ("x0", "x1"))
            y0, y1 = (self.y(shape[k], _paper(shape, "y")) for k in ("y0", "y1"))
            if not all(map(math.isfinite, (x0, x1, y0, y1))):
                continue
            if shape["type"] == "line":
                look = marks.stroke(shape.get("line", {}))
                parts.append(f'<line x1="{x0:.1f}" y1="{y0:.1f}" x2="{x1:.1f}" y2="{y1:.1f}"{look}/>')
            else:
                line = shape.get("line", {})
                edge = marks.stroke(line) if line.get("width") else ""
                parts.append(
                    f'<rect x="{min(x0, x1):.1f}" y="{min(y0, y1):.1f}" width="{abs(x1 - x0):.1f}" '
                    f'height="{abs(y1 - y0):.1f}" fill="{shape.get("fillcolor", "none")}"{edge}/>'
                )
        return parts

    def notes(self) -> list[str]:
        parts = []
        for note in self.layout.get("annotations", []):
            font = note.get("font", {})
            size = float(font.get("size", TICK))
            x, y = self.x(note.get("x", 0), _paper(note, "x")), self.y(note.get("y", 0), _paper(note, "y"))
            down = {"bottom": -3.0, "top": size}.get(note.get("yanchor", "middle"), size * 0.35)
            anchor = {"left": "start", "right": "end"}.get(note.get("xanchor", "center"), "middle")
            half = letters.width(note["text"], size) / 2
            if anchor == "middle":  # as the browser does, a note is kept inside the picture
                x = min(max(x, half), max(half, self.right + 12 - half))
            parts.append(
                letters.text(note["text"], x, y + down, size=size, colour=font.get("color", INK), anchor=anchor)
            )
        x = self.left
        for trace in _legend(self.figure):
            marker = trace.get("marker", {})
            fill, edge = marker.get("color", "#6F8FAF"), marker.get("line", {}).get("color", "none")
            dashed = ' stroke-dasharray="3 2"' if marker.get("pattern") else ""
            fill = fill if isinstance(fill, str) else "#6F8FAF"
            parts.append(f'<rect x="{x:.1f}" y="4" width="12" height="12" fill="{fill}" stroke="{edge}"{dashed}/>')
            parts.append(letters.text(str(trace["name"]), x + 17, 14.5, colour=INK))
            x += 17 + letters.width(str(trace["name"]), TICK) + 16
        return parts

    def _place(self, x: Any, y: Any) -> tuple[float, float]:
        return self.x(x), self.y(y)

    @staticmethod
    def _line(x0: float, y0: float, x1: float, y1: float, colour: str) -> str:
        return f'<line x1="{x0:.1f}" y1="{y0:.1f}" x2="{x1:.1f}" y2="{y1:.1f}" stroke="{colour}" stroke-width="1"/>'


def _paper(thing: dict[str, Any], axis: str) -> str:
    """`x` when the place is one of the axis's values, `paper` when it is a share of the plot."""
    return axis if thing.get(f"{axis}ref", axis) == axis else "paper"


def _title(axis: dict[str, Any]) -> str:
    title = axis.get("title") or ""
    return str(title.get("text", "")) if isinstance(title, dict) else str(title)


def _colour(axis: dict[str, Any]) -> str:
    return str(axis.get("tickfont", {}).get("color", MUTED))


def _legend(figure: dict[str, Any]) -> list[dict[str, Any]]:
    if not figure["layout"].get("showlegend"):
        return []
    return [t for t in figure["data"] if t.get("name") and t.get("showlegend") is not False]
