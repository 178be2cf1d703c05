"""Actions against what was scored since: claimed and won, what comes first, whom to visit."""

import json
from datetime import date

import pytest

from dx_metrics import store
from dx_metrics.follow_up.plan import plan
from dx_metrics.follow_up.visit_first import visit_first
from dx_metrics.queries import follow_up
from tests.tiny import rows, workspace, write

# Half of what is handed in is worth full points, 10: a fifth is 4 points, two fifths are 8.
FIGURES = """
    unit  | period  | variable | value
    01906 | 2022-Q1 | nop      | 20
    01906 | 2022-Q1 | hs       | 100
    01906 | 2022-Q1 | mat      | 0
    01909 | 2022-Q1 | nop      | 20
    01909 | 2022-Q1 | hs       | 100
    01909 | 2022-Q1 | mat      | 0
    01906 | 2022-Q2 | nop      | 40
    01906 | 2022-Q2 | hs       | 100
    01906 | 2022-Q2 | mat      | 0
    01909 | 2022-Q2 | nop      | 20
    01909 | 2022-Q2 | hs       | 100
    01909 | 2022-Q2 | mat      | 0
"""
ACTIONS = """
    code | unit  | series | criterion | period  | title    | points_claimed | owner | due        | opened_at  | opened_by | evidence | done_at    | done_by | closed_at  | closed_by    | note
    V1   | 01906 | thu    | DVC01     | 2022-Q1 | Hỗ trợ   | 5              | Xã A  | 2022-06-15 | 2022-04-20 | BCĐ       | Ảnh      | 2022-06-10 | Xã A    | 2022-06-14 | Phòng Nội vụ |
    V2   | 01909 | thu    | DVC01     | 2022-Q1 | Hỗ trợ   | 5              | Xã B  | 2022-06-15 | 2022-04-20 | BCĐ       | Ảnh      | 2022-06-10 | Xã B    | 2022-06-14 | Phòng Nội vụ |
    V3   | 01909 | thu    | DVC01     | 2022-Q1 | Kéo cáp  | 9              | VNPT  | 2022-09-28 | 2022-04-20 | BCĐ       |          |            |         |            |              |
    V4   | 01906 | thu    | DVC01     | 2022-Q1 | Tập huấn | 2              | Xã A  | 2022-05-31 | 2022-04-20 | BCĐ       |          |            |         |            |              |
"""
TODAY = date(2022, 6, 30)


@pytest.fixture
def release(tmp_path):
    made = workspace(tmp_path, FIGURES)
    package = json.loads((made / "datapackage.json").read_text("utf-8"))
    package["resources"] = [{"name": "actions", "path": "follow_up/actions.csv"}]
    (made / "datapackage.json").write_text(json.dumps(package), "utf-8")
    write(made / "follow_up" / "actions.csv", rows(ACTIONS))
    write(
        made / "inspection_weights.csv",
        rows("""
        factor  | weight | words
        overdue | 3      | việc quá hạn
    """),
    )
    outcome = store.publish(made)
    assert not outcome.refused, [str(problem) for problem in outcome.problems]
    return store.current(made)


def test_claimed_is_set_against_what_the_next_figures_won(release):
    won = plan(release, "2022-Q2", TODAY).set_index("code")["won"]
    assert won["V1"] == pytest.approx(4)  # from 4 points to 8
    assert won["V2"] == pytest.approx(0)


def test_done_without_points_is_not_the_same_as_done(release):
    states = plan(release, "2022-Q2", TODAY).set_index("code")["status"]
    assert dict(states) == {"V4": "overdue", "V3": "on_schedule", "V1": "done", "V2": "no_gain"}


def test_before_the_next_figures_nobody_knows_what_was_won(release):
    table = plan(release, "2022-Q1", date(2022, 3, 31))
    assert table.empty  # opened on 20 April
    table = plan(release, "2022-Q1", TODAY).set_index("code")
    assert table["won"].isna().all() and table["status"]["V2"] == "done"


def test_an_action_can_win_back_no_more_than_its_criterion_still_loses(release):
    table = plan(release, "2022-Q2", TODAY).set_index("code")
    assert table["recoverable"]["V3"] == pytest.approx(6)  # 9 claimed, 10 - 4 still lost
    assert table["weight"]["V3"] == pytest.approx(6)  # 90 days are ample
    assert table["recoverable"]["V4"] == pytest.approx(2)  # 2 claimed, 10 - 8 still lost


def test_a_meeting_goes_through_what_is_overdue_first(release):
    assert list(plan(release, "2022-Q2", TODAY)["code"])[:2] == ["V4", "V3"]


def test_an_earlier_period_shows_the_registers_of_its_last_day(release):
    assert follow_up.as_of(release, "thu", "2022-Q1", TODAY) == date(2022, 3, 31)
    assert follow_up.as_of(release, "thu", "2022-Q2", date(2022, 8, 1)) == date(2022, 8, 1)


def test_whom_to_visit_first_is_the_sum_of_factors_times_weights(release):
    table = visit_first(release, "thu", "2022-Q2", TODAY).set_index("unit")
    assert table["urgency"]["01906"] == 3  # one action overdue, three each
    assert table["urgency"]["01909"] == 0
    assert table["points_lost"]["01909"] == pytest.approx(6)
    assert next(iter(table.index)) == "01906"
