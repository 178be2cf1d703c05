"""What has to be done, one card each: state, title, facts. Red is for what is overdue, and for nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

from dx_metrics.charts.caption import caption
from dx_metrics.store import Release
from dx_metrics.view import View
from dx_metrics.wording import absent

DRAWN = 60
"""Cards that are drawn; the table has all."""


@dataclass(frozen=True, slots=True)
class Card:
    """`code` makes the title a link; `tone` is `overdue`, `soon`, `done` or nothing."""

    title: str
    state: str
    facts: tuple[str, ...] = ()
    code: str = ""
    tone: str = ""
    figure: str = ""


def cards(rows: Sequence[Card], nothing: str) -> str:
    """The cards as a list, escaped; `nothing` is said where there is none."""
    if not rows:
        return f"<p>{escape(nothing)}</p>"
    return f'<ul class="follow-cards">{"".join(map(_card, rows[:DRAWN]))}</ul>'


def grid(heads: Sequence[str], rows: Sequence[Sequence[str]], codes: Sequence[str], red: Sequence[bool] = ()) -> str:
    """A plain table, its first column a link where its row has a code; `red` rows are overdue."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    lines = []
    for at, (cells, code) in enumerate(zip(rows, codes, strict=True)):
        first = escape(cells[0])
        if code:
            first = f'<span role="link" data-code="{escape(code)}">{first}</span>'
        late = ' class="overdue"' if red and red[at] else ""
        rest = "".join(f"<td>{escape(cell)}</td>" for cell in cells[1:])
        lines.append(f'<tr{late}><th scope="row">{first}</th>{rest}</tr>')
    return (
        '<div class="scroll" tabindex="0" role="group" aria-label="Bảng, cuộn ngang được"><table class="follow">'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table></div>"
    )


def told(release: Release, view: View, day: date, measure: str) -> str:
    """The caption, with the day on which the registers stand."""
    return caption(release, view, f"{measure}, tình hình đến {day:%d/%m/%Y}")


def on(day: Any) -> str:
    """`27/11/2026`; empty for no day."""
    return "" if absent(day) else f"{day:%d/%m/%Y}"


def text(value: Any) -> str:
    """A cell of a register; empty for none."""
    return "" if absent(value) else str(value)


def _card(card: Card) -> str:
    title = escape(card.title)
    if card.code:
        title = f'<span role="link" data-code="{escape(card.code)}">{title}</span>'
    facts = "".join(f"<li>{escape(fact)}</li>" for fact in card.facts if fact)
    figure = f'<span class="figure">{escape(card.figure)}</span>' if card.figure else ""
    return (
        f'<li class="{card.tone}"><p class="state"><b>{escape(card.state)}</b>{figure}</p>'
        f'<p class="title">{title}</p><ul class="facts">{facts}</ul></li>'
    )
