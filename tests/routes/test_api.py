"""`/api/v1/…`: what is published, for programs: whole, paged, of one release, and never more than asked for."""

import csv
import io
import json
import zipfile

import pytest

from dx_metrics import store
from pages.light.open_data import told
from pages.routes import limited
from tests.routes.client import get
from tests.store.changes import LAN, begun, sent


@pytest.fixture(autouse=True)
def published(tmp_path, monkeypatch):
    monkeypatch.setenv("DX_WORKSPACE", str(begun(tmp_path)))
    limited.forget()


def all_pages(address: str) -> list[dict]:
    found = []
    while address:
        answer = get(address).json()
        found += answer["data"]
        address = (answer["next"] or "").removeprefix("http://xa.test")
    return found


@pytest.mark.parametrize("table", ["observations", "scores", "ledger"])
def test_pages_make_up_the_whole_without_a_row_twice(table):
    whole = all_pages(f"/api/v1/{table}.json")
    assert len(whole) > 4
    assert all_pages(f"/api/v1/{table}.json?moi_trang=5") == whole
    assert len({json.dumps(row) for row in whole}) == len(whole)


def test_figures_are_those_of_the_release_as_they_were_sent():
    rows = all_pages("/api/v1/observations.json?bien=nop&xa=01909")
    assert rows == [
        {"period": "2022-Q1", "variable": "nop", "unit": "01909", "value": "10", "status": None, "reported_at": None}
    ]
    assert all_pages("/api/v1/scores.json?xa=01906&chi_tieu=DVC01")[0]["points"] == 5


def test_pages_of_one_reading_are_of_one_release_whatever_is_published_between():
    first = get("/api/v1/observations.json?moi_trang=4").json()
    store.publish_change(sent("unit | period | variable | value\n01909 | 2022-Q1 | nop | 50"), **LAN)
    rest = get(first["next"].removeprefix("http://xa.test")).json()
    assert (first["release"], rest["release"]) == ("r1", "r1")
    assert "50" not in [row["value"] for row in rest["data"]]
    assert get("/api/v1/observations.json").json()["release"] == "r2"


def test_a_csv_opens_in_a_spreadsheet_and_leads_to_its_next_page():
    answer = get("/api/v1/observations.csv?moi_trang=2")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert len(list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))) == 2
    assert answer.headers["link"].endswith('rel="next"')


def test_what_names_its_release_is_kept_for_ever_and_the_rest_is_asked_again():
    pinned, open_ended = get("/api/v1/scores.json?ban=r1"), get("/api/v1/scores.json")
    assert "immutable" in pinned.headers["cache-control"]
    assert open_ended.headers["cache-control"] == "no-cache"
    assert get("/api/v1/scores.json", {"if-none-match": open_ended.headers["etag"]}).status_code == 304
    store.publish_change(sent("unit | period | variable | value\n01909 | 2022-Q1 | nop | 50"), **LAN)
    assert get("/api/v1/scores.json", {"if-none-match": open_ended.headers["etag"]}).status_code == 200


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/v1/units.json", 404),
        ("/api/v1/scores.xml", 404),
        ("/api/v1/scores.json?ban=r9", 404),
        ("/api/v1/scores.json?kỳ=2022-Q1", 400),
        ("/api/v1/scores.json?moi_trang=0", 400),
        ("/api/v1/scores.json?moi_trang=1000000", 400),
        ("/api/v1/scores.json?sau=khong", 400),
        ("/api/v1/scores.json?sau=WyJyMSJd", 400),
        ("/api/v1/package/r9.zip", 404),
    ],
)
def test_what_cannot_be_answered_is_said(address, status):
    answer = get(address)
    assert answer.status_code == status
    assert answer.json()["error"]


def test_filters_are_values_and_never_sql():
    assert get("/api/v1/scores.json?xa=' or 1=1 --").json()["data"] == []


def test_too_many_questions_in_a_minute_are_refused_with_the_time_to_wait(monkeypatch):
    monkeypatch.setitem(limited.MOST, "data", limited.RateLimitItemPerMinute(2))
    answers = [get("/api/v1/releases.json") for _ in range(3)]
    assert [answers[0].status_code, answers[-1].status_code] == [200, 429]
    assert int(answers[-1].headers["retry-after"]) > 0


def test_releases_tell_when_and_how_but_not_who():
    (act,) = get("/api/v1/releases.json").json()["data"]
    assert set(act) == {"id", "at", "action", "shown"}
    assert act["id"] == "r1"


def test_the_package_of_a_release_is_a_data_package():
    package = zipfile.ZipFile(io.BytesIO(get("/api/v1/package/r1.zip").content))
    described = json.loads(package.read("datapackage.json"))
    assert {resource["path"] for resource in described["resources"]} < set(package.namelist())


def test_every_example_on_the_page_answers():
    release = store.current()
    assert release is not None
    said = told(release)
    addresses = [part.partition('"')[0].replace("&amp;", "&") for part in said.split('href="')[1:]]
    assert len(addresses) == 9
    assert {get(address).status_code for address in addresses} == {200}


def test_where_reading_takes_a_sign_in_data_does_too(monkeypatch):
    monkeypatch.setenv("DX_READING", "sign-in")
    for address in ("/api/v1/scores.json", "/api/v1/package/r1.zip", "/anh/xep-hang.png"):
        assert get(address).status_code == 401
