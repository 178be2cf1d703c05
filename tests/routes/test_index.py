import re

import pytest

from pages.routes import assets, index
from tests.routes.client import get
from tests.store.changes import begun


@pytest.mark.parametrize("address", ["/", "/xep-hang", "/xep-hang?ky=2022-Q1", "/khong-co", "/_stcore"])
def test_every_page_is_our_vietnamese_index(address):
    answer = get(address)
    assert answer.status_code == 200
    assert '<html lang="vi">' in answer.text
    assert "<title>Streamlit</title>" not in answer.text
    assert answer.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("encoding", ["br", "gzip", "identity"])
def test_the_index_comes_in_the_encoding_asked_for(encoding):
    answer = get("/ban-do", headers={"Accept-Encoding": encoding})
    assert answer.headers.get("content-encoding", "identity") == encoding
    assert without_way(answer.text) == without_way(index.page().html.decode())


def without_way(html: str) -> str:
    """The page without its way to the light form, which is another one for each address."""
    return re.sub(r"<noscript>.*?</noscript>", "", html)


def test_where_no_script_runs_the_light_form_of_this_very_view_is_offered():
    said = get('/ban-do?ky=2022-Q4&xa="><b>').text
    assert '<noscript><p>Trang này cần JavaScript. <a href="/xem/ban-do?ky=2022-Q4&amp;xa=%22%3E%3Cb%3E">' in said


def test_a_chat_shows_the_chart_of_the_address_and_nothing_where_there_is_none(tmp_path, monkeypatch):
    monkeypatch.setenv("DX_WORKSPACE", str(begun(tmp_path)))
    said = get("/xep-hang?ky=2022-Q1&xa=01909").text
    assert '<meta property="og:title" content="Xếp hạng: Nam Mẫu đứng thứ 2 trên 2 xã">' in said
    assert 'content="http://xa.test/anh/xep-hang.png?bo=thu&amp;ky=2022-Q1&amp;xa=01909' in said
    assert "og:" not in get("/nap-so-lieu").text
    assert "og:" not in get("/xep-hang?ban=r9").text


def test_nothing_of_streamlit_s_english_or_its_agents_is_left():
    html = index.page().html.decode()
    assert not re.search(r"Streamlit app|JavaScript to run|agent", html)


def test_the_index_names_no_other_host():
    assert not re.search(r"(?:href|src)=\"(?:https?:)?//", index.page().html.decode())


def test_everything_the_index_asks_of_us_is_there():
    names = re.findall(rf'"\./({assets.PREFIX}[^"]+)"', index.page().html.decode())
    assert len(names) > 10
    for name in names:
        answer = get(f"/{name}")
        assert answer.status_code == 200, name
        assert "immutable" in answer.headers["cache-control"], name


def test_scripts_that_wrap_the_history_stand_before_streamlit_s():
    html = index.page().html.decode()
    assert html.index("address.js") < html.index("/static/js/index.")


def test_a_folder_that_nobody_has_is_not_found():
    answer = get("/xa/01906")
    assert answer.status_code == 404
    assert "Không có trang này" in answer.text


@pytest.mark.parametrize("address", ["/_stcore/health", "/media/x", "/component/x/y.html", "/oauth2callback"])
def test_addresses_of_streamlit_are_left_to_it(address):
    assert "Không có trang này" not in get(address).text


def test_every_inline_script_has_its_hash_in_the_policy():
    answer = get("/")
    inline = [m for m in index.SCRIPT.finditer(answer.text) if "src=" not in m["kind"]]
    assert len(inline) == len(index.page().script_hashes) == 2
    assert all(h in answer.headers["content-security-policy"] for h in index.page().script_hashes)


def test_a_page_that_is_presented_is_meeting_mode_of_that_very_view(tmp_path, monkeypatch):
    monkeypatch.setenv("DX_WORKSPACE", str(begun(tmp_path)))
    answer = get("/xep-hang?ky=2022-Q1&xa=01909&tru_cot=DVC&trinh_chieu=1")
    assert answer.status_code == 303
    there = answer.headers["location"]
    assert there == "/hop/trang/1?trang=xep-hang&bo=thu&ky=2022-Q1&xa=01909&tru_cot=DVC&ban=r1"
    assert "Nam Mẫu" in get(there).text
    for other in ("/nap-so-lieu?trinh_chieu=1", "/xep-hang?trinh_chieu=1&ban=r9", "/xep-hang?trinh_chieu=0"):
        assert get(other).status_code == 200
