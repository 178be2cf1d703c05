"""Sending figures and looking at releases without a browser: who may do what, and that nothing is lost."""

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dx_metrics import store
from dx_metrics.access import Person, sessions
from dx_metrics.store import Change, Outdated, Part, drafts
from tests.pages import test_frame
from tests.test_layers import ROOT
from tests.tiny import points, workspace

FIGURES = """
    unit  | period  | variable | value
    01906 | 2022-Q1 | nop      | 20
    01906 | 2022-Q1 | hs       | 100
    01906 | 2022-Q1 | mat      | 0
    01909 | 2022-Q1 | nop      | 30
    01909 | 2022-Q1 | hs       | 100
    01909 | 2022-Q1 | mat      | 0
"""
SENT = b"unit,period,variable,value\n01906,2022-Q1,nop,50\n"
LAN, BINH = Person("lan", "Lan", "nap"), Person("binh", "Binh", "cong_bo")
OF_NAM_MAU = Person("xa", "Xa", "nap", ("01909",))


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> tuple[Path, Path]:
    """A workspace with its first release, to be copied: no test changes it."""
    home = tmp_path_factory.mktemp("nap")
    with pytest.MonkeyPatch.context() as elsewhere:
        elsewhere.setenv("DX_LOCAL", str(home / "local"))
        folder = workspace(home, FIGURES)
        assert not store.publish(folder).refused
    return folder, home / "local"


@pytest.fixture
def made(published, local_folder, monkeypatch):
    folder, local = published
    shutil.copytree(local, local_folder)
    monkeypatch.setenv("DX_WORKSPACE", str(folder))
    return folder


@pytest.fixture
def opened(made, monkeypatch):
    """Opens a page as somebody, with what the address says."""

    def at(page: str, person: Person | None, **address: str) -> AppTest:
        monkeypatch.setattr(sessions, "person_in", lambda cookies: person)
        test = AppTest.from_file(str(ROOT / "tests" / "pages" / "one_page.py"), default_timeout=60)
        for name, value in {"trang": page, **address}.items():
            test.query_params[name] = value
        return test.run()

    return at


def draft(person: Person = LAN, content: bytes = SENT, **meta: object) -> str:
    return drafts.save(person.name, "xa.csv", content, meta)


def button(test: AppTest, label: str):
    return next(button for button in test.button if button.label == label)


def said(test: AppTest) -> str:
    """Everything written on the page, the headline of what would change among it."""
    written = [*test.subheader, *test.success]
    html = [element.proto.body for element in test.get("html")]
    return "\n".join([test_frame.said(test).replace("\\", ""), *(block.value for block in written), *html])


def labels(test: AppTest) -> list[str]:
    return [button.label for button in test.button]


def publish(test: AppTest) -> AppTest:
    """Give a reason, confirm what there is to confirm, and publish."""
    test.text_input[0].set_value("Báo cáo quý").run()
    for box in test.checkbox:
        box.check().run()
    return button(test, "Công bố").click().run()


def test_nobody_signed_in_is_told_how_to_make_the_first_account(opened):
    test = opened("upload", None)
    assert not test.exception
    assert "user add" in said(test)
    assert labels(test) == []


def test_a_reader_may_look_at_releases_and_change_nothing(opened):
    test = opened("releases", None)
    assert not test.exception
    assert "Bản r1" in said(test)
    assert labels(test) == []


def test_a_draft_is_understood_and_its_consequences_are_told_before_it_is_published(opened):
    test = opened("upload", BINH, nhap=draft(BINH))
    assert not test.exception
    assert "Hiểu được 1 số: 1 xã, Quý I/2022, 1 biến" in said(test)
    assert "1 số sửa; Quý I/2022: Khang Ninh từ hạng 2 lên 1" in said(test)
    assert button(test, "Công bố").disabled  # no reason yet
    assert store.current().id == "r1"


def test_it_is_published_with_a_reason_and_can_be_taken_back_at_once(opened, made):
    test = publish(opened("upload", BINH, nhap=draft(BINH)))
    assert not test.exception
    assert points(store.current(), "01906", "DVC01") == 10  # half of the files, as many as it takes
    act = store.history()[0]
    assert (act.who, act.why, act.action) == ("binh", "Báo cáo quý", "upload")
    assert store.uploads()[0].note.startswith("1 số sửa")
    assert drafts.drafts("binh") == []
    button(test, "Rút lại").click().run()
    assert points(store.current(), "01906", "DVC01") == 4


def test_who_may_only_send_hands_over_and_another_publishes(opened):
    id = draft()
    test = opened("upload", LAN, nhap=id)
    assert "Công bố" not in labels(test)
    test.text_input[0].set_value("Báo cáo quý").run()
    for box in test.checkbox:
        box.check().run()
    button(test, "Chuyển người công bố").click().run()
    assert "Xem và công bố" in labels(opened("upload", BINH))
    publish(opened("upload", BINH, nhap=id))
    assert store.current().id == "r2"


