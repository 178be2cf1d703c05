"""The past of merged communes: raw figures put together, then scored, and kept apart."""

from pathlib import Path

import pytest

from dx_metrics import store
from dx_metrics.store.release import Release
from tests.store.merged import FIGURES, SPLIT, UNITS, WHOLE, release_of
from tests.tiny import FRAMEWORK

BA_BE = Path(__file__).parents[2] / "data" / "ba_be"
BANDED = """
    code | parent | name    | value    | rule   | at_zero | at_full | table        | max_points | missing | not_applicable | min_share
    TONG |        | Toàn bộ | sum      |        |         |         |              | 16         | stop    |                | 1
    DVC  | TONG   | Dịch vụ | sum      |        |         |         |              | 6          | stop    |                | 0.5
    D1   | DVC    | Đơn     | nop / hs | linear | 0       | 1       |              | 4          | skip    | skip           |
    D2   | DVC    | Họp     | hop      | bands  |         |         | >=1:2; else:0 | 2         | zero    | skip           |
    WEB  | TONG   | Trang   | sum      |        |         |         |              | 10         | stop    |                | 0.5
    W1   | WEB    | Trang   | trang    | choice |         |         | du:10; thieu:0 | 10       | skip    | skip           |
"""
JUDGED = (
    FIGURES.rstrip()
    + """
    01906 | 2022-Q1 | hop      | 2
    01909 | 2022-Q1 | hop      | 2
    01906 | 2022-Q1 | trang    | du
    01909 | 2022-Q1 | trang    | du
"""
)


def figure(release: Release, variable: str, unit: str = "01906", period: str = "2022-Q1") -> tuple:
    sql = """
        select value, status, parts, reported from merged_figures
        where unit = $unit and period = $period and variable = $variable
    """
    table = release.rows(sql, unit=unit, period=period, variable=variable).astype(object)
    return tuple(table.where(table.notna(), None).iloc[0])


def standing(release: Release, code: str, unit: str = "01906", period: str = "2022-Q1") -> tuple:
    sql = "select value, points, state from merged_standings where unit = $unit and period = $period and code = $code"
    table = release.rows(sql, unit=unit, period=period, code=code).astype(object)
    return tuple(table.where(table.notna(), None).iloc[0])


