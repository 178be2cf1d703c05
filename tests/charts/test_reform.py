"""The reform index: every lost point has a cause, and what was claimed stands beside what was recognised."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dx_metrics.charts import reform, reform_bars, reform_claims, reform_others, reform_unit
from dx_metrics.view import ALL, View
from tests.charts.judged import judged_release

EVERY, OWN = View("thu", "2022-Q2"), View("thu", "2022-Q2", "01906")
QUARTERS = st.integers(0, 16).map(lambda quarters: quarters / 4)
STAGE = st.one_of(st.none(), QUARTERS)


@pytest.fixture
def release(tmp_path):
    return judged_release(tmp_path)


@given(
    st.lists(st.tuples(STAGE, STAGE, STAGE, st.sampled_from(["", "gửi chậm", "khác"]), st.sampled_from(["", "hồ sơ"])))
)
def test_what_was_lost_is_the_sum_of_its_causes_whatever_was_marked(marks):
    table = pd.DataFrame(
        [
            {
                "max_points": 4.0,
                "self": own,
                "points": next((p for p in (survey, verified, own) if p is not None), None),
                "stage": "survey" if survey is not None else "verified" if verified is not None else "self",
                "reason": reason,
                "evidence": evidence,
            }
            for own, verified, survey, reason, evidence in marks
        ],
        columns=["max_points", "self", "points", "stage", "reason", "evidence"],
    ).astype({"self": float, "points": float})
    found = reform.caused(table)
    causes = found[list(reform.cause_columns())]
    assert (causes >= 0).all().all()
    assert causes.sum(axis=1).tolist() == pytest.approx(found["lost"].tolist())
    assert found["lost"].tolist() == pytest.approx((4.0 - table["points"].fillna(0.0)).tolist())


def test_late_unproved_surveyed_and_unmarked_points_are_told_apart(release):
    round_ = reform.round_of(release, EVERY)
    own = round_.marks[round_.marks["unit"] == "01906"].set_index("code")
    assert own.loc["CC1.1", "late"] == 3  # claimed 4, got 1: a report that came late
    assert (own.loc["CC1.2", "own"], own.loc["CC1.2", "proof"]) == (1, 3)  # claimed 5 of 6, nothing shown for it
    assert own.loc["CC2.1", "survey_lost"] == 2
    assert round_.marks.loc[round_.marks["unit"] == "01912", "unmarked"].tolist() == [4, 6, 10]


def test_the_commune_that_claimed_too_much_comes_first(release):
    exhibit = reform_claims.overclaimed(release, EVERY)
    assert exhibit.title == "Khang Ninh tự chấm cao hơn 6,0 điểm"
    assert list(exhibit.table["Chênh"]) == [6, 1]
    assert list(exhibit.table["Không có minh chứng"]) == [1, 0]


def test_the_round_is_set_against_the_same_one_a_year_before_not_against_the_last(release):
    round_ = reform.round_of(release, EVERY)
    assert round_.before_name == "6 tháng đầu năm 2021"
    assert reform_bars.results(release, EVERY).table["Điểm 6 tháng đầu năm 2021"].tolist()[1] == 4
    year = reform.round_of(release, View("thu", "2022-Q2", judged="2021"))
    assert (year.name, year.before_name) == ("năm 2021", "6 tháng đầu năm 2021")


def test_best_and_worst_criteria_and_fields_are_named(release):
    exhibit = reform_bars.criteria(release, EVERY)
    assert exhibit.title == "Yếu nhất: Kế hoạch (38 % điểm)"  # 1 and 2 of 4
    by_cause = reform_bars.causes(release, OWN)
    assert by_cause.title == "Khang Ninh mất 9,0 điểm, nhiều nhất do không có minh chứng"
    assert list(by_cause.table["Điểm mất"]) == [7, 2]


def test_too_few_forms_are_no_result(release):
    exhibit = reform_claims.surveyed(release, EVERY)
    assert exhibit.title == "1 trên 2 xã chưa đủ 30 phiếu"
    assert exhibit.table["% điểm tối đa"].isna().tolist() == [False, True]
    assert list(exhibit.table["Số phiếu hợp lệ"]) == [40, 12]


def test_one_commune_goes_down_from_the_full_points_step_by_step(release):
    exhibit = reform_unit.waterfall(release, OWN)
    assert exhibit.title == "Khang Ninh mất 9,00 điểm, nhiều nhất ở Chỉ đạo"
    assert exhibit.words.startswith("Khang Ninh được 11,00 trên 20 điểm.")
    steps = reform_unit.steps(release, OWN).table.set_index("Mã")
    assert steps.loc["CC1.1", ["Tự chấm", "Thẩm định", "Chính thức"]].tolist() == [4, 1, 1]
    assert steps.loc["CC1.1", "Lý do"] == "Báo cáo gửi chậm"


def test_neighbours_that_got_more_are_told_with_their_evidence(release):
    table = reform_others.others(release, OWN).table
    assert table[["Mã", "Nơi khác", "Được", "Minh chứng"]].to_numpy().tolist() == [
        ["CC1.2", "Nam Mẫu", 6.0, "Sổ báo cáo"],
        ["CC1.1", "Nam Mẫu", 2.0, "Hồ sơ 2"],
    ]


def test_a_code_that_became_another_commune_singles_nobody_out(release):
    later = View("thu", "2025-Q3", "01906")  # Ba Bể, which took over the code of Khang Ninh
    assert reform.round_of(release, later).view.unit == ALL
    assert reform_unit.waterfall(release, later).title == "Chọn một xã của kỳ chấm này để xem"
