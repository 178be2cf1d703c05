"""Whatever people enter is text: on screen, in pictures, tooltips, files, the light page, print and the meeting."""

import csv
import importlib
import inspect
import io
import json
import pkgutil
import re
import zipfile

import pytest
from defusedxml.ElementTree import fromstring
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

import pages as pages_package
from dx_metrics import store
from dx_metrics.access import Person
from dx_metrics.briefing.journal_file import journal_csv
from dx_metrics.briefing.report.order import PAPERS, Order, make
from dx_metrics.briefing.tables import csv_bytes, xlsx_bytes
from dx_metrics.charts.svg import plot
from dx_metrics.meeting.proposed import proposed
from dx_metrics.meeting.sequence import Sequence
from dx_metrics.queries.follow_up import today
from dx_metrics.store import journal
from pages.elements.exhibit import payload
from pages.light.document import document
from pages.light.outline import outline, pages
from pages.routes.meeting_files import offline, presentation
from pages.shared.exhibits import EXHIBITS
from pages.shared.options import View, parameters_of, view_of
from tests.hardening import hostile
from tests.hardening.markup import active
from tests.hardening.test_every_route import foreign
from tests.routes.client import get
from tests.store.changes import sent
from tests.test_layers import ROOT

FORMULA = re.compile(r"^[\s\u00a0]*[=+\-@＝＋－＠\t\r]")
UNITS = ("tat-ca", "01906", "01909", "01912")
LIVE_IMAGE = re.compile(r"(?<!\\)!(?<!\\)\[")
"""Markdown that would have the viewer's browser call another host."""


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    """Local folder and workspace of the hostile texts, published once."""
    home = tmp_path_factory.mktemp("hostile")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DX_LOCAL", str(home / "local"))
        made = hostile.made(home)
        outcome = store.publish(made, who=hostile.ALL, why=hostile.ALL)
        assert not outcome.refused, [str(problem) for problem in outcome.problems]
        change = sent("unit | period | variable | value\n01906 | 2022-Q1 | mat | 7", name=f"{hostile.FORMULA}.csv")
        store.publish_change(change, who=hostile.FORMULA, why=hostile.ALL, workspace=made)
        return home / "local", made


@pytest.fixture(autouse=True)
def release(stored, monkeypatch) -> store.Release:
    """The release of these texts."""
    local, made = stored
    monkeypatch.setenv("DX_LOCAL", str(local))
    monkeypatch.setenv("DX_WORKSPACE", str(made))
    found = store.current()
    assert found is not None
    return found


def views(release: store.Release) -> list[View]:
    return [view_of(release, {"xa": unit, "ky": "2022-Q1"}) for unit in UNITS]


def drawn(name: str, release: store.Release, view: View):
    try:
        return EXHIBITS[name](release, view)
    except (KeyError, ValueError, IndexError):
        return None  # an exhibit of one commune, asked for all


@pytest.mark.parametrize("name", EXHIBITS)
def test_no_picture_runs_or_calls_anything_and_no_file_of_it_holds_a_formula(name, release):
    seen = 0
    for view in views(release):
        exhibit = drawn(name, release, view)
        if exhibit is None:
            continue
        seen += 1
        assert active(exhibit.drawing) == []
        if exhibit.figure is not None:
            # Plotly takes some tags of a text for markup; none of them may be of somebody's making.
            sent_ = payload(exhibit, key="k", link="", downloads="", height=300)["figure"]
            assert not re.search(r"<(img|a|script)\b", json.dumps(sent_, default=str)), name
            assert active(plot(exhibit.figure, 800)) == []
        for row in csv.reader(io.StringIO(csv_bytes(exhibit).decode("utf-8-sig"))):
            assert not any(FORMULA.match(cell) and not _number(cell) for cell in row), row
        for sheet in load_workbook(io.BytesIO(xlsx_bytes(exhibit))):
            for cells in sheet.iter_rows():
                assert all(cell.data_type != "f" for cell in cells)
    assert seen > 0


def _number(cell: str) -> bool:
    return bool(re.fullmatch(r"[+\-−]?\d+(?:[.,]\d+)*(?:\s?%)?", cell.strip()))


def test_no_light_page_runs_or_calls_anything(release):
    for view in views(release):
        for page in pages(release, view):
            shape = outline(release, page, view)
            assert shape is not None
            html = document(release, shape, pinned=True)
            assert active(html, ours=True) == [] and foreign(html) == [], page


@pytest.mark.parametrize(
    "address", ["/in/phieu-kiem-tra?xa=01906&ky=2022-Q1", "/hop/mot-trang/1?ky=2022-Q1", "/xem/?xa=01906"]
)
def test_no_page_to_print_or_present_runs_or_calls_anything(address):
    answer = get(address)
    assert answer.status_code in (200, 303, 404)
    assert active(answer.text, ours=True) == [] and foreign(answer.text) == []


