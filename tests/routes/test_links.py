"""`/l/…`: a short link shows what it was made of, or says why not; it never shows something else."""

import json
from datetime import date
from urllib.parse import parse_qsl, urlsplit

import pytest

from dx_metrics import store
from dx_metrics.sharing import links
from pages.routes import limited
from tests.access.people import cookies_of, someone
from tests.routes.client import ask, get
from tests.store.changes import LAN, begun, sent

OURS = {"origin": "http://xa.test", "content-type": "application/json"}
VIEW = "bo=thu&ky=2022-Q1&xa=tat-ca&tru_cot=tat-ca&ban=r1"


@pytest.fixture(autouse=True)
def published(tmp_path, monkeypatch):
    monkeypatch.setenv("DX_WORKSPACE", str(begun(tmp_path)))
    limited.forget()


def share(address: str, days: object = 0, headers: dict[str, str] = OURS):
    body = json.dumps({"dia_chi": address, "ngay": days}).encode()
    return ask("POST", "/chia-se/tao", headers, body=body)


def made(address: str = "/xep-hang", days: int = 0) -> str:
    return share(address, days).json()["duong_dan"]


def test_a_link_leads_to_the_view_with_everything_written_out():
    there = get(made("/xep-hang?ky=2022-Q1")).headers["location"]
    assert dict(parse_qsl(urlsplit(there).query)) == dict(parse_qsl(VIEW))
    assert urlsplit(there).path == "/xep-hang"


def test_it_shows_the_release_that_was_shown_then_also_after_a_correction():
    link = made("/xep-hang")
    store.publish_change(sent("unit | period | variable | value\n01909 | 2022-Q1 | nop | 50"), **LAN)
    there = get(f"{link}/xem").headers["location"]
    assert "ban=r1" in there
    said = get(there).text
    assert "Từ đó đến nay: 1 số đã sửa" in said
    assert "Bản công bố r1" in said


def test_choices_that_only_one_page_knows_are_kept():
    assert "ky_cham=2021" in get(made("/cchc?ky_cham=2021")).headers["location"]


def test_the_code_on_paper_opens_the_light_form():
    link = made("/xep-hang")
    assert get(f"{link}/xem").headers["location"].startswith("/xem/xep-hang?")
    assert b"<svg" in get(f"{link}/qr.svg").content
    assert get(f"{link}/qr.png").content.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "/../x?a=b",
        "xep-hang",
        "/xep-hang?ban=r99",
        "/a/b",
    ],
)
def test_what_is_no_page_of_ours_is_not_shared(address):
    answer = share(address)
    assert answer.status_code == 400
    assert answer.json()["loi"].startswith("Không chia sẻ được")
    assert links.links() == []


@pytest.mark.parametrize(
    "headers", [{}, OURS | {"origin": "http://evil.example"}, OURS | {"content-type": "text/plain"}]
)
def test_only_our_own_pages_make_links(headers):
    assert share("/xep-hang", 0, headers).status_code == 403
    assert links.links() == []


@pytest.mark.parametrize("days", [3, -1, "7", None, 10**9])
def test_an_end_that_is_not_offered_is_refused(days):
    assert share("/xep-hang", days).status_code == 400


def test_many_links_in_a_minute_are_refused_in_words(monkeypatch):
    monkeypatch.setitem(limited.MOST, "share", limited.RateLimitItemPerMinute(1))
    answers = [share(f"/xep-hang?n={n}") for n in range(2)]
    assert answers[-1].status_code == 429
    assert "thử lại" in answers[-1].json()["loi"]


def test_what_does_not_open_says_so_and_leads_on(monkeypatch):
    revoked, old, gone = made("/"), made("/ban-do", 7), links.make("/xep-hang?ban=r77", "x").code
    links.revoke(revoked.removeprefix("/l/"), "chi")
    monkeypatch.setattr(links, "today", lambda: date(2999, 1, 1))
    said = {address: get(address) for address in ("/l/khong-co", revoked, old, f"/l/{gone}")}
    assert [answer.status_code for answer in said.values()] == [404, 410, 410, 410]
    for words, answer in zip(("Không có", "thu hồi", "hết hạn", "r77"), said.values(), strict=True):
        assert words in answer.text
        assert 'href="/"' in answer.text
        assert "location" not in answer.headers


def test_where_reading_takes_a_sign_in_links_do_too(monkeypatch):
    link = made("/xep-hang")
    monkeypatch.setenv("DX_READING", "sign-in")
    assert get(link).status_code == 401
    assert share("/xep-hang").status_code == 401


def test_who_is_signed_in_is_named_as_the_maker():
    cookie = "; ".join(f"{name}={value}" for name, value in cookies_of(someone("lan", "xem")).items())
    share("/xep-hang", 0, OURS | {"cookie": cookie})
    assert links.links()[0].who == "lan"
