"""Whatever is looked at from a level tells of its own communes and of nobody else."""

import csv
import io
import json
import re

import pytest
from docx import Document
from streamlit.testing.v1 import AppTest

from dx_metrics import store
from dx_metrics.briefing.report import command
from dx_metrics.charts import headline
from dx_metrics.view import ALL, View
from pages.light.outline import SHOWN
from pages.registers.reach import EXHIBITS as REGISTERS
from pages.shared import options
from pages.shared.choose_level import near
from pages.shared.exhibits import EXHIBITS
from tests.hardening.test_every_route import READ
from tests.level.country import outsiders, published
from tests.routes.client import get
from tests.test_layers import ROOT
from tests.tiny import release_of


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """The local folder and the workspace of the country, published."""
    local, made = tmp_path_factory.mktemp("local"), tmp_path_factory.mktemp("country")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DX_LOCAL", str(local))
        published(made)
    return local, made / "thu"


@pytest.fixture
def release(home, monkeypatch):
    monkeypatch.setenv("DX_LOCAL", str(home[0]))
    monkeypatch.setenv("DX_WORKSPACE", str(home[1]))
    found = store.current()
    assert found is not None
    return found


VIEWS = [
    View("thu", "2022-Q1", "06", "DVC", ("05",), level="B1"),
    pytest.param(View("thu", "2022-Q2", level="B"), marks=pytest.mark.slow),  # one commune, another is no more
]


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: f"{view.level} {view.unit} {view.period}")
def test_every_exhibit_of_a_level_names_its_own_communes_only(release, view):
    named = 0
    for name, question in EXHIBITS.items():
        exhibit = question(release.at(view.level), view)
        said = " ".join((exhibit.title, exhibit.words, exhibit.drawing, json.dumps(exhibit.figure, ensure_ascii=False)))
        said += exhibit.table.to_csv() + " ".join(exhibit.notes)
        period = "2022-Q1" if name.startswith("cchc") else view.period  # the round that was marked
        others = outsiders(period, view.level, gone=name in REGISTERS)
        assert [other for other in others if other in said] == [], name
        assert "trong " in exhibit.caption, name
        named += any(own in said for own in ("Ao Sen", "Bến Tượng", "Đèo Gió", "Ghềnh Ráng", "Dốc Lết"))
    assert named > 15


def test_the_verdict_says_among_whom_a_commune_stands(release):
    view = View("thu", "2022-Q1", "02", level="A")
    said = headline.verdict(release.at("A"), view)[0]
    assert said == "Xã Bến Tượng được 16,0 điểm, thứ 1–2 trên 3 xã của Tỉnh Anh."


def opened(**address: str) -> AppTest:
    test = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=60)
    for name, value in address.items():
        test.query_params[name] = value
    return test.run()


def words(test: AppTest) -> str:
    return "\n".join(block.value for block in (*test.markdown, *test.caption, *test.warning))


@pytest.mark.usefixtures("release")
def test_the_frame_offers_the_levels_of_the_period_and_the_communes_of_the_chosen_one():
    test = opened(ky="2022-Q1", cap="A", xa="02")
    assert not test.exception
    boxes = {box.label: (box.value, box.options) for box in test.selectbox}
    assert boxes["Cấp"] == ("A", ["Huyện Thử", "Tỉnh Anh", "Tỉnh Bình", "Huyện Một, Tỉnh Bình"])
    assert boxes["Xã"] == ("02", ["Tất cả", "Ao Sen", "Bến Tượng", "Cầu Muối"])
    assert test.query_params["cap"] == "A"


@pytest.mark.usefixtures("release")
def test_a_level_that_is_none_of_the_period_falls_back_and_is_said():
    test = opened(ky="2022-Q2", cap="B1")
    assert "Không có cấp mang mã “B1” ở đây; đang hiển thị Huyện Thử." in words(test)


def test_where_all_have_one_parent_there_is_no_box(tmp_path, monkeypatch):
    one = "code|valid_from|name|short_name|parent|compared\nA|2020-01-01|Tỉnh A|A||false\n"
    one += "".join(f"{code}|2020-01-01|Xã {code}|{code}|A|true\n" for code in ("01", "02"))
    figures = "unit|period|variable|value\n01|2022-Q1|mat|4\n02|2022-Q1|mat|8\n"
    release = release_of(tmp_path, figures, units=one)
    assert options.levels(release, "2022-Q1") == {ALL: "Huyện Thử"}
    assert options.view_of(release, {"cap": "A"}) == options.view_of(release, {})
    monkeypatch.setenv("DX_WORKSPACE", str(tmp_path / "thu"))
    test = opened(cap="A")
    assert "Cấp" not in [box.label for box in test.selectbox] and "cap" in test.query_params
    assert "Không có cấp mang mã “A” ở đây; đang hiển thị Huyện Thử." in words(test)