def test_the_journal_as_a_file_runs_nothing():
    for row in csv.reader(io.StringIO(journal_csv(journal.entries()).decode("utf-8-sig"))):
        assert not any(FORMULA.match(cell) for cell in row), row


def shown(test: AppTest) -> list[str]:
    """Every text that Streamlit takes for Markdown, and every HTML."""
    found = []
    for kind in (
        "title",
        "header",
        "subheader",
        "markdown",
        "caption",
        "error",
        "info",
        "warning",
        "success",
        "expander",
    ):
        found += [getattr(block, "value", None) or getattr(block, "label", "") for block in getattr(test, kind)]
    return [str(text) for text in found]


def screens() -> list[str]:
    """Every module of `pages` that is a page, also one that is added later."""
    found = []
    for module in pkgutil.iter_modules(pages_package.__path__):
        if module.name != "frame" and not module.ispkg:
            page = getattr(importlib.import_module(f"pages.{module.name}"), "page", None)
            if callable(page) and list(inspect.signature(page).parameters)[:1] == ["state"]:
                found.append(module.name)
    return found


@pytest.mark.parametrize("name", screens())
def test_no_page_calls_another_host_or_shows_somebody_elses_markup(name, monkeypatch):
    an = Person("an", hostile.ALL, "quan_tri")
    monkeypatch.setattr("dx_metrics.access.sessions.person_in", lambda cookies: an)
    test = AppTest.from_file(str(ROOT / "tests" / "hardening" / "each_page.py"), default_timeout=60)
    test.query_params["trang"] = name
    test.run()
    assert not test.exception, test.exception
    harmless(shown(test))


def harmless(texts: list[str]) -> None:
    for text in texts:
        assert not LIVE_IMAGE.search(text), text
        assert not re.search(r"(?<!\\)<(img|script|a)\b", text), text


def test_no_page_on_screen_calls_another_host_or_shows_somebody_elses_markup(release):
    test = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=60)
    test.query_params["xa"] = "01906"
    test.query_params["ky"] = "2022-Q1"
    test.run()
    assert not test.exception
    texts = shown(test)
    assert texts
    harmless(texts)


def test_sql_in_names_and_cells_is_text(release):
    tables = release.rows("select table_name from information_schema.tables")["table_name"]
    assert {"observations", "standings", "release"} <= set(tables)
    events = release.rows("select name from events order by date")["name"]
    assert list(events) == [hostile.ALL, hostile.FORMULA]


def office_file(content: bytes) -> str:
    """All words of an Office file, after a look at what would run, load or calculate when it is opened."""
    words = []
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for name in parts.namelist():
            assert not re.search(r"vba|activeX|oleObject", name), name
            if name.endswith(".xlsx"):  # the figures behind a chart that PowerPoint edits
                for sheet in load_workbook(io.BytesIO(parts.read(name))):
                    assert all(cell.data_type != "f" for cells in sheet.iter_rows() for cell in cells), name
            if name.endswith((".xml", ".rels")):
                tree = fromstring(parts.read(name))
                outside = [part.get("Target") for part in tree.iter() if part.get("TargetMode") == "External"]
                assert [there for there in outside if not there.startswith("https://xa.test/")] == [], name
                fields = [part.text or "" for part in tree.iterfind(".//{*}instrText")]
                fields += [part.get(key) for part in tree.iterfind(".//{*}fldSimple") for key in part.attrib]
                assert all(re.fullmatch(r"\s*(PAGE|NUMPAGES)\b.*", field) for field in fields), fields
                words += [part.text or "" for part in tree.iterfind(".//{*}t")]
    return "".join(words)


@pytest.mark.parametrize("what", PAPERS)
def test_no_paper_runs_loads_or_calculates_and_texts_stand_in_it_as_they_are(what, release):
    order = Order(what, "thu", "2022-Q2", day="2022-06-30", link="https://xa.test/xem/")
    said = office_file(make(release, order).content)
    assert hostile.MARKUP in said
    assert hostile.FORMULA in said or what == "tom-tat"


def test_neither_the_slides_nor_the_file_for_a_room_without_network_run_load_or_calculate(release):
    view = parameters_of(view_of(release, {"ky": "2022-Q2"}))
    deck = Sequence("thu", hostile.ALL, today(), release.id, view, proposed(view))
    assert hostile.MARKUP in office_file(presentation(deck, release))
    pack = offline(deck, release).decode()
    (script,) = re.findall(r"<script>(.*?)</script>", pack, re.DOTALL)
    assert script == (ROOT / "pages" / "static" / "meeting.js").read_text("utf-8")
    assert active(pack, ours=True) == [] and foreign(pack) == []
