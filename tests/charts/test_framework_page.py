"""The index, its quality and what if, on a few rows: exhibits first, then the three pages."""

import json

import duckdb
import plotly.graph_objects as go
import pytest
from streamlit.testing.v1 import AppTest

from dx_metrics import store
from dx_metrics.charts import framework, quality, quality_ranks, quality_shares, what_if
from dx_metrics.store.places import local_folder
from dx_metrics.view import ALL, View
from pages.shared.exhibits import EXHIBITS
from tests.tiny import FRAMEWORK, UNITS, rows, workspace, write

FIGURES = """
    unit  | period  | variable | value
    01906 | 2022-Q1 | nop      | 50
    01906 | 2022-Q1 | hs       | 100
    01906 | 2022-Q1 | mat      | 24
    01909 | 2022-Q1 | nop      | 5
    01909 | 2022-Q1 | hs       | 20
    01909 | 2022-Q1 | mat      | 12
    01912 | 2022-Q1 | nop      | 10
    01912 | 2022-Q1 | hs       | 100
    01912 | 2022-Q1 | mat      | 40
"""
WITHOUT_HOURS = FIGURES.replace("    01912 | 2022-Q1 | mat      | 40\n", "")
OWN = {
    "bo-chi-so": framework.tree,
    "so-phien-ban": framework.versions,
    "do-phu": quality.coverage,
    "tuong-quan": quality.correlation,
    "on-dinh": quality_ranks.stability,
    "trong-so": quality_ranks.weights,
    "it-phieu": quality_shares.few_cases,
}
Q1 = View("thu", "2022-Q1")
CHOSEN = View("thu", "2022-Q1", "01909", "DVC")
# A fifth of the dossiers online is enough for full points, instead of half.
EASIER = FRAMEWORK.replace("| 0       | 50      | 10", "| 0       | 20      | 10")


def published(tmp_path, figures=FIGURES, *, files=True, before="", **more):
    """The release of a workspace, with or without the files of its indices; `before` is a version of 2020 and 2021."""
    made = workspace(tmp_path, figures, **more)
    if before:
        current = made / "frameworks" / "thu" / "datapackage.json"
        described = json.loads(current.read_text("utf-8"))
        older = made / "frameworks" / "thu_0"
        write(older / "framework.csv", rows(before))
        scoring = {"series": "thu", "effective_from": "2020-01-01", "effective_to": "2021-12-31"}
        (older / "datapackage.json").write_text(json.dumps(described | {"version": "0", "scoring": scoring}), "utf-8")
        described["scoring"]["effective_from"] = "2022-01-01"
        current.write_text(json.dumps(described), "utf-8")
    outcome = store.publish(made)
    assert not outcome.refused, [str(problem) for problem in outcome.problems]
    if not files:
        _forget(made)
    release = store.current(made)
    assert release is not None
    return release


def _forget(made):
    """The release as one that was published before the files of indices were kept."""
    with duckdb.connect(local_folder(made) / "releases" / "r1.duckdb") as con:
        con.execute("drop table framework_files")


@pytest.mark.parametrize("name", OWN)
@pytest.mark.parametrize("view", [Q1, CHOSEN], ids=["nobody chosen", "one chosen"])
def test_every_exhibit_has_a_finding_words_a_caption_and_something_to_see(tmp_path, name, view):
    exhibit = OWN[name](published(tmp_path, before=EASIER), view)
    assert exhibit.name == name and exhibit.title and exhibit.words
    assert "Bản công bố r1" in exhibit.caption and "Quý" in exhibit.caption
    assert bool(exhibit.figure) != bool(exhibit.drawing)
    if exhibit.figure:
        go.Figure(exhibit.figure)
        json.dumps(exhibit.figure, allow_nan=False)


@pytest.mark.parametrize("name", OWN)
def test_a_period_with_one_commune_without_figures_breaks_nothing(tmp_path, name):
    lonely = "unit | period | variable | value\n01906 | 2022-Q1 | nop | 1\n01906 | 2022-Q1 | hs | 0"
    exhibit = OWN[name](published(tmp_path, lonely), Q1)
    assert exhibit.title and bool(exhibit.figure) != bool(exhibit.drawing)