def test_of_many_levels_those_at_the_top_are_offered_and_those_below_the_chosen_one(release):
    assert list(near(release, "2022-Q1", "", most=2)) == [ALL, "A", "B"]
    assert list(near(release, "2022-Q1", "A", most=2)) == [ALL, "A", "B"]
    assert list(near(release, "2022-Q1", "B", most=2)) == list(near(release, "2022-Q1", "B1", most=2))
    assert list(near(release, "2022-Q1", "B1", most=2)) == [ALL, "A", "B", "B1"]


def test_a_link_keeps_its_level_and_a_commune_outside_it_is_none(release):
    view = View("thu", "2022-Q1", "05", level="B1")
    assert options.view_of(release, options.parameters_of(view)) == view
    seen, found = options.looked_at(release, {"ky": "2022-Q1", "cap": "A", "xa": "05"})
    assert (seen.level, found.level, found.unit) == ("A", "A", ALL)
    assert options.view_of(release, {"ky": "2022-Q1", "cap": "<script>"}).level == ""
    assert "cap" not in options.parameters_of(View("thu", "2022-Q1"))


PAGES = [*SHOWN, "dich-vu", "ha-tang"]


def test_every_light_page_stands_at_the_level_and_leads_on_within_it(release):
    for page in PAGES:
        answer = get(f"/xem/{page}?ky=2022-Q1&cap=A")
        assert answer.status_code == 200, page
        others = set(outsiders("2022-Q1", "A"))
        assert [name for name in others if name in answer.text] == [], page
        assert "Tỉnh Anh" in answer.text, page
        links = {link for link in re.findall(r'href="(/(?:xem|tai)/[^"]*\?[^"]*)"', answer.text)}
        assert [link for link in links if "cap=A" not in link] == [], page


OF_EVERYBODY = {"/api/v1/package/x.zip"}
"""What tells of the whole, whatever level is asked for."""


@pytest.mark.parametrize("where", READ)
def test_every_route_answers_at_a_level_with_its_own_communes_alone(release, where):
    answer = get(f"{where}?bo=thu&ky=2022-Q1&cap=A")
    assert answer.status_code < 500
    said = answer.content.decode(errors="ignore")
    assert where in OF_EVERYBODY or [name for name in outsiders("2022-Q1", "A") if name in said] == []


@pytest.mark.parametrize("scope", ["", "&pham_vi=toan_bo"])
@pytest.mark.usefixtures("release")
def test_a_file_holds_the_ranks_of_the_level(scope):
    answer = get(f"/tai/xep-hang.csv?ky=2022-Q1&cap=B{scope}").content.decode("utf-8-sig")
    found = list(csv.DictReader(io.StringIO(answer)))
    found = [row for row in found if not scope or (row["Kỳ"], row["Mã chỉ tiêu"]) == ("Quý I/2022", "TONG")]
    assert {row["Mã"]: row["Hạng"] for row in found} == {"05": "1", "04": "2", "06": "3"}
    assert "trong Tỉnh Bình, 3 xã" in found[0]["Nguồn gốc"]


def test_programs_are_given_the_ranks_of_the_level_page_by_page(release):
    address, found = "/api/v1/scores.json?ky=2022-Q1&chi_tieu=TONG&cap=B&moi_trang=2", {}
    while address:
        told = get(address).json()
        found |= {row["unit"]: row["rank"] for row in told["data"]}
        address = (told["next"] or "").removeprefix("http://xa.test")
    assert found == {"05": 1, "04": 2, "06": 3}
    assert get("/api/v1/scores.json?cap=<b>").status_code == 404


def test_a_paper_tells_of_the_level(release, tmp_path, capsys):
    path = tmp_path / "tinh.docx"
    assert command.main([str(path), "--period", "2022-Q1", "--level", "A"]) == 0
    said = "\n".join(part.text or "" for part in Document(str(path)).element.body.iter() if part.tag.endswith("}t"))
    assert "Ao Sen" in said and [name for name in outsiders("2022-Q1", "A") if name in said] == []
    assert command.main([str(path), "--period", "2022-Q2", "--level", "B1"]) == 1
    assert "Không có cấp B1 trong kỳ 2022-Q2; các cấp có: A, B." in capsys.readouterr().err


def test_a_meeting_looks_at_its_level(release):
    slide = get("/hop/trang/2?trang=xep-hang&ky=2022-Q1&cap=B1&manh=1").text
    assert "Đèo Gió" in slide and [name for name in outsiders("2022-Q1", "B1") if name in slide] == []
