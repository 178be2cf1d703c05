"""Choosing among more communes than a list should hold: typing finds them, and only a few travel."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from dx_metrics import store
from tests.routes.client import get
from tests.test_layers import ROOT
from tests.tiny import workspace

MANY = 130
UNITS = "code | valid_from | name | short_name | kind | parent | compared\n" + "".join(
    f"{n:05d} | 2020-01-01 | Xã Thôn {n} | Thôn {n} | Xã | {90 + n % 2} | true\n" for n in range(MANY)
)
UNITS += "90 | 2020-01-01 | Tỉnh Chẵn | Chẵn | Tỉnh | | false\n91 | 2020-01-01 | Tỉnh Lẻ | Lẻ | Tỉnh | | false\n"
FIGURES = "unit | period | variable | value\n" + "".join(f"{n:05d} | 2022-Q1 | mat | {n % 48}\n" for n in range(MANY))


@pytest.fixture
def many(tmp_path, monkeypatch):
    """A workspace of 130 communes in two provinces, published and shown."""
    made = workspace(tmp_path, FIGURES, units=UNITS)
    monkeypatch.setenv("DX_WORKSPACE", str(made))
    assert not store.publish(made).refused
    return made


def boxes(test: AppTest) -> dict[str, dict]:
    """What each finder of the page was given."""
    sent = [each.proto for each in test.get("bidi_component")]
    return {
        told["label"]: told for each in sent if each.component_name == "dx_finder" for told in [json.loads(each.bytes)]
    }


def test_thousands_of_communes_do_not_travel_with_the_page_and_the_address_chooses(many):
    test = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=60)
    test.query_params["xa"] = "00007"
    test.run()
    assert not test.exception
    assert "Xã" not in [box.label for box in test.selectbox]
    box = boxes(test)["Xã"]
    assert box["chosen"] == [["00007", "Thôn 7"]]
    assert (box["parameter"], box["all"]) == ("xa", ["tat-ca", "Tất cả"])
    test.query_params["xa"] = "khong-co"
    assert boxes(test.run())["Xã"]["chosen"] == [["tat-ca", "Tất cả"]]
    assert "Không có xã mang mã “khong-co” ở đây" in test.warning[0].value


def test_what_is_typed_is_looked_up_at_the_server_a_few_at_a_time(many):
    got = get("/tim-don-vi?ky=2022-Q1&q=thon+12").json()
    assert got["places"][0] == {"code": "00012", "name": "Xã Thôn 12", "above": "Tỉnh Chẵn"}
    assert {place["code"] for place in got["places"]} == {"00012", *(f"{n:05d}" for n in range(120, 130))}
    assert get("/tim-don-vi?ky=2022-Q1&q=").json()["more"] is True
    assert get("/tim-don-vi?ky=2022-Q1&q=thon+7+le").json()["places"][0]["code"] == "00007"


@pytest.mark.parametrize("query", ["", "?ky=9999-Q9&q=a", "?ban=r99&q=a", "?ky=2022-Q1&cap=khong&q=" + "a" * 5000])
def test_an_odd_question_finds_nobody(many, query):
    answer = get(f"/tim-don-vi{query}")
    assert answer.status_code in (200, 404)
    assert answer.json()["places"] == []


def test_the_light_page_takes_a_name_and_leads_to_the_commune_or_offers_those_it_could_be(many):
    page = get("/xem/ho-so?ky=2022-Q1").text
    assert 'name="tim"' in page and '<option value="00007"' not in page
    found = get("/xem/ho-so?ky=2022-Q1&tim=thon+7+le")
    assert (found.status_code, "xa=00007" in found.headers["location"]) == (303, True)
    several = get("/xem/ho-so?ky=2022-Q1&tim=12").text
    assert "Xã Thôn 12, Tỉnh Chẵn, 00012" in several and "Xã Thôn 129, Tỉnh Lẻ, 00129" in several
    nobody = get("/xem/ho-so?ky=2022-Q1&tim=%3Cscript%3E")
    assert nobody.status_code == 404 and "<script>" not in nobody.text
