"""One slide as HTML: a picture that fills the screen of a room, the page's own form on a phone, the table behind it."""

import re
from html import escape
from itertools import groupby

from dx_metrics.briefing.slides_picture import slide_svg
from dx_metrics.charts import headline
from dx_metrics.charts.exhibit import Exhibit
from dx_metrics.charts.svg import plot
from dx_metrics.meeting.agreed import Agreed, Point
from dx_metrics.meeting.sequence import AGREED, DECISIONS, EXHIBIT, HEADLINE, OPENING, SECTIONS, Sequence
from dx_metrics.store import Release
from pages.elements.table import rows
from pages.elements.tiles import tiles_html
from pages.meeting_shown import Shown, heading
from pages.shared.ask import ask

WORDY = ('<table class="follow"', '<ul class="follow-cards"')
STILL = re.compile(r' role="link"|(?<!class="scroll") tabindex="0"| data-(?:code|criterion)="[^"]*"')
"""What makes parts of a drawing links: in meeting mode nothing leads away from the slide."""
SIZES = ((4, 2.1), (6, 1.8), (9, 1.5), (14, 1.2), (10_000, 0.9))
PHONE = 360
"""Pixels that a figure is drawn for where the screen is narrow."""
MOST_ROWS, MOST_POINTS = 100, 7
"""Rows of the table behind a picture; points of a meeting that a room can read."""


def slide_html(sequence: Sequence, release: Release, shown: Shown, *, form: str = "") -> str:
    """The slide. `form` is HTML of those who may type in what is agreed."""
    slide, exhibit = shown.slide, shown.exhibit
    if slide.kind == OPENING:
        body = _opening(sequence, release)
    elif slide.kind == HEADLINE:
        body = _overview(release, shown)
    elif slide.kind in (AGREED, DECISIONS):
        body = _points(shown.agreed, form, empty="Chưa ghi kết luận nào." if slide.kind == DECISIONS else "")
    else:
        body = _picture(exhibit) if exhibit else f"<p>Chương trình không còn biểu đồ “{escape(slide.exhibit)}”.</p>"
    foot = f'<footer class="mt-caption">{escape(exhibit.caption)}</footer>' if exhibit else _stamp(release)
    table = _table(exhibit) if exhibit and not exhibit.table.empty else ""
    words = f'<p class="words">{escape(exhibit.words)}</p>' if exhibit and slide.kind == EXHIBIT else ""
    return (
        f'<article class="mt-slide mt-{slide.kind}" data-number="{shown.number}" data-minutes="{slide.minutes}">'
        f'<header><p class="mt-section">{escape(SECTIONS[slide.section])}</p><h1>{escape(shown.title)}</h1></header>'
        f'<div class="mt-body">{body}{words}</div>{table}{foot}</article>'
    )


def _picture(exhibit: Exhibit) -> str:
    """Twice: for the room as one SVG, for a phone as the page draws it. What is hatched must not share a name.

    Tables and cards of words are set by the browser, which breaks lines as the room allows.
    """
    still = STILL.sub("", exhibit.drawing)
    if not exhibit.figure and any(kind in still for kind in WORDY):
        count = still.count("<tr")
        return (
            f'<div class="mt-fit dx-exhibit" style="--fit:{_size(count)}"><div class="dx-picture">{still}</div></div>'
        )
    wide = slide_svg(exhibit).replace("chua-co", "chua-co-lon")
    narrow = plot(exhibit.figure, PHONE) if exhibit.figure else still
    return (
        f'<div class="mt-wide" aria-hidden="true">{wide}</div>'
        f'<div class="mt-narrow dx-exhibit"><div class="dx-picture">{narrow}</div></div>'
    )


def _opening(sequence: Sequence, release: Release) -> str:
    lines = []
    numbered = list(enumerate(sequence.slides, 1))
    for section, own in groupby(numbered, lambda pair: pair[1].section):
        parts = [(number, slide) for number, slide in own if slide.kind != OPENING]
        if not parts:
            continue
        minutes = sum(slide.minutes for _, slide in parts)
        said = "; ".join(heading(sequence, slide, release) for _, slide in parts)
        lines.append(
            f'<li><b>{escape(SECTIONS[section])}</b><span class="mt-parts">{escape(said)}</span>'
            f'<span class="mt-minutes">{minutes} phút</span></li>'
        )
    place = escape(str(release.about["place"]))
    return (
        f'<p class="mt-when">{place} · {sequence.date:%d/%m/%Y} · {sequence.minutes} phút</p>'
        f'<ol class="mt-agenda">{"".join(lines)}</ol>'
    )


def _overview(release: Release, shown: Shown) -> str:
    said = ask(headline.verdict, release, shown.view)
    tiles = tiles_html(ask(headline.numbers, release, shown.view))
    return f'<p class="mt-verdict">{escape(" ".join(said[1:]))}</p>{tiles}'


def _points(agreed: Agreed | None, form: str, *, empty: str) -> str:
    points = agreed.points if agreed else ()
    shown = points[-MOST_POINTS:] if form else points[:MOST_POINTS]
    more = len(points) - len(shown)
    rest = f'<p class="mt-more">… và {more} kết luận nữa, xem trong bảng số liệu</p>' if more else ""
    listed = f'<ol class="mt-points">{"".join(map(_point, shown))}</ol>{rest}'
    if not points:
        listed = f'<p class="mt-none">{escape(empty or "Sổ chưa có kết luận nào của cuộc họp trước.")}</p>'
    where = f'<p class="mt-when">{escape(agreed.title)}, {agreed.held}</p>' if agreed and agreed.title else ""
    return f'<div class="mt-agreed mt-fit" style="--fit:{_size(len(shown) + 1)}">{where}{listed}</div>{form}'


def _size(lines: int) -> float:
    """How large the type of so many lines may be, in hundredths of the stage; the script sets it to what fits."""
    return next(size for most, size in SIZES if lines <= most)


def _point(point: Point) -> str:
    facts = " · ".join(words for words in (point.whose, f"hạn {point.due}" if point.due else "") if words)
    return (
        f'<li value="{point.number}" class="{point.tone}"><b>{escape(point.words)}</b>'
        f'<span class="mt-facts">{escape(facts)}</span><span class="mt-state">{escape(point.state)}</span></li>'
    )


def _table(exhibit: Exhibit) -> str:
    told = rows(exhibit.table.head(MOST_ROWS))
    numeric = [' class="dx-number"' if column["number"] else "" for column in told["columns"]]
    head = "".join(
        f'<th scope="col"{kind}>{escape(column["name"])}</th>'
        for column, kind in zip(told["columns"], numeric, strict=True)
    )
    body = "".join(
        "<tr>" + "".join(f"<td{kind}>{escape(cell)}</td>" for cell, kind in zip(line, numeric, strict=True)) + "</tr>"
        for line in told["rows"]
    )
    left = len(exhibit.table) - MOST_ROWS
    more = f"<p>… còn {left} dòng, tải tệp ở trang của biểu đồ này để có đủ.</p>" if left > 0 else ""
    return (
        f'<details class="mt-table"><summary>Bảng số liệu</summary><div class="dx-table" tabindex="0"><table>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}</div></details>"
    )


def _stamp(release: Release) -> str:
    note = " · SỐ LIỆU MINH HỌA" if release.about.get("illustrative") else ""
    return f'<footer class="mt-caption">Bản công bố {escape(release.id)}{note}</footer>'
