"""The report read back: the page, type and order that Decree 30/2020 prescribes."""

import re

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from dx_metrics.briefing import picture
from dx_metrics.briefing.report.document import TABLES
from dx_metrics.briefing.report.pictures import PICTURES
from dx_metrics.briefing.report.sentences import SUMMARY, read
from dx_metrics.briefing.report.summary import summary
from tests.briefing.report.papers import adds, matter, written


@pytest.fixture(scope="module")
def paper(release, tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(picture, "rastered", lambda svg, width: DOT)
        folder = adds(tmp_path_factory.mktemp("form"))
        return written(matter(release, folder), folder)[0]


DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8ffff3f0005fe02fe"
    "dccc59e70000000049454e44ae426082"
)
"""A PNG of one pixel: what is drawn is tested elsewhere."""


def texts(paper):
    return [line.text for line in paper.paragraphs]


def sizes(line):
    return {run.font.size.pt for run in line.runs if run.text.strip()}


def test_pages_are_a4_with_the_prescribed_margins(paper):
    first, annexes = paper.sections
    assert (round(first.page_width.mm), round(first.page_height.mm)) == (210, 297)
    assert [round(x.mm) for x in (first.top_margin, first.bottom_margin, first.left_margin, first.right_margin)] == [
        20, 20, 30, 15,
    ]  # fmt: skip
    assert annexes.orientation == WD_ORIENT.LANDSCAPE


def test_type_is_times_new_roman_14_justified_with_a_first_line(paper):
    normal = paper.styles["Normal"]
    assert (normal.font.name, normal.font.size.pt) == ("Times New Roman", 14)
    assert round(normal.paragraph_format.first_line_indent.mm, 1) == 12.7
    assert normal.paragraph_format.space_after.pt >= 6
    assert 1 <= normal.paragraph_format.line_spacing <= 1.5
    assert normal.paragraph_format.alignment == 3


def test_the_head_names_agencies_and_nation_and_leaves_number_and_date_open(paper):
    left, right = paper.tables[0].rows[0].cells
    parent, agency = left.paragraphs[:2]
    nation, motto = right.paragraphs[:2]
    assert (parent.text, agency.text) == ("UBND HUYỆN THỬ", "PHÒNG THỬ NGHIỆM")
    assert (parent.runs[0].font.bold, agency.runs[0].font.bold) == (False, True)
    assert (nation.text, motto.text) == ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
    assert nation.runs[0].font.bold and motto.runs[0].font.bold
    assert (sizes(nation), sizes(motto)) == ({12}, {13})
    for cell in (left, right):  # the rule under agency and motto
        assert cell.paragraphs[2]._p.pPr.find(qn("w:pBdr")) is not None
    number, when = (cell.paragraphs[0] for cell in paper.tables[0].rows[1].cells)
    assert re.fullmatch(r"Số: +/BC-TN", number.text)
    assert when.text == "Thử, ngày …… tháng …… năm ………"
    assert when.runs[0].font.italic
    assert paper.tables[0].rows[1].cells[0].paragraphs[1].text == "DỰ THẢO"
    assert paper.tables[0]._tbl.tblPr.find(qn("w:tblBorders")) is None


def test_the_title_is_bold_and_says_what_it_is_about(paper):
    lines = texts(paper)
    at = lines.index("BÁO CÁO")
    assert lines[at + 1] == "Kết quả chuyển đổi số các xã Huyện Thử năm 2022"
    assert all(line.runs[0].font.bold and sizes(line) == {14} for line in paper.paragraphs[at : at + 2])


def test_sections_come_in_the_usual_order(paper):
    heads = [line.text for line in paper.paragraphs if line.style.name == "Heading 1"]
    assert heads[:5] == [
        "I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH",
        "II. KẾT QUẢ THỰC HIỆN",
        "III. ĐÁNH GIÁ CHUNG",
        "IV. PHƯƠNG HƯỚNG, NHIỆM VỤ QUÝ I/2023",
        "V. KIẾN NGHỊ",
    ]
    assert heads[5:7] == ["Phụ lục I", "Phụ lục II"]
    assert paper.styles["Heading 1"].font.bold and paper.styles["Heading 1"].paragraph_format.keep_with_next


def test_whoever_signs_stands_right_and_recipients_left(paper):
    ends = [table for table in paper.tables if table.rows[0].cells[0].text.startswith("Nơi nhận:")]
    left, right = ends[0].rows[0].cells
    assert [line.text for line in left.paragraphs] == ["Nơi nhận:", "- UBND huyện;", "- Lưu: VT, TN."]
    assert left.paragraphs[0].runs[0].font.bold and left.paragraphs[0].runs[0].font.italic
    assert (sizes(left.paragraphs[0]), sizes(left.paragraphs[1])) == ({12}, {11})
    assert right.text.strip() == "TRƯỞNG PHÒNG"  # nobody's name, nobody's signature


def test_pages_are_numbered_in_the_top_margin_but_the_first(paper):
    first = paper.sections[0]
    assert first.different_first_page_header_footer
    assert "PAGE" in first.header._element.xml and "PAGE" not in first.first_page_header._element.xml


def test_heads_of_long_tables_are_repeated_and_no_row_is_torn(paper):
    for table in paper.tables[1:]:
        if table.rows[0].cells[0].text.startswith("Nơi nhận"):
            continue
        rows = [row._tr.trPr for row in table.rows]
        assert rows[0].find(qn("w:tblHeader")) is not None
        assert all(row.find(qn("w:cantSplit")) is not None for row in rows)


def test_pictures_have_words_in_their_place(paper):
    shown = [about for about in paper.element.body.iter(qn("wp:docPr"))]
    assert shown
    assert all(len(about.get("descr")) > 20 for about in shown)


def test_real_figures_carry_no_stamp(paper):
    assert "MINH HỌA" not in paper.sections[0].header._element.xml


def test_the_same_release_gives_the_same_bytes(release, tmp_path):
    found = matter(release, adds(tmp_path), "ky")
    headings, _ = read(tmp_path, SUMMARY, PICTURES, TABLES)
    first, second = (summary(found, headings[:2]) for _ in range(2))
    assert first.content == second.content
    assert "Mã QR: chưa biết địa chỉ" in " ".join(first.lacking)


def test_without_the_means_to_draw_the_report_is_made_with_tables(release, tmp_path, monkeypatch):
    def cannot(svg, width):
        raise picture.NoPicture("no library")

    monkeypatch.setattr(picture, "rastered", cannot)
    paper, lacking = written(matter(release, adds(tmp_path)), tmp_path)
    assert "máy chủ không vẽ được ảnh" in " ".join(lacking)
    assert any(line == "Phụ lục I" for line in texts(paper))


def test_letters_that_a_document_cannot_hold_are_left_out():
    from dx_metrics.briefing.report import form

    line = docx.Document().add_paragraph()
    assert form.plain(line, "Xã\x00 Hà\x0b\ud800 Hiệu", 12).text == "Xã Hà Hiệu"
