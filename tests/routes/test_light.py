"""`/xem/…`: the view as plain HTML, the same figures from the same questions."""

import re

import pytest

from dx_metrics import store
from pages.light.outline import pages
from pages.shared.exhibits import EXHIBITS
from pages.shared.options import view_of
from tests.charts.judged import judged_workspace
from tests.routes.client import get
from tests.tiny import UNITS, workspace

FIGURES = """
    unit  | period  | variable | value
    01906 | 2022-Q1 | nop      | 50
    01906 | 2022-Q1 | hs       | 100
    01906 | 2022-Q1 | mat      | 0
    01909 | 2022-Q1 | nop      | 20
    01909 | 2022-Q1 | hs       | 100
    01909 | 2022-Q1 | mat      | 0
"""


@pytest.fixture(autouse=True)
def published(tmp_path, monkeypatch):
    made = workspace(tmp_path, FIGURES)
    monkeypatch.setenv("DX_WORKSPACE", str(made))
    store.publish(made)


def every_page() -> list[str]:
    release = store.current()
    assert release is not None
    return list(pages(release, view_of(release, {})))


def test_every_page_of_the_menu_has_a_light_form_without_a_script():
    for page in every_page():
        answer = get(f"/xem/{page}?ky=2022-Q1&xa=01906")
        assert answer.status_code == 200, page
        assert "<script" not in answer.text, page
        assert 'lang="vi"' in answer.text, page


def test_the_finding_and_the_table_are_those_of_the_exhibit():
    release = store.current()
    assert release is not None
    exhibit = EXHIBITS["xep-hang"](release, view_of(release, {}))
    said = get("/xem/xep-hang").text
    assert exhibit.title in said
    assert exhibit.caption in said
    for name in exhibit.table["Đơn vị"]:
        assert f">{name}</a>" in said


def test_a_page_is_one_request_of_a_few_kilobytes():
    answer = get("/xem/?ky=2022-Q1&xa=01906")
    assert len(answer.raw) < 25_000
    # Nothing that a browser fetches by itself: not even an icon, which it would else ask for.
    said = answer.text.replace('<link rel="icon" href="data:,">', "", 1)
    assert not re.findall(r"<(?:img|link|iframe|source|object|embed)\b|url\((?!#)", said)


def test_a_chat_shows_the_finding_and_the_chart_of_that_release():
    said = get("/xem/xep-hang?ky=2022-Q1").text
    (picture,) = re.findall(r'<meta property="og:image" content="http://xa.test(/anh/[^"]+)">', said)
    assert "ban=r1" in picture
    answer = get(picture.replace("&amp;", "&"))
    assert answer.headers["content-type"] == "image/png"
    assert "immutable" in answer.headers["cache-control"]


def test_paper_leads_back_to_the_same_view_of_the_same_release():
    said = get("/xem/diem-mat?ky=2022-Q1&xa=01906").text
    (address,) = re.findall(r'<a href="(http://xa.test/xem/[^"]+)">http', said)
    assert "xa=01906" in address
    assert "ban=r1" in address
    assert '<figure class="code"><svg' in said


def test_a_theme_can_be_chosen_without_a_script():
    assert '<option value="DVC" selected>' in get("/xem/xep-hang?tru_cot=DVC").text


def test_the_button_leads_to_the_same_view_of_the_interactive_page():
    said = get("/xem/diem-mat?ky=2022-Q1&xa=01906&ban=r1").text
    assert 'href="/diem-mat?bo=thu&amp;ky=2022-Q1&amp;xa=01906&amp;tru_cot=tat-ca&amp;ban=r1"' in said


def test_a_browser_that_has_the_page_is_not_sent_it_again_until_something_is_published():
    tag = get("/xem/xep-hang").headers["etag"]
    assert get("/xem/xep-hang", {"if-none-match": tag}).status_code == 304
    store.publish()
    assert get("/xem/xep-hang", {"if-none-match": tag}).status_code == 200


@pytest.mark.parametrize("address", ["/xem/khong-co", "/xem/?ban=r99", "/xem/?ban=../../x"])
def test_what_does_not_exist_is_said_and_leads_on(address):
    answer = get(address)
    assert answer.status_code == 404
    assert 'href="/xem/"' in answer.text


def test_names_from_the_register_do_not_become_markup(tmp_path, monkeypatch):
    made = workspace(tmp_path / "b", FIGURES, units=UNITS.replace("Xã Nam Mẫu", "<img src=x onerror=alert(1)>"))
    monkeypatch.setenv("DX_WORKSPACE", str(made))
    store.publish(made)
    for page in every_page():
        assert "<img" not in get(f"/xem/{page}?xa=01909").text, page


def test_a_lost_cell_and_a_row_of_the_ledger_lead_to_the_action_that_wins_it_back():
    newest = "bo=thu&amp;ky=2022-Q1&amp;xa=01909&amp;tru_cot={}&amp;tieu_chi=DVC01"
    table = get("/xem/xep-hang?ky=2022-Q1&tru_cot=DVC&ban=r1").text
    assert f'<a href="/viec-phai-lam?{newest.format("DVC")}" title="Giao việc hoặc giải trình">20,0</a>' in table
    assert f'<a href="/viec-phai-lam?{newest.format("tat-ca")}"' in get("/xem/diem-mat?ky=2022-Q1&xa=01909").text
    assert 'role="link" data-code' not in table


def test_choosing_another_commune_keeps_the_round_of_marking(tmp_path, monkeypatch):
    monkeypatch.setenv("DX_WORKSPACE", str(made := judged_workspace(tmp_path / "c")))
    store.publish(made)
    said = get("/xem/cchc?ky_cham=2021&xa=01906").text
    assert '<select name="ky_cham">' in said
    assert '<option value="2021" selected>Năm 2021</option>' in said
    assert '<select name="ky">' not in said  # a round stands where it stands
    assert '<input type="hidden" name="thanh_vien"' not in said
