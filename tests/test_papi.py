"""Another workspace: 63 provinces, yearly, published figures. Nothing in the program knows of it."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from dx_metrics import store
from dx_metrics.catalogue import check
from dx_metrics.queries import choices, standing
from dx_metrics.view import View
from pages.shared import options
from pages.shared.exhibits import EXHIBITS
from tests import papi
from tests.test_layers import ROOT


@pytest.fixture(scope="module")
def provinces(shared, tmp_path_factory):
    return papi.workspace(shared / "data" / "published" / "papi", tmp_path_factory.mktemp("papi"))


@pytest.fixture(scope="module")
def local(tmp_path_factory):
    return tmp_path_factory.mktemp("local")


@pytest.fixture(scope="module")
def release(provinces, local):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DX_LOCAL", str(local))
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


def test_a_change_is_counted_from_where_the_maximum_is_the_same_and_new_rules_are_said(release):
    exhibit = EXHIBITS["lich-su"](release, View("papi", "2022", "P04"))
    # Six dimensions until 2017, eight since: 60 points, then 80.
    assert exhibit.title == "Bac Kan: ▼ 1,9 điểm từ 2018 đến 2022"
    assert exhibit.notes[-1].startswith("Bộ tiêu chí đã đổi từ 2018, 2019, 2021:")


PAGE = """
import streamlit as st
from dx_metrics import store
from dx_metrics.view import View
from pages import {module}
from pages.shared.menu import set_pages
from pages.shared.state import State
set_pages(dict.fromkeys(("diem-mat", "neu-nhu", "nhip-nop-so"), "https://example.org"))  # the frame's menu
{module}.page(State(store.current(), View("papi", "2022", "{unit}", "C05")))
"""


@pytest.fixture
def on_provinces(release, provinces, local, monkeypatch):
    monkeypatch.setenv("DX_WORKSPACE", str(provinces))
    monkeypatch.setenv("DX_LOCAL", str(local))


@pytest.mark.usefixtures("on_provinces")
def test_the_dashboard_opens_on_the_provinces():
    test = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=60)
    test.query_params.update({"ky": "2022", "xa": "P04"})
    assert not test.run().exception
    read_first = json.loads(next(it.proto.bytes for it in test.get("bidi_component") if "so-lieu" in it.proto.id))
    assert "<b>Bac Kan được 42,4 điểm, thứ 30 trên 61 tỉnh" in read_first["html"]


@pytest.mark.usefixtures("on_provinces")
@pytest.mark.parametrize("module", ["overview", "theme", "ranking", "comparison", "profile", "map", "indicators"])
def test_every_page_opens_on_the_provinces(module):
    for unit in ("P04", "tat-ca"):
        test = AppTest.from_string(PAGE.format(module=module, unit=unit), default_timeout=60).run()
        assert not [error.message for error in test.exception], module
