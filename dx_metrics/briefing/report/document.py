"""The report itself: head, sections, signature, annexes, from findings to a `.docx`."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import segno
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.shared import Mm, Pt

from dx_metrics.briefing.picture import NoPicture
from dx_metrics.briefing.report import annex, form, heading_block, pictures
from dx_metrics.briefing.report.annex_tables import Drawn, plan_of
from dx_metrics.briefing.report.codes import Codes
from dx_metrics.briefing.report.compose import Paragraph, Section, compose
from dx_metrics.briefing.report.findings import find
from dx_metrics.briefing.report.findings_index import lowered, subject
from dx_metrics.briefing.report.grid import grid
from dx_metrics.briefing.report.matter import Matter
from dx_metrics.briefing.report.paper import paper_of
from dx_metrics.briefing.report.sentences import Heading

TABLES = {"viec": lambda matter: plan_of(matter, only_open=True)}
"""Tables that a heading may name."""
Tell = Callable[[str], None]


@dataclass(slots=True)
class Made:
    """A finished paper, and what it is without."""

    content: bytes
    lacking: list[str] = field(default_factory=list)


def quiet(words: str) -> None:
    """Nobody listens to how far the making has come."""


def report(matter: Matter, headings: Sequence[Heading], link: str = "", tell: Tell = quiet) -> Made:
    """The report of a span. `link`: address of the pinned view, for the QR. Raises results.WrongTotal."""
    about = matter.release.about
    paper = paper_of(about)
    topic = f"Kết quả {subject(matter)} các {matter.word} {about['place']} {lowered(matter.span.name)}"
    document = opened(matter, topic)
    foot, qr = footing(matter), square(link)
    stamp = stamp_of(matter)
    form.running(document.sections[0], stamp=stamp, foot=foot, qr=qr)
    heading_block.head(document, paper, paper.code)
    heading_block.title(document, "BÁO CÁO", topic)
    tell("Viết các câu từ số liệu")
    codes = Codes()
    sections = compose(list(headings), find(matter), codes)
    lacking: list[str] = []
    for section in sections:
        write(document, section, matter, lacking)
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    heading_block.foot(document, paper)
    tell("Lập các phụ lục")
    turned = form.turned(document)
    form.running(turned, stamp=stamp, foot=foot, qr=qr, wide=True, first=False)
    found = [*annex.annexes(matter), annex.Annex("MÃ SỐ LIỆU", (annex.codes_table(matter, codes),))]
    annex.write(document, matter, paper, found)
    if not link:
        lacking.append("Mã QR: chưa biết địa chỉ của bảng theo dõi.")
    tell("Đóng tệp")
    return Made(form.bytes_of(document), lacking)


def opened(matter: Matter, topic: str) -> Document:
    """An empty paper of the form, dated like its release so that it is the same whenever it is made."""
    made = datetime.fromisoformat(matter.release.about["built_at"]).replace(tzinfo=None)
    return form.blank(topic, str(matter.release.about.get("office") or ""), made)


def stamp_of(matter: Matter) -> str:
    """What every page says of figures that are not real."""
    return form.STAMP if matter.release.about.get("illustrative") else ""


def footing(matter: Matter) -> str:
    """Where, when and which release, at the foot of every page."""
    about = matter.release.about
    return f"{about['place']} · {matter.span.name} · Bản công bố {matter.release.id}"


def square(link: str) -> bytes | None:
    """The QR of an address; none without one."""
    if not link:
        return None
    out = io.BytesIO()
    segno.make(link, error="m", micro=False).save(out, kind="png", scale=6, border=1)
    return out.getvalue()


def write(document: Document, section: Section, matter: Matter, lacking: list[str]) -> None:
    """One section: heading, paragraphs, tables, pictures."""
    if section.title:
        line = document.add_paragraph(style=f"Heading {section.level}")
        form.plain(line, section.title, form.BODY, bold=True)
    for paragraph in section.paragraphs:
        _paragraph(document, paragraph)
    for name in section.tables:
        for table in TABLES[name](matter):
            if table.rows:
                _table(document, table)
    for name in section.pictures:
        draw(document, matter, name, lacking)


def _paragraph(document: Document, paragraph: Paragraph) -> None:
    line = document.add_paragraph()
    if paragraph.dash:
        line.add_run("- ")
    for text, code in paragraph.pieces:
        run = line.add_run(form.clean(text))
        if text.startswith("[") and text.endswith("]"):  # what somebody has to fill in
            run.font.italic, run.font.highlight_color = True, WD_COLOR_INDEX.YELLOW
        if code:
            mark = line.add_run(f"[{code}]")
            mark.font.superscript, mark.font.size = True, Pt(10)


def _table(document: Document, table: Drawn) -> None:
    line = document.add_paragraph(style="Bare")
    line.paragraph_format.keep_with_next = True
    form.plain(line, table.above, 12, italic=True)
    grid(document, table.columns, table.rows, total=table.total, size=table.size, words=table.above)
    document.add_paragraph(style="Bare")


def draw(document: Document, matter: Matter, name: str, lacking: list[str], wide: float = 150) -> None:
    """A picture with its finding and caption; where it cannot be drawn `lacking` says so."""
    exhibit = pictures.of(matter.release, matter.view, name)
    try:
        drawn = pictures.png(exhibit)
    except ValueError:
        return  # nothing to draw: the sentences say so
    except (NoPicture, OSError):
        lacking.append(f"Hình “{exhibit.title}”: máy chủ không vẽ được ảnh; bảng ở phụ lục có đủ số.")
        return
    line = document.add_paragraph(style="Bare")
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    line.paragraph_format.keep_with_next = True
    shape = line.add_run().add_picture(io.BytesIO(drawn), width=Mm(wide))
    form.described(shape, exhibit.words, exhibit.title)
    for text, italic in ((f"Hình: {exhibit.title}", False), (exhibit.caption, True)):
        below = document.add_paragraph(style="Bare")
        below.alignment = WD_ALIGN_PARAGRAPH.CENTER
        below.paragraph_format.keep_with_next = not italic
        form.plain(below, text, 12 if not italic else 10, bold=not italic, italic=italic)
    document.paragraphs[-1].paragraph_format.space_after = Pt(form.AFTER)
