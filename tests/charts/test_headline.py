"""The four numbers that are read first, on a few rows."""

import pytest

from dx_metrics.charts import headline
from dx_metrics.view import View
from tests.tiny import release_of

FIGURES = """
    unit  | period  | variable | value
    01906 | 2022-Q1 | nop      | 50
    01906 | 2022-Q1 | hs       | 100
    01906 | 2022-Q1 | mat      | 8
    01909 | 2022-Q1 | nop      | 20
    01909 | 2022-Q1 | hs       | 100
    01909 | 2022-Q1 | mat      | 24
    01906 | 2022-Q2 | nop      | 90
    01906 | 2022-Q2 | hs       | 100
    01906 | 2022-Q2 | mat      | 8
    01909 | 2022-Q2 | nop      | 50
    01909 | 2022-Q2 | hs       | 100
    01909 | 2022-Q2 | mat      | 16
"""
TARGETS = """
    code  | valid_from | valid_to   | value | basis
    DVC01 | 2021-01-01 | 2025-12-31 | 80    | 942/QĐ-TTg
    HTS01 | 2021-01-01 | 2025-12-31 | 12    | 942/QĐ-TTg
"""


@pytest.fixture
def release(tmp_path):
    return release_of(tmp_path, FIGURES, targets=TARGETS)


def shown(release, unit: str = "tat-ca", period: str = "2022-Q2") -> dict:
    return {tile["label"]: tile for tile in headline.numbers(release, View("thu", period, unit))}


def test_there_are_four_and_each_has_its_run(release):
    for unit in ("tat-ca", "01906"):
        assert [len(tile["trend"]) for tile in shown(release, unit).values()] == [2, 2, 2, 2]


def test_targets_reached_are_counted_for_the_commune_each_period(release):
    tile = shown(release, "01906")["Chỉ tiêu đạt mục tiêu"]
    # 8 hours lost keep within 12 in both quarters; 90 % passes 80 % in the second only.
    assert (tile["trend"], tile["value"], tile["mark"]) == ([1, 2], "2", "▲")
    assert tile["note"] == "tốt lên 1 so kỳ trước, trên 2"


def test_targets_reached_by_the_median_are_counted_when_nobody_is_chosen(release):
    tile = shown(release)["Chỉ tiêu có trung vị đạt mục tiêu"]
    # Medians: 35 % and 16 hours, then 70 % and 12 hours.
    assert (tile["trend"], tile["value"]) == ([0, 1], "1")


def test_without_targets_the_number_is_a_dash_and_says_why(tmp_path):
    tile = shown(release_of(tmp_path, FIGURES))["Chỉ tiêu có trung vị đạt mục tiêu"]
    assert (tile["value"], tile["note"], tile["trend"]) == ("–", "chưa đặt mục tiêu", [])
