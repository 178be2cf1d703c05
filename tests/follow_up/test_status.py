"""How an action stands follows from its dates and from what was scored since."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dx_metrics.follow_up.status import (
    DONE,
    DUE_SOON,
    NO_GAIN,
    ON_SCHEDULE,
    OVERDUE,
    SOON,
    WORDS,
    Extension,
    due_now,
    status,
)

DUE = date(2022, 6, 30)
days = st.dates(date(2020, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (date(2022, 6, 15), ON_SCHEDULE),  # 15 days left
        (date(2022, 6, 16), DUE_SOON),  # 14 days left
        (DUE, DUE_SOON),  # its own day is still in time
        (date(2022, 7, 1), OVERDUE),
    ],
)
def test_an_open_action_runs_against_its_date(as_of, expected):
    assert status(DUE, None, None, as_of) == expected


@pytest.mark.parametrize(
    ("won", "expected"), [(None, DONE), (2.5, DONE), (0.0, NO_GAIN), (-1.0, NO_GAIN), (0.004, NO_GAIN)]
)
def test_a_closed_action_is_done_unless_the_figures_since_show_no_gain(won, expected):
    assert status(DUE, date(2022, 6, 20), won, date(2022, 12, 31)) == expected


def test_what_was_closed_later_was_still_open_that_day():
    assert status(DUE, date(2022, 8, 1), 2.0, date(2022, 7, 15)) == OVERDUE


def test_only_a_granted_extension_moves_the_date_and_the_original_is_kept():
    later = date(2022, 9, 30)
    asked = [Extension(later)]
    refused = [Extension(later, date(2022, 6, 1), granted=False)]
    granted = [Extension(later, date(2022, 6, 1), granted=True)]
    assert due_now(DUE, asked, date(2022, 7, 1)) == DUE
    assert due_now(DUE, refused, date(2022, 7, 1)) == DUE
    assert due_now(DUE, granted, date(2022, 5, 31)) == DUE  # not decided yet that day
    assert due_now(DUE, granted, date(2022, 7, 1)) == later


@given(due=days, closed=st.none() | days, won=st.none() | st.floats(-100, 100), as_of=days)
def test_every_action_is_in_one_state_and_overdue_exactly_when_open_past_its_date(due, closed, won, as_of):
    state = status(due, closed, won, as_of)
    still_open = closed is None or closed > as_of
    assert state in WORDS
    assert (state == OVERDUE) == (still_open and as_of > due)
    assert (state == DUE_SOON) == (still_open and timedelta(0) <= due - as_of <= timedelta(SOON))


@given(due=days, as_of=days, asked=st.lists(st.builds(Extension, days, st.none() | days, st.none() | st.booleans())))
def test_an_extension_never_brings_a_date_forward(due, as_of, asked):
    assert due_now(due, asked, as_of) >= due
