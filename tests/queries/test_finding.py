"""A commune found by what people type: without marks, by code, with its province to tell namesakes apart."""

import pytest

from dx_metrics.queries import finding
from pages.shared import options
from tests.tiny import release_of

UNITS = """
    code  | valid_from | valid_to | name           | short_name | kind   | parent | compared
    01    | 2020-02-01 |          | Tỉnh Hải Đông  | Hải Đông   | Tỉnh   |        | false
    02    | 2020-02-01 |          | Tỉnh Sơn Bình  | Sơn Bình   | Tỉnh   |        | false
    00101 | 2020-02-01 |          | Xã Tân Lập     | Tân Lập    | Xã     | 01     | true
    00102 | 2020-02-01 |          | Xã Đại Lộc     | Đại Lộc    | Xã     | 01     | true
    00103 | 2020-02-01 |          | Xã Đại Lộc Hạ  | Đại Lộc Hạ | Xã     | 01     | true
    00201 | 2020-02-01 |          | Xã Tân Lập     | Tân Lập    | Xã     | 02     | true
    00202 | 2020-02-01 |          | Xã An Khê      | An Khê     | Xã     | 02     | true
    00203 | 2020-02-01 |          | Phường An Khê  | An Khê     | Phường | 02     | true
"""
FIGURES = """
    unit  | period  | variable | value
    00101 | 2022-Q1 | mat      | 24
"""


@pytest.fixture(scope="module")
def release(tmp_path_factory):
    return release_of(tmp_path_factory.mktemp("tim"), FIGURES, units=UNITS)


@pytest.fixture(scope="module")
def known(release):
    return finding.places(release, "2022-Q1")


@pytest.mark.parametrize(
    "typed, codes",
    [
        ("dai loc", ["00102", "00103"]),  # without marks; the name itself before the longer one
        ("ĐẠI LỘC", ["00102", "00103"]),
        ("00202", ["00202"]),
        ("tan lap son", ["00201"]),  # a word of its province tells it from its namesake
        ("loc", ["00102", "00103"]),  # any word of the name may be the one typed
        ("phuong an", ["00203"]),
        ("hai dong", ["00101", "00102", "00103"]),  # the communes of a province
        ("oc", []),
    ],
)
def test_words_typed_find_communes_by_beginnings(known, typed, codes):
    assert sorted(place.code for place in finding.found(known, typed, 12)) == codes


def test_the_nearest_come_first_and_no_more_than_asked_for(known):
    assert [place.code for place in finding.found(known, "dai loc", 12)] == ["00102", "00103"]
    assert len(finding.found(known, "", 3)) == 3


@pytest.mark.parametrize(
    "typed, code",
    [("Đại Lộc", "00102"), ("tan lap", None), ("00201", "00201"), ("Phường An Khê", "00203"), ("an khe", None)],
)
def test_words_that_several_answer_to_mean_nobody(known, typed, code):
    one = finding.the_one(known, typed)
    assert (one.code if one else None) == code


def test_namesakes_are_shown_with_their_parent_and_within_it_with_their_code(release):
    names = options.units(release, "2022-Q1")
    assert names["00101"] == "Tân Lập (Hải Đông)"
    assert names["00201"] == "Tân Lập (Sơn Bình)"
    assert names["00102"] == "Đại Lộc"
    assert names["00202"] == "An Khê (00202)"


def test_at_its_own_level_nobody_carries_the_parent_s_name(release):
    names = options.units(release.at("01"), "2022-Q1")
    assert names == {"tat-ca": "Tất cả", "00102": "Đại Lộc", "00103": "Đại Lộc Hạ", "00101": "Tân Lập"}
