"""The registers on screen without a browser: who is offered which step, and what is written."""

import pytest
from streamlit.testing.v1 import AppTest

from dx_metrics import store
from dx_metrics.access import Person, sessions
from tests.follow_up.doing import COMMUNE, OFFICE, READER, Office
from tests.pages.test_upload import button, labels, said
from tests.test_layers import ROOT

PAGES = ("actions", "assignments", "conclusions", "inspections", "member", "replies")


@pytest.fixture
def office(tmp_path, monkeypatch):
    made = Office(tmp_path)
    monkeypatch.setenv("DX_WORKSPACE", str(made.workspace))
    return made


@pytest.fixture
def opened(office, monkeypatch):
    """Opens a page as somebody, with what the address says."""

    def at(page: str, person: Person | None, **address: str) -> AppTest:
        monkeypatch.setattr(sessions, "person_in", lambda cookies: person)
        test = AppTest.from_file(str(ROOT / "tests" / "pages" / "follow_up_page.py"), default_timeout=60)
        for name, value in {"trang": page, **address}.items():
            test.query_params[name] = value
        test.run()
        assert not test.exception
        return test

    return at


def test_every_page_opens_for_everybody_and_offers_readers_no_step(opened):
    for page in PAGES:
        assert labels(opened(page, None)) == []
    assert labels(opened("actions", READER, viec="V01")) == ["Đóng"]


def test_a_commune_is_offered_its_own_steps_on_its_own_action(opened, office):
    test = opened("actions", COMMUNE, viec="V01")
    assert test.segmented_control[0].options == ["Báo xong", "Xin lùi hạn"]
    assert "Giao việc mới" not in said(test)
    assert "việc của đơn vị khác" in said(opened("actions", COMMUNE, viec="V02"))
    test.text_area[0].set_value("Ảnh điểm hỗ trợ").run()
    button(test, "Báo xong").click().run()
    assert not test.exception
    assert "Báo xong việc V01" in said(test)
    assert (office.action()["done_by"], office.action()["evidence"]) == ("UBND xã Khang Ninh", "Ảnh điểm hỗ trợ")
    act = store.history()[0]
    assert (act.who, act.why) == ("xa", "Báo xong việc V01")
    button(test, "Rút lại").click().run()
    assert office.action()["done_at"] == ""


def test_a_lost_point_opens_a_form_that_is_filled_in_already(opened, office):
    test = opened("actions", OFFICE, xa="01909", tieu_chi="DVC01")
    assert "Nam Mẫu mất 6,00 điểm ở Trực tuyến" in said(test)
    assert [box.value for box in test.text_input][:2] == ["Cần thêm 30 biến nop để đạt 50 %", "UBND xã Nam Mẫu"]
    assert test.number_input[0].value == 6
    button(test, "Giao việc").click().run()
    assert "Giao việc V03" in said(test)
    assert (office.action("V03")["criterion"], office.action("V03")["points_claimed"]) == ("DVC01", "6.0")


def test_what_may_not_be_is_told_in_a_sentence_and_changes_nothing(opened, office):
    test = opened("actions", OFFICE, xa="01909", tieu_chi="DVC01")
    test.text_input[0].set_value("A" * 400).run()
    test.date_input[1].set_value("2020-01-01").run()  # before it is assigned
    button(test, "Giao việc").click().run()
    assert "hạn đứng trước ngày giao" in said(test)
    assert store.current().id == "r1"


def test_a_pinned_day_is_looked_at_and_not_written_on(opened):
    test = opened("actions", OFFICE, viec="V01", ngay="2022-05-01")
    assert labels(test) == ["Đóng"]
    assert "đúng tiến độ, còn 60 ngày" in said(test)
