"""Half-years and years: counts are added up, rates are made of the sums, what cannot be added says so."""

from types import SimpleNamespace

import pytest

from dx_metrics.briefing.report import adding, results
from dx_metrics.briefing.report.lacking import lacking
from dx_metrics.briefing.report.span import spans
from dx_metrics.queries import report, standing
from tests.briefing.report.papers import adds, matter


def of(found, code="DVC01"):
    return {cell.unit: cell for cell in next(i for i in found.indicators if i.code == code).cells}


def test_a_rate_of_the_year_is_made_of_the_sums_not_of_the_quarters_rates(release, tmp_path):
    found = matter(release, adds(tmp_path))
    assert of(found)["01912"].parts == {"nop": 40, "hs": 160}
    assert of(found)["01912"].value == 25


def test_where_nothing_arose_in_a_quarter_it_adds_nothing(release, tmp_path):
    assert of(matter(release, adds(tmp_path)))["01906"].value == 40  # (10 + 150 + 80) of (100 + 300 + 0 + 200)


def test_what_one_quarter_did_not_report_is_no_figure_of_the_year(release, tmp_path):
    cell = of(matter(release, adds(tmp_path)))["01909"]
    assert (cell.value, cell.state) == (None, "missing")


def test_the_district_is_the_sum_of_the_communes_that_have_figures(release, tmp_path):
    found = matter(release, adds(tmp_path)).indicators[0]
    assert found.totals == {"nop": 280, "hs": 760}
    assert found.counted == 2
    assert found.value == pytest.approx(280 / 760 * 100)


def test_a_figure_that_is_not_added_is_that_of_the_last_quarter(release, tmp_path):
    found = matter(release, adds(tmp_path, "cong = []"))
    assert of(found)["01909"].value == 50
    assert "lấy số của kỳ cuối" in " ".join(lacking(found))


def test_half_of_a_formula_added_makes_nothing_and_says_so(release, tmp_path):
    found = matter(release, adds(tmp_path, 'cong = ["hs"]'))
    assert of(found)["01912"].state == "not_added"
    assert "Không cộng được qua các kỳ" in " ".join(lacking(found))


def test_one_quarter_gives_the_very_values_that_are_scored(release, tmp_path):
    found = matter(release, adds(tmp_path), "ky")
    grid = standing.grid(release, "thu", "2022-Q4")
    scored = {(r.code, r.unit): r.value for r in grid[grid["leaf"]].itertuples()}
    assert {(i.code, c.unit): c.value for i in found.indicators for c in i.cells} == scored


def test_a_total_that_is_not_the_sum_is_refused(release, tmp_path, monkeypatch):
    monkeypatch.setattr(report, "total", lambda *asked: 1.0)
    with pytest.raises(results.WrongTotal, match="DVC01"):
        matter(release, adds(tmp_path))


@pytest.mark.parametrize(
    ("period", "kinds"),
    [("2022-Q1", ["ky"]), ("2022-Q2", ["ky", "6-thang"]), ("2022-Q3", ["ky", "9-thang"]), ("2022-Q4", ["ky", "nam"])],
)
def test_each_quarter_closes_the_report_that_the_rules_know(release, period, kinds):
    assert list(spans(release, "thu", period)) == kinds


@pytest.mark.parametrize(
    ("text", "row", "message"),
    [
        ('cong = [\n "hs",\n "hs_cu",\n]', 3, "không có biến này"),
        ('\ncong_don = ["hs"]', 2, "không có mục này"),
        ('cong = "hs"', None, "phải là danh sách"),
        ("cong = [", None, "sai cú pháp TOML"),
    ],
)
def test_a_fault_in_the_file_is_told_with_its_line(release, tmp_path, text, row, message):
    summed, problems = adding.summed(release, adds(tmp_path, text))
    assert summed == ()
    assert (problems[0].file, problems[0].row) == ("cong-don.toml", row)
    assert message in problems[0].message


def test_points_that_people_gave_stand_as_they_are_and_are_not_added():
    given = SimpleNamespace(points=3.5, state="scored")
    cell = results._judged("01906", "Xã Khang Ninh", given)
    assert (cell.value, cell.state, dict(cell.parts)) == (3.5, "scored", {})
    assert results._judged("01906", "Xã Khang Ninh", None).state == "missing"