def test_under_the_rule_of_two_nobody_publishes_what_they_sent(opened, monkeypatch):
    monkeypatch.setenv("DX_TWO_PERSONS", "true")
    assert "Công bố" not in labels(opened("upload", BINH, nhap=draft(BINH)))
    other = Person("hoa", "Hoa", "cong_bo")
    assert "Công bố" in labels(opened("upload", other, nhap=draft(BINH, handed=True)))


def test_a_draft_belongs_to_its_owner(opened):
    test = opened("upload", OF_NAM_MAU, nhap=draft(BINH))
    assert "của tài khoản khác" in said(test)
    assert "xa.csv" not in said(test)


def test_a_commune_sends_its_own_figures_and_no_register(opened):
    test = opened("upload", OF_NAM_MAU, nhap=draft(OF_NAM_MAU))
    assert "không được gửi" in said(test)
    assert "Chuyển người công bố" not in labels(test)
    own = draft(OF_NAM_MAU, SENT.replace(b"01906", b"01909"))
    assert "Chuyển người công bố" in labels(opened("upload", OF_NAM_MAU, nhap=own))
    register = draft(OF_NAM_MAU, b"code,valid_from,value\nDVC01,2022-01-01,50\n")
    assert "chỉ tài khoản của cơ quan huyện" in said(opened("upload", OF_NAM_MAU, nhap=register))


def test_targets_are_recognised_and_go_the_same_way(opened):
    targets = draft(BINH, b"code,valid_from,value\nDVC01,2022-01-01,15\n")
    test = opened("upload", BINH, nhap=targets)
    assert "Chương trình hiểu đây là: Mục tiêu" in said(test)
    publish(test)
    assert len(store.current().rows("select * from targets")) == 1


def test_a_file_with_faults_changes_nothing_and_says_what_to_do(opened):
    test = opened("upload", BINH, nhap=draft(BINH, SENT.replace(b"01906", b"99999")))
    assert not test.exception
    assert "sửa các chỗ “phải sửa”" in said(test)
    assert "Công bố" not in labels(test)


@pytest.mark.parametrize(
    "failure, words",
    [(Outdated(2), "Người khác vừa công bố"), (OSError(28, "No space left on device"), "bản nháp còn nguyên")],
)
def test_what_keeps_a_publication_from_happening_is_said_and_the_draft_stays(opened, monkeypatch, failure, words):
    def refused(*_: object, **__: object) -> None:
        raise failure

    monkeypatch.setattr(store, "publish_change", refused)
    test = publish(opened("upload", BINH, nhap=draft(BINH)))
    assert not test.exception
    assert words in said(test)
    assert store.current().id == "r1" and len(drafts.drafts("binh")) == 1


def test_an_upload_is_withdrawn_from_the_list_after_a_look_at_what_that_changes(opened, made):
    upload = store.publish_change(
        Change((Part("observations", "rows", SENT),), "xa.csv", SENT), who="lan", why="thử", workspace=made
    ).upload
    test = opened("releases", BINH, rut=upload)
    assert not test.exception
    assert "1 số sửa; Quý I/2022: Nam Mẫu từ hạng 2 lên 1" in said(test)
    next(b for b in test.button if b.key and b.key.startswith("chac-")).click().run()
    assert points(store.current(), "01906", "DVC01") == 4
    assert store.history()[0].action == "withdraw"


def test_an_older_release_is_shown_again(opened, made):
    store.publish_change(Change((Part("observations", "rows", SENT),), "xa.csv"), who="lan", why="thử", workspace=made)
    test = opened("releases", BINH, ve_ban="r1")
    assert "Quay lại bản r1?" in said(test)
    next(b for b in test.button if b.key and b.key.startswith("chac-")).click().run()
    assert store.current().id == "r1"
    assert store.history()[0].action == "rollback"


def test_a_link_to_a_way_back_is_of_no_use_to_who_may_not_publish(opened, made):
    store.publish_change(Change((Part("observations", "rows", SENT),), "xa.csv"), who="lan", why="thử", workspace=made)
    test = opened("releases", LAN, ve_ban="r1")
    assert not [b for b in test.button if b.key and b.key.startswith("chac-")]


def test_what_stands_in_names_and_reasons_is_not_taken_for_markup(opened, made):
    live = "![x](http://evil.test/x.png)<b>"
    store.publish_change(Change((Part("observations", "rows", SENT),), live), who="lan", why=live, workspace=made)
    test = opened("releases", None)
    assert "](http" not in test_frame.said(test)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x89PNG\r\n\x1a\n\0\0",
        b"PK\x03\x04 no archive",
        b'{"features": [1, {"type": 2}]}',
        b"code,parent,name,value,rule,max_points\n",
    ],
    ids=["empty", "picture", "broken-archive", "odd-geojson", "framework-without-rows"],
)
def test_whatever_is_dropped_is_refused_in_words_and_changes_nothing(opened, content):
    test = opened("upload", BINH, nhap=draft(BINH, content))
    assert not test.exception
    assert any(words in said(test) for words in ("phải sửa", "lỗi", "Không có gì để công bố")), said(test)
    assert "Công bố" not in labels(test)
    assert store.current().id == "r1"
