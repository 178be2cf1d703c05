"""Rows of a common shape: where the communes lie on one indicator, its target, and the chosen ones."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from dx_metrics.charts import look
from dx_metrics.wording import absent, number, plain

WIDTH, HEIGHT, APART = 320, 34, 9


@dataclass(frozen=True, slots=True)
class Mark:
    """A chosen commune on a row."""

    label: str
    value: float
    colour: str


@dataclass(frozen=True, slots=True)
class Bullet:
    """One indicator. Values in its own unit of measure; `spread` is min, q1, median, q3, max."""

    code: str
    name: str
    measure: str
    spread: tuple[float, float, float, float, float] | None
    target: float | None
    marks: tuple[Mark, ...] = field(default=())
    sentence: str = ""


def drawn_by(row: Any) -> str:
    """`value`, or `points` for groups and judged criteria, which have no value. `row` is one of `standing.grid`."""
    return "value" if row.leaf and not absent(row.value_median) else "points"


def bullet(row: Any, marks: Sequence[Mark] = (), sentence: str = "") -> Bullet:
    """From a row of `standing.grid`."""
    kind = drawn_by(row)
    spread = tuple(getattr(row, f"{kind}_{part}") for part in ("min", "q1", "median", "q3", "max"))
    return Bullet(
        code=row.code,
        name=row.name,
        measure=measure(row) if kind == "value" else "điểm",
        spread=None if any(absent(x) for x in spread) else spread,
        target=None if absent(row.target) or kind == "points" else float(row.target),
        marks=tuple(marks),
        sentence=sentence,
    )


def measure(row: Any) -> str:
    """The unit of measure, or nothing."""
    return "" if absent(row.measure) else str(row.measure)


def drawn(rows: Sequence[Bullet], legend: Sequence[tuple[str, str]] = ()) -> str:
    """The rows as HTML with one small SVG each; `legend` names the colours of chosen communes."""
    items = "".join(_row(row) for row in rows)
    keys = [
        '<li><i class="key-range"></i>từ thấp nhất đến cao nhất</li>',
        '<li><i class="key-middle"></i>nửa ở giữa</li>',
        '<li><i class="key-median"></i>trung vị</li>',
    ]
    if any(row.target is not None for row in rows):
        keys.append('<li><i class="key-target">◆</i>mục tiêu</li>')
    keys += [f'<li><i class="key-dot" style="background:{colour}"></i>{escape(name)}</li>' for name, colour in legend]
    return f'<ul class="legend">{"".join(keys)}</ul><ul class="bullets">{items}</ul>'


def _row(row: Bullet) -> str:
    said = [f"{escape(mark.label)} {_figure(mark.value, row)}" for mark in row.marks]
    if row.spread:
        said.append(f"trung vị {_figure(row.spread[2], row)}")
    if row.target is not None:
        said.append(f"mục tiêu {plain(row.target)}{_space(row)}")
    sentence = f'<p class="verdict">{escape(row.sentence)}</p>' if row.sentence else ""
    return (
        f'<li><div class="what"><b>{escape(row.name)}</b><span>{" · ".join(said)}</span>{sentence}</div>'
        f"{_track(row)}</li>"
    )


def _heights(places: Sequence[float]) -> list[float]:
    """Where two marks would hide one another they stand above and below the line."""
    hidden = len(places) == 2 and abs(places[0] - places[1]) < APART
    return [HEIGHT / 2 + (5.5 if at else -5.5) * hidden for at in range(len(places))]


def _figure(value: float, row: Bullet) -> str:
    return f"{number(value)}{_space(row)}"


def _space(row: Bullet) -> str:
    return f" {escape(row.measure)}" if row.measure else ""


def _track(row: Bullet) -> str:
    values = [mark.value for mark in row.marks] + list(row.spread or ()) + ([row.target] if row.target else [])
    if not values:
        return '<div class="track none">chưa có số liệu</div>'
    low = min(0.0, *values)
    high = max([*values, 100.0 if row.measure == "%" else max(values) * 1.02])
    room = (high - low) or 1.0

    def x(value: float) -> float:
        return 8 + (value - low) / room * (WIDTH - 16)

    middle = HEIGHT / 2
    parts = [f'<rect x="8" y="{middle - 1}" width="{WIDTH - 16}" height="2" fill="#EDF0F3"/>']
    if row.spread:
        least, q1, median, q3, most = row.spread
        parts += [
            f'<rect x="{x(least):.1f}" y="{middle - 4}" width="{max(x(most) - x(least), 1):.1f}" height="8" '
            f'rx="4" fill="{look.PALE}"/>',
            f'<rect x="{x(q1):.1f}" y="{middle - 4}" width="{max(x(q3) - x(q1), 1):.1f}" height="8" fill="#B3BFCA"/>',
            f'<rect x="{x(median) - 1:.1f}" y="{middle - 9}" width="2.5" height="18" fill="{look.MUTED}"/>',
        ]
    if row.target is not None:
        parts.append(
            f'<path d="M{x(row.target):.1f},{middle - 8}l6,8l-6,8l-6,-8z" fill="#fff" stroke="#8A4B08" '
            'stroke-width="2"/>'
        )
    parts += [
        f'<circle cx="{x(mark.value):.1f}" cy="{y:.1f}" r="6.5" fill="{mark.colour}" stroke="#fff" stroke-width="2"/>'
        for mark, y in zip(row.marks, _heights([x(mark.value) for mark in row.marks]), strict=True)
    ]
    return f'<svg class="track" viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true">{"".join(parts)}</svg>'
