"""Figures of bars and lines as charts that PowerPoint itself draws and people can edit."""

from dataclasses import dataclass
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.enum.dml import MSO_LINE
from pptx.util import Pt

from dx_metrics.briefing.slides_text import FONT, safe_text

Box = tuple[int, int, int, int]
"""Left, top, width and height on the slide."""
MOST = 40
"""Categories that a native chart shows readably; longer ones are a picture and a table."""


@dataclass(frozen=True, slots=True)
class Series:
    """One run of figures with its look: a colour for all, or one for each point."""

    name: str
    values: tuple[float | None, ...]
    colours: tuple[str, ...]
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Native:
    """What a figure says as a chart of categories."""

    kind: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]


def native_of(figure: dict[str, Any]) -> Native | None:
    """The chart of a figure that holds bars only, or lines over named periods only; else None."""
    traces = [trace for trace in figure["data"] if not trace.get("fill")]
    layout = figure["layout"]
    if traces and all(trace.get("type") == "bar" for trace in traces):
        lying = traces[0].get("orientation") == "h"
        axis = layout.get("yaxis" if lying else "xaxis", {})
        stacked = "stacked" if layout.get("barmode") in ("stack", "relative") else "clustered"
        pairs = [(trace["y"], trace["x"]) if lying else (trace["x"], trace["y"]) for trace in traces]
        return _native(f"{'bar' if lying else 'column'} {stacked}", axis, traces, pairs)
    lines = traces and all("lines" in str(trace.get("mode", "")) for trace in traces)
    if lines and all(isinstance(x, str) for trace in traces for x in trace["x"]):
        return _native("line", layout.get("xaxis", {}), traces, [(trace["x"], trace["y"]) for trace in traces])
    return None


def place(shapes: Any, chart: Native, box: Box) -> None:
    """Put the chart on a slide, its numbers in the workbook inside it."""
    data = CategoryChartData(number_format="#,##0.0")
    data.categories = [safe_text(name) for name in chart.categories]
    for at, own in enumerate(chart.series):
        data.add_series(safe_text(own.name) or f"Dãy {at + 1}", own.values)
    graphic = shapes.add_chart(KINDS[chart.kind], *box, data).chart
    graphic.font.size, graphic.font.name = Pt(14), FONT
    graphic.has_title = False
    graphic.has_legend = len(chart.series) > 1
    if graphic.has_legend:
        graphic.legend.position, graphic.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    graphic.value_axis.has_major_gridlines = False
    if chart.kind.startswith("bar"):
        graphic.category_axis.reverse_order = True  # the first of a list stands on top
        graphic.value_axis.visible = False
    plot = graphic.plots[0]
    if chart.kind != "line":
        plot.gap_width = 45
        plot.has_data_labels = len(chart.series) == 1
        if plot.has_data_labels:
            plot.data_labels.number_format, plot.data_labels.number_format_is_linked = "#,##0.0", False
    for own, drawn in zip(chart.series, plot.series, strict=True):
        _coloured(own, drawn, line=chart.kind == "line")


def _native(
    kind: str, axis: dict[str, Any], traces: list[dict[str, Any]], pairs: list[tuple[Any, Any]]
) -> Native | None:
    names = dict(zip(axis.get("tickvals") or [], axis.get("ticktext") or [], strict=False))
    order = list(axis.get("categoryarray") or dict.fromkeys(x for xs, _ in pairs for x in xs))
    if not order or len(order) > MOST:
        return None
    found = []
    for at, (trace, (xs, ys)) in enumerate(zip(traces, pairs, strict=True)):
        values = dict(zip(xs, ys, strict=False))
        colour = trace.get("marker", {}).get("color") or trace.get("line", {}).get("color") or "#6F8FAF"
        own = dict(zip(xs, colour, strict=False)) if isinstance(colour, list) else dict.fromkeys(xs, colour)
        figures = tuple(_figure(values.get(x)) for x in order)
        name = str(trace.get("name") or f"Dãy {at + 1}")
        dashed = bool(trace.get("line", {}).get("dash"))
        found.append(Series(name, figures, tuple(str(own.get(x, "#6F8FAF")) for x in order), dashed))
    return Native(kind, tuple(str(names.get(x, x)) for x in order), tuple(found))


def _figure(value: Any) -> float | None:
    return None if value is None or value != value else float(value)


def _coloured(own: Series, drawn: Any, *, line: bool) -> None:
    if line:
        drawn.smooth = False
        drawn.format.line.color.rgb = _rgb(own.colours[0])
        drawn.format.line.width = Pt(3)
        if own.dashed:
            drawn.format.line.dash_style = MSO_LINE.DASH
        return
    drawn.format.fill.solid()
    drawn.format.fill.fore_color.rgb = _rgb(own.colours[0])
    if len(set(own.colours)) > 1:
        for at, colour in enumerate(own.colours):
            point = drawn.points[at].format.fill
            point.solid()
            point.fore_color.rgb = _rgb(colour)


def _rgb(colour: str) -> RGBColor:
    text = colour.lstrip("#")
    text = "".join(letter * 2 for letter in text) if len(text) == 3 else text
    try:
        return RGBColor.from_string(text.upper())
    except ValueError:
        return RGBColor(0x6F, 0x8F, 0xAF)


KINDS = {
    "bar clustered": XL_CHART_TYPE.BAR_CLUSTERED,
    "bar stacked": XL_CHART_TYPE.BAR_STACKED,
    "column clustered": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "column stacked": XL_CHART_TYPE.COLUMN_STACKED,
    "line": XL_CHART_TYPE.LINE,
}
