"""A page arrives with what it will show: same figures, same boxes, for whoever asks."""

import re
import threading

import pytest

from dx_metrics import store
from dx_metrics.access import Person, sessions
from pages.first_view import ahead, view
from pages.first_view.view import first_view
from pages.shared.exhibits import EXHIBITS
from tests.routes.client import get
from tests.tiny import release_of, workspace

SEEN = """
    unit  | period  | variable | value
    01906 | 2022-Q1 | hs       | 200
    01906 | 2022-Q1 | nop      | 80
    01906 | 2022-Q1 | mat      | 12
    01909 | 2022-Q1 | hs       | 100
    01909 | 2022-Q1 | nop      | 20
    01909 | 2022-Q1 | mat      | 24
"""


@pytest.fixture
def release(tmp_path, monkeypatch):
    made = release_of(tmp_path, SEEN)
    monkeypatch.setenv("DX_WORKSPACE", str(tmp_path / "thu"))
    return made


def drawn(page: str = "", query: str = "", *, known: bool = False) -> str:
    return first_view(page, query, {}, f"http://xa.test/{page}", known=known)


def boxes(html: str) -> list[str]:
    return re.findall(r'class="first-box"><span>([^<]*)', html)


def test_the_figures_of_the_address_are_in_the_page_that_is_sent(release):
    html = get("/xep-hang?ky=2022-Q1").text
    first = html[html.index('id="dx-first"') :]
    assert "Khang Ninh" in first and "15,5" in first  # 8 of 10 for a rate of 40 %, 7.5 of 10 for 12 hours
    assert 'class="dx-waiting"' not in html


def test_boxes_say_what_they_will_say(release):
    assert boxes(drawn("xep-hang", "ky=2022-Q1&xa=01909")) == ["Quý I/2022", "Nam Mẫu", "Toàn bộ chỉ số"]


def test_a_code_that_nobody_has_falls_back_as_the_page_does_and_is_said(release):
    html = drawn("xep-hang", "xa=99999")
    assert boxes(html)[1] == "Tất cả"
    assert "Không có xã mang mã “99999”" in html


def test_an_address_cannot_write_into_the_page(release):
    html = drawn("xep-hang", "xa=%3Cscript%3Ealert(1)%3C/script%3E&ky=%22%3E%3Cimg%20src=x%3E")
    assert "<script" not in html and "<img" not in html


def test_a_pinned_release_shows_its_own_figures_when_there_are_newer_ones(release, tmp_path):
    newer = release_of(tmp_path, SEEN.replace("| 80", "| 20"))
    assert newer.id != release.id
    assert "15,5" in drawn("xep-hang", f"ban={release.id}")
    assert "15,5" not in drawn("xep-hang")


def test_a_release_that_is_not_there_is_never_replaced(release):
    html = drawn("xep-hang", "ban=r99")
    assert "Không mở được bản công bố này" in html and "Khang Ninh" not in html


def test_before_anything_is_published_the_page_says_so(tmp_path, monkeypatch):
    monkeypatch.setenv("DX_WORKSPACE", str(workspace(tmp_path, SEEN)))
    assert "Chưa có bản công bố nào" in drawn()


def test_a_page_that_is_not_there_is_left_to_streamlit(release):
    assert drawn("khong-co") == ""


def test_a_page_that_fails_leaves_the_waiting_one(release, monkeypatch):
    monkeypatch.setattr(view, "run", lambda *given: 1 / 0)
    answer = get("/xep-hang")
    assert answer.status_code == 200 and 'class="dx-waiting"' in answer.text


def test_a_page_is_drawn_once_a_release(release, tmp_path, monkeypatch):
    runs = []
    told = view.run
    monkeypatch.setattr(view, "run", lambda *given: runs.append(given) or told(*given))
    assert drawn("xep-hang") == drawn("xep-hang")
    assert len(runs) == 1
    release_of(tmp_path, SEEN.replace("| 80", "| 20"))
    drawn("xep-hang")
    assert len(runs) == 2


def test_what_is_published_while_a_page_is_drawn_is_not_kept_as_the_older_release(release, tmp_path, monkeypatch):
    told = view.run

    def slowly(*given):
        release_of(tmp_path, SEEN.replace("| 80", "| 20"))
        return told(*given)

    monkeypatch.setattr(view, "run", slowly)
    assert drawn("xep-hang") == ""
    monkeypatch.setattr(view, "run", told)
    assert "15,5" not in drawn("xep-hang")


def test_what_somebody_signed_in_sees_is_kept_by_nobody(release, monkeypatch):
    officer = Person("lan", "Lan", "nap", ())
    monkeypatch.setattr(sessions, "person_in", lambda cookies: officer if "dx" in cookies else None)
    his = get("/nap-so-lieu", headers={"Cookie": "dx=1"})
    assert his.headers["cache-control"] == "private, no-store"
    assert "phải có tài khoản" not in his.text
    assert "phải có tài khoản" in get("/nap-so-lieu").text


def test_what_was_worked_out_ahead_is_not_worked_out_again_for_whoever_asks(release, monkeypatch):
    ahead.ask(release, threading.Event())
    asked = []
    monkeypatch.setitem(EXHIBITS, "xep-hang", lambda *given: asked.append(given))
    assert "Khang Ninh" in drawn("", "ky=2022-Q1")
    assert not asked


def test_a_page_that_has_not_changed_is_not_sent_again(release):
    first = get("/xep-hang")
    again = get("/xep-hang", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.raw) == (304, b"")
    assert get("/xep-hang?xa=01909", headers={"If-None-Match": first.headers["etag"]}).status_code == 200


def test_the_chart_library_is_asked_for_where_a_chart_needs_it(release):
    assert "plotly-basic" in get("/xep-hang").text
    assert "plotly-basic" not in get("/ban-do").text


def test_a_shown_release_is_the_one_in_force(release):
    assert store.current() is not None and f"Bản công bố {release.id}" in drawn("xep-hang")
