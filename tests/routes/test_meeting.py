"""`/hop/…`: slides a page each, the presenter's place, what is agreed on the spot, what is taken along."""

import io
import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pptx import Presentation

from dx_metrics import store
from dx_metrics.meeting import saved
from dx_metrics.meeting.proposed import proposed
from dx_metrics.meeting.sequence import EXHIBIT, Sequence, Slide
from pages.meeting_form import decision_of
from pages.shared.exhibits import EXHIBITS
from pages.shared.options import parameters_of, view_of
from tests.access.people import cheap, cookies_of, someone
from tests.routes.client import get
from tests.routes.forms import Visitor
from tests.routes.test_light import FIGURES
from tests.tiny import UNITS, workspace

LAST = len(proposed({}))
LIVE = "<img src=x onerror=alert(1)>"
SAID = {"noi_dung": "Nam Mẫu mở điểm hỗ trợ", "xa": "01909", "chu_tri": "UBND xã Nam Mẫu", "han": "30/6/2022"}


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """A workspace published once; each test gets a copy of what was made of it."""
    folder = tmp_path_factory.mktemp("hop")
    made = workspace(folder, FIGURES, units=UNITS.replace("Xã Nam Mẫu", LIVE))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DX_LOCAL", str(folder / "local"))
        assert not store.publish(made).refused
    return folder


@pytest.fixture(autouse=True)
def published(built, local_folder, monkeypatch) -> store.Release:
    cheap(monkeypatch)
    shutil.copytree(built / "local", local_folder)
    monkeypatch.setenv("DX_WORKSPACE", str(built / "thu"))
    release = store.current()
    assert release is not None
    return release


@pytest.fixture
def base(published) -> str:
    """The address of a sequence with the usual slides."""
    return f"/hop/{sequence(published).code}"


def sequence(of: store.Release, **more) -> Sequence:
    view = parameters_of(view_of(of, {}))
    usual = Sequence("abcd2345", f"Họp {LIVE}", date(2022, 4, 20), of.id, view, proposed(view))
    made = replace(usual, **more)
    saved.save(made, who="lan")
    return made


def office(role: str = "cong_bo", *units: str) -> Visitor:
    return Visitor(**cookies_of(someone(f"lan{len(units)}{role}".replace("_", ""), role, *units)))


def test_every_slide_is_a_page_without_markup_of_anybodys_and_leads_on_without_a_script(base, published):
    for number in range(1, LAST + 1):
        answer = get(f"{base}/{number}")
        assert answer.status_code == 200
        assert "<img" not in answer.text and 'lang="vi"' in answer.text
        assert f'id="mt-after" href="{base}/{min(number + 1, LAST)}"' in answer.text
        assert len(answer.raw) < 25_000
        assert published.id in answer.text


def test_a_slide_has_the_finding_words_and_table_of_the_page_it_comes_from(base, published):
    at = next(at for at, slide in enumerate(proposed({}), 1) if slide.exhibit == "diem-mat")
    exhibit = EXHIBITS["diem-mat"](published, view_of(published, {}))
    said = get(f"{base}/{at}?manh=1").text
    assert f"<h1>{exhibit.title}</h1>" in said and exhibit.caption in said
    assert said.startswith("<article") and "<script" not in said
    assert all(f">{column}</th>" in said for column in exhibit.table.columns if not column.startswith("_"))


def test_a_sequence_shows_its_own_release_after_others_were_published(base, published):
    at = next(at for at, slide in enumerate(proposed({}), 1) if slide.exhibit == "xep-hang")
    before = get(f"{base}/{at}?manh=1")
    part = store.Part("observations", "rows", b"unit,period,variable,value\n01909,2022-Q1,nop,90\n")
    store.publish_change(store.Change((part,), "sua.csv"), who="lan", why="sửa")
    assert get(f"{base}/{at}?manh=1").text == before.text
    assert get(f"{base}/{at}?manh=1", {"if-none-match": before.headers["etag"]}).status_code == 304


@pytest.mark.parametrize(
    "address",
    [
        "/hop/zzzzzzzz/1",
        "/hop/zzzzzzzz",
        "/hop/..%2e/1",
        "/hop/trang/1?trang=khong-co",
        "/hop/zzzzzzzz/goi-hop.html",
    ],
)
def test_what_does_not_exist_is_said_and_leads_on(base, address):
    answer = get(address)
    assert answer.status_code == 404
    assert 'href="/hop"' in answer.text


def test_a_release_that_cannot_be_opened_is_said(published):
    sequence(published, release="r99")
    answer = get("/hop/abcd2345/1")
    assert answer.status_code == 404 and "r99" in answer.text


def test_a_part_that_the_program_does_not_know_is_said_on_its_slide(published):
    sequence(published, slides=(Slide(EXHIBIT, "new", 1, "<b>khac"),))
    said = get("/hop/abcd2345/1").text
    assert "không còn" in said and "<b>khac" not in said


def test_a_number_outside_leads_to_the_nearest_slide(base):
    assert get(f"{base}/99").headers["location"] == f"{base}/{LAST}"
    assert get(f"{base}/0").headers["location"].startswith(base)


