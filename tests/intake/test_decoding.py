"""Encodings are proved by the names found, never guessed."""

import unicodedata

import pytest

from tests.intake.office import ROWS, TEXT, codes, in_cp1258, in_tcvn3, reading, rows

WRITTEN = {
    "utf-8": TEXT.encode(),
    "utf-8-sig": TEXT.encode("utf-8-sig"),
    "utf-16-le": TEXT.encode("utf-16-le"),
    "utf-16-be": b"\xfe\xff" + TEXT.encode("utf-16-be"),
    "cp1258": in_cp1258(TEXT),
    "tcvn3": in_tcvn3(TEXT),
    "tcvn3-utf8": in_tcvn3(TEXT).decode("latin-1").encode(),
    "misread-utf8": TEXT.encode().decode("latin-1").encode(),
    "cp1258-utf8": in_cp1258(TEXT).decode("latin-1").encode(),
}


@pytest.mark.parametrize("encoding", WRITTEN)
def test_the_same_table_is_read_out_of_every_encoding(encoding):
    assert rows(WRITTEN[encoding]) == ROWS
    assert reading(WRITTEN[encoding]).encoding == encoding


def test_vni_is_read_as_bytes_and_inside_unicode():
    vni = "Maõ xaõ;Teân xaõ;Tyû leä\n01888;Thò traán Chôï Raõ;22,89\n01891;Xaõ Baønh Traïch;8,24\n01897;Xaõ Haø Hieäu;21,46\n"
    assert rows(vni.encode("latin-1")) == ROWS
    assert rows(vni) == ROWS
    assert reading(vni.encode("latin-1")).encoding == "vni"


def test_capitals_of_vni_stay_capitals():
    assert rows("A;B\nXAÕ BAØNH TRAÏCH;THÖÔÏNG GIAÙO\n")[1] == ["XÃ BÀNH TRẠCH", "THƯỢNG GIÁO"]


def test_a_cell_that_is_right_already_is_left_in_a_file_of_mixed_fonts():
    mixed = "Mã xã;Số hộ\n" + in_tcvn3("Xã Bành Trạch;5\nXã Hà Hiệu;6\nXã Thượng Giáo;7\n").decode("latin-1")
    assert rows(mixed)[:2] == [["Mã xã", "Số hộ"], ["Xã Bành Trạch", "5"]]


def test_decomposed_letters_are_composed():
    assert rows(unicodedata.normalize("NFD", TEXT)) == ROWS


def test_old_bytes_without_any_known_name_or_word_block():
    assert ("encoding_unknown", None) in codes(in_tcvn3("a;b\nÂ;ỗ\n"))


def test_old_bytes_known_only_by_everyday_words_are_asked_about():
    remarks = reading(in_tcvn3("Đơn vị;Tổng số;Tỷ lệ\nA;1;2\n"), names=()).remarks
    assert [(remark.level, remark.code) for remark in remarks] == [("confirm", "encoding_unproved")]


@pytest.mark.parametrize("lost", ["X? Bành Tr?ch", "B?nh Tr?ch", "Xã B\ufffdnh Trạch"])
def test_lost_letters_block_where_they_stand(lost):
    assert ("lost_letters", 3) in codes(f"Mã;Tên\n01888;Chợ Rã\n01891;{lost}\n")


def test_a_question_is_not_a_lost_letter():
    assert not codes("Mã;Ghi chú\n01888;Đã nộp chưa?\n01891;a?b\n")


def test_what_nobody_sees_is_taken_out_and_told_and_what_deceives_blocks():
    found = reading("Mã;Tên\n01888;Chợ\u00a0Rã\u200b\n01891;1\u202e2\n01894;Ph\x00\n")
    assert found.sheets[0].rows[1:] == [["01888", "Chợ Rã"], ["01891", "12"], ["01894", "Ph"]]
    assert {(remark.level, remark.code, remark.row, remark.column) for remark in found.remarks} == {
        ("fixed", "blank_of_another_kind", 2, "B"),
        ("fixed", "invisible_letter", 2, "B"),
        ("must_fix", "reversed_letters", 3, "B"),
        ("must_fix", "control_letter", 4, "B"),
    }


def test_unicode_with_nothing_but_a_missing_mark_is_not_asked_about():
    assert reading("unit,value\n01888,…\n").remarks == []


def test_two_marks_at_the_start_are_no_part_of_the_first_cell():
    assert rows('\ufeff\ufeff"Mã";"Số"\n01888;5\n')[0] == ["Mã", "Số"]
