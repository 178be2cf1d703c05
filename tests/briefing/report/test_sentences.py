"""Sentences by rules from a file: when they are written, what they may name, what is told of a fault."""

import pytest

from dx_metrics.briefing.report import sentences
from dx_metrics.briefing.report.codes import Codes, Figure
from dx_metrics.briefing.report.compose import compose
from dx_metrics.briefing.report.document import TABLES
from dx_metrics.briefing.report.findings import Findings, find
from dx_metrics.briefing.report.names import SCOPES, WHOLE
from dx_metrics.briefing.report.pictures import PICTURES
from tests.briefing.report.papers import adds, matter


def number(value, decimals=2):
    return Figure(float(value), "Điểm", "toàn địa bàn", "Quý IV/2022", "điểm", decimals)


def read(folder, text):
    (folder / "report").mkdir(exist_ok=True)
    (folder / "report" / sentences.FILE).write_text(text, "utf-8")
    return sentences.read(folder, sentences.FILE, PICTURES, TABLES)


def said(folder, text, **values):
    headings, problems = read(folder, text)
    assert problems == []
    sections = compose(headings, Findings(values, {}), Codes())
    return [paragraph.text for section in sections for paragraph in section.paragraphs]


def test_a_sentence_is_written_when_all_its_conditions_hold(tmp_path):
    text = """
[[muc]]
[[muc.cau]]
khi = ["so_tang > so_giam", "so_giam > 0"]
viet = "{so_tang} tăng, {so_giam} giảm."
"""
    assert said(tmp_path, text, so_tang=number(3, 0), so_giam=number(1, 0)) == ["3 tăng, 1 giảm."]
    assert said(tmp_path, text, so_tang=number(3, 0), so_giam=number(0, 0)) == []


def test_a_figure_that_is_nought_is_there_and_one_that_is_absent_is_not(tmp_path):
    text = '[[muc]]\n[[muc.cau]]\nkhi = "so_tang"\nviet = "có"\n[[muc.cau]]\nkhi = "khong so_tang"\nviet = "không"\n'
    assert said(tmp_path, text, so_tang=number(0)) == ["có"]
    assert said(tmp_path, text) == ["không"]


def test_a_sentence_that_lacks_a_figure_is_not_written(tmp_path):
    assert said(tmp_path, '[[muc]]\n[[muc.cau]]\nviet = "Trung vị {trung_vi}."') == []


def test_a_change_is_told_in_words(tmp_path):
    text = '[[muc]]\n[[muc.cau]]\nviet = "Trung vị {+trung_vi_doi} điểm."'
    assert said(tmp_path, text, trung_vi_doi=number(1.5)) == ["Trung vị tăng 1,5 điểm."]
    assert said(tmp_path, text, trung_vi_doi=number(-0.25)) == ["Trung vị giảm 0,25 điểm."]
    assert said(tmp_path, text, trung_vi_doi=number(0.001)) == ["Trung vị không đổi điểm."]


def test_a_commune_is_written_small_within_a_sentence(tmp_path):
    text = '[[muc]]\n[[muc.cau]]\nviet = "{dan_dau} dẫn đầu, {cuoi_bang} cuối bảng."'
    assert said(tmp_path, text, dan_dau="Xã Hà Hiệu", cuoi_bang="Thị trấn Chợ Rã") == [
        "Xã Hà Hiệu dẫn đầu, thị trấn Chợ Rã cuối bảng."
    ]


@pytest.mark.parametrize(
    ("text", "row", "message"),
    [
        ('[[muc]]\n[[muc.cau]]\nviet = "a"\n[[muc.cau]]\nviet = "{trung_vj}"', 5, "không có tên này"),
        ('[[muc]]\n[[muc.cau]]\nkhi = "so_xaa > 1"\nviet = "a"', 3, "không có tên này"),
        ('[[muc]]\n[[muc.cau]]\nviet = "{ten}"', 3, "không có tên này"),
        ('[[muc]]\n[[muc.cau]]\nkhi = "so_xa > 1ab"\nviet = "a"', 3, "không có tên này"),
        ('[[muc]]\n[[muc.cau]]\nkhi = "so_xa >> 1"\nviet = "a"', 3, "không hiểu điều kiện"),
        ('[[muc]]\n[[muc.cau]]\nmoi = "chitieu"\nviet = "a"', 3, "“moi” không có"),
        ('[[muc]]\nhinh = ["banh"]\n[[muc.cau]]\nviet = "a"', 2, "không có tên này"),
        ('[[muc]]\n[[muc.cau]]\nviett = "a"\nviet = "a"', 3, "không có mục này"),
        ('[[muc]]\n[[muc.cau]]\nviet = "{so_xa"', 2, "ngoặc nhọn"),
        ("[[muc", None, "sai cú pháp TOML"),
        ("", None, "không có đề mục nào"),
    ],
)
def test_a_fault_is_refused_with_file_and_line(tmp_path, text, row, message):
    headings, problems = read(tmp_path, text)
    assert headings == []
    assert (problems[0].file, problems[0].row) == ("bao-cao.toml", row)
    assert message in problems[0].message


@pytest.mark.parametrize("name", [sentences.FILE, sentences.SUMMARY])
def test_the_files_that_ship_have_no_fault(tmp_path, name):
    headings, problems = sentences.read(tmp_path, name, PICTURES, TABLES)
    assert problems == []
    assert len(headings) >= 4


def test_findings_have_no_name_that_nobody_is_told_of(release, tmp_path):
    found = find(matter(release, adds(tmp_path)))
    assert set(found.whole) <= set(WHOLE)
    for scope, rows in found.each.items():
        assert {name for row in rows for name in row} <= set(SCOPES[scope]) | {"tru_cot"}


def test_the_same_figure_keeps_its_code():
    codes = Codes()
    assert [codes.of(number(1)), codes.of(number(2)), codes.of(number(1))] == ["KB-01", "KB-02", "KB-01"]


def test_a_figure_that_is_counted_in_nothing_is_told_all_the_same(tmp_path):
    text = '[[muc]]\n[[muc.cau]]\nmoi = "chi_tieu"\nviet = "{chung} {don_vi_tinh} ({tu} {don_vi_dem})."'
    headings, problems = read(tmp_path, text)
    assert problems == []
    rows = {"chi_tieu": [{"chung": number(5), "tu": number(2, 0), "don_vi_tinh": "", "don_vi_dem": ""}]}
    (section,) = compose(headings, Findings({}, rows), Codes())
    assert section.paragraphs[0].text == "5 (2)."
