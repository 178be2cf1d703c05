"""Rules of the register: validity, successions, neighbours, targets, variables."""

import pytest

from dx_metrics.catalogue import check
from tests.catalogue.folder import TABLES, found, only, package

SUCCESSION = "from_code,to_code,effective,kind,share\n"


def test_a_code_cannot_be_two_units_at_once(tmp_path):
    problem = only(
        package(
            tmp_path,
            units=TABLES["units"].replace("2020-02-01,2025-06-30,Xã Khang", "2020-02-01,2025-07-01,Xã Khang"),
        )
    )
    assert (problem.file, problem.row, problem.column, problem.value) == (
        "units.csv",
        4,
        "valid_from",
        "2025-07-01",
    )
    assert "units.csv, dòng 2" in problem.message


def test_a_unit_cannot_end_before_it_begins(tmp_path):
    units = TABLES["units"] + "01900,2022-01-01,2021-12-31,Xã Cao Thượng\n"
    assert only(package(tmp_path, units=units)).column == "valid_to"


def test_the_parent_must_exist_when_its_unit_begins(tmp_path):
    units = """
code,valid_from,valid_to,name,parent
061,2020-02-01,2025-06-30,Huyện Ba Bể,
01906,2020-02-01,2025-06-30,Xã Khang Ninh,061
01909,2020-02-01,2025-06-30,Xã Nam Mẫu,061
01906,2025-07-01,,Xã Ba Bể,061
"""
    assert found(package(tmp_path, units=units)) == [("units.csv", 5, "parent", "061")]


def test_two_units_on_one_tile_are_warned_of_unless_they_never_met(tmp_path):
    units = """
code,valid_from,valid_to,name,hex_q,hex_r
01906,2020-02-01,2025-06-30,Xã Khang Ninh,0,0
01909,2020-02-01,2025-06-30,Xã Nam Mẫu,0,0
01933,2025-07-01,,Xã Đồng Phúc,0,0
"""
    problem = only(package(tmp_path, units=units))
    assert (problem.level, problem.row, problem.value) == ("warning", 3, "0, 0")


def test_whole_mergers_and_full_splits_are_right(tmp_path):
    rows = "01909,01906,2025-07-01,whole,\n01906,01906,2025-07-01,part,1\n"
    assert check(package(tmp_path, successions=SUCCESSION + rows)) == []


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("01903,01906,2025-07-01,whole,1", "from_code"),
        ("01909,01906,2025-08-01,whole,1", "from_code"),
        ("01909,01909,2025-07-01,whole,1", "to_code"),
        ("01909,01906,2025-07-01,part,", "share"),
        ("01909,01906,2025-07-01,part,0.6", "share"),
        ("01909,01906,2025-07-01,whole,0.6", "share"),
        ("01909,01906,2025-07-01,half,1", "kind"),
    ],
)
def test_a_succession_that_cannot_have_been_is_named(tmp_path, row, column):
    assert only(package(tmp_path, successions=SUCCESSION + row + "\n")).column == column


@pytest.mark.parametrize(
    ("rows", "column", "level"),
    [
        ("01906,01906,2020-02-01\n", "neighbour", "error"),
        ("01906,01909,2020-02-01\n", "neighbour", "warning"),
        ("01906,01909,2025-07-01\n01909,01906,2020-02-01\n", "neighbour", "error"),
        ("01906,01909,2020-02-02\n01909,01906,2020-02-01\n", "valid_from", "error"),
    ],
)
def test_neighbours_exist_at_the_same_time_and_see_each_other(tmp_path, rows, column, level):
    problem = only(package(tmp_path, neighbours="code,neighbour,valid_from\n" + rows))
    assert (problem.column, problem.level) == (column, level)


def test_targets_of_one_criterion_follow_each_other(tmp_path):
    targets = """
code,valid_from,valid_to,value
DVC01,2021-01-01,2025-12-31,80
DVC01,2025-12-31,,90
hs,2021-01-01,,5
"""
    assert found(package(tmp_path, targets=targets)) == [("targets.csv", 3, "valid_from", "2025-12-31")]


def test_a_target_is_for_a_criterion_or_a_variable(tmp_path):
    targets = "code,valid_from,value\nLA01,2021-01-01,80\n"
    assert found(package(tmp_path, targets=targets)) == [("targets.csv", 2, "code", "LA01")]


def test_limits_of_a_variable_leave_room_between_them(tmp_path):
    variables = TABLES["variables"].replace("quarter,0,5000", "quarter,10,5")
    problems = check(package(tmp_path, variables=variables, observations=None))
    assert [(p.column, p.value) for p in problems if p.level == "error"] == [("max", "5")]


def test_a_weight_is_a_variable(tmp_path):
    variables = """
code,name,kind,frequency,over_units
hs,A,count,quarter,sum
nop,B,count,quarter,weighted by la
trang,C,answer,quarter,none
"""
    problem = only(package(tmp_path, variables=variables))
    assert (problem.row, problem.message) == (3, "gộp theo trọng số nhưng không có biến “la”")
