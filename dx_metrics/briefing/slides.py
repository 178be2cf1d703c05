"""A sequence as an editable .pptx: title = finding, native charts where they are bars or lines, notes = words."""

import io
import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pptx import Presentation
from pptx.util import Emu, Inches, Pt

from dx_metrics.briefing import slides_charts, slides_text
from dx_metrics.briefing.picture import NoPicture, rastered
from dx_metrics.briefing.slides_charts import native_of
from dx_metrics.briefing.slides_picture import slide_svg
from dx_metrics.briefing.slides_text import BLUE, MUTED, box, write
from dx_metrics.charts.exhibit import Exhibit
from dx_metrics.charts.svg.markup import first, read, words

LOG = logging.getLogger(__name__)
WIDE, TALL = Inches(13.333), Inches(7.5)
EDGE = Inches(0.6)
FOOT = TALL - Inches(0.62)
BODY = (EDGE, Inches(1.65), WIDE - 2 * EDGE, Inches(5.05))
WORDY = '<table class="follow"'
"""A drawing that is a table of words."""
CARDS = '<ul class="follow-cards"'
"""A drawing that is cards of words: a table says the same on a slide."""
SIZES = ((5, 18), (8, 14), (12, 12))
"""Points of the type in a table of at most so many rows."""
MOST_ROWS, MOST_COLUMNS = 12, 8
"""What a table may hold to be read from a chair; a longer one is a picture, or is cut and says so."""
NO_PICTURE = "Máy chủ chưa vẽ được hình của phần này; có bảng số liệu thay thế. "
PIXELS = 2200
TITLE_ONLY = 5
"""The layout of python-pptx's own template that has a title and nothing else."""


@dataclass(frozen=True, slots=True)
class Page:
    """One slide: `lines` are its words where it has no exhibit, `rows` the table as it is worded on the screen."""

    section: str
    title: str
    minutes: int
    exhibit: Exhibit | None = None
    heads: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    lines: Sequence[str] = field(default_factory=tuple)


PROPERTY = 255
"""Characters that a property of an Office file can hold."""


def pptx_bytes(title: str, stamp: str, pages: Sequence[Page]) -> bytes:
    """The file. A picture that cannot be made here is left out, and its slide says so and has the table."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDE, TALL
    deck.core_properties.title, deck.core_properties.language = title[:PROPERTY], "vi-VN"
    deck.core_properties.author, deck.core_properties.comments = "", stamp[:PROPERTY]
    for number, page in enumerate(pages, 1):
        slide = deck.slides.add_slide(deck.slide_layouts[TITLE_ONLY])
        _title(slide, page)
        told = _body(slide, page)
        caption = page.exhibit.caption if page.exhibit else stamp
        box(
            slide.shapes,
            (EDGE, TALL - Inches(0.62), WIDE - 2 * EDGE - Inches(1), Inches(0.5)),
            caption,
            10,
            colour=MUTED,
        )
        place = f"{number}/{len(pages)}"
        box(
            slide.shapes,
            (WIDE - EDGE - Inches(0.9), TALL - Inches(0.62), Inches(0.9), Inches(0.4)),
            place,
            10,
            colour=MUTED,
        )
        notes = [page.exhibit.words if page.exhibit else "", told, f"{page.minutes} phút.", stamp]
        slide.notes_slide.notes_text_frame.text = "\n".join(said for said in notes if said)
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def _title(slide: Any, page: Page) -> None:
    box(slide.shapes, (EDGE, Inches(0.3), WIDE - 2 * EDGE, Inches(0.4)), page.section, 14, colour=MUTED)
    shape = slide.shapes.title
    shape.left, shape.top, shape.width, shape.height = EDGE, Inches(0.62), WIDE - 2 * EDGE, Inches(0.95)
    write(shape.text_frame, page.title, 28 if len(page.title) < 70 else 22, bold=True, colour=BLUE)
    shape.text_frame.paragraphs[0].alignment = 1  # left
    shape.text_frame.margin_left = 0


def _body(slide: Any, page: Page) -> str:
    """What fills the slide; words for the notes when something is missing."""
    exhibit = page.exhibit
    if exhibit is None:
        _lines(slide, page.lines)
        return ""
    chart = native_of(exhibit.figure) if exhibit.figure else None
    if chart:
        slides_charts.place(slide.shapes, chart, BODY)
        return ""
    drawn = bool(exhibit.figure or exhibit.drawing)
    if WORDY in exhibit.drawing:
        return _table(slide, *_drawn_table(exhibit.drawing))
    if not drawn or CARDS in exhibit.drawing:
        return _table(slide, page.heads, page.rows)
    try:
        picture = rastered(slide_svg(exhibit), PIXELS)
    except NoPicture as wrong:
        LOG.warning("no picture of %s: %s", exhibit.name, wrong)
        return "Máy chủ chưa vẽ được hình của phần này; có bảng số liệu thay thế. " + _table(
            slide, page.heads, page.rows
        )
    made = slide.shapes.add_picture(io.BytesIO(picture), Emu(BODY[0]), Emu(BODY[1]), width=Emu(BODY[2]))
    if made.height > BODY[3]:
        made.width, made.height = Emu(made.width * BODY[3] // made.height), Emu(BODY[3])
        made.left = Emu((WIDE - made.width) // 2)
    made._element._nvXxPr.cNvPr.set("descr", exhibit.words[:2000])  # what a screen reader says
    return ""


def _table(slide: Any, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The first rows; words for the notes where there are more."""
    shown = [row[:MOST_COLUMNS] for row in rows[:MOST_ROWS]]
    if not shown:
        return ""
    size = next(size for most, size in SIZES if len(shown) <= most)
    slides_text.table(slide.shapes, BODY, heads[:MOST_COLUMNS], shown, size)
    left = len(rows) - len(shown)
    return f"Bảng có {MOST_ROWS} dòng đầu, còn {left} dòng trong tệp Excel của biểu đồ này." if left else ""


def _drawn_table(drawing: str) -> tuple[list[str], list[list[str]]]:
    """Heads and rows of the table that an exhibit draws: fewer columns than the one behind it, and worded."""
    table = first(read(drawing), "table")
    lines = (
        [[words(cell) for cell in row.iterchildren("td", "th")] for row in table.iter("tr")]
        if table is not None
        else [[]]
    )
    return lines[0], lines[1:]


def _lines(slide: Any, lines: Sequence[str]) -> None:
    frame = slide.shapes.add_textbox(*map(Emu, BODY)).text_frame
    frame.word_wrap = True
    for at, said in enumerate(lines):
        own = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        run = own.add_run()
        run.text, run.font.size, run.font.name = said, Pt(20), slides_text.FONT
        own.space_after = Pt(10)
