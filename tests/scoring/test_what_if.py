"""What if: the engine's own answer, and the least that is enough."""

import itertools
from dataclasses import replace

import pandas as pd
import pytest

from dx_metrics.scoring import ScoringError
from dx_metrics.scoring.grades import parse
from dx_metrics.scoring.stability import Parts, ranks, scores
from dx_metrics.scoring.what_if import bounds, case, outcome, reweighted, score_figures, value_at
from dx_metrics.scoring.what_if_plan import moves, to_grade, to_rank
from tests.scoring.case import framework
from tests.tiny import rows

INDEX = """
    code | parent | value     | rule   | at_zero | at_full | table                   | max_points | missing | not_applicable
    TONG |        | sum       |        |         |         |                         | 20         | stop    |
    TT   | TONG   | a / n * 100 | linear | 0     | 50      |                         | 10         | skip    | skip
    MAT  | TONG   | mat       | linear | 48      | 0       |                         | 6          | skip    | skip
    WEB  | TONG   | web       | choice |         |         | du:4; thieu:2; khong:0  | 4          | zero    | skip
"""
FIGURES = """
    unit | variable | value
    A    | a        | 10
    A    | n        | 100
    A    | mat      | 24
    A    | web      | thieu
    B    | a        | 30
    B    | n        | 100
    B    | mat      | 0
    B    | web      | khong
    C    | a        | 50
    C    | n        | 100
    C    | mat      | 0
    C    | web      | du
"""
GRADES = "[15,20] Tốt; [10,15) Khá; [0,10) Yếu"


def figures(text=FIGURES):
    table = pd.DataFrame(rows(text))
    return table.assign(period="2022", status=None)[["unit", "period", "variable", "value", "status"]]


@pytest.fixture
def made(tmp_path):
    """A has 7 of 20 points (2 + 3 + 2), B 12 (6 + 6 + 0), C 20."""
    return case(framework(tmp_path, INDEX, grades=GRADES), figures(), "2022")


def index(scored, unit):
    return scored[(scored["unit"] == unit) & (scored["code"] == "TONG")].iloc[0]


def test_changing_nothing_gives_exactly_what_was_scored(tmp_path, made):
    published = score_figures(framework(tmp_path, INDEX, grades=GRADES), figures())
    kept = ["unit", "code", "value", "state", "points", "rank", "grade"]
    again = outcome(made, "A", {})
    pd.testing.assert_frame_equal(again[kept].reset_index(drop=True), published[kept].reset_index(drop=True))


def test_an_indicator_moved_gives_points_rank_and_grade(made):
    then = index(outcome(made, "A", {"TT": 50, "WEB": "du"}), "A")
    assert (then["points"], then["rank"], then["grade"]) == (17, 2, "Tốt")  # 10 + 3 + 4, past B's 12


def test_the_others_keep_their_points(made):
    then = outcome(made, "A", {"TT": 50})
    assert [index(then, unit)["points"] for unit in ("B", "C")] == [12, 20]


def test_two_indicators_of_the_same_counts_are_moved_apart(tmp_path):
    both = """
        code | parent | value       | rule   | at_zero | at_full | max_points | missing
        TONG |        | sum         |        |         |         | 20         | stop
        X    | TONG   | a / n * 100 | linear | 0       | 100     | 10         | skip
        Y    | TONG   | b / n * 100 | linear | 0       | 100     | 10         | skip
    """
    seen = """
        unit | variable | value
        A    | a        | 10
        A    | b        | 10
        A    | n        | 100
    """
    made = case(framework(tmp_path, both), figures(seen), "2022")
    assert index(outcome(made, "A", {"X": 50}), "A")["points"] == 6  # 5 and still 1


def test_what_was_not_reported_can_be_supposed(tmp_path):
    without = "\n".join(
        line for line in FIGURES.splitlines() if "| mat" not in line or not line.strip().startswith("A")
    )
    made = case(framework(tmp_path, INDEX), figures(without), "2022")
    assert index(made.now, "A")["points"] == pytest.approx(4 * 20 / 14)  # 2 + 2 of the 14 points present
    assert index(outcome(made, "A", {"MAT": 0}), "A")["points"] == 10


def test_an_answer_that_is_in_no_table_is_refused(made):
    with pytest.raises(ScoringError):
        outcome(made, "A", {"WEB": "tam"})


def test_a_group_is_no_indicator(made):
    with pytest.raises(KeyError):
        outcome(made, "A", {"TONG": 20})


def test_an_index_on_a_scale_of_the_period_moves_everybody(tmp_path):
    relative = """
        code | parent | value | rule   | at_zero | at_full | max_points | missing
        TONG |        | sum   |        |         |         | 10         | stop
        X    | TONG   | x     | linear | min     | max     | 10         | skip
    """
    seen = """
        unit | variable | value
        A    | x        | 0
        B    | x        | 5
        C    | x        | 10
    """
    made = case(framework(tmp_path, relative), figures(seen), "2022")
    then = outcome(made, "A", {"X": 20})
    assert [index(then, unit)["points"] for unit in "ABC"] == pytest.approx([10, 0, 10 / 3])
    assert bounds(made, "X") == (0, 10)


