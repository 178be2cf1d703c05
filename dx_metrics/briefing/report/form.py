"""The page of Decree 30/2020: paper, margins, typeface, sizes, page numbers. Lengths in millimetres, type in points."""

import io
import zipfile
from datetime import datetime

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

TYPEFACE = "Times New Roman"
BODY, SMALL, TABLE = 14, 12, 11
PAGE = (210, 297)
TOP, BOTTOM, LEFT, RIGHT = 20, 20, 30, 15
TEXT_WIDTH, WIDE_WIDTH = PAGE[0] - LEFT - RIGHT, PAGE[1] - LEFT - RIGHT
FIRST_LINE, AFTER, LINES = 12.7, 6, 1.15
STAMP, DRAFT = "SỐ LIỆU MINH HỌA", "DỰ THẢO"
QR_SIDE = 13
FIXED = (1980, 1, 1, 0, 0, 0)


PROPERTY = 255
"""Characters that a property of an Office file can hold."""


def blank(title: str, author: str, made: datetime) -> Document:
    """An empty document with the page and the styles of the form."""
    document = docx.Document()
    _styles(document)
    section = document.sections[0]
    _page(section)
    core = document.core_properties
    title, author = title[:PROPERTY], author[:PROPERTY]
    core.title, core.author, core.last_modified_by, core.comments = title, author, author, ""
    core.language, core.created, core.modified = "vi-VN", made, made
    return document


def _styles(document: Document) -> None:
    normal = document.styles["Normal"]
    _typeface(normal)
    normal.font.size = Pt(BODY)
    look = normal.paragraph_format
    look.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    look.first_line_indent, look.space_after, look.space_before = Mm(FIRST_LINE), Pt(AFTER), Pt(0)
    look.line_spacing, look.widow_control = LINES, True
    language = OxmlElement("w:lang")
    for word in ("val", "eastAsia"):
        language.set(qn(f"w:{word}"), "vi-VN")
    normal.element.get_or_add_rPr().append(language)
    for level in (1, 2):
        heading = document.styles[f"Heading {level}"]
        _typeface(heading)
        heading.font.size, heading.font.bold, heading.font.italic = Pt(BODY), True, False
        heading.font.color.rgb = RGBColor(0, 0, 0)
        heading.paragraph_format.keep_with_next = True
        heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(AFTER), Pt(AFTER)
    bare = document.styles.add_style("Bare", WD_STYLE_TYPE.PARAGRAPH)
    bare.base_style = normal
    bare.paragraph_format.first_line_indent, bare.paragraph_format.space_after = Mm(0), Pt(0)
    bare.paragraph_format.line_spacing, bare.paragraph_format.alignment = 1.0, WD_ALIGN_PARAGRAPH.LEFT


def _typeface(style) -> None:
    style.font.name = TYPEFACE
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for word in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{word}"), TYPEFACE)
    for word in ("asciiTheme", "hAnsiTheme", "cstheme", "eastAsiaTheme"):
        fonts.attrib.pop(qn(f"w:{word}"), None)


def _page(section: Section, *, wide: bool = False) -> None:
    across, down = (PAGE[1], PAGE[0]) if wide else PAGE
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(across), Mm(down)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.header_distance, section.footer_distance = Mm(9), Mm(5)


def turned(document: Document) -> Section:
    """A new section of pages that lie on their side, for wide tables."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    _page(section, wide=True)
    section.different_first_page_header_footer = False
    return section


def running(
    section: Section, *, stamp: str, foot: str, qr: bytes | None, wide: bool = False, first: bool = True
) -> None:
    """Header: draft, page number in the middle (not on the first page), stamp. Footer: what it is, and the QR."""
    across = WIDE_WIDTH if wide else TEXT_WIDTH
    section.different_first_page_header_footer = first
    heads = [(section.header, True), (section.first_page_header, False)] if first else [(section.header, True)]
    feet = [section.footer, section.first_page_footer] if first else [section.footer]
    for part, numbered in heads:
        part.is_linked_to_previous = False
        line = _tabbed(part.paragraphs[0], across)
        plain(line, f"{DRAFT}\t", 10, bold=True)
        if numbered:
            _number(line)
        plain(line, f"\t{stamp}", 10, bold=True)
    for part in feet:
        part.is_linked_to_previous = False
        line = _tabbed(part.paragraphs[0], across)
        plain(line, f"{foot}\t\t", 9)
        if qr:
            shape = line.add_run().add_picture(io.BytesIO(qr), height=Mm(QR_SIDE))
            described(shape, "Mã QR mở đúng số liệu của báo cáo này", "QR")


def _tabbed(line: Paragraph, across: float) -> Paragraph:
    line.style = "Bare"
    stops = line.paragraph_format.tab_stops
    stops.add_tab_stop(Mm(across / 2), WD_TAB_ALIGNMENT.CENTER)
    stops.add_tab_stop(Mm(across), WD_TAB_ALIGNMENT.RIGHT)
    return line


def _number(line: Paragraph) -> None:
    run = plain(line, "", 13)
    for kind, text in (("begin", ""), ("", " PAGE "), ("end", "")):
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.set(qn("xml:space"), "preserve")
            mark.text = text
        run._r.append(mark)


def plain(line: Paragraph, text: str, size: float, *, bold: bool = False, italic: bool = False):
    """A run of a size; returns it."""
    run = line.add_run(clean(text))
    run.font.size, run.font.bold, run.font.italic = Pt(size), bold, italic
    return run


def clean(text: str) -> str:
    """Without what XML cannot hold."""
    return "".join(
        c for c in text if c in "\t\n" or 0x20 <= ord(c) < 0xD800 or 0xE000 <= ord(c) < 0xFFFE or ord(c) > 0xFFFF
    )


def described(shape, words: str, title: str) -> None:
    """Text in place of a picture, for whoever cannot see it."""
    about = shape._inline.docPr
    about.set("descr", clean(words))
    about.set("title", clean(title))


def rule(line: Paragraph, length: float, across: float) -> None:
    """A solid line of a length in the middle of what is `across`, under the paragraph before."""
    line.style = "Bare"
    look = line.paragraph_format
    look.left_indent = look.right_indent = Mm(max(0.0, (across - length) / 2))
    look.space_before, look.line_spacing = Pt(3), Pt(4)
    properties = line._p.get_or_add_pPr()
    borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for word, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{word}"), value)
    borders.append(top)
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def bytes_of(document: Document) -> bytes:
    """The file; the same bytes for the same document, whenever it is saved."""
    out, sealed = io.BytesIO(), io.BytesIO()
    document.save(out)
    with zipfile.ZipFile(out) as parts, zipfile.ZipFile(sealed, "w", zipfile.ZIP_DEFLATED) as file:
        for part in parts.infolist():
            info = zipfile.ZipInfo(part.filename, FIXED)
            info.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(info, parts.read(part.filename))
    return sealed.getvalue()
