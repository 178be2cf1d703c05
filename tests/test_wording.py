import pytest

from dx_metrics.wording import clipped, folded, listed, number, plain, signed, slug


@pytest.mark.parametrize(
    ("x", "decimals", "written"),
    [
        (1234567.891, 1, "1.234.567,9"),
        (71.25, 1, "71,3"),
        (-0.04, 1, "0,0"),
        (2.5, 0, "3"),
        (-2.5, 0, "-3"),
        (None, 1, "–"),
    ],
)
def test_numbers_have_decimal_commas_and_halves_go_away_from_zero(x, decimals, written):
    assert number(x, decimals) == written


def test_no_number_of_any_kind_is_a_dash():
    assert number(float("nan")) == "–"


def test_zeros_that_say_nothing_are_left_out():
    assert [plain(x) for x in (50.0, 12.5, 100, 1000)] == ["50", "12,5", "100", "1.000"]


def test_a_change_bears_its_direction_unless_it_rounds_to_nothing():
    assert [signed(3.21), signed(-1.0), signed(0.04)] == ["▲ 3,2", "▼ 1,0", "không đổi"]


def test_names_are_listed_and_long_lists_are_cut():
    assert listed(["A", "B", "C"]) == "A, B và C"
    assert clipped(["A", "B", "C", "D", "E"], 3) == "A, B, C và 2 nơi khác"


def test_search_forgives_marks_and_the_letter_with_a_bar():
    assert folded("Đồng Phúc") == "dong phuc"
    assert slug("Hạ tầng và kết nối") == "ha-tang-va-ket-noi"