def test_the_tree_tells_rules_weights_basis_and_coverage(tmp_path):
    exhibit = framework.tree(published(tmp_path, WITHOUT_HOURS), Q1)
    assert exhibit.title == "2 trụ cột, 2 chỉ tiêu, 20 điểm"
    table = exhibit.table.set_index("Mã")
    assert list(table.loc[["DVC", "HTS"], "Trọng số trong nhóm (%)"]) == [50, 50]
    assert table.loc["DVC01", "Cách chấm"].startswith("0 điểm khi ≤ 0 %, đủ 10 điểm khi ≥ 50 %")
    assert round(table.loc["HTS01", "Có số liệu (%)"]) == 67 and table.loc["HTS01", "Thiếu"] == 1
    assert "1 thiếu" in exhibit.drawing


def test_the_same_figures_by_the_version_before_move_ranks(tmp_path):
    # By this version 15, 12.5 and 3.7 points; by the one before 15, 17.5 and 6.7.
    exhibit = framework.versions(published(tmp_path, before=EASIER), Q1)
    assert exhibit.title == "2 xã đổi hạng nếu chấm theo bản 0"
    table = exhibit.table.set_index("_code")
    assert list(table.loc["01909", ["Hạng, bản 1", "Hạng, bản 0"]]) == [2, 1]
    assert table.loc["01909", "Điểm, bản 0"] == 17.5
    assert "bản 0: 0 điểm khi ≤ 0 %, đủ 10 điểm khi ≥ 20 %" in exhibit.notes[0]
    assert "bản 1: 0 điểm khi ≤ 0 %, đủ 10 điểm khi ≥ 50 %" in exhibit.notes[0]


def test_a_series_of_one_version_has_nothing_to_compare(tmp_path):
    assert framework.versions(published(tmp_path), Q1).title == "Bộ chỉ số này chỉ có một phiên bản"


def test_few_cases_are_worded_instead_of_shown_as_a_share(tmp_path):
    exhibit = quality_shares.few_cases(published(tmp_path), Q1)
    assert exhibit.title == "1 trên 3 xã chưa đủ 30 trường hợp"
    table = exhibit.table.set_index("_code")
    assert table.loc["01909", "Nhận xét"] == "chưa đủ trường hợp"
    assert table.loc["01909", ["Tỷ lệ (%)", "Từ (%)", "Đến (%)"]].isna().all()
    assert table.loc["01906", "Tỷ lệ (%)"] == 50
    assert table.loc[["01906", "01912"], "Nhận xét"].tolist() == ["cao hơn hẳn mức chung", "thấp hơn hẳn mức chung"]
    assert "01909" not in exhibit.figure["data"][3]["customdata"]


def test_the_minimum_is_a_setting_of_the_workspace(tmp_path):
    exhibit = quality_shares.few_cases(published(tmp_path, min_cases=20), Q1)
    assert "chưa đủ" not in exhibit.title
    assert "Dưới 20 trường hợp" in exhibit.notes[0]


def test_missing_figures_are_counted_and_their_communes_named(tmp_path):
    exhibit = quality.coverage(published(tmp_path, WITHOUT_HOURS), Q1)
    assert exhibit.title == "Thiếu nhiều nhất: Mất kết nối"
    assert "thiếu 1/3 xã (Thượng Giáo)" in exhibit.words


def test_a_chosen_commune_is_told_its_range_of_ranks(tmp_path):
    exhibit = quality_ranks.stability(published(tmp_path), View("thu", "2022-Q1", "01906"))
    assert exhibit.title == "Khang Ninh hạng 1, có thể từ 1 đến 2"  # first on dossiers, second on hours lost
    assert exhibit.table.set_index("_code").loc["01912", "Khoảng hạng"] == "3"


def test_too_few_communes_have_no_correlation(tmp_path):
    assert quality.correlation(published(tmp_path), Q1).title == "Chưa đủ đơn vị để tính tương quan"


def test_a_supposed_figure_changes_the_ranking_and_is_marked_unofficial(tmp_path):
    exhibit = what_if.result(published(tmp_path), CHOSEN, (("DVC01", 50.0),))
    assert exhibit.title == "Nam Mẫu sẽ được 17,5 điểm, hạng 1"
    assert "Vượt Khang Ninh" in exhibit.words
    assert "KHÔNG CHÍNH THỨC" in exhibit.caption and "Trực tuyến = 50 %" in exhibit.caption


