"""The head of a paper, its title, and its end: signature on the right, recipients on the left."""

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell

from dx_metrics.briefing.report import form
from dx_metrics.briefing.report.paper import Paper
from dx_metrics.briefing.report.type import width

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
LEFT_SHARE = 0.44
CENTRE = WD_ALIGN_PARAGRAPH.CENTER


def head(document: Document, paper: Paper, number: str) -> None:
    """Agencies on the left, the nation's name on the right; number and date are left open."""
    across = form.TEXT_WIDTH
    left, right = across * LEFT_SHARE, across * (1 - LEFT_SHARE)
    table = _two_columns(document, left, right, 2)
    top_left, top_right = table.rows[0].cells
    _line(top_left, paper.parent, 12, first=True)
    _line(top_left, paper.agency, 12, bold=True)
    form.rule(top_left.add_paragraph(), 0.4 * min(width(paper.agency, 12), left), left)
    _line(top_right, NATION, 12, bold=True, first=True)
    _line(top_right, MOTTO, 13, bold=True)
    form.rule(top_right.add_paragraph(), width(MOTTO, 13), right)
    below_left, below_right = table.rows[1].cells
    _line(below_left, f"Số:          /{number}", 13, first=True)
    _line(below_left, form.DRAFT, 13, bold=True)
    _line(below_right, f"{paper.place}, ngày …… tháng …… năm ………", 13, italic=True, first=True)


def title(document: Document, kind: str, about: str) -> None:
    """BÁO CÁO, and what it is about, with a rule of 1/3 to 1/2 of it."""
    for text, before in ((kind, 14), (about, 0)):
        line = document.add_paragraph(style="Bare")
        line.alignment = CENTRE
        line.paragraph_format.space_before = Pt(before)
        line.paragraph_format.keep_with_next = True
        form.plain(line, text, form.BODY, bold=True)
    form.rule(document.add_paragraph(), 0.4 * min(width(about, form.BODY), form.TEXT_WIDTH), form.TEXT_WIDTH)
    document.paragraphs[-1].paragraph_format.space_after = Pt(10)


def foot(document: Document, paper: Paper) -> None:
    """Who gets it and who signs; name and signature are left open. Never torn from each other."""
    across = form.TEXT_WIDTH
    table = _two_columns(document, across * 0.5, across * 0.5, 1)
    left, right = table.rows[0].cells
    line = left.paragraphs[0]
    line.style = "Bare"
    form.plain(line, "Nơi nhận:", 12, bold=True, italic=True)
    for recipient in paper.recipients:
        form.plain(_bare(left), f"- {recipient};", 11)
    form.plain(_bare(left), f"- Lưu: {paper.keeper}.", 11)
    _line(right, paper.signer, form.BODY, bold=True, first=True)
    for _ in range(4):
        _line(right, "", form.BODY)


def _two_columns(document: Document, left: float, right: float, rows: int) -> Table:
    table = document.add_table(rows, 2)
    table.autofit = False
    shift = OxmlElement("w:tblInd")  # without padding the letters of the first column stand on the margin
    shift.set(qn("w:w"), "108")
    shift.set(qn("w:type"), "dxa")
    table._tbl.tblPr.insert_element_before(shift, "w:tblBorders", "w:tblLayout", "w:tblCellMar", "w:tblLook")
    for row in table.rows:
        _whole_row(row)
        for cell, wide in zip(row.cells, (left, right), strict=True):
            cell.width = Mm(wide)
            _no_padding(cell)
    for column, wide in zip(table.columns, (left, right), strict=True):
        column.width = Mm(wide)
    return table


def _whole_row(row) -> None:
    """A row that does not break over two pages."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _no_padding(cell: _Cell) -> None:
    margins = OxmlElement("w:tcMar")
    for side in ("left", "right"):
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), "0")
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    cell._tc.get_or_add_tcPr().append(margins)


def _bare(cell: _Cell):
    line = cell.add_paragraph()
    line.style = "Bare"
    return line


def _line(
    cell: _Cell, text: str, size: float, *, bold: bool = False, italic: bool = False, first: bool = False
) -> None:
    line = cell.paragraphs[0] if first else cell.add_paragraph()
    line.style = "Bare"
    line.alignment = CENTRE
    form.plain(line, text, size, bold=bold, italic=italic)
