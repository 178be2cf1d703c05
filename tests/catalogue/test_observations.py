"""Rules of the figures: who, when, how much."""

import pytest

from dx_metrics.catalogue import check
from tests.catalogue.folder import found, only, package

HEAD = "unit,period,variable,value,status\n"


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        ("01906,Quý I/2022,hs,1,", "period", "không phải mã kỳ"),
        ("01906,2022-Q5,hs,1,", "period", "không phải mã kỳ"),
        ("01906,٢٠٢٢-Q1,hs,1,", "period", "không phải mã kỳ"),
        ("01906,0000-Q1,hs,1,", "period", "không phải mã kỳ"),
        ("01906,2022,hs,1,", "period", "báo cáo theo quý"),
        ("01909,2025-Q3,hs,1,", "unit", "không có hiệu lực vào ngày cuối kỳ (2025-Q3, 2025-09-30)"),
        ("01906,2019-Q4,hs,1,", "unit", "không có hiệu lực vào ngày cuối kỳ"),
        ("01906,2022-Q1,hs,,", "value", "không có giá trị mà cũng không có trạng thái"),
        ("01906,2022-Q1,hs,0,missing", "value", "vừa có giá trị vừa có trạng thái missing"),
        ("01906,2022-Q1,hs,-,", "value", "không phải số"),
        ("01906,2022-Q1,hs,12%,", "value", "không phải số"),
        ("01906,2022-Q1,hs,1e400,", "value", "không phải số"),
        ("01906,2022-Q1,hs,2.5,", "value", "số nguyên không âm"),
        ("01906,2022-Q1,hs,50000,", "value", "lớn hơn mức cao nhất của biến (5000)"),
        ("01906,2022-Q1,trang,Có,", "value", "không phải câu trả lời của bộ chỉ số: co, khong"),
        ("01906,2022-Q1,hs,,chua_co", "status", "không phải một trong: missing, not_applicable"),
    ],
)
def test_a_figure_that_cannot_be_is_named(tmp_path, row, column, words):
    problem = only(package(tmp_path, observations=HEAD + row + "\n"))
    assert (problem.file, problem.row, problem.column, problem.level) == (
        "observations.csv",
        2,
        column,
        "error",
    )
    assert words in problem.message


def test_a_negative_count_breaks_both_its_kind_and_its_limit(tmp_path):
    assert found(package(tmp_path, observations=HEAD + "01906,2022-Q1,hs,-3,\n")) == [
        ("observations.csv", 2, "value", "-3"),
        ("observations.csv", 2, "value", "-3"),
    ]


def test_a_part_greater_than_its_whole_is_warned_of_and_published(tmp_path):
    observations = (
        HEAD + "01906,2022-Q1,nop,120,\n01906,2022-Q1,hs,100,\n01909,2022-Q1,nop,100,\n01909,2022-Q1,hs,100,\n"
    )
    problem = only(package(tmp_path, observations=observations))
    assert (problem.level, problem.row, problem.value) == ("warning", 2, "120")
    assert problem.message == "tử số lớn hơn mẫu số hs = 100"


def test_the_code_of_2025_is_right_in_2025_and_the_old_one_before(tmp_path):
    observations = HEAD + "01906,2025-Q3,hs,1,\n01906,2025-Q2,hs,1,\n01909,2025-Q2,hs,,not_applicable\n"
    assert check(package(tmp_path, observations=observations)) == []
