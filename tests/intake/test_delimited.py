"""Text files: cells told apart as they were meant, and no row lost on the way."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dx_metrics.intake import delimited
from tests.intake.office import codes, reading, rows

TABLE = [["Mã xã", "Tên xã", "Số hộ"], ["01888", "Chợ Rã", "551"], ["01891", "Bành Trạch", "371"]]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|", "^", "§"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_separators_and_line_ends_are_found(separator, end):
    text = end.join(separator.join(row) for row in TABLE) + end
    assert rows(text) == TABLE
    assert reading(text).delimiter == separator


def test_mixed_line_ends_are_all_line_ends():
    assert rows("Mã,Số\n1,2\r\n3,4\r5,6") == [["Mã", "Số"], ["1", "2"], ["3", "4"], ["5", "6"]]


def test_decimal_commas_do_not_pass_for_separators():
    assert rows("Mã;A;B\n01888;1,5;2,5\n01891;3,5;4,5\n")[1] == ["01888", "1,5", "2,5"]


def test_the_line_sep_is_believed_and_is_no_row():
    (sheet,) = reading("sep=|\nMã|Số\n1|2,5\n").sheets
    assert (sheet.rows, sheet.numbers) == ([["Mã", "Số"], ["1", "2,5"]], [2, 3])


def test_newlines_in_a_cell_stay_in_it_and_rows_count_lines_of_the_file():
    (sheet,) = reading('Mã,Tên,Số\n01888,"Chợ\nRã",5\n01891,Bành Trạch,6\n').sheets
    assert sheet.rows[1] == ["01888", "Chợ\nRã", "5"]
    assert sheet.numbers == [1, 2, 4]


def test_a_quote_that_never_closes_swallows_nothing():
    text = 'Mã,Tên,Số\n01888,"Chợ Rã,5\n01891,Bành Trạch,6\n01894,"Phúc Lộc",7\n'
    assert rows(text) == [
        ["Mã", "Tên", "Số"],
        ["01888", '"Chợ Rã', "5"],
        ["01891", "Bành Trạch", "6"],
        ["01894", "Phúc Lộc", "7"],
    ]
    assert codes(text) == {("quote_out_of_place", 2)}


def test_a_quote_that_closes_rows_later_swallows_nothing_either():
    text = 'Mã,Tên,Số\n01888,Chợ Rã,"5\n01891,Bành Trạch,6"\n01894,Phúc Lộc,7\n'
    assert len(rows(text)) == 4
    assert ("quote_out_of_place", 2) in codes(text)


def test_quotes_left_bare_inside_a_quoted_cell_stay():
    assert rows('Mã,Tên,Số\n1,"Chợ "Rã" mới",5\n2,"B, C",6\n')[1] == ["1", 'Chợ "Rã" mới', "5"]


def test_backslashes_before_quotes_and_single_quotes_are_understood_where_the_whole_file_uses_them():
    assert rows('Mã,Tên\n1,"a \\"b\\", c"\n2,"d, e"\n')[1] == ["1", 'a "b", c']
    assert rows("Mã,Tên\n'1','a, b'\n'2','c, d'\n'3','e, f'\n")[1] == ["1", "a, b"]


def test_a_decimal_comma_that_makes_a_cell_too_many_is_told_in_its_row():
    assert codes("Mã,Tên,Số\n01888,Chợ Rã,5\n01891,Bành Trạch,6,5\n01894,Phúc Lộc,7\n") == {("ragged_row", 3)}
    assert codes("Mã,Tên,Số\n01888,Chợ Rã,5,1\n01891,Bành Trạch,6,5\n01894,Phúc Lộc,7,0\n") == {("ragged_row", 1)}


def test_titles_blank_lines_and_a_second_table_are_not_ragged():
    text = "BÁO CÁO;QUÝ I\n\nMã;Tên;Số\n01;A;1\n02;B;2\n03;C;3\n\nMã;Số\n01;1\n02;2\n"
    assert len(rows(text)) == 10
    assert not codes(text)


@given(
    st.lists(st.lists(st.text("aàẽ 0,;\t\"'\n|", max_size=6), min_size=3, max_size=3), min_size=1, max_size=6),
    st.sampled_from(",;\t|"),
    st.sampled_from(["\n", "\r\n"]),
)
def test_any_table_written_by_the_rules_comes_back_whole_or_blocked(body, separator, end):
    table = [["mã xã", "tên đơn vị", "số"], ["01888", "Chợ Rã", "1"], *body, ["01891", "Bành Trạch", "2"]]
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(table)
    sheet, dialect, remarks = delimited.read(out.getvalue())
    blocked = any(remark.level == "must_fix" for remark in remarks)
    assert blocked or (sheet.rows, dialect.separator) == (table, separator)


@given(st.text('a,"\n', max_size=40))
def test_every_line_of_any_text_is_in_some_row(text):
    sheet, _, _ = delimited.read(text)
    told = "".join("".join(row) for row in sheet.rows)
    assert told.count("a") == text.count("a")


def test_a_row_cut_by_another_separator_is_told():
    assert codes("Mã,Tên,Số\n01888,Chợ Rã,5\n01891;Bành Trạch;6\n01894,Phúc Lộc,7\n") == {("ragged_row", 3)}


def test_lines_that_were_each_pasted_into_one_cell_are_cut():
    assert rows('"Mã,Tên"\n"01888,""Chợ, Rã"""\n"01891,Bành Trạch"\n') == [
        ["Mã", "Tên"],
        ["01888", "Chợ, Rã"],
        ["01891", "Bành Trạch"],
    ]


def test_a_cell_of_a_megabyte_is_told_as_that_and_not_as_a_fault_of_quotes():
    assert codes("Mã,Tên,Số\n01888," + "x" * 1_000_000 + ",5\n") == {("cell_too_long", 2)}
