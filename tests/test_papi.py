"""Another workspace: 63 provinces, yearly, published figures. Nothing in the program knows of it."""

import pytest

from dx_metrics import store
from dx_metrics.catalogue import check
from dx_metrics.queries import choices, standing
from dx_metrics.view import View
from pages.shared import options
from pages.shared.exhibits import EXHIBITS
from tests import papi


@pytest.fixture(scope="module")
def provinces(shared, tmp_path_factory):
    return papi.workspace(shared / "data" / "published" / "papi", tmp_path_factory.mktemp("papi"))


@pytest.fixture(scope="module")
def release(provinces, tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DX_LOCAL", str(tmp_path_factory.mktemp("local")))
        outcome = store.publish(provinces)
        assert not outcome.refused, [str(problem) for problem in outcome.problems][:5]
        return store.current(provinces)


def test_the_package_has_no_faults(provinces):
    assert [str(problem) for problem in check(provinces) if problem.level == "error"] == []


def test_63_provinces_are_scored_for_every_year_from_2011_to_2024(release):
    years = list(choices.periods(release, "papi")["code"])
    assert years == [str(year) for year in range(2024, 2010, -1)]
    assert {len(standing.ranking(release, "papi", year, "PAPI")) for year in years} == {63}


def test_bac_kan_2022_is_as_published(release):
    table = standing.ranking(release, "papi", "2022", "PAPI").set_index("unit")
    assert round(table.at["P04", "points"], 2) == 42.44
    assert table.at["P04", "name"] == "Bac Kan"


def test_a_year_is_scored_by_the_version_of_the_index_in_force(release):
    def asked(year):
        table = choices.criteria(release, "papi", year)
        return set(table.loc[table["leaf"], "code"])

    assert "SC83" not in asked("2018") and "SC83" in asked("2019")
    assert "SC52" in asked("2020") and "SC52" not in asked("2021")


@pytest.mark.parametrize("name", EXHIBITS)
def test_every_exhibit_can_be_asked_of_the_provinces(release, name):
    view = View("papi", "2022", "P04", "C05" if name != "so-sanh" else "tat-ca", ("P01", "P02"))
    exhibit = EXHIBITS[name](release, view)
    assert exhibit.title and exhibit.words and "r1" in exhibit.caption
    assert exhibit.figure or exhibit.drawing


def test_the_chosen_province_stays_on_the_ranking_of_63(release):
    exhibit = EXHIBITS["xep-hang"](release, View("papi", "2022", "P04"))
    assert "P04" in exhibit.figure["data"][0]["customdata"]
    assert len(exhibit.figure["data"][0]["customdata"]) < 63
    assert len(exhibit.table) == 63


def test_no_province_has_more_than_the_full_points(release):
    for year in ("2011", "2018", "2024"):
        grid = standing.grid(release, "papi", year)
        assert (grid["points"].dropna() <= grid.loc[grid["points"].notna(), "max_points"]).all()
        assert set(grid.loc[grid["depth"] == 1, "max_points"]) == {10}


def test_a_link_of_the_provinces_is_understood(release):
    view = options.view_of(release, {"ky": "2022", "xa": "P04", "tru_cot": "C03", "voi": "P01,P99"})
    assert view == View("papi", "2022", "P04", "C03", ("P01",))
