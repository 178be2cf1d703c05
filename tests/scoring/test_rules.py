"""One rule a test, its numbers small enough to check by head."""

import pytest

from dx_metrics.scoring import ScoringError
from tests.scoring.case import Scored

ONE_LEAF = """
    code | parent | value | {columns}
    I    |        | sum   | {blanks}
    A    | I      | {value} | {cells}
"""


def leaf(tmp_path, observations: str, *, value: str = "a", **cells: str) -> Scored:
    """An index of the one criterion A."""
    columns, blanks = " | ".join(cells), " | ".join("" for _ in cells)
    given = " | ".join(cells.values())
    return Scored(tmp_path, ONE_LEAF.format(columns=columns, blanks=blanks, cells=given, value=value), observations)


ABC = """
    unit | variable | value
    x    | a        | 0
    y    | a        | 25
    z    | a        | 100
"""


def test_points_run_straight_from_zero_to_full(tmp_path):
    scored = leaf(tmp_path, ABC, rule="linear", at_zero="0", at_full="50", max_points="10")
    # 25 is halfway to 50, out of 10; 100 is beyond full.
    assert [scored.points(unit, "A") for unit in "xyz"] == [0, 5, 10]


def test_a_greater_zero_level_means_that_lower_is_better(tmp_path):
    scored = leaf(tmp_path, ABC, rule="linear", at_zero="100", at_full="0", max_points="4")
    assert [scored.points(unit, "A") for unit in "xyz"] == [4, 3, 0]


@pytest.mark.parametrize(
    ("clip", "points"),
    [("both", [0, 5, 10]), ("top", [-5, 5, 10]), ("bottom", [0, 5, 20]), ("none", [-5, 5, 20])],
)
def test_what_lies_beyond_the_levels_is_cut_off_as_clip_says(tmp_path, clip, points):
    scored = leaf(tmp_path, ABC, rule="linear", at_zero="12.5", at_full="37.5", max_points="10", clip=clip)
    z = {"both": 10, "top": 10, "bottom": 35, "none": 35}[clip]
    assert [scored.points(unit, "A") for unit in "xyz"] == [points[0], 5, z]


def test_an_exponent_bends_the_line(tmp_path):
    scored = leaf(tmp_path, ABC, rule="linear:2", at_zero="0", at_full="50", max_points="8")
    assert scored.points("y", "A") == 2  # (25 / 50) squared is a quarter


def test_an_unclipped_negative_share_keeps_its_sign_under_an_exponent(tmp_path):
    scored = leaf(tmp_path, ABC, rule="linear:0.5", at_zero="25", at_full="50", clip="none")
    assert scored.points("x", "A") == -1


def test_points_may_start_above_zero(tmp_path):
    scored = leaf(tmp_path, ABC, rule="linear", at_zero="0", at_full="50", min_points="1", max_points="10")
    assert [scored.points(unit, "A") for unit in "xyz"] == [1, 5.5, 10]


def test_min_and_max_are_those_of_the_period(tmp_path):
    two_years = ABC.replace("unit | variable", "period | unit | variable").replace("\n    x", "\n    2022 | x")
    two_years = two_years.replace("\n    y", "\n    2022 | y").replace("\n    z", "\n    2023 | z")
    scored = leaf(tmp_path, two_years, rule="linear", at_zero="min", at_full="max")
    assert (scored.points("x", "A"), scored.points("y", "A")) == (0, 1)
    everywhere = leaf(tmp_path, two_years, rule="linear", at_zero="min_all", at_full="max_all")
    assert (everywhere.points("y", "A"), everywhere.points("z", "A", "2023")) == (0.25, 1)


def test_percentiles_run_between_neighbours(tmp_path):
    scored = leaf(tmp_path, ABC, rule="linear", at_zero="p0", at_full="p75", max_points="10")
    # p75 of 0, 25, 100 is halfway from 25 to 100 = 62.5
    assert scored.points("y", "A") == 4


def test_the_unit_alone_in_the_sample_has_nothing_to_be_compared_with(tmp_path):
    scored = leaf(tmp_path, "unit | variable | value\n x | a | 7", rule="linear", at_zero="min", at_full="max")
    assert scored.state("x", "A") == "not_applicable"


