"""Columns of figures: one decimal mark a column, proved or asked; marks that stand for no figure; percent or fraction."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dx_metrics.intake.figures import Asked, read_column
from dx_metrics.intake.numerals import number_text, read_cell
from dx_metrics.intake.percents import in_percent, near
from dx_metrics.intake.sheet import Typed

COUNT, RATE = Asked(unit="hồ sơ", whole=True, header="Hồ sơ"), Asked(unit="%", header="Tỷ lệ")


def texts(cells, asked=RATE):
    column = read_column(cells, asked)
    assert column.question is None, column.question
    return [value.text or value.status for value in column.values]


def faults(cells, asked=COUNT):
    return [(at, remark.code) for at, remark in read_column(cells, asked).remarks if remark.level == "must_fix"]


def test_the_decimal_mark_of_a_column_is_what_one_of_its_cells_proves():
    assert texts(["22,89", "1.234", "8,24"]) == ["22.89", "1234", "8.24"]
    assert texts(["22.89", "1.234", "8.24"]) == ["22.89", "1.234", "8.24"]


def test_counts_are_whole_so_a_point_before_three_digits_parts_thousands():
    assert texts(["664", "1.103", "88"], COUNT) == ["664", "1103", "88"]
    assert texts(["664", "1,103", "11 030", "1'234"], COUNT) == ["664", "1103", "11030", "1234"]


def test_what_nothing_proves_is_asked_and_stays_without_a_value():
    column = read_column(["1.234", "2.345"], RATE)
    assert set(column.question.options) == {",", "."}
    assert [value.text for value in column.values] == ["", ""]


def test_counts_that_end_in_three_zeros_are_asked_about_until_another_cell_tells():
    assert read_column(["1.000", "2.000"], COUNT).question
    assert texts(["1.000", "2.500"], COUNT) == ["1000", "2500"]


def test_the_row_of_totals_proves_the_mark():
    assert texts(["1.000", "2.000"], Asked(whole=True, total="3000")) == ["1000", "2000"]


def test_a_share_that_would_exceed_a_hundred_is_read_the_other_way():
    assert texts(["22.890", "8.240"], Asked(unit="%", high=100)) == ["22.89", "8.24"]
    assert read_column(["22.890", "8.240"], Asked(high=9000)).question


def test_a_mark_told_by_the_officer_or_the_rest_of_the_file_settles_it():
    assert texts(["1.234"], Asked(decimal=",")) == ["1234"]
    assert texts(["1.234"], Asked(decimal=".")) == ["1.234"]


def test_cells_with_different_marks_are_each_read_where_only_one_reading_exists():
    assert texts(["22,89", "8.24"]) == ["22.89", "8.24"]
    assert read_column(["22,89", "8.24", "1.234"], RATE).question


def test_missing_marks_not_applicable_and_a_true_zero_are_three_things():
    marks = ["-", "x", "…", "N/A", "KPB", "Chưa có số liệu", ""]
    assert texts(marks, COUNT) == ["missing"] * 7
    assert texts(["KPS", "Không phát sinh", "không áp dụng"], COUNT) == ["not_applicable"] * 3
    assert texts(["0", "0,0"], COUNT) == ["0", "0"]


@pytest.mark.parametrize(
    "cell, code",
    [
        *(
            ("#N/A", "figure_error"),
            ("#DIV/0!", "figure_error"),
            ("########", "figure_error"),
            ("1,2E+03", "figure_scientific"),
        ),
        *(
            ("Mar-12", "figure_date"),
            ("12/3/2022", "figure_date"),
            ("thg 3-12", "figure_date"),
            ("(12)", "figure_bracketed"),
        ),
        *(
            ("1,2 triệu", "figure_multiplied"),
            ("5 nghìn", "figure_multiplied"),
            ("~12", "figure_about"),
            ("khoảng 12", "figure_about"),
        ),
        *(
            ("1O5", "figure_letter"),
            ("152/664", "figure_two"),
            ("=1+2", "figure_formula"),
            ("@SUM(A1)", "figure_formula"),
        ),
        *(
            ("không", "figure_nothing"),
            ("12 người", "figure_words"),
            ("1..2", "figure_marks"),
            ("<script>", "figure_text"),
        ),
        *(("320 h", "figure_words"), ("٣٢٠", "lookalike"), ("3২0", "lookalike")),
        *(("44.2", "figure_not_whole"), ("12 %", "figure_percent"), ("12а", "lookalike")),
        (Typed("31/03/2022", datetime.date(2022, 3, 31)), "figure_date"),
        (Typed("TRUE", True), "figure_boolean"),
    ],
)
def test_what_only_looks_like_a_count_is_refused_with_its_own_reason(cell, code):
    assert faults(["664", cell]) == [(1, code)]


def test_a_unit_behind_the_number_is_taken_off_and_said():
    column = read_column(["12 hồ sơ", "7 HS"], COUNT)
    assert [value.text for value in column.values] == ["12", "7"]
    assert {remark.code for _, remark in column.remarks} == {"figure_written"}


def test_a_typed_cell_counts_with_its_value_not_with_what_it_shows():
    assert texts([Typed("1.234", 1234), Typed("22,89%", 0.2289, percent=True)]) == ["1234", "22.89"]


def test_a_column_half_in_fractions_is_put_in_percent_where_counts_prove_each_cell():
    cells = read_column(["0.2289", "0.0824", "31,29%"], RATE).values
    proofs = {0: Decimal(15200) / 664, 1: Decimal(3600) / 437, 2: Decimal(27600) / 882}
    rates = in_percent(cells, proofs)
    assert [value.text for value in rates.values] == ["22.89", "8.24", "31.29"] and not rates.question
    assert len(rates.remarks) == 2 and not rates.contradicted


def test_a_column_of_fractions_that_nothing_proves_is_asked_about():
    cells = read_column(["0.2289", "0.0824"], RATE).values
    assert set(in_percent(cells, header="Tỷ lệ (%)").question.options) == {"percent", "fraction"}
    assert [v.text for v in in_percent(cells, answer="fraction").values] == ["22.89", "8.24"]
    assert [v.text for v in in_percent(cells, answer="percent").values] == ["0.2289", "0.0824"]


def test_a_small_number_among_percentages_is_asked_about_unless_others_are_proved():
    cells = read_column(["22.89", "0.82"], RATE).values
    assert in_percent(cells).question
    assert [v.text for v in in_percent(cells, {0: Decimal("22.89")}).values] == ["22.89", "0.82"]


def test_a_rate_its_own_counts_contradict_is_named():
    cells = read_column(["22.89", "49.61", "0"], RATE).values
    proofs = {0: Decimal("22.891"), 1: Decimal("31.3"), 2: Decimal("8.2")}
    assert in_percent(cells, proofs).contradicted == (1, 2)


def test_a_rate_may_be_rounded_to_the_digits_it_shows():
    assert near(Decimal("23"), Decimal("22.6")) and not near(Decimal("23.0"), Decimal("22.6"))
    assert near(Decimal("22.89"), Decimal("22.93")) and not near(Decimal("22.89"), Decimal("22.95"))


@given(
    st.lists(st.text(max_size=12) | st.from_regex(r"-?[0-9]{1,4}[.,' ]?[0-9]{0,3}%?", fullmatch=True), max_size=6),
    st.booleans(),
)
def test_whatever_stands_there_each_cell_has_a_value_a_status_a_fault_or_a_question(cells, whole):
    column = read_column(cells, Asked(whole=whole))
    refused = {at for at, remark in column.remarks if remark.level == "must_fix"}
    for at, value in enumerate(column.values):
        assert (value.number is not None) + bool(value.status) + (at in refused) == 1 or column.question


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_a_number_written_the_vietnamese_way_is_read_back(number):
    written = f"{number:,.2f}".translate(str.maketrans(",.", ".,"))
    assert read_cell(written).readings[","] == number
    assert Decimal(number_text(number)) == number
