"""Which unit a row speaks of."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dx_metrics.intake.communes import find_unit
from tests.intake.of import UNITS, known

KNOWN = known()


def unit(period="2022-Q1", **said):
    found = find_unit(KNOWN, period, **said).unit
    return found and (found.code, found.name)


def refused(period="2022-Q1", **said):
    match = find_unit(KNOWN, period, **said)
    assert match.unit is None
    return [(remark.code, remark.column) for remark in match.remarks if remark.level == "must_fix"]


@pytest.mark.parametrize("code", ["01888", "1888", "1888.0", " 01888", "1.888", "'01888", "01 888", "1888,0"])
def test_a_code_is_found_however_a_spreadsheet_mangled_it(code):
    assert unit(code=code) == ("01888", "Thị trấn Chợ Rã")


@pytest.mark.parametrize(
    "name",
    [
        *("Thị trấn Chợ Rã", "TT. Chợ Rã", "TT Chợ Rã", "T.T. CHỢ RÃ", "thi tran Cho Ra", "Chợ\u00a0Rã", "  chợ  rã "),
        *("UBND thị trấn Chợ Rã", "1. Thị trấn Chợ Rã", "I. TT.Chợ Rã", "Thị trấn Chợ Rã (ATK)", "Thị trấn Chợ Rã*"),
        unicodedata.normalize("NFD", "Thị trấn Chợ Rã"),
    ],
)
def test_a_name_is_found_in_all_its_spellings(name):
    assert unit(name=name) == ("01888", "Thị trấn Chợ Rã")


@pytest.mark.parametrize(
    "name, code", [("X. Mĩ Phương", "01927"), ("Ðồng Phúc", "01933"), ("Uỷ ban nhân dân xã Nam Mẫu", "01909")]
)
def test_i_and_y_eth_and_offices_do_not_hide_a_name(name, code):
    assert unit(name=name)[0] == code


def test_what_was_understood_is_said_unless_it_stood_there():
    assert find_unit(KNOWN, "2022-Q1", name="Xã Nam Mẫu").remarks == ()
    (remark,) = find_unit(KNOWN, "2022-Q1", name="nam mau").remarks
    assert (remark.level, remark.value) == ("fixed", "nam mau") and "Xã Nam Mẫu (01909)" in remark.message


def test_one_code_is_two_communes_at_two_times():
    assert unit("2022-Q1", code="01906") == ("01906", "Xã Khang Ninh")
    assert unit("2025-Q3", code="01906") == ("01906", "Xã Ba Bể")


def test_a_code_of_one_time_with_the_name_of_another_is_refused_in_both_cells():
    assert refused("2022-Q1", code="01906", name="Xã Ba Bể") == [("unit_code_name", "name"), ("unit_code_name", "code")]
    assert refused("2025-Q3", code="01906", name="Xã Khang Ninh")[0] == ("unit_code_name", "name")


def test_a_code_with_the_name_of_a_neighbour_is_refused():
    assert refused(code="01909", name="Xã Khang Ninh")[0] == ("unit_code_name", "name")


def test_the_town_is_not_the_commune_that_later_took_its_name():
    assert refused("2022-Q1", name="Xã Chợ Rã") == [("unit_other_period", "name")]
    assert refused("2025-Q3", name="Thị trấn Chợ Rã") == [("unit_other_period", "name")]
    assert unit("2025-Q3", name="Chợ Rã") == ("01912", "Xã Chợ Rã")


def test_a_typing_error_is_never_matched_but_suggested():
    (remark,) = find_unit(KNOWN, "2022-Q1", name="Xã Khang Nihn").remarks
    assert (remark.level, remark.code) == ("must_fix", "unit_typo") and "Xã Khang Ninh" in remark.cure
    assert refused(name="Đông Phúc") == [("unit_typo", "name")]
    assert refused(name="Bành Trach") == [("unit_typo", "name")]


def test_beside_the_right_code_a_typing_error_is_only_to_be_confirmed():
    match = find_unit(KNOWN, "2022-Q1", code="01906", name="Xã Khang Nihn")
    assert match.unit.code == "01906"
    assert [remark.level for remark in match.remarks] == ["confirm"]


def test_another_kind_or_another_number_is_no_typing_error():
    assert refused(code="01909", name="Thị trấn Nam Mẫu")[0] == ("unit_code_name", "name")
    assert refused(code="01909", name="Xã Nam Mẫu 2")[0] == ("unit_code_name", "name")


def test_a_district_behind_the_name_must_be_its_own():
    assert unit(name="Xã Nam Mẫu, huyện Ba Bể")[0] == "01909"
    assert unit(code="01909", name="Xã Nam Mẫu Huyện Ba Bể")[0] == "01909"
    assert refused(name="Xã Nam Mẫu, huyện Chợ Đồn")


def test_code_and_name_in_one_cell_must_agree():
    assert unit(name="01909 - Xã Nam Mẫu")[0] == "01909"
    assert unit(name="01909")[0] == "01909"
    assert refused(name="01909 Xã Khang Ninh")[0] == ("unit_code_name", "name")


def test_an_unknown_unit_is_refused_with_what_to_do():
    assert refused(code="99999", name="Xã Không Có") == [("unit_unknown", "code")]
    assert refused(name="Xã Không Có") == [("unit_unknown", "name")]
    (remark,) = find_unit(KNOWN, "2022-Q1", code="1890", name="Bành Trạch").remarks
    assert "01891" in remark.cure


def test_a_letter_of_another_alphabet_is_refused_and_named():
    (remark,) = find_unit(KNOWN, "2022-Q1", name="Xã Nаm Mẫu").remarks
    assert remark.code == "lookalike" and "Cyrillic" in remark.message
    assert refused(code="01909", name="Xã Nаm Mẫu") == [("lookalike", "name")]


def test_lost_letters_are_refused():
    assert refused(name="X? B?nh Tr?ch") == [("letters_lost", "name")]


def test_a_district_is_recognised_as_one_that_does_not_report():
    match = find_unit(KNOWN, "2022-Q1", name="Huyện Ba Bể")
    assert match.unit is None and match.beyond.code == "061"


def test_two_of_one_name_are_told_apart_by_kind_by_parent_or_by_asking():
    twins = known(
        UNITS
        + """    062   | 2020-02-01 | 2025-06-30 | Huyện Bạch Thông | Bạch Thông  | Huyện    |        | 1      |
    02000 | 2020-02-01 | 2025-06-30 | Xã Nam Mẫu      | Nam Mẫu     | Xã       | 062    | 1      | yes
    02001 | 2020-02-01 | 2025-06-30 | Thị trấn Nam Mẫu | Nam Mẫu    | Thị trấn | 062    | 1      | yes
