import pytest
from hypothesis import given
from hypothesis import strategies as st

from dx_metrics import periods

codes = st.one_of(
    st.integers(1900, 2100).map(str),
    st.builds("{}-H{}".format, st.integers(1900, 2100), st.integers(1, 2)),
    st.builds("{}-Q{}".format, st.integers(1900, 2100), st.integers(1, 4)),
    st.builds("{}-M{:02d}".format, st.integers(1900, 2100), st.integers(1, 12)),
)


@pytest.mark.parametrize(
    ("code", "starts", "ends", "name", "short"),
    [
        ("2022", "2022-01-01", "2022-12-31", "Năm 2022", "2022"),
        ("2022-H2", "2022-07-01", "2022-12-31", "6 tháng cuối năm 2022", "N2/22"),
        ("2022-Q1", "2022-01-01", "2022-03-31", "Quý I/2022", "Q1/22"),
        ("2024-M02", "2024-02-01", "2024-02-29", "Tháng 2/2024", "T2/24"),
    ],
)
def test_a_period_knows_its_days_and_its_names(code, starts, ends, name, short):
    period = periods.parse(code)
    assert (period.starts.isoformat(), period.ends.isoformat()) == (starts, ends)
    assert (period.name, period.short) == (name, short)


@pytest.mark.parametrize("text", ["", "2022-Q5", "2022-M13", "Quý I/2022", "2022-q1", "22-Q1", " 2022"])
def test_anything_else_is_no_period(text):
    assert not periods.is_period(text)
    with pytest.raises(ValueError, match="not a period"):
        periods.parse(text)


@given(codes)
def test_both_ends_of_a_period_lie_in_it(code):
    period = periods.parse(code)
    assert periods.containing(period.starts, period.kind) == code
    assert periods.containing(period.ends, period.kind) == code


@given(codes, st.integers(-30, 30))
def test_going_back_and_forth_by_as_many_steps_returns(code, steps):
    assert periods.before(periods.before(code, steps), -steps) == code


def test_the_quarter_before_the_first_is_the_fourth_of_the_year_before():
    assert periods.before("2022-Q1") == "2021-Q4"