def test_the_parts_of_any_page_are_slides_without_being_saved(published):
    first = get("/hop/trang?trang=xep-hang&ky=2022-Q1")
    assert first.headers["location"] == "/hop/trang/1?trang=xep-hang&ky=2022-Q1"
    said = get(first.headers["location"]).text
    assert "/hop/trang/2?trang=xep-hang&amp;ky=2022-Q1" in said
    assert "data-follow" not in said


def test_whoever_has_the_link_follows_the_presenter(base):
    assert get(f"{base}/vi-tri").json()["live"] is False
    lan = office()
    lan.get(f"{base}/{LAST}")
    turned = lan.post(f"{base}/vi-tri", phan="3", man="may1")
    assert turned.status_code == 200
    seen = get(f"{base}/vi-tri").json()
    assert (seen["slide"], seen["live"], seen["blank"]) == (3, True, False)
    assert get(base).headers["location"] == f"{base}/3"
    assert lan.post(f"{base}/vi-tri", phan="5", man="may2").status_code == 409
    assert lan.post(f"{base}/vi-tri", phan="500", man="may2", nhan="1", den="1").json()["slide"] == LAST
    assert get(f"{base}/vi-tri").json()["blank"] is True
    assert lan.post(f"{base}/vi-tri", phan="x", man="may2").status_code == 400
    lan.post(f"{base}/vi-tri", phan="1", man="may2", thoi="1")
    assert get(f"{base}/vi-tri").json()["live"] is False


@pytest.mark.parametrize("what", ["vi-tri", "ket-luan"])
def test_only_the_office_with_a_form_of_ours_turns_slides_and_writes_down(base, what):
    fields = SAID | {"phan": "2", "man": "may1"}
    assert Visitor().post(f"{base}/{what}", **fields).status_code == 403
    commune = office("nap", "01909")
    said = commune.get(f"{base}/{LAST}")
    assert "<form class" not in said.text and "data-token" not in said.text
    assert commune.post(f"{base}/{what}", **fields).status_code == 403
    lan = office()
    lan.get(f"{base}/{LAST}")
    assert lan.post(f"{base}/{what}", headers={"origin": "https://evil.example"}, **fields).status_code == 403
    lan.token = "x"
    assert lan.post(f"{base}/{what}", **fields).status_code == 403
    assert store.uploads() == []


def test_what_is_agreed_is_typed_in_without_a_script_and_stands_on_the_slide(base):
    lan, last = office(), LAST
    form = lan.get(f"{base}/{last}").text
    (criterion, *_) = re.findall(r'value="([A-Z]+\d+)"', form)
    wrong = lan.post(f"{base}/ket-luan", **(SAID | {"han": "31/2/2022", "noi_dung": LIVE}))
    assert wrong.status_code == 422
    assert "không phải một ngày" in wrong.text and "&lt;img src=x" in wrong.text and "<img" not in wrong.text
    done = lan.post(f"{base}/ket-luan", **(SAID | {"tieu_chi": criterion, "diem": "2,5"}))
    assert done.status_code == 303, re.findall(r'role="alert">([^<]+)', done.text)
    assert (done.status_code, done.headers["location"]) == (303, f"{base}/{last}")
    said = get(f"{base}/{last}").text
    assert SAID["noi_dung"] in said and "hạn 30/06/2022" in said
    newest = store.current()
    assert newest is not None
    action = newest.rows("select title, points_claimed, due::date::varchar as due from actions").iloc[0]
    assert tuple(action) == (SAID["noi_dung"], 2.5, "2022-06-30")
    assert lan.post(f"{base}/ket-luan", **SAID).status_code == 422  # the same words again
    assert store.uploads()[0].why.startswith("Họp: ")


def test_a_code_outside_the_lists_and_a_form_too_large_are_refused(base):
    lan = office()
    lan.get(f"{base}/{LAST}")
    assert "Xã này không có" in lan.post(f"{base}/ket-luan", **(SAID | {"xa": "99999"})).text
    assert "Tiêu chí này" in lan.post(f"{base}/ket-luan", **(SAID | {"tieu_chi": "x' or 1=1"})).text
    assert lan.post(f"{base}/ket-luan", noi_dung="ế" * 20_000).status_code == 413
    assert store.uploads() == []


def test_a_commune_may_be_written_by_its_name(published):
    told = decision_of(SAID | {"xa": "khang ninh"}, sequence(published), published)
    assert told.unit == "01906"


def test_the_files_to_take_along_hold_every_slide(published):
    usual = proposed(parameters_of(view_of(published, {})))
    slides = tuple(slide for slide in usual if slide.exhibit in ("", "xep-hang"))
    base = f"/hop/{sequence(published, slides=slides).code}"
    pack = get(f"{base}/goi-hop.html")
    assert "attachment" in pack.headers["content-disposition"]
    assert pack.text.count('<template data-slide="') == len(slides)
    assert f"Bản công bố {published.id}" in pack.text and "<img" not in pack.text
    assert 'method="post"' not in pack.text  # nothing can be sent from a stick
    deck = Presentation(io.BytesIO(get(f"{base}/trinh-chieu.pptx").content))
    assert len(deck.slides) == len(slides)