def test_z_scores_use_the_sample_deviation(tmp_path):
    # 0, 25, 50: mean 25, deviation 25 with n - 1
    scored = leaf(tmp_path, ABC.replace("100", "50"), rule="zscore:10:2")
    assert [scored.points(unit, "A") for unit in "xyz"] == [8, 10, 12]


def test_a_negative_deviation_turns_a_z_score_round(tmp_path):
    scored = leaf(tmp_path, ABC.replace("100", "50"), rule="zscore:10:-2")
    assert [scored.points(unit, "A") for unit in "xyz"] == [12, 10, 8]


def test_the_first_band_that_holds_gives_the_points(tmp_path):
    scored = leaf(tmp_path, ABC, rule="bands", table=">=90:max; >=20:prop; else:0", at_full="50", max_points="20")
    assert [scored.points(unit, "A") for unit in "xyz"] == [0, 10, 20]


def test_binary_noise_never_costs_a_band(tmp_path):
    # 0.57 * 100 is 56.99999999999999 in binary
    scored = leaf(tmp_path, "unit|variable|value\n x|a|0.57", value="a * 100", rule="bands", table=">=57:1; else:0")
    assert scored.points("x", "A") == 1


def test_a_value_that_no_band_holds_is_refused_by_unit(tmp_path):
    with pytest.raises(ScoringError, match=r"đơn vị x, kỳ 2022, A .* không thuộc dòng nào"):
        leaf(tmp_path, ABC, rule="bands", table=">=20:1")


ANSWERS = """
    unit | variable | value
    x    | a        | co
    y    | a        | khong
    z    | a        | khong_co
"""


def test_each_answer_has_its_points_and_one_of_them_may_not_apply(tmp_path):
    scored = leaf(tmp_path, ANSWERS, rule="choice", table="co:2; khong:0; khong_co:NA", max_points="2")
    assert [scored.points(unit, "A") for unit in "xyz"] == [2, 0, None]
    assert scored.state("z", "A") == "not_applicable"


def test_an_answer_that_is_in_no_table_is_refused(tmp_path):
    with pytest.raises(ScoringError, match="đơn vị z, kỳ 2022, biến a: câu trả lời không có trong bảng điểm"):
        leaf(tmp_path, ANSWERS, rule="choice", table="co:2; khong:0", max_points="2")


def test_answers_that_are_numbers_may_be_written_with_decimals(tmp_path):
    scored = leaf(tmp_path, "unit|variable|value\n x|a|1.0", rule="choice", table="1:5; 0:0", max_points="5")
    assert (scored.points("x", "A"), scored.column("value", "x", "A", "2022")) == (5, 1)


def test_a_transform_comes_before_the_levels(tmp_path):
    scored = leaf(tmp_path, ABC, transform="sqrt", rule="linear", at_zero="0", at_full="10", max_points="10")
    assert [scored.points(unit, "A") for unit in "xyz"] == [0, 5, 10]
    assert scored.column("value", "y", "A", "2022") == 25  # as reported


def test_a_logarithm_of_zero_is_refused_by_unit(tmp_path):
    with pytest.raises(ScoringError, match=r"đơn vị x, kỳ 2022, A .* không lấy được ln"):
        leaf(tmp_path, ABC, transform="ln")


def test_dividing_by_zero_is_not_applicable(tmp_path):
    scored = leaf(tmp_path, "unit|variable|value\n x|a|3\n x|b|0", value="a / b * 100")
    assert (scored.state("x", "A"), scored.points("x", "A")) == ("not_applicable", None)


def test_a_text_where_a_number_belongs_is_refused_by_unit(tmp_path):
    with pytest.raises(ScoringError, match=r"đơn vị y, kỳ 2022, biến a: không phải là số .*đang ghi: 2,5"):
        leaf(tmp_path, ABC.replace("25", "2,5"))


def test_two_figures_for_one_cell_are_refused(tmp_path):
    with pytest.raises(ScoringError, match="đơn vị x, kỳ 2022, biến a: có 2 số liệu"):
        leaf(tmp_path, ABC + "    x | a | 1")
