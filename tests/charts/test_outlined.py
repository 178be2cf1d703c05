"""Where the name of a commune stands on its outline."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dx_metrics.charts.outlined import label_place


def test_a_square_is_labelled_in_its_middle():
    assert label_place([(0, 0), (8, 0), (8, 8), (0, 8)]) == (4, 4, 8)


def test_the_label_of_a_horseshoe_stands_on_it_and_not_in_the_gap():
    # Two arms of 2, from 0 to 2 and from 8 to 10, joined by a base from y = 8 to y = 10.
    x, y, room = label_place([(0, 0), (2, 0), (2, 8), (8, 8), (8, 0), (10, 0), (10, 10), (0, 10)])
    assert (x, room) == (5, 10) and 8 < y < 10


def test_a_ring_that_says_where_it_began_again_at_its_end_is_the_same():
    assert label_place([(0, 0), (8, 0), (8, 8), (0, 8), (0, 0)]) == (4, 4, 8)


@given(st.lists(st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6)), min_size=1, max_size=12))
def test_no_ring_however_tangled_or_flat_is_refused(ring):
    x, y, room = label_place(ring)
    assert room >= 0
    assert min(y for _, y in ring) <= y <= max(y for _, y in ring)
    assert x == pytest.approx(min(max(x, min(x for x, _ in ring)), max(x for x, _ in ring)), abs=1e-3)
