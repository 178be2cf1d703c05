"""Rows of a name, a bar and a figure: the common shape of what was lost and what changed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from dx_metrics.charts import look

WIDTH, HEIGHT = 320, 22
COLOURS = {"report": look.SECOND, "improve": look.CHOSEN, "other": look.OTHERS}


@dataclass(frozen=True, slots=True)
class Bar:
    """One row. `parts` are (from, to, colour); `mark` a thin line at a total. `code` makes the name a link."""

    name: str
    figure: str
    parts: tuple[tuple[float, float, str], ...] = ()
    detail: str = ""
    code: str = ""
    mark: float | None = None
    heading: bool = False
    chosen: bool = field(default=False)


def drawn(rows: Sequence[Bar], low: float, high: float, legend: Sequence[tuple[str, str]] = ()) -> str:
    """The rows as a list; bars run on one scale from `low` to `high`; `legend` names colours."""
    keys = "".join(f'<li><i style="background:{colour}"></i>{escape(words)}</li>' for words, colour in legend)
    items = "".join(_row(row, low, high) for row in rows)
    return (f'<ul class="legend">{keys}</ul>' if keys else "") + f'<ul class="lost">{items}</ul>'


def _row(row: Bar, low: float, high: float) -> str:
    name = escape(row.name)
    if row.code:
        name = f'<span role="link" data-code="{escape(row.code)}">{name}</span>'
    detail = f"<span>{_unbroken(escape(row.detail))}</span>" if row.detail else ""
    kinds = " ".join(word for word, on in (("heading", row.heading), ("chosen", row.chosen)) if on)
    return (
        f'<li class="{kinds}"><div class="what"><b>{name}</b>{detail}</div>'
        f'{_track(row, low, high)}<span class="figure">{escape(row.figure)}</span></li>'
    )


def _unbroken(text: str) -> str:
    """A sign stays with its number, a number with its percent."""
    return text.replace("+ ", "+\u00a0").replace("− ", "−\u00a0").replace(" %", "\u00a0%")


def _track(row: Bar, low: float, high: float) -> str:
    room = (high - low) or 1.0

    def x(value: float) -> float:
        return (value - low) / room * WIDTH

    shapes = [f'<rect x="0" y="{HEIGHT - 1}" width="{WIDTH}" height="1" fill="#EDF0F3"/>']
    if low < 0 < high:
        shapes.append(f'<rect x="{x(0):.1f}" y="0" width="1" height="{HEIGHT}" fill="{look.MUTED}"/>')
    for start, end, colour in row.parts:
        left, right = sorted((x(start), x(end)))
        shapes.append(
            f'<rect x="{left:.1f}" y="4" width="{max(right - left, 0.8):.1f}" height="14" fill="{colour}" '
            f'stroke="{look.MUTED}" stroke-width="0.4"/>'
        )
    if row.mark is not None:
        shapes.append(f'<rect x="{x(row.mark) - 1.5:.1f}" y="0" width="3" height="{HEIGHT}" fill="{look.INK}"/>')
    return (
        f'<svg class="track" viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none" '
        f'aria-hidden="true">{"".join(shapes)}</svg>'
    )