def test_every_move_of_one_indicator_is_tried_without_moving_anybody(made):
    found = {(move.code, move.value): (move.gain, move.stepped) for move in moves(made, "A")}
    assert found == {("TT", 50): (8, False), ("MAT", 0): (3, False), ("WEB", "du"): (2, True)}


def test_the_plan_to_a_rank_is_enough_and_takes_the_dearest_points_first(made):
    found = to_rank(made, "A", 2)
    assert found.reached and found.rank == 2
    assert found.values == {"TT": 35.0}  # 5 of the 10 points, the criterion with most points for its share
    assert found.points == 12  # as many as B: the better rank is shared
    assert found.cost == pytest.approx(0.5)


def test_the_plan_to_a_grade_reaches_it_and_no_more_than_a_tenth_above(made):
    found = to_grade(made, "A", "Tốt")
    assert found.reached and found.grade == "Tốt"
    assert 15 <= found.points < 15.1
    assert found.values == {"TT": 50.0}


def test_what_cannot_be_reached_is_said_with_everything_at_its_best(tmp_path):
    low = INDEX.replace("| 20         | stop", "| 30         | stop")
    made = case(framework(tmp_path, low, grades="[25,30] Tốt; [0,25) Yếu"), figures(), "2022")
    found = to_grade(made, "A", "Tốt")
    assert not found.reached and found.points == 20
    assert set(found.values) == {"TT", "MAT", "WEB"}


def test_a_rank_that_is_held_already_asks_for_nothing(made):
    assert to_rank(made, "C", 1).values == {}


def test_the_plan_costs_no_more_than_any_other_choice_of_steps_and_parts(made):
    """Every combination of answers, and of shares of the two lines in steps of 2 %, tried one by one."""
    for wanted in (9, 11, 14.5, 17, 19):
        grades = f"[{wanted},20] Tốt; [0,{wanted}) Yếu"
        own = case(_graded(made.framework, grades), made.observations, "2022")
        found = to_grade(own, "A", "Tốt")
        costs = [
            tt + mat + (web - 2) / 4
            for tt, mat, web in itertools.product(_shares(0.8), _shares(0.5), (2, 4))
            if 2 + 10 * tt + 3 + 6 * mat + web >= wanted - 1e-9
        ]
        assert found.reached and found.cost <= min(costs) + 1e-6


def _shares(most):
    return [most * step / 50 for step in range(51)]


def _graded(index_, grades):
    return replace(index_, settings=replace(index_.settings, grades=parse(grades)))


def test_a_value_asked_for_is_rounded_to_the_side_that_is_enough(made):
    assert value_at(made, "TT", 3.333) == 16.7  # 16.665 %, upwards
    assert value_at(made, "MAT", 3.333) == 21.3  # 21.336 hours, downwards


def test_a_geometric_index_is_planned_by_what_the_engine_says(tmp_path):
    geometric = """
        code | parent | value   | rule   | at_zero | at_full | min_points | max_points | missing
        TONG |        | geomean |        |         |         |            |            | stop
        X    | TONG   | x       | linear | 0       | 100     | 1          | 100        | skip
        Y    | TONG   | y       | linear | 0       | 100     | 1          | 100        | skip
    """
    seen = """
        unit | variable | value
        A    | x        | 10
        A    | y        | 90
        B    | x        | 60
        B    | y        | 60
    """
    made = case(framework(tmp_path, geometric), figures(seen), "2022")
    found = to_rank(made, "A", 1)
    assert found.reached and found.rank == 1
    assert found.points >= index(made.now, "B")["points"]


def test_other_weights_give_another_order_on_the_same_scale():
    made = Parts(
        ("A", "B"),
        ("X", "Y"),
        pd.DataFrame([[9.0, 2], [2, 9]]).to_numpy(),
        pd.Series([10.0, 10]).to_numpy(),
        pd.Series([1.0, 1]).to_numpy(),
        "sum",
    )
    points, order = reweighted(made, (3, 1))
    assert list(points) == pytest.approx([14.5, 7.5])  # of 20: 0.75 and 0.25 of it
    assert list(order) == [1, 2]
    same, _ = reweighted(made, (7, 7))
    assert list(same) == list(scores(made, pd.DataFrame([[1.0, 1]]).to_numpy())[0]) == [11, 11]
    assert list(ranks(same[None, :])[0]) == [1, 1]


def test_weights_that_add_to_zero_are_refused():
    made = Parts(
        ("A",),
        ("X",),
        pd.DataFrame([[9.0]]).to_numpy(),
        pd.Series([10.0]).to_numpy(),
        pd.Series([1.0]).to_numpy(),
        "sum",
    )
    with pytest.raises(ValueError, match="zero"):
        reweighted(made, (0,))
