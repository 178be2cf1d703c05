"""Spellings of one and the same word."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dx_metrics.intake.spelling import canonical, cleaned, distance, has_marks, lookalikes, lost_letters, unmarked


@pytest.mark.parametrize(
    "one, other",
    [
        ("hoà bình", "hòa bình"),
        ("Thuỷ", "thủy"),
        ("Tuý", "túy"),
        ("Mỹ Phương", "MĨ PHƯƠNG"),
        ("Hoàng Trĩ", unicodedata.normalize("NFD", "Hoàng Trĩ")),
        ("Ðồng Phúc", "đồng phúc"),
        ("Bành\u00a0Trạch ", "Bành Trạch"),
        ("Cư M’gar", "cư m'gar"),
        ("Quy", "Qui"),
        ("Thừa Thiên – Huế", "thừa thiên-huế"),
        ("Bà Rịa - Vũng Tàu", "Bà Rịa Vũng Tàu"),
    ],
)
def test_spellings_of_one_word_are_one(one, other):
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize("one, other", [("Bành Trạch", "Banh Trach"), ("Đông", "Đồng"), ("Thúy", "Thùy")])
def test_different_words_stay_different(one, other):
    assert canonical(one) != canonical(other)


def test_without_marks_the_words_are_what_one_types_on_a_plain_keyboard():
    assert unmarked("Mỹ Phương") == unmarked("my phuong") == "mi phuong"
    assert has_marks("Chợ Rã") and not has_marks("Cho Ra")


def test_a_letter_of_another_script_is_named():
    assert lookalikes("Nаm Mẫu") == ["“а” (Cyrillic)"]
    assert lookalikes("Ηà Hiệu") == ["“Η” (Greek)"]
    assert lookalikes("Hà Hiệu, Đồng Phúc – 12 %") == []


def test_lost_letters_are_noticed():
    assert lost_letters("X? B?nh Tr?ch")
    assert lost_letters("B�nh Trạch")
    assert not lost_letters("Xã Bành Trạch?")


def test_two_swapped_letters_are_one_error():
    assert distance("khang ninh", "khang nihn") == 1
    assert distance("ba be", "yen duong") == 4


@given(st.text(max_size=40))
def test_whatever_is_typed_is_cleaned_once(text):
    assert cleaned(cleaned(text)) == cleaned(text)
    assert canonical(canonical(text)) is not None
