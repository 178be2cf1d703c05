"""Summary, sheets, PDF, the shelf and the command."""

import io
import json
import shutil

import docx
import pytest

from dx_metrics import store
from dx_metrics.briefing import picture
from dx_metrics.briefing.report import command, pdf, pictures, shelf
from dx_metrics.briefing.report.document import Made
from dx_metrics.briefing.report.order import PAPERS, REPORT, SHEETS, SUMMARY, Order, Unwritable, make, preview
from dx_metrics.store import journal
from dx_metrics.view import ALL, View
from tests.briefing.report.papers import adds
from tests.briefing.report.test_form import DOT


@pytest.fixture
def published(release, home, tmp_path, monkeypatch):
    """A copy of its own, because making a paper writes into the journal; nothing is drawn."""
    monkeypatch.setenv("DX_WORKSPACE", str(tmp_path / "thu"))
    monkeypatch.setattr(picture, "rastered", lambda svg, width: DOT)
    shutil.copytree(home / "thu", tmp_path / "thu")
    shutil.copytree(home / "local", tmp_path / "local")
    adds(tmp_path / "thu")
    return store.current()


@pytest.fixture
def quick(monkeypatch):
    """Papers of a few bytes, for tests of where they are kept."""
    monkeypatch.setattr(shelf, "make", lambda release, order, tell: Made(b"PK", ["Hình"]))


def ordered(what=REPORT, kind="nam", unit=ALL):
    return Order(what, "thu", "2022-Q4", kind, unit, "2022-12-31", "https://xa.test/xem/")


def test_the_summary_names_the_last_and_the_dearest(published):
    text = "\n".join(
        line.text for line in docx.Document(io.BytesIO(make(published, ordered(SUMMARY)).content)).paragraphs
    )
    assert "Mất điểm nhiều nhất ở đâu" in text
    assert "xã Thượng Giáo thấp nhất" in text


@pytest.mark.parametrize("what", [REPORT, SUMMARY])
def test_what_is_put_together_says_in_a_sentence_whose_ranks_it_tells(release, home, what, monkeypatch):
    monkeypatch.setenv("DX_WORKSPACE", str(home / "thu"))

    def said(kind):
        sections = preview(release, ordered(what, kind), "").sections
        return " ".join(paragraph.text for section in sections for paragraph in section.paragraphs)

    assert said("nam").count("Điểm và thứ hạng là của quý IV/2022") == 1
    assert "Điểm và thứ hạng là của" not in said("ky")


def test_there_is_a_sheet_for_every_commune_or_for_one(published):
    def heads(order):
        paper = docx.Document(io.BytesIO(make(published, order).content))
        return [line.text for line in paper.paragraphs if line.text.startswith("Xã ")]

    assert len(heads(ordered(SHEETS))) == 3
    assert heads(ordered(SHEETS, unit="01909")) == ["Xã Nam Mẫu, Huyện Thử"]


def test_the_same_paper_is_made_and_journalled_once(published, quick):
    first, lacking = shelf.paper(published, ordered(), "docx", "lan")
    assert shelf.paper(published, ordered(), "docx", "minh") == (first, lacking)
    (entry,) = [entry for entry in journal.entries() if entry.action == "report"]
    assert (entry.who, entry.details["what"], entry.details["release"]) == ("lan", "bao-cao", "r1")
    content = shelf.fetched(first)
    assert content is not None and content.startswith(b"PK")


@pytest.mark.parametrize("name", ["../journal.docx", "a.docx", "x.exe", "", "..docx", "%2e.pdf"])
def test_nothing_but_papers_is_on_the_shelf(name):
    assert shelf.fetched(name) is None


def test_papers_for_strangers_are_counted(published, quick, monkeypatch):
    monkeypatch.setattr(shelf._window, "hit", lambda *asked: False)
    with pytest.raises(shelf.TooMany, match="Đăng nhập"):
        shelf.paper(published, ordered(), "docx", "")
    name, _ = shelf.paper(published, ordered(), "docx", "lan")
    assert shelf.fetched(name) is not None


def test_old_papers_make_room(published, quick, monkeypatch, tmp_path):
    monkeypatch.setattr(shelf, "MOST", 2)
    for kind in ("ky", "nam"):
        shelf.paper(published, ordered(kind=kind), "docx", "lan")
    shelf.paper(published, ordered(SUMMARY), "docx", "lan")
    assert len(list((tmp_path / "local" / "thu" / shelf.FOLDER).glob("*.docx"))) == 2


def test_faulty_sentences_make_no_paper(published, tmp_path):
    (tmp_path / "thu" / "report" / "bao-cao.toml").write_text('[[muc]]\n[[muc.cau]]\nviet = "{xa_la}"', "utf-8")
    with pytest.raises(Unwritable) as refused:
        make(published, ordered())
    assert str(refused.value.problems[0]).startswith("bao-cao.toml, dòng 3")


def test_without_libreoffice_it_is_said_how_to_get_it(published, quick, monkeypatch):
    monkeypatch.setattr(pdf.shutil, "which", lambda name: None)
    with pytest.raises(pdf.NoPdf, match="libreoffice-writer"):
        shelf.paper(published, ordered(), "pdf", "lan")


@pytest.mark.slow
def test_libreoffice_makes_a_pdf(published):
    if pdf.program() is None:
        pytest.skip("needs LibreOffice (soffice)")
    assert pdf.pdf(make(published, ordered(SUMMARY)).content).startswith(b"%PDF")


def test_an_exhibit_becomes_a_picture(release):
    exhibit = pictures.of(release, View("thu", "2022-Q4"), "xep-hang")
    assert pictures.png(exhibit).startswith(b"\x89PNG")


@pytest.mark.parametrize("what", PAPERS)
def test_the_command_writes_every_paper(published, tmp_path, what, capsys):
    file = tmp_path / "ra.docx"
    assert command.main([str(file), "--what", what, "--address", "https://xa.test"]) == 0
    assert docx.Document(str(file)).paragraphs
    assert capsys.readouterr().out.strip() == str(file)
    assert json.dumps([entry.action for entry in journal.entries()][-1]) == '"report"'


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["--period", "2031-Q1"], "các kỳ có: 2022-Q4"),
        (["--period", "2022-Q1", "--kind", "nam"], "không kết thúc ở kỳ 2022-Q1"),
        (["--release", "r99"], "Không có bản công bố r99"),
        (["--what", "phieu-kiem-tra", "--unit", "00000"], "Không có đơn vị 00000"),
    ],
)
def test_the_command_says_what_there_is_not(published, capsys, argv, words):
    assert command.main(argv) == 1
    assert words in capsys.readouterr().err


def test_the_command_tells_the_names_that_sentences_may_use(capsys):
    assert command.main(["--names"]) == 0
    assert "{trung_vi}: điểm trung vị" in capsys.readouterr().out
