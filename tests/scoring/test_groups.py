"""How groups combine, and what gaps do to them."""

import pytest

from dx_metrics.scoring import ScoringError
from tests.scoring.case import Scored

BOTH = """
    unit | variable | value
    x    | a        | 1
    x    | b        | 4
"""
ONLY_B = """
    unit | variable | value
    x    | b        | 4
"""


def pair(tmp_path, observations: str, *, combine: str = "mean", weights=(1, 3), **cells: str) -> Scored:
    """An index I of the group G of two raw values, a and b, weighed 1 to 3; `cells` are those of a."""
    columns = " | ".join(cells)
    blanks = " | ".join("skip" if name == "missing" else "" for name in cells)
    given = " | ".join(cells.values())
    tail = (f"| {columns}", f"| {blanks}", f"| {given}") if cells else ("", "", "")
    criteria = f"""
        code | parent | value     | weight {tail[0]}
        G    |        | {combine} |        {tail[1]}
        A    | G      | a         | {weights[0]} {tail[2]}
        B    | G      | b         | {weights[1]} {tail[1]}
    """
    return Scored(tmp_path, criteria, observations)


@pytest.mark.parametrize(
    ("combine", "points"),
    [
        ("sum", 5),
        ("mean", 3.25),  # (1·1 + 4·3) / 4
        ("geomean", 64**0.25),  # (1¹ · 4³)^(1/4)
        ("harmean", 4 / (1 / 1 + 3 / 4)),
        ("min", 1),
        ("max", 4),
        ("median", 2.5),
    ],
)
def test_children_combine_in_seven_ways(tmp_path, combine, points):
    assert pair(tmp_path, BOTH, combine=combine).points("x", "G") == pytest.approx(points, abs=1e-12)


@pytest.mark.parametrize("combine", ["mean", "geomean", "harmean", "min", "max", "median"])
def test_a_skipped_child_leaves_its_weight_to_the_rest(tmp_path, combine):
    scored = pair(tmp_path, ONLY_B, combine=combine)
    assert scored.points("x", "G") == pytest.approx(4, abs=1e-12)
    assert (scored.state("x", "A"), scored.points("x", "A")) == ("missing", None)


def test_a_skipped_child_of_a_sum_leaves_its_full_points_to_the_rest(tmp_path):
    criteria = """
        code | parent | value | max_points
        G    |        | sum   |
        A    | G      | a     | 6
        B    | G      | b     | 4
    """
    # 2 of the 4 points that were left to win, so 5 of 10
    assert Scored(tmp_path, criteria, ONLY_B.replace("4", "2")).points("x", "G") == 5


def test_a_missing_figure_may_cost_all_points(tmp_path):
    scored = pair(tmp_path, ONLY_B, missing="zero")
    assert (scored.points("x", "A"), scored.points("x", "G")) == (0, 3)
    assert scored.state("x", "A") == "missing"


def test_a_missing_figure_may_stop_the_group_and_is_said(tmp_path):
    scored = pair(tmp_path, ONLY_B, missing="stop")
    assert (scored.points("x", "G"), scored.state("x", "G")) == (None, "no_score")
    assert [str(warning) for warning in scored.warnings] == [
        "kỳ 2022: A “Tiêu chí A” không có điểm ở 1 đơn vị (x), nên G không có điểm ở các đơn vị đó."
        " Bổ sung số liệu; nếu được phép bỏ qua thì sửa cột missing của bộ chỉ số."
    ]


def test_a_missing_figure_may_get_the_mean_of_the_others(tmp_path):
    others = ONLY_B + "    y | a | 2\n    y | b | 0\n    z | a | 6\n    z | b | 0\n"
    scored = pair(tmp_path, others, missing="mean")
    assert (scored.points("x", "A"), scored.points("x", "G")) == (4, 4)


NOT_ARISEN = """
    unit | variable | value | status
    x    | a        |       | not_applicable
    x    | b        | 4     |
"""


@pytest.mark.parametrize(("policy", "points"), [("skip", 4), ("full", 4.5), ("zero", 3), ("stop", None)])
def test_what_did_not_arise_is_treated_as_the_framework_says(tmp_path, policy, points):
    scored = pair(tmp_path, NOT_ARISEN, not_applicable=policy, max_points="6")
    assert (scored.points("x", "G"), scored.state("x", "A")) == (points, "not_applicable")


def test_not_arisen_wins_over_missing_in_a_formula(tmp_path):
    criteria = """
        code | parent | value
        G    |        | mean
        A    | G      | c / a
    """
    assert Scored(tmp_path, criteria, NOT_ARISEN).state("x", "A") == "not_applicable"


