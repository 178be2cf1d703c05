"""The annexes: complete tables by commune, with totals that are checked, and the codes of all figures."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from dx_metrics.briefing.report import form
from dx_metrics.briefing.report.annex_tables import Drawn, lost_by_theme, plan_of, points, reporting_of, responsible
from dx_metrics.briefing.report.codes import Codes
from dx_metrics.briefing.report.grid import Column, grid
from dx_metrics.briefing.report.indicator_tables import indicator_tables
from dx_metrics.briefing.report.matter import Matter
from dx_metrics.briefing.report.paper import Paper

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


@dataclass(frozen=True, slots=True)
class Annex:
    """`title` in capitals; its tables one after the other, each with a line above and perhaps one below."""

    title: str
    tables: tuple[Drawn, ...]


def annexes(matter: Matter) -> Iterator[Annex]:
    """What follows the report, in order; one that has no rows is left out."""
    span = matter.span.name.upper()
    made: list[tuple[str, Callable[[Matter], list[Drawn]]]] = [
        (f"ĐIỂM VÀ THỨ HẠNG CÁC {matter.word.upper()}", points),
        (f"KẾT QUẢ TỪNG CHỈ TIÊU {span}", indicator_tables),
        ("ĐIỂM MẤT THEO TRỤ CỘT", lost_by_theme),
        ("KẾ HOẠCH KHẮC PHỤC: AI LÀM GÌ, HẠN ĐẾN NGÀY NÀO", plan_of),
        ("TÌNH HÌNH GỬI SỐ LIỆU", reporting_of),
        (f"THÀNH VIÊN PHỤ TRÁCH CÁC {matter.word.upper()}", responsible),
    ]
    for title, tables in made:
        drawn = tuple(table for table in tables(matter) if table.rows)
        if drawn:
            yield Annex(title, drawn)


def codes_table(matter: Matter, codes: Codes) -> Drawn:
    """Every figure of the sentences with where it stands."""
    columns = [
        Column("Mã", 15, "center"),
        Column("Nội dung", 80),
        Column("Đơn vị", 36),
        Column("Kỳ", 36),
        Column("Giá trị", 25, "right"),
        Column("Bảng số và khóa", 48),
        Column("Bản", 12, "center"),
    ]
    rows = [
        (code, f.what, f.whose, f.period, f"{f.shown} {f.measure}".strip(), f.row, matter.release.id)
        for f, code in codes.known.items()
    ]
    return Drawn(
        f"Mỗi số trong lời văn mang một mã; dòng cùng mã dưới đây cho biết số đó là gì, của đâu, kỳ nào, "
        f"lấy từ bảng nào của bản công bố {matter.release.id}.",
        columns,
        rows,
        size=9,
    )


def write(document: Document, matter: Matter, paper: Paper, found: list[Annex]) -> None:
    """Print the annexes, each on a page of its own."""
    stamp = " (SỐ LIỆU MINH HỌA)" if matter.release.about.get("illustrative") else ""
    office = matter.release.about.get("office") or paper.agency
    for number, annex in enumerate(found):
        head = document.add_paragraph(style="Heading 1")
        _centred(head, breaks=number > 0)
        form.plain(head, f"Phụ lục {ROMAN[number]}", form.BODY, bold=True)
        name = _centred(document.add_paragraph(style="Bare"))
        form.plain(name, annex.title + stamp, 13, bold=True)
        kept = _centred(document.add_paragraph(style="Bare"))
        words = f"(Kèm theo Báo cáo số        /{paper.code} ngày …… tháng …… năm ……… của {office})"
        form.plain(kept, words, 13, italic=True)
        kept.paragraph_format.space_after = Pt(8)
        for table in annex.tables:
            _above(document, table)
            grid(
                document,
                table.columns,
                table.rows,
                total=table.total,
                size=table.size,
                words=table.words or annex.title,
            )
            if table.below:
                form.plain(document.add_paragraph(style="Bare"), table.below, 11, italic=True)
            # Between two tables, and after the last of all; elsewhere a line could be all there is on a page.
            if table is not annex.tables[-1] or annex is found[-1]:
                gap = document.add_paragraph(style="Bare").paragraph_format
                gap.line_spacing, gap.space_after = Pt(2), Pt(8)


def _centred(line, *, breaks: bool = False):
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    line.paragraph_format.first_line_indent = Pt(0)
    line.paragraph_format.keep_with_next = True
    line.paragraph_format.page_break_before = breaks
    return line


def _above(document: Document, table: Drawn) -> None:
    if table.above:
        line = document.add_paragraph(style="Bare")
        line.paragraph_format.keep_with_next = True
        line.paragraph_format.space_after = Pt(3)
        form.plain(line, table.above, 12, bold=True)
