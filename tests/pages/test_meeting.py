"""Where the office puts a sequence together: from the template, changed, saved, found again, taken off."""

import pytest
from streamlit.testing.v1 import AppTest

from dx_metrics import store
from dx_metrics.access import Person, sessions
from dx_metrics.meeting import saved
from dx_metrics.meeting.proposed import proposed
from dx_metrics.sharing import links
from dx_metrics.store import drafts
from pages.meeting_editing import linked
from tests.follow_up.doing import COMMUNE, OFFICE, READER
from tests.pages.test_frame import FIGURES
from tests.pages.test_upload import button, labels, said
from tests.test_layers import ROOT
from tests.tiny import workspace


@pytest.fixture
def opened(tmp_path, monkeypatch):
    made = workspace(tmp_path, FIGURES)
    monkeypatch.setenv("DX_WORKSPACE", str(made))
    store.publish(made)

    def as_(person: Person | None) -> AppTest:
        monkeypatch.setattr(sessions, "person_in", lambda cookies: person)
        test = AppTest.from_file(str(ROOT / "tests" / "pages" / "meeting_page.py"), default_timeout=60).run()
        assert not test.exception
        return test

    return as_


def test_one_click_proposes_a_sequence_and_what_is_changed_is_saved(opened):
    test = opened(OFFICE)
    button(test, "Soạn chuỗi từ mẫu").click().run()
    assert len(test.number_input) == len(proposed({}))
    test.number_input[1].set_value(15).run()
    test.text_input[0].set_value("Họp bất thường").run()
    next(own for own in test.button if own.label == "✕").click().run()
    (draft,) = drafts.drafts(OFFICE.name)
    assert draft.name == "Họp bất thường"  # kept at every step: F5 loses nothing
    button(test, "Lưu chuỗi").click().run()
    (own,) = saved.listed()
    assert (own.name, own.slides, own.release) == ("Họp bất thường", len(proposed({})) - 1, "r1")
    found = saved.find(own.code)
    assert found and found.slides[0].minutes == 15
    assert drafts.drafts(OFFICE.name) == [] and "Họp bất thường" in said(test)

    button(test, "Gỡ").click().run()
    button(test, "Gỡ chuỗi").click().run()
    assert saved.listed() == []


def test_readers_and_communes_see_the_list_and_no_button(opened):
    for person in (None, READER, COMMUNE):
        assert labels(opened(person)) == []


def test_an_address_of_ours_is_the_parts_of_its_page_in_its_very_view(opened):
    opened(None)
    release = store.current()
    assert release is not None
    asked = linked(release, "https://xa.example/diem-mat?bo=thu&ky=2022-Q1&xa=01909&ban=r1")
    assert asked and (asked.page, asked.view.period, asked.view.unit) == ("diem-mat", "2022-Q1", "01909")
    short = links.make("/xep-hang?bo=thu&ky=2022-Q1&xa=01909&ban=r1", "Xếp hạng", "lan")
    for address in (f"https://xa.example/l/{short.code}", f"https://xa.example/thu-muc/l/{short.code}/xem"):
        asked = linked(release, address)
        assert asked and (asked.page, asked.view.unit) == ("xep-hang", "01909")
    presented = linked(release, "https://xa.example/hop/trang/2?trang=xep-hang&xa=01909")
    assert presented and (presented.page, presented.view.unit) == ("xep-hang", "01909")
    links.revoke(short.code, "lan")
    assert linked(release, f"/l/{short.code}") is None
    for wrong in ("https://xa.example/khong-co", "http://[", "nap-so-lieu", "?" + "&".join("a=1" for _ in range(99))):
        assert linked(release, wrong) is None or linked(release, wrong).page == ""
