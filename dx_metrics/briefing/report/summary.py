"""The one page before the chair: what is so, where points go, what became of what was agreed, what to decide."""

from collections.abc import Sequence

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from dx_metrics.briefing.report import form, heading_block
from dx_metrics.briefing.report.codes import Codes
from dx_metrics.briefing.report.compose import compose
from dx_metrics.briefing.report.document import Made, Tell, draw, footing, opened, quiet, square, stamp_of
from dx_metrics.briefing.report.findings import find
from dx_metrics.briefing.report.findings_index import lowered, subject
from dx_metrics.briefing.report.matter import Matter
from dx_metrics.briefing.report.sentences import Heading

SIZE, PICTURE = 13, 115
"""Points of the type; millimetres across a picture, so that all stays on one page."""


def summary(matter: Matter, headings: Sequence[Heading], link: str = "", tell: Tell = quiet) -> Made:
    """The summary of a span. Its figures are those of the report, so it carries a QR and no codes."""
    topic = f"Kết quả {subject(matter)} các {matter.word} {matter.release.about['place']} {lowered(matter.span.name)}"
    document = opened(matter, f"Tóm tắt: {topic}")
    form.running(document.sections[0], stamp=stamp_of(matter), foot=footing(matter), qr=square(link))
    heading_block.title(document, "TÓM TẮT", topic)
    tell("Viết các câu từ số liệu")
    lacking = [] if link else ["Mã QR: chưa biết địa chỉ của bảng theo dõi."]
    for section in compose(list(headings), find(matter), Codes()):
        if section.title:
            form.plain(document.add_paragraph(style="Heading 2"), section.title, SIZE, bold=True)
        for paragraph in section.paragraphs:
            line = document.add_paragraph()
            line.alignment = WD_ALIGN_PARAGRAPH.LEFT
            line.paragraph_format.space_after, line.paragraph_format.line_spacing = Pt(4), 1.0
            form.plain(line, ("- " if paragraph.dash else "") + paragraph.text, SIZE)
        for name in section.pictures:
            draw(document, matter, name, lacking, PICTURE)
    return Made(form.bytes_of(document), lacking)
