"""Ranges of ranks: what is far apart stays apart, what is close is said to be close."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dx_metrics.charts.quality import CONTRARY, HIGH, correlations
from dx_metrics.scoring.stability import Parts, agrees, effective, otherwise, plausible, ranks, scores

ONCE = np.ones((1, 2))


def parts(points, full=(10, 10), weights=(1, 1), combine="sum"):
    units = tuple("ABCDEFGHIJ"[: len(points)])
    themes = tuple(f"T{at}" for at in range(len(full)))
    return Parts(units, themes, np.array(points, float), np.array(full, float), np.array(weights, float), combine)


def published(made):
    return ranks(scores(made, np.ones((1, len(made.themes)))))[0]


def test_a_unit_better_on_every_theme_keeps_its_rank():
    made = parts([[9, 9], [5, 5], [1, 1]])
    table = plausible(made, published(made))
    assert list(table["low"]) == list(table["high"]) == [1, 2, 3]
    assert list(table["band"]) == [1, 2, 3]


def test_units_that_lead_on_different_themes_cannot_be_told_apart():
    made = parts([[9, 4], [4, 8.9], [1, 1]])
    table = plausible(made, published(made)).set_index("unit")
    assert (table.loc["A", "low"], table.loc["A", "high"]) == (1, 2)
    assert (table.loc["B", "low"], table.loc["B", "high"]) == (1, 2)
    assert list(table["band"]) == [1, 1, 2]


def test_each_source_of_doubt_is_told_alone():
    made = parts([[10, 1], [5, 5]])  # 11 against 10: the geometric mean prefers the even one
    row = plausible(made, published(made)).set_index("unit").loc["A"]
    assert (row["other_low"], row["other_high"]) == (1, 2)
    assert (row["themes_low"], row["themes_high"]) == (1, 2)


def test_the_same_release_always_tells_the_same_range():
    made = parts([[9, 4], [4, 8.9], [6, 6], [7, 3]])
    pd.testing.assert_frame_equal(plausible(made, published(made)), plausible(made, published(made)))


def test_equal_scores_share_the_better_rank():
    assert list(published(parts([[5, 5], [6, 4], [1, 1]]))) == [1, 1, 3]


def test_a_theme_left_out_gives_its_full_points_to_the_rest():
    found = scores(parts([[8, np.nan], [8, 4]], full=(10, 30)), ONCE)[0]
    assert list(found) == [32, 12]  # 8 of 10 is 32 of 40


def test_a_mean_weighs_by_its_weights_and_leaves_gaps_out():
    made = parts([[8, 4], [8, np.nan]], weights=(3, 1), combine="mean")
    assert list(scores(made, ONCE)[0]) == [7, 8]


def test_least_most_and_middle_are_taken_of_the_themes_kept():
    points = [[1, 5, 9], [np.nan, 2, 3]]
    for combine, expected in (("min", [1, 2]), ("max", [9, 3]), ("median", [5, 2.5])):
        made = parts(points, full=(10, 10, 10), weights=(1, 1, 1), combine=combine)
        assert list(scores(made, np.ones((1, 3)))[0]) == expected
    assert list(scores(replace(made, combine="min"), np.array([[0.0, 1, 1]]))[0]) == [5, 2]


def test_geometric_and_harmonic_indices_are_put_together_as_they_are_scored():
    assert scores(parts([[4, 9]], combine="geomean"), ONCE)[0][0] == pytest.approx(6)
    assert scores(parts([[4, 12]], combine="harmean"), ONCE)[0][0] == pytest.approx(6)


def test_one_theme_at_zero_does_not_erase_the_rest_in_the_geometric_way():
    found = otherwise(parts([[0, 10]]), ONCE)
    assert found is not None and found[0][0] == pytest.approx(0.1)  # floor 1 %: the root of 0.01 x 1


def test_without_full_points_only_the_own_combination_is_tried():
    made = parts([[3, 4], [2, 1]], full=(np.nan, np.nan))
    assert otherwise(made, ONCE) is None
    assert list(plausible(made, published(made))["rank"]) == [1, 2]


def test_a_single_unit_and_a_single_theme_are_no_trouble():
    made = parts([[5]], full=(10,), weights=(1,))
    assert list(plausible(made, published(made))["high"]) == [1]


WILD = st.lists(st.lists(st.floats(0, 10), min_size=3, max_size=3), min_size=1, max_size=10)


@given(WILD)
def test_a_range_holds_the_published_rank_and_never_crosses_into_another_band(points):
    made = parts(points, full=(10, 10, 10), weights=(1, 1, 1))
    table = plausible(made, published(made))
    assert ((table["low"] <= table["rank"]) & (table["rank"] <= table["high"])).all()
    ends = table.groupby("band").agg(low=("low", "min"), high=("high", "max"))
    assert (ends["high"].to_numpy()[:-1] < ends["low"].to_numpy()[1:]).all()


def test_a_theme_on_which_all_are_alike_has_no_real_weight():
    made = parts([[1, 5], [4, 5], [9, 5]])
    table = effective(made)
    assert list(table["nominal"]) == [0.5, 0.5]
    assert list(table["effective"]) == pytest.approx([1, 0])


def test_real_weights_add_to_one_and_a_wider_theme_weighs_more():
    table = effective(parts([[1, 5], [9, 6], [4, 4], [7, 7]]))
    assert table["effective"].sum() == pytest.approx(1)
    assert table["effective"][0] > table["effective"][1]


def test_two_units_have_no_real_weights():
    assert effective(parts([[1, 5], [9, 6]]))["effective"].isna().all()


def test_an_index_that_does_more_than_combine_its_themes_is_noticed():
    made = parts([[9, 9], [1, 1]])
    assert agrees(made, np.array([1.0, 2.0]))
    assert not agrees(made, np.array([2.0, 1.0]))


def test_flagged_pairs_are_those_that_coinr_flags(shared):
    folder = shared / "acceptance" / "coinr_asem"
    lineage = pd.read_csv(folder / "lineage.csv")
    normalised = pd.read_csv(folder / "stage_normalised.csv").rename(columns={"uCode": "unit"})
    found = {}
    for _, own in lineage.groupby("Pillar"):
        codes = list(own["Indicator"])
        cells = normalised.melt("unit", codes, "code", "points")
        r = correlations(cells.assign(criterion_position=cells["code"].map(codes.index)))
        each = {frozenset((a, b)): r.at[a, b] for a in codes for b in codes if a < b}
        found |= {pair: round(x, 3) for pair, x in each.items() if x >= HIGH or x <= CONTRARY}
    flags = [pd.read_csv(folder / f"corr_flags_{name}_within_pillar.csv") for name in ("high075", "low_minus04")]
    expected = {frozenset((row.Ind1, row.Ind2)): row.Corr for row in pd.concat(flags).itertuples()}
    assert found == expected


def test_a_theme_dropped_moves_ranks_as_coinr_says(shared):
    folder = shared / "acceptance" / "coinr_asem"
    lineage = pd.read_csv(folder / "lineage.csv")
    aggregated = pd.read_csv(folder / "stage_aggregated.csv").set_index("uCode")
    expected = pd.read_csv(folder / "remove_level2_ranks.csv").set_index("uCode")
    # COINr drops a pillar of one sub-index: what is left is the mean of both sub-indices.
    heads = lineage.drop_duplicates("Pillar")
    for removed in heads["Pillar"]:
        halves = []
        for _, own in heads.groupby("Sub-index"):
            pillars = list(own["Pillar"])
            points = aggregated.loc[expected.index, pillars].to_numpy(float)
            made = Parts(
                tuple(expected.index),
                tuple(pillars),
                points,
                np.full(len(pillars), 100.0),
                np.ones(len(pillars)),
                "mean",
            )
            halves.append(scores(made, np.array([[float(pillar != removed) for pillar in pillars]]))[0])
        assert list(ranks(np.mean(halves, axis=0)[None, :])[0]) == list(expected[removed]), removed