def test_a_plan_tells_what_to_bring_where(tmp_path):
    exhibit = what_if.plan(published(tmp_path), CHOSEN, "1")
    assert exhibit.title == "Đạt hạng 1 với 1 chỉ tiêu"
    assert "KHÔNG CHÍNH THỨC" in exhibit.caption
    assert list(exhibit.table["Đang là"]) in (["25 %"], ["12 giờ"])


def test_other_weights_are_marked_unofficial(tmp_path):
    exhibit = what_if.weighted(published(tmp_path), Q1, (10.0, 30.0))
    assert exhibit.title == "2 xã đổi hạng với trọng số này"
    assert "Dịch vụ 25 %, Hạ tầng 75 %" in exhibit.caption and "KHÔNG CHÍNH THỨC" in exhibit.caption


def test_names_and_answers_from_files_cannot_become_markup(tmp_path):
    evil = "<img src=x onerror=alert(1)>"
    release = published(
        tmp_path,
        units=UNITS.replace("Nam Mẫu    |", f"{evil} |", 1),
        framework=FRAMEWORK.replace("Trực tuyến ", f"{evil} "),
        before=EASIER,
    )
    own = [ask(release, View("thu", "2022-Q1", "01909")) for ask in OWN.values()]
    own += [what_if.result(release, CHOSEN, (("DVC01", 50.0),)), what_if.plan(release, CHOSEN, "1")]
    own += [what_if.weighted(release, CHOSEN, (1.0, 2.0))]
    assert not any("<img" in exhibit.drawing for exhibit in own)


SCRIPT = """
from dx_metrics import store
from dx_metrics.view import View
from pages import {page}
from pages.shared.state import State
{page}.page(State(store.current(), View("thu", "2022-Q1", "{unit}")))
"""


@pytest.fixture
def opened(tmp_path, monkeypatch):
    """Opens one of the pages on a published workspace, with what the address says."""
    for name, ask in OWN.items():
        monkeypatch.setitem(EXHIBITS, name, ask)

    def at(page, unit=ALL, **address):
        files = address.pop("files", True)
        published(tmp_path, before=EASIER, files=files)
        monkeypatch.setenv("DX_WORKSPACE", str(tmp_path / "thu"))
        test = AppTest.from_string(SCRIPT.format(page=page, unit=unit), default_timeout=30)
        for name, value in address.items():
            test.query_params[name] = value
        return test.run()

    return at


@pytest.mark.parametrize("page", ["quality", "framework_page", "what_if"])
def test_each_page_opens(opened, page):
    assert not opened(page).exception


@pytest.mark.parametrize("page", ["quality", "framework_page", "what_if"])
def test_each_page_opens_on_a_release_that_did_not_keep_its_index(opened, page):
    assert not opened(page, "01909", files=False).exception


def test_the_slider_starts_at_the_published_value_and_changes_nothing(opened):
    test = opened("what_if", "01909")
    assert not test.exception
    assert test.slider[0].value == 25
    assert test.query_params["thu"] in ("", [""])


def test_a_link_carries_the_change_and_the_slider_stands_there(opened):
    test = opened("what_if", "01909", chi_tieu="DVC01", thu="DVC01:40,XX:3,HTS01:viet", dich="hang-1")
    assert not test.exception
    assert test.slider[0].value == 40
    assert test.query_params["thu"] in ("DVC01:40", ["DVC01:40"])
    assert "Không chính thức" in test.warning[0].value


def test_moving_the_slider_writes_the_address(opened):
    test = opened("what_if", "01909", chi_tieu="HTS01")
    test.slider[0].set_value(6.0).run()
    assert not test.exception
    assert test.query_params["thu"] in ("HTS01:6", ["HTS01:6"])
    test.button[0].click().run()
    assert test.query_params["thu"] in ("", [""])


def test_a_link_carries_the_weights_tried(opened):
    test = opened("framework_page", trong_so="DVC:5,HTS:20,XX:9")
    assert not test.exception
    assert [slider.value for slider in test.slider] == [5, 20]
    test.slider[0].set_value(0.0).run()
    assert test.query_params["trong_so"] in ("DVC:0,HTS:20", ["DVC:0,HTS:20"])
