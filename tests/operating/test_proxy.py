"""nginx in front, as it ships: tried on this machine over TLS."""

import re
from collections.abc import Iterator

import pytest
from websockets.exceptions import InvalidStatus

from tests.operating.proxied import Site, behind_nginx, copies
from tests.operating.viewer import run
from tests.store.changes import FIGURES
from tests.tiny import workspace

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Iterator[Site]:
    """One copy behind nginx, at the first folder and below /dx."""
    home = tmp_path_factory.mktemp("nginx")
    made = workspace(home, FIGURES)
    with copies(1, home / "local", made) as servers, behind_nginx(home / "etc", servers, sub_path=True) as site:
        yield site


def test_a_page_comes_over_tls_compressed_and_guarded(site):
    with site.client() as client:
        answer = client.get("/xep-hang", headers={"accept-encoding": "br, gzip"})
        assert answer.status_code == 200 and answer.headers["content-encoding"] in ("br", "gzip")
        assert answer.headers["strict-transport-security"].startswith("max-age=")
        assert answer.headers["content-security-policy"].count(site.address.removeprefix("https://")) == 2
        script = re.search(r'src="\.(/static/js/index[^"]+)"', answer.text)[1]
        assert client.get(script, headers={"accept-encoding": "br"}).headers["content-encoding"] == "br"
        # The host that nginx passes on and the time of a form: cookies know that the visitor came by TLS.
        sign_in = client.get("/dang-nhap")
        assert "secure" in sign_in.headers["set-cookie"].lower()


def test_without_tls_visitors_are_led_to_it(site):
    with site.client() as client:
        answer = client.get(f"{site.plain}/xep-hang?ky=2022-Q1")
    assert (answer.status_code, answer.headers["location"][-20:]) == (308, "/xep-hang?ky=2022-Q1")


def test_the_script_runs_over_a_web_socket_through_nginx(site):
    with site.connect() as connection:
        assert "Khang Ninh" in run(connection)


def test_a_page_of_another_host_cannot_open_a_web_socket_through_nginx(site):
    with pytest.raises(InvalidStatus):
        site.connect(origin="https://evil.test")


def test_an_upload_beyond_the_limit_ends_at_the_door_and_one_below_it_is_asked_for_a_right(site):
    with site.client() as client:
        for megabytes, status in ((22, 413), (20, 403)):
            assert client.put("/_stcore/upload_file/s/1", content=bytes(megabytes << 20)).status_code == status


def test_figures_for_the_watch_are_closed_from_outside_whatever_is_claimed(site):
    with site.client() as client:
        assert client.get("/metrics", headers={"x-forwarded-for": "127.0.0.1"}).status_code == 404
        assert client.get(f"{site.copies[0].address}/metrics").status_code == 200


def test_a_visitor_stays_with_one_copy(site):
    with site.client() as client:
        assert client.get("/").headers["set-cookie"].startswith("dx_ban_sao=")
        assert "set-cookie" not in client.get("/").headers


def test_below_a_folder_pages_files_and_sockets_are_there(site):
    with site.client() as client:
        page = client.get("/dx/xep-hang", headers={"accept-encoding": "gzip"})
        assert page.status_code == 200 and page.headers["content-encoding"] == "gzip"
        for name in re.findall(r'(?:src|href)="(\./[^"]+)"', page.text):
            file = client.get(f"/dx/{name}", headers={"accept-encoding": "br"})
            assert file.status_code == 200, name
        assert client.get("/dx").headers["location"].endswith("/dx/")
        assert client.get("/dx/metrics").status_code == 404
    with site.connect("/dx/_stcore/stream") as connection:
        assert "Khang Ninh" in run(connection)


def test_below_a_folder_every_way_of_a_plain_page_stays_below_it(site):
    with site.client() as client:
        for page in ("/dx/xem/", "/dx/xem/xep-hang", "/dx/dang-nhap"):
            answer = client.get(page)
            assert answer.status_code == 200
            ways = re.findall(r'(?:href|src|action)="(/[^"]*)"', answer.text)
            assert ways and all(way.startswith("/dx/") and not way.startswith("/dx/dx/") for way in ways), ways
        assert client.get("/dx/dang-xuat").headers["location"] == "/dx/dang-nhap"


def test_guessing_at_the_door_is_slowed_by_nginx_too(site):
    with site.client() as client:
        answers = {client.post("/dang-nhap", content=b"ten=a&mat_khau=b").status_code for _ in range(25)}
    assert 429 in answers