def test_a_group_of_which_nothing_arose_did_not_arise(tmp_path):
    criteria = """
        code | parent | value | missing
        I    |        | sum   | stop
        G    | I      | mean  | stop
        A    | G      | a     | stop
        B    | I      | b     | stop
    """
    scored = Scored(tmp_path, criteria, NOT_ARISEN)
    assert (scored.state("x", "G"), scored.points("x", "I")) == ("not_applicable", 8)  # 4 of 1 carries 2


def test_too_few_children_with_a_score_give_none(tmp_path):
    criteria = """
        code | parent | value | min_share | missing
        I    |        | mean  |           | skip
        G    | I      | mean  | 0.75      | {missing}
        A    | G      | a     |           | skip
        B    | G      | b     |           | skip
        C    | I      | b     |           | skip
    """
    scored = Scored(tmp_path / "1", criteria.format(missing="skip"), ONLY_B)
    assert (scored.state("x", "G"), scored.points("x", "G"), scored.points("x", "I")) == ("no_score", None, 4)
    # The group shows no score, not a low one, though its parent counts it as zero.
    scored = Scored(tmp_path / "2", criteria.format(missing="zero"), ONLY_B)
    assert (scored.points("x", "G"), scored.points("x", "I")) == (None, 2)


def test_the_share_needed_is_met_when_it_is_just_reached(tmp_path):
    criteria = """
        code | parent | value | min_share
        G    |        | mean  | 0.5
        A    | G      | a     |
        B    | G      | b     |
    """
    assert Scored(tmp_path, criteria, ONLY_B).points("x", "G") == 4


@pytest.mark.parametrize("combine", ["geomean", "harmean"])
def test_a_geometric_or_harmonic_mean_of_nothing_is_refused_by_unit(tmp_path, combine):
    with pytest.raises(ScoringError, match="đơn vị x, kỳ 2022, G"):
        pair(tmp_path, BOTH.replace("1", "0"), combine=combine)


def test_a_value_without_weight_does_not_break_a_geometric_mean(tmp_path):
    scored = pair(tmp_path, BOTH.replace("1", "0"), combine="geomean", weights=(0, 1))
    assert scored.points("x", "G") == pytest.approx(4)


def test_a_group_may_be_scored_by_a_rule_of_its_own(tmp_path):
    criteria = """
        code | parent | value | rule   | at_zero | at_full | max_points
        I    |        | sum   |        |         |         |
        G    | I      | sum   | linear | 0       | 10      | 100
        A    | G      | a     |        |         |         |
        B    | G      | b     |        |         |         |
    """
    scored = Scored(tmp_path, criteria, BOTH)
    assert (scored.points("x", "G"), scored.points("x", "I")) == (50, 50)


def test_a_group_with_a_rule_and_no_maximum_ends_at_what_its_children_can_reach(tmp_path):
    scored = Scored(
        tmp_path,
        """
        code | parent | value | rule   | at_zero | at_full | max_points
        G    |        | sum   | linear | 0       | 10      |
        A    | G      | a     |        |         |         | 4
        B    | G      | b     |        |         |         | 16
        """,
        BOTH,
    )
    assert scored.points("x", "G") == 10  # 1 + 4 is half of 10, and the children reach 20


def test_z_scores_below_a_sum_count_for_one_each(tmp_path):
    scored = Scored(
        tmp_path,
        """
        code | parent | value | rule   | max_points
        I    |        | sum   |        |
        Z    | I      | sum   |        |
        Z1   | Z      | a     | zscore |
        Z2   | Z      | a     | zscore |
        B    | I      | b     |        | 1
        """,
        """
        unit | variable | value
        x    | a        | 1
        y    | a        | 3
        y    | b        | 1
        """,
    )
    # x: the three parts count 3, two of them are there.
    assert scored.points("x", "I") == pytest.approx(-2 * 0.5**0.5 * 3 / 2)


def test_a_group_may_have_more_than_a_thousand_children(tmp_path):
    leaves = "\n".join(f"L{k} | G | a" for k in range(1100))
    scored = Scored(tmp_path, f"code | parent | value\nG | | sum\n{leaves}", BOTH)
    assert scored.points("x", "G") == 1100


def test_a_tree_may_be_twenty_levels_deep(tmp_path):
    groups = "\n".join(f"G{k} | {f'G{k - 1}' if k else ''} | mean" for k in range(20))
    scored = Scored(tmp_path, f"code | parent | value\n{groups}\nA | G19 | a\nB | G19 | b", BOTH)
    assert scored.points("x", "G0") == 2.5


def test_a_single_criterion_may_be_an_index_by_itself(tmp_path):
    criteria = """
        code | value
        A    | a
        B    | b
    """
    scored = Scored(tmp_path, criteria, BOTH)
    assert (scored.points("x", "A"), scored.points("x", "B")) == (1, 4)
