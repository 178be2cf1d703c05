"""The page of shared links: one's own, or all for who publishes; closing one is asked for anew."""

import pytest
from streamlit.testing.v1 import AppTest

from dx_metrics.access import Person
from dx_metrics.sharing import links
from pages import sharing
from tests.tiny import workspace

LAN, BINH = Person("lan", "Lan", "xem"), Person("binh", "Bình", "cong_bo")
NOTHING = "unit | period | variable | value\n01906 | 2022-Q1 | mat | 0"


@pytest.fixture(autouse=True)
def made(tmp_path, monkeypatch):
    monkeypatch.setenv("DX_WORKSPACE", str(workspace(tmp_path, NOTHING)))
    links.make("/xep-hang?ban=r1", "Xếp hạng", "lan")
    links.make("/ban-do?ban=r1", "Bản đồ", "chi")


def opened(monkeypatch, person: Person | None) -> AppTest:
    monkeypatch.setattr(sharing, "who", lambda: person)
    monkeypatch.setattr(sharing, "way_in", lambda label: None)
    return AppTest.from_string("from pages import sharing\nsharing.page(None)", default_timeout=60).run()


def said(test: AppTest) -> str:
    return "\n".join(block.value for block in [*test.markdown, *test.info, *test.success, *test.warning])


def test_a_reader_sees_their_own_links_and_closes_one(monkeypatch):
    test = opened(monkeypatch, LAN)
    assert "Xếp hạng" in said(test)
    assert "Bản đồ" not in said(test)
    test.button[0].click().run()
    assert "Đã thu hồi đường dẫn" in said(test)
    assert [link.state for link in links.links()] == ["open", "revoked"]


def test_who_publishes_sees_all_of_them(monkeypatch):
    assert len(opened(monkeypatch, BINH).button) == 2


def test_nobody_sees_none(monkeypatch):
    test = opened(monkeypatch, None)
    assert "Đăng nhập" in said(test)
    assert len(test.button) == 0


def test_a_right_that_was_lost_between_look_and_click_closes_nothing(monkeypatch):
    test = opened(monkeypatch, LAN)
    monkeypatch.setattr(sharing, "who", lambda: None)
    test.button[0].click().run()
    assert [link.state for link in links.links()] == ["open", "open"]