@pytest.fixture(scope="module")
def ba_be(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DX_LOCAL", str(tmp_path_factory.mktemp("ba_be")))
        assert not store.publish(BA_BE).refused
        release = store.current(BA_BE)
        assert release is not None
        yield release


def test_counts_are_summed_and_rates_are_drawn_from_the_sums(tmp_path):
    release = release_of(tmp_path)
    assert figure(release, "nop") == (90, None, 2, 2)
    assert figure(release, "hs") == (300, None, 2, 2)
    value, points, _ = standing(release, "DVC01")
    assert value == 30  # 90 of 300; the mean of 10 % and 40 % would be 25
    assert points == pytest.approx(6)  # 30 % of the 50 % that earn 10


def test_a_rate_is_weighted_by_the_variable_that_it_names(tmp_path):
    release = release_of(tmp_path)
    assert figure(release, "mat")[0] == pytest.approx(12)  # (4 * 100 + 16 * 200) / 300


def test_one_part_that_did_not_report_leaves_no_sum(tmp_path):
    release = release_of(tmp_path, figures=FIGURES.replace("    01909 | 2022-Q1 | nop      | 80\n", ""))
    assert figure(release, "nop") == (None, "missing", 2, 1)
    assert figure(release, "hs") == (300, None, 2, 2)
    assert standing(release, "DVC01") == (None, None, "missing")


def test_a_rate_whose_weight_is_not_known_leaves_no_mean(tmp_path):
    release = release_of(tmp_path, figures=FIGURES.replace("    01909 | 2022-Q1 | hs       | 200\n", ""))
    assert figure(release, "mat") == (None, "missing", 2, 1)


def test_where_nothing_arose_in_a_part_it_adds_nothing(tmp_path):
    figures = """
        unit  | period  | variable | value | status
        01906 | 2022-Q1 | nop      | 10    |
        01906 | 2022-Q1 | hs       | 100   |
        01909 | 2022-Q1 | nop      |       | not_applicable
        01909 | 2022-Q1 | hs       |       | not_applicable
        01906 | 2022-Q2 | hs       |       | not_applicable
        01909 | 2022-Q2 | hs       |       | not_applicable
        01906 | 2025-Q3 | hs       | 5     |
    """
    release = release_of(tmp_path, figures=figures)
    assert figure(release, "hs") == (100, None, 2, 2)
    assert figure(release, "hs", period="2022-Q2") == (None, "not_applicable", 2, 2)


def test_a_split_counts_by_its_share_and_is_marked_as_estimated(tmp_path):
    release = release_of(tmp_path, SPLIT)
    assert figure(release, "hs")[0] == 150  # 100 + a quarter of 200
    assert figure(release, "hs", "01912")[0] == 150  # three quarters of 200
    assert figure(release, "mat")[0] == pytest.approx(8)  # (4 * 100 + 16 * 50) / 150
    sql = "select unit, part, role from merged_parts order by all"
    assert release.rows(sql).values.tolist() == [
        ["01906", "01906", "whole"],
        ["01906", "01909", "estimated"],
        ["01912", "01909", "estimated"],
    ]
    assert release.rows("select bool_and(estimated) as all_of_them from merged_standings")["all_of_them"].iloc[0]


def test_a_part_outside_the_comparison_is_left_out_and_counted_as_such(tmp_path):
    release = release_of(tmp_path, WHOLE + "    02041     | 01906   | 2025-07-01 | whole | 1\n")
    assert figure(release, "hs") == (300, None, 2, 2)
    table = release.rows("select distinct parts, left_out from merged_standings")
    assert table.values.tolist() == [[2, 1]]


def test_merged_communes_never_stand_among_the_real_ones(tmp_path):
    release = release_of(tmp_path)
    places = release.rows("select unit, ranked_units from standings where period = '2022-Q1' and code = 'TONG'")
    assert places.sort_values("unit").values.tolist() == [["01906", 2], ["01909", 2]]
    assert release.rows("select distinct unit from scores where unit like '%@%'").empty
    without = release_of(tmp_path / "again", "")
    every = "select * from standings order by all"
    assert release.rows(every).equals(without.rows(every))


def test_a_sample_is_that_of_the_real_communes(tmp_path):
    between = FRAMEWORK.replace("| 0       | 50      |", "| min     | max     |")
    release = release_of(tmp_path, framework=between)
    assert standing(release, "DVC01")[1] == pytest.approx(10 * 2 / 3)  # 30 % lies between 10 % and 40 %


def test_what_cannot_be_put_together_is_not_carried_and_takes_no_points_away(tmp_path):
    release = release_of(tmp_path, figures=JUDGED, framework=BANDED)
    assert standing(release, "D2") == (None, None, "not_carried")  # `missing=zero` would have taken 2 points
    assert standing(release, "W1") == (None, None, "not_carried")
    assert standing(release, "WEB") == (None, None, "not_carried")  # no child left, below its min_share
    assert standing(release, "DVC")[1] == pytest.approx(1.8)  # 1.2 of 4 points, over the group's 6
    assert standing(release, "TONG")[1] == pytest.approx(4.8)  # 1.8 of 6, over all 16


def test_figures_that_cannot_be_scored_are_a_warning_and_no_reason_not_to_publish(tmp_path):
    narrow = BANDED.replace("hop      | bands", "hs       | bands").replace(">=1:2; else:0", "<=250:2")
    release = release_of(tmp_path, figures=JUDGED, framework=narrow)
    assert release.rows("from merged_standings").empty
    assert len(release.rows("from standings"))


def test_a_chain_of_mergers_is_followed_back(tmp_path):
    units = """
        code  | valid_from | valid_to   | name       | short_name | hex_q | hex_r | compared
        01903 | 2010-01-01 | 2021-12-31 | Xã Một     | Một        | 0     | 0     | true
        01906 | 2010-01-01 | 2021-12-31 | Xã Hai     | Hai        | 1     | 0     | true
        01906 | 2022-01-01 | 2025-06-30 | Xã Một Hai | Một Hai    | 1     | 0     | true
        01909 | 2010-01-01 | 2025-06-30 | Xã Ba      | Ba         | 0     | 1     | true
        01906 | 2025-07-01 |            | Xã Sáu     | Sáu        | 0     | 0     | true
    """
    steps = """
        from_code | to_code | effective  | kind  | share
        01903     | 01906   | 2022-01-01 | whole | 1
        01906     | 01906   | 2022-01-01 | whole | 1
        01906     | 01906   | 2025-07-01 | whole | 1
        01909     | 01906   | 2025-07-01 | whole | 1
    """
    figures = """
        unit  | period  | variable | value
        01903 | 2021-Q4 | hs       | 1
        01906 | 2021-Q4 | hs       | 10
        01909 | 2021-Q4 | hs       | 100
        01906 | 2022-Q1 | hs       | 20
        01909 | 2022-Q1 | hs       | 200
        01906 | 2025-Q3 | hs       | 5
    """
    release = release_of(tmp_path, steps, figures, units=units)
    sums = "select valid_from::varchar as since, period, value, parts from merged_figures where variable = 'hs' order by all"
    assert release.rows(sums).values.tolist() == [
        ["2022-01-01", "2021-Q4", 11, 2],
        ["2025-07-01", "2021-Q4", 111, 3],
        ["2025-07-01", "2022-Q1", 220, 2],
    ]


def test_a_register_that_does_not_reach_back_gives_a_gap_and_no_smaller_sum(tmp_path):
    later = UNITS.replace("01909 | 2020-02-01", "01909 | 2022-01-01")
    figures = FIGURES + "    01906 | 2021-Q4 | hs | 100\n"
    release = release_of(tmp_path, figures=figures, units=later)
    assert figure(release, "hs", period="2021-Q4") == (None, "missing", 2, 1)


def test_a_workspace_without_mergers_has_no_merged_past(tmp_path):
    release = release_of(tmp_path, "")
    assert release.rows("from merged_standings").empty
    assert release.rows("from merged_parts").empty


def test_ba_be_in_the_last_quarter_of_2022_is_the_sum_of_its_three_old_communes(ba_be):
    assert figure(ba_be, "hs_tiep_nhan", period="2022-Q4") == (105 + 145 + 83, None, 3, 3)
    assert figure(ba_be, "hs_truc_tuyen", period="2022-Q4") == (51 + 71 + 27, None, 3, 3)
    value, points, state = standing(ba_be, "DVC01", period="2022-Q4")
    assert value == pytest.approx(149 / 333 * 100)
    assert points == pytest.approx(149 / 333 * 100 / 50 * 7)  # 50 % for all 7 points since 1/7/2022
    assert state == "scored"


def test_ba_be_scores_by_the_rules_of_the_time(ba_be):
    sql = "select distinct framework from merged_standings where period = $period and series = 'san_sang'"
    assert ba_be.rows(sql, period="2022-Q2")["framework"].tolist() == ["san_sang_2021"]
    assert ba_be.rows(sql, period="2022-Q3")["framework"].tolist() == ["san_sang_2022"]


def test_bang_phuc_is_left_out_of_dong_phuc_because_it_has_no_figures_here(ba_be):
    sql = "select part, role from merged_parts where unit = '01933' order by part"
    assert ba_be.rows(sql).values.tolist() == [
        ["01924", "whole"],
        ["01930", "whole"],
        ["01933", "whole"],
        ["02041", "left_out"],
    ]
    assert figure(ba_be, "hs_tiep_nhan", "01933", "2021-Q1")[0] == 90 + 43 + 122


def test_the_quarter_that_hoang_tri_sent_nothing_dong_phuc_has_no_points(ba_be):
    assert figure(ba_be, "hs_tiep_nhan", "01933", "2021-Q2") == (None, "missing", 3, 2)
    assert standing(ba_be, "TONG", "01933", "2021-Q2") == (None, None, "no_score")


def test_all_five_communes_of_2025_have_a_past(ba_be):
    sql = "select count(distinct unit) as units, min(position) < max(position) as long from merged_standings"
    assert ba_be.rows(sql).values.tolist() == [[5, True]]
