"""Which rounds of marking can begin, and what they begin with."""

from datetime import date

import pytest

from dx_metrics.follow_up.rounds import begun, judged_series, to_begin
from dx_metrics.view import View
from tests.charts.judged import MARKS, judged_release
from tests.tiny import release_of

LATE_2022 = date(2022, 12, 1)


@pytest.fixture(scope="module")
def release(tmp_path_factory):
    return judged_release(tmp_path_factory.mktemp("ky-cham"))


def test_rounds_after_the_newest_begin_and_none_that_was_marked(release):
    assert judged_series(release) == {"thu": "Chỉ số thử"}
    assert to_begin(release, "thu", LATE_2022) == ("2022", "2022-H2")
    assert to_begin(release, "thu", date(2023, 2, 1)) == ("2022", "2022-H2", "2023-H1", "2023")
    assert len(to_begin(release, "thu", date(2099, 1, 1))) == 6


def test_a_new_round_has_every_criterion_of_every_commune_and_no_mark(release):
    round_ = begun(release, View("thu", "2022-Q2", "01909"), "thu", "2022-H2")
    assert sorted(set(round_.marks["unit"])) == ["01906", "01909", "01912"]
    assert round_.marks["points"].isna().all()
    assert round_.marks["unmarked"].sum() == 60  # nobody lost a point that nobody looked at
    assert round_.name == "6 tháng cuối năm 2022"


def test_an_office_that_marks_half_years_is_offered_half_years(tmp_path):
    first = judged_release(tmp_path, "\n".join(MARKS.splitlines()[1:3]))  # 2021-H1 alone
    assert to_begin(first, "thu", LATE_2022) == ("2021-H2", "2022-H1", "2022-H2")
    assert to_begin(first, "khac", LATE_2022) == ()


def test_an_index_of_figures_is_not_marked(tmp_path):
    assert judged_series(release_of(tmp_path, "unit | period | variable | value\n01906 | 2022-Q1 | mat | 0")) == {}
