import asyncio
from collections.abc import Callable
from urllib.parse import unquote

import pytest
from starlette.routing import Route
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState

import dashboard
from dx_metrics.access import accounts
from pages.routes.gate import BARE_RUN, Gate, host_allowed
from pages.routes.person import safe
from tests.access.people import cheap, cookies_of, someone
from tests.routes.client import get

DATA = ["/tai/xep-hang.csv", "/tai/xep-hang.xlsx", "/media/abc.png", "/xem/r1/xep-hang", "/l/abc", "/api/xep-hang.csv"]
"""Data of today and of routes to come."""


CLICK = BackMsg(rerun_script=ClientState(fragment_id="f", page_script_hash="p", query_string="a=1")).SerializeToString()


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    cheap(monkeypatch)


@pytest.fixture
def closed(monkeypatch):
    monkeypatch.setenv("DX_READING", "sign-in")


def cookie(account) -> dict[str, str]:
    return {"cookie": "; ".join(f"{name}={value}" for name, value in cookies_of(account).items())}


@pytest.mark.parametrize("address", DATA)
def test_data_take_a_person_where_reading_does(closed, address):
    answer = get(address)
    assert answer.status_code == 401
    assert answer.headers["cache-control"] == "no-store"
    assert get(address, cookie(someone())).status_code in (200, 404)


@pytest.mark.parametrize("page", ["/xep-hang", "/xem/xep-hang", "/l/abc", "/tai/xep-hang.csv"])
def test_a_deep_link_leads_to_the_sign_in_page_and_back(closed, page):
    answer = get(f"{page}?ky=2022-Q1&xa=01906", {"accept": "text/html,*/*;q=0.8"})
    assert answer.status_code == 303
    there, _, back = answer.headers["location"].partition("?ve=")
    assert (there, unquote(back)) == ("/dang-nhap", f"{page}?ky=2022-Q1&xa=01906")
    assert safe(unquote(back)) == unquote(back)


def test_every_route_that_is_not_opened_by_name_is_closed(closed):
    """Also one that somebody adds and forgets."""
    open_by_name = {"/healthz", "/readyz", "/metrics", "/dang-nhap", "/dang-nhap/co-quan", "/dang-xuat"}
    for route in dashboard.ROUTES:
        assert isinstance(route, Route)
        address = route.path.replace("{name}", "x").replace("{format}", "csv").replace("{page:page}", "xep-hang")
        address = address.replace("{rest:deeper}", "a/b")
        if "{" not in address and route.path not in open_by_name:
            assert get(address).status_code == 401, address


@pytest.mark.parametrize("address", ["/dang-nhap", "/healthz", "/app/static/dx.css"])
def test_what_signing_in_needs_is_open(closed, address):
    assert get(address).status_code == 200


@pytest.mark.parametrize(
    "address", ["/dang-nhap/../tai/x.csv", "/static/../tai/x.csv", "/dang-nhap%2f..%2ftai/x.csv", "//tai/x.csv"]
)
def test_no_spelling_of_an_address_walks_around_the_gate(closed, address):
    answer = get(address)
    assert answer.status_code in (401, 404)
    assert answer.headers.get("content-disposition") is None


def test_what_a_person_reads_is_kept_by_nobody(closed):
    answer = get("/xep-hang", cookie(someone()))
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "private, no-store"


def test_open_reading_asks_nobody(monkeypatch):
    assert get("/xep-hang").status_code == 200


def test_a_session_that_ended_opens_nothing(closed):
    held = cookie(someone())
    accounts.sign_out_everywhere("lan", "lan")
    assert get("/tai/xep-hang.csv", held).status_code == 401
    assert get("/xep-hang", held).status_code == 401


def connect(headers: dict[str, str], then: Callable[[], None] = lambda: None) -> str:
    """What becomes of a connection to the script on which a click is sent after `then` has happened."""
    said: list[str] = []
    coming = [{"type": "websocket.connect"}, {"type": "websocket.receive", "bytes": CLICK}]

    async def streamlit(scope, receive, send):
        await receive()
        then()
        said.append({CLICK: "click", BARE_RUN: "frame"}[(await receive())["bytes"]])

    async def receive():
        return coming.pop(0)

    async def send(message):
        said.append("refused" if message["type"] == "websocket.close" else message["type"])

    raw = [(name.encode(), value.encode()) for name, value in ({"host": "xa.test"} | headers).items()]
    scope = {"type": "websocket", "path": "/_stcore/stream", "headers": raw, "query_string": b"", "scheme": "ws"}
    asyncio.run(Gate(streamlit)(scope, receive, send))
    return said[0]


def test_a_stranger_cannot_run_the_script(closed):
    assert connect({}) == "refused"
    assert connect({"cookie": "dx_phien=W10.AAAA"}) == "refused"
    assert connect(cookie(someone())) == "click"


def test_the_script_does_not_hear_the_click_of_an_open_page_whose_session_ended(closed):
    held = cookie(someone())
    assert connect(held) == "click"
    assert connect(held, then=lambda: accounts.sign_out_everywhere("lan", "lan")) == "frame"
    assert connect(held) == "frame"


@pytest.mark.parametrize(
    ("host", "allowed"),
    [
        ("dx.babe.gov.vn", True),
        ("DX.BaBe.gov.vn:8501", True),
        ("xa.babe.test", True),
        ("babe.test", False),
        ("evil.test", False),
        ("dx.babe.gov.vn.evil.test", False),
        ("evilbabe.test", False),
        ("", False),
        ("dx.babe.gov.vn@evil.test", False),
    ],
)
def test_only_the_hosts_of_the_settings_are_answered(monkeypatch, host, allowed):
    monkeypatch.setenv("DX_ALLOWED_HOSTS", "dx.babe.gov.vn, *.babe.test")
    assert host_allowed(host) is allowed
    assert get("/xep-hang", {"host": host}).status_code == (200 if allowed else 400)
    assert connect({"host": host}) == ("click" if allowed else "refused")


def test_whoever_may_not_read_learns_only_whether_the_server_is_ready(closed):
    assert get("/readyz").json() == {"ready": False, "codes": ["nothing_published"]}
    assert "problems" in get("/readyz", cookie(someone())).json()


@pytest.mark.parametrize(
    "origin", ["http://evil.test", "http://xa.test:3000", "http://localhost:3000", "null", "", "x"]
)
def test_a_page_of_another_host_or_port_cannot_open_a_connection(origin):
    assert connect({"origin": origin}) == "refused"


def test_a_page_of_ours_opens_one():
    assert connect({"origin": "http://xa.test"}) == "click"


def test_behind_a_proxy_that_changes_the_host_the_settings_name_the_origin(monkeypatch):
    monkeypatch.setenv("DX_ALLOWED_HOSTS", "dx.babe.gov.vn,127.0.0.1")
    assert connect({"host": "127.0.0.1:8501", "origin": "https://dx.babe.gov.vn"}) == "click"


def test_whoever_watches_the_server_is_answered_under_any_name(monkeypatch):
    monkeypatch.setenv("DX_ALLOWED_HOSTS", "dx.babe.gov.vn")
    assert get("/healthz", {"host": "10.0.0.5:8501"}).status_code == 200
