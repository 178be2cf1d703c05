"""Rounding, ranks, grades and who takes part."""

import duckdb
import pytest

from dx_metrics.scoring import ScoringError, score
from tests.scoring.case import Scored, framework, observed

INDEX = """
    code | value | round_to
    I    | a     | {step}
"""
FIVE = """
    unit | variable | value
    u    | a        | 9.1
    v    | a        | 8.4
    x    | a        | 8.4
    y    | a        | 8.2
    z    | a        |
"""


def index(tmp_path, observations: str = FIVE, step: str = "", **scoring) -> Scored:
    return Scored(tmp_path, INDEX.format(step=step), observations, **scoring)


def test_equal_scores_share_the_better_rank_and_the_next_is_skipped(tmp_path):
    scored = index(tmp_path)
    assert [scored.rank(unit, "I") for unit in "uvxyz"] == [1, 2, 2, 4, None]


def test_scores_that_differ_only_by_binary_noise_are_equal(tmp_path):
    scored = index(tmp_path, "unit|variable|value\n u|a|0.3\n v|a|0.30000000000000004\n x|a|0.2")
    assert [scored.rank(unit, "I") for unit in "uvx"] == [1, 1, 3]


def test_the_unrounded_score_is_ranked_unless_the_framework_says_otherwise(tmp_path):
    full = index(tmp_path, step="1")
    assert [full.points(unit, "I") for unit in "vy"] == [8, 8]
    assert [full.rank(unit, "I") for unit in "uvxy"] == [1, 2, 2, 4]
    rounded = index(tmp_path, step="1", rank_of="rounded")
    assert [rounded.rank(unit, "I") for unit in "uvxy"] == [1, 2, 2, 2]
    by_step = index(tmp_path, rank_of="0.5")
    assert [by_step.rank(unit, "I") for unit in "uvxy"] == [1, 2, 2, 4]  # 9, 8.5, 8.5, 8


@pytest.mark.parametrize(
    ("value", "step", "points"),
    [("2.675", "0.01", 2.68), ("2.5", "1", 3), ("-2.5", "1", -2), ("62.25", "0.5", 62.5), ("74", "50", 50)],
)
def test_halves_are_rounded_up(tmp_path, value, step, points):
    assert index(tmp_path, f"unit|variable|value\n u|a|{value}", step).points("u", "I") == points


def test_a_rounded_group_is_what_its_parent_adds_up(tmp_path):
    criteria = """
        code | parent | value | round_to
        I    |        | sum   |
        A    | I      | a     | 1
        B    | I      | b     | 1
    """
    scored = Scored(tmp_path, criteria, "unit|variable|value\n u|a|0.5\n u|b|0.5")
    assert scored.points("u", "I") == 2


def test_comparators_are_scored_but_neither_ranked_nor_part_of_the_sample(tmp_path):
    criteria = """
        code | value | rule   | at_zero | at_full | max_points
        I    | a     | linear | min     | max     | 10
    """
    values = "unit|variable|value\n u|a|0\n v|a|10\n tong|a|100"
    for settings in ({"unranked_units": ["tong"]}, {"reference_units": ["u", "v"]}):
        scored = Scored(tmp_path, criteria, values, **settings)
        assert [scored.points(unit, "I") for unit in ("u", "v", "tong")] == [0, 10, 10]
        assert [scored.rank(unit, "I") for unit in ("u", "v", "tong")] == [2, 1, None]
        assert scored.column("ranked", "tong", "I", "2022") is False


def test_a_sample_of_which_nobody_has_figures_is_refused(tmp_path):
    with pytest.raises(ScoringError, match="không đơn vị nào được xếp hạng có số liệu"):
        index(tmp_path, reference_units=["ZZ"])


def test_each_period_has_its_own_ranking(tmp_path):
    scored = index(tmp_path, "unit|period|variable|value\n u|2021|a|1\n v|2021|a|2\n u|2022|a|3\n v|2022|a|2")
    assert [scored.rank("u", "I", period) for period in ("2021", "2022")] == [2, 1]


def test_an_index_is_graded_by_its_points_and_what_is_below_it_is_not(tmp_path):
    criteria = """
        code | parent | value
        I    |        | mean
        A    | I      | a
    """
    scored = Scored(tmp_path, criteria, FIVE, grades="[9,10] Tốt; [8.4,9) Khá; [0,8.4) Yếu")
    assert [scored.column("grade", unit, "I", "2022") for unit in "uvyz"] == ["Tốt", "Khá", "Yếu", None]
    assert scored.column("grade", "u", "A", "2022") is None


def test_only_the_periods_asked_for_are_scored_and_scores_are_appended(tmp_path):
    with duckdb.connect() as con:
        observed(con, "unit|period|variable|value\n u|2021|a|1\n u|2022|a|3\n u|2023|a|5")
        known = framework(tmp_path, INDEX.format(step=""))
        score(con, known, periods=["2022"])
        score(con, known, periods=[])
        score(con, known, periods=["2021"])
        assert con.execute("select period, points from scores order by all").fetchall() == [
            ("2021", 1),
            ("2022", 3),
        ]


def test_each_period_is_ranked_for_itself_where_the_scale_is_taken_from_the_units(tmp_path):
    """The scale of a period is joined to its units, which need not leave them in the order of the periods."""
    criteria = """
        code | value | rule   | at_zero | at_full
        A    | a     | linear | min     | max
    """
    observations = """
        unit | period | variable | value
        u    | 2021   | a        | 1
        v    | 2021   | a        | 2
        w    | 2021   | a        | 3
        u    | 2022   | a        | 9
        v    | 2022   | a        | 8
        w    | 2022   | a        | 7
    """
    case = Scored(tmp_path, criteria, observations)
    assert [[case.rank(unit, "A", period) for unit in "uvw"] for period in ("2021", "2022")] == [[3, 2, 1], [1, 2, 3]]