"""
    )
    assert find_unit(twins, "2022-Q1", name="TT Nam Mẫu").unit.code == "02001"
    assert find_unit(twins, "2022-Q1", name="Xã Nam Mẫu", parent="Huyện Bạch Thông").unit.code == "02000"
    asked = find_unit(twins, "2022-Q1", name="Xã Nam Mẫu")
    assert asked.unit is None and set(asked.question.options) == {"01909", "02000"}


def test_a_register_without_marks_knows_names_with_them():
    plain = known("""
        code | from       | to | name     | short_name | kind | parent | people | compared
        P02  | 2008-08-01 |    | Ha Giang | Ha Giang   | tỉnh |        | 1      | yes
        P64  | 2008-08-01 |    | Hà Nam   | Hà Nam     | tỉnh |        | 1      | yes
    """)
    assert find_unit(plain, "2022", name="Tỉnh Hà Giang").unit.code == "P02"
    assert find_unit(plain, "2022", name="Hạ Nam").unit is None
    assert find_unit(plain, "2022", code="p02").unit.code == "P02"


def test_a_row_without_a_name_is_refused():
    assert refused(name=" ") == [("unit_absent", "name")]


@given(st.text(max_size=30), st.text(max_size=12))
def test_whatever_stands_there_a_unit_is_found_only_by_its_own_code_or_name(name, code):
    match = find_unit(KNOWN, "2022-Q1", code=code, name=name)
    if match.unit:
        assert match.unit.code.lstrip("0") in code or match.unit.short_name.lower()[:1] in name.lower()
    else:
        assert match.remarks or match.question
