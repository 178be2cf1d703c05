"""The page of papers without a browser: what will be missing, what is said, the file."""

import shutil

import pytest
from streamlit.testing.v1 import AppTest

from dx_metrics.briefing import picture
from dx_metrics.briefing.report import pdf, shelf
from dx_metrics.store import journal
from tests.briefing.report.papers import adds, year
from tests.routes.client import get

SCRIPT = """
from dx_metrics import store
from dx_metrics.view import View
from pages import report
from pages.shared.state import State
report.page(State(store.current(), View("thu", "2022-Q4")))
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """The year, published once; each test gets a copy."""
    folder = tmp_path_factory.mktemp("year")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DX_LOCAL", str(folder / "local"))
        year(folder)
    return folder


@pytest.fixture
def opened(home, tmp_path, monkeypatch):
    """Opens the page on three communes and a year; pictures cannot be drawn, LibreOffice is not there."""

    def cannot(svg, width):
        raise picture.NoPicture("no library")

    monkeypatch.setenv("DX_WORKSPACE", str(tmp_path / "thu"))
    monkeypatch.setattr(picture, "rastered", cannot)
    monkeypatch.setattr(pdf.shutil, "which", lambda name: None)
    for name in ("thu", "local"):
        shutil.copytree(home / name, tmp_path / name)
    adds(tmp_path / "thu")

    def at(**address: str) -> AppTest:
        test = AppTest.from_string(SCRIPT, default_timeout=60)
        test.query_params.update(address)
        return test.run()

    return at


def words(test: AppTest) -> str:
    return "\n".join(str(element.value) for kind in ("markdown", "caption", "error") for element in test.get(kind))


def test_what_is_missing_is_said_before_the_paper_is_made_and_the_file_can_be_had(opened):
    test = opened(loai="nam")
    assert not test.exception
    assert "1 chỉ tiêu có xã thiếu số liệu ở một kỳ nên chưa cộng đủ: Trực tuyến" in words(test)
    assert "libreoffice-writer" in words(test)
    test.button[0].click().run()
    assert not test.exception
    assert "máy chủ không vẽ được ảnh" in words(test)
    ((file, _),) = test.session_state["_papers"].values()
    (entry,) = [entry for entry in journal.entries() if entry.action == "report"]
    assert (entry.who, entry.details["kind"]) == (shelf.NOBODY, "nam")
    answer = get(f"/van-ban/{file}?ten=bao-cao_2022-Q4_nam_r1.docx")
    assert answer.content.startswith(b"PK")
    assert "bao-cao_2022-Q4_nam_r1.docx" in answer.headers["content-disposition"]


def test_a_kind_that_does_not_end_with_the_period_falls_back_and_it_is_said(opened):
    test = opened(loai="9-thang")
    assert test.query_params["loai"] == "ky"
    assert "_said" in test.session_state


def test_a_fault_in_the_sentences_is_told_with_its_line(opened, tmp_path):
    (tmp_path / "thu" / "report" / "bao-cao.toml").write_text('[[muc]]\n[[muc.cau]]\nviet = "{xa_la}"', "utf-8")
    test = opened()
    assert not test.exception
    assert "bao-cao.toml, dòng 3" in words(test)
    assert not test.button


def test_a_paper_that_is_gone_is_said():
    answer = get("/van-ban/0123-abc.docx")
    assert answer.status_code == 404
    assert "lập lại" in answer.text


def test_no_name_of_a_file_leads_out_of_the_shelf():
    for name in ("..%2fjournal.docx", "%2e%2e", "a.exe"):
        assert get(f"/van-ban/{name}").status_code == 404
