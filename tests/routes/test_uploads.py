"""Files around an upload: each asks who it is that asks."""

import io

import pytest
from openpyxl import load_workbook

from dx_metrics import store
from dx_metrics.access import Person
from dx_metrics.store import Change, Part, drafts
from pages.routes import uploads
from tests.routes.client import get
from tests.tiny import workspace

FIGURES = """
    unit  | period  | variable | value
    01906 | 2022-Q1 | nop      | 20
    01906 | 2022-Q1 | hs       | 100
    01909 | 2022-Q1 | hs       | 100
"""
SENT = b"unit,period,variable,value\n01906,2022-Q1,nop,50\n"
LIVE = "../=cmd|'<b>.csv"
LAN, AN = Person("lan", "Lan", "nap"), Person("an", "An", "quan_tri")
OF_NAM_MAU = Person("xa", "Xa", "nap", ("01909",))


@pytest.fixture(autouse=True)
def published(tmp_path, monkeypatch) -> str:
    """Two releases, the second by an upload of somebody's."""
    made = workspace(tmp_path, FIGURES)
    monkeypatch.setenv("DX_WORKSPACE", str(made))
    store.publish(made)
    change = Change((Part("observations", "rows", SENT),), LIVE, SENT)
    upload = store.publish_change(change, who="lan", why="thử", workspace=made).upload
    assert upload
    return upload


@pytest.fixture
def asking(monkeypatch):
    """Asks for an address as somebody."""

    def as_(person: Person | None, address: str):
        monkeypatch.setattr(uploads, "request_person", lambda request: person)
        return get(address)

    return as_


def test_the_officers_own_file_is_for_who_sent_it_and_for_the_office(asking, published):
    address = f"/lan-nap/{published}/goc"
    answer = asking(LAN, address)
    assert answer.content == SENT
    assert answer.headers["cache-control"] == "no-store"
    assert "attachment" in answer.headers["content-disposition"]
    assert "/" not in answer.headers["content-disposition"].partition("''")[2]
    assert asking(AN, address).status_code == 200
    assert asking(OF_NAM_MAU, address).status_code == 404
    assert asking(None, address).status_code == 404


def test_what_was_understood_of_it_can_be_had(asking, published):
    assert asking(LAN, f"/lan-nap/{published}/0.csv").content == SENT
    for wrong in ("1.csv", "x", "..%2f..%2fjournal.jsonl"):
        assert asking(LAN, f"/lan-nap/{published}/{wrong}").status_code == 404


def test_a_form_holds_the_communes_of_whoever_asks(asking):
    assert asking(None, "/bieu-mau.xlsx?ky=2022-Q1").status_code == 404
    assert asking(LAN, "/bieu-mau.xlsx?ky=khong").status_code == 404
    sheet = load_workbook(io.BytesIO(asking(OF_NAM_MAU, "/bieu-mau.xlsx?ky=2022-Q1").content))["Số liệu"]
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == ["01909"]
    assert asking(LAN, "/bieu-mau.csv?ky=2022-Q1").content.startswith(b"\xef\xbb\xbf")


def test_the_returned_workbook_is_for_the_owner_of_the_draft(asking):
    id = drafts.save("lan", "xa.csv", SENT.replace(b"01906", b"99999"), {})
    book = load_workbook(io.BytesIO(asking(LAN, f"/nap-so-lieu/{id}/nhan-xet.xlsx").content))
    assert "99999" in str([cell.value for row in book["Nhận xét"].iter_rows() for cell in row])
    assert asking(OF_NAM_MAU, f"/nap-so-lieu/{id}/nhan-xet.xlsx").status_code == 404
    assert asking(AN, f"/nap-so-lieu/{id}/nhan-xet.xlsx").status_code == 404  # not handed over


def test_what_differs_between_releases_is_for_every_reader(asking):
    answer = asking(None, "/ban-cong-bo/r1/r2/so-lieu-doi.csv")
    assert "Khang Ninh" in answer.content.decode("utf-8-sig")
    for wrong in ("r1/r9/so-lieu-doi.csv", "r1/r2/khong.csv", "r1/r2/so-lieu-doi.exe", "../r2/so-lieu-doi.csv"):
        assert asking(None, f"/ban-cong-bo/{wrong}").status_code == 404


def test_the_journal_is_for_who_administers_and_runs_nothing(asking):
    assert asking(LAN, "/nhat-ky.csv").status_code == 404
    lines = asking(AN, "/nhat-ky.csv").content.decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + 2
    assert ",lan,upload,thử," in lines[2]
