"""Shares of few cases: limits as published, silence where there is nothing to say."""

import csv

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dx_metrics.scoring.small_numbers import MINIMUM, funnel, minimum_of, pooled, wilson


def vectors(shared, name):
    path = shared / "acceptance" / "phe_small_numbers" / name
    if not path.is_file():
        pytest.skip(f"needs {name} of the published small-number vectors")
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def number(text):
    return float(text) if text not in ("", "NA") else np.nan


@pytest.mark.parametrize("level", ["95_0", "99_8"])
def test_limits_are_those_of_the_published_vectors(shared, level):
    rows = vectors(shared, "proportion.csv")
    scale = np.array([number(row["multiplier"]) for row in rows])
    x, n = (np.array([number(row[name]) for row in rows]) for name in ("Numerator", "Denominator"))
    low, high = wilson(x, n, 0.95 if level == "95_0" else 0.998)
    for found, name in ((low, "lower"), (high, "upper")):
        published = np.array([number(row[f"{name}{level}cl"]) for row in rows])
        np.testing.assert_allclose(found * scale, published, rtol=1e-12, atol=1e-15)


def test_wilson_limits_of_single_cases_are_as_published(shared):
    rows = [row for row in vectors(shared, "byars_wilson_exact.csv") if row["method"] == "Wilson"]
    assert rows
    for row in rows:
        low, high = wilson(number(row["x"]), number(row["n"]), float(row["confidence"].rstrip("%")) / 100)
        np.testing.assert_allclose([low, high], [number(row["lowercl"]), number(row["uppercl"])], rtol=1e-12)


def test_merged_areas_have_the_limits_of_their_summed_counts(shared):
    for row in vectors(shared, "proportion_grouped.csv"):
        x, n, scale = number(row["Numerator"]), number(row["Denominator"]), number(row["multiplier"])
        low, high = wilson(x, n, float(row["confidence"].rstrip("%")) / 100)
        np.testing.assert_allclose(low * scale, number(row["lowercl"]), rtol=1e-12)
        np.testing.assert_allclose(high * scale, number(row["uppercl"]), rtol=1e-12)


def test_without_cases_or_with_more_than_all_there_are_no_limits():
    low, high = wilson([0, 5, np.nan, -1], [0, 4, 10, 10])
    assert np.isnan(low).all() and np.isnan(high).all()


def test_nobody_and_everybody_reach_the_end_of_the_scale():
    low, high = wilson([0, 8], [8, 8])
    assert [low[0], high[1]] == pytest.approx([0, 1])
    assert high[0] > 0.3 and low[1] < 0.7  # eight answers prove little


@given(st.integers(1, 500), st.data(), st.floats(0.02, 0.98))
def test_a_share_is_outside_the_funnel_exactly_when_its_interval_misses_the_overall_share(n, data, overall):
    x = data.draw(st.integers(0, n))
    low, high = wilson(x, n)
    floor, ceiling = funnel(overall, n)
    if min(abs(overall - low), abs(overall - high)) > 1e-9:
        assert (low <= overall <= high) == (floor <= x / n <= ceiling)


def test_the_overall_share_is_of_summed_counts_not_a_mean_of_shares():
    assert pooled([1, 90, np.nan], [10, 90, 7]) == 91 / 100
    assert pooled([np.nan], [np.nan]) is None


def test_the_minimum_is_thirty_unless_the_workspace_declares_another():
    assert MINIMUM == 30
    assert [minimum_of(declared) for declared in (None, "20", -3, True, 20)] == [30, 30, 30, 30, 20]
