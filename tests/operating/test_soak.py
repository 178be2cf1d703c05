"""The short form of the soak; the long one is `python -m tests.operating.soak --minutes 30`."""

import pytest

from tests.operating.soak import GROWTH_MB, soak


@pytest.mark.slow
def test_half_a_minute_of_viewing_and_publishing_shows_nobody_an_error_and_keeps_to_its_memory(tmp_path):
    seen = soak(tmp_path, 30)
    assert seen.wrong == []
    assert seen.looks > 0 and seen.published > 0
    assert seen.grown < GROWTH_MB
