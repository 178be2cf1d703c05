"""Which variable a column reports, and when that has to be asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dx_metrics.intake.columns import folded_header, question_of, remark_of, settle, settle_by_rate, understand
from tests.intake.of import VARIABLES, known

KNOWN = known()


def variable(*path):
    return understand(path, KNOWN).variable


@pytest.mark.parametrize(
    "header",
    ["hs_truc_tuyen", "Hồ sơ tiếp nhận trực tuyến", "HO SO TIEP NHAN TRUC TUYEN", "Hồ sơ tiếp nhận trực tuyến (hồ sơ)"],
)
def test_a_code_or_a_name_is_taken_without_a_word(header):
    one = understand([header], KNOWN)
    assert one.variable == "hs_truc_tuyen"
    assert remark_of(one, KNOWN) is None


@pytest.mark.parametrize(
    "path, code",
    [
        *(
            (["Tổng số hồ sơ tiếp nhận"], "hs_tiep_nhan"),
            (["Hồ sơ trực tuyến"], "hs_truc_tuyen"),
            (["HS TT"], "hs_truc_tuyen"),
        ),
        *(
            (["Số hộ có cáp quang"], "ho_cap_quang"),
            (["Số hộ"], "so_ho"),
            (["HS TTTT"], "hs_thanh_toan"),
            (["Số cuộc họp BCĐ CĐS"], "hop"),
        ),
        *((["Hồ sơ TTHC", "Tổng số"], "hs_tiep_nhan"), (["Hồ sơ TTHC", "Trực tuyến"], "hs_truc_tuyen")),
        *((["Hạ tầng số", "Số hộ có cáp quang"], "ho_cap_quang"), (["Số hộ", "Có Internet cáp quang"], "ho_cap_quang")),
        (["Hồ sơ nộp qua mạng"], "hs_truc_tuyen"),
    ],
)
def test_words_and_abbreviations_of_offices_are_understood_and_said(path, code):
    one = understand(path, KNOWN)
    assert (one.variable, one.why) == (code, "words")
    assert code in remark_of(one, KNOWN).message


@pytest.mark.parametrize(
    "path",
    [
        *(
            ["Tổng số"],
            ["Số lượng"],
            ["Ghi chú"],
            ["Tổng số hồ sơ"],
            ["Trực tuyến"],
            ["Số hộ nghèo"],
            ["Diện tích (ha)"],
        ),
        *(
            ["Hồ sơ chưa giải quyết"],
            ["Hồ sơ trực tuyến quá hạn"],
            ["Hồ sơ tiếp nhận kỳ trước"],
            ["Hồ sơ không trực tuyến"],
        ),
        *(
            ["Lũy kế", "Hồ sơ tiếp nhận trực tuyến"],
            ["Kế hoạch", "Số hộ có cáp quang"],
            ["Cùng kỳ năm trước", "Dân số"],
        ),
    ],
)
def test_what_could_be_several_or_something_else_is_asked(path):
    one = understand(path, KNOWN)
    assert not one.taken
    options = question_of(one, KNOWN).options
    assert "leave_out" in options and set(options) - {"leave_out"} <= set(KNOWN.variables)


def test_what_an_officer_once_said_of_a_header_is_remembered():
    taught = known(aliases={folded_header(["Tổng số"]): "hs_tiep_nhan"})
    one = understand(["TỔNG SỐ:"], taught)
    assert (one.variable, one.why) == ("hs_tiep_nhan", "alias")


def test_no_variable_is_taken_twice_on_the_strength_of_words():
    twice = settle([["HS trực tuyến"], ["Hồ sơ trực tuyến"]], KNOWN)
    assert [one.variable for one in twice] == ["", ""]
    named = settle([["hs_truc_tuyen"], ["Hồ sơ trực tuyến"]], KNOWN)
    assert [one.variable for one in named] == ["hs_truc_tuyen", ""]


def test_a_rate_of_known_counts_is_checked_and_not_stored():
    found = settle([["Tổng số hồ sơ tiếp nhận"], ["Hồ sơ trực tuyến"], ["Tỷ lệ (%)"]], KNOWN)
    assert found[2].rate and not found[2].taken
    settled = settle_by_rate(found, [(2, 1, 0)], KNOWN)
    assert (settled[2].ratio.numerator, settled[2].ratio.denominator) == ("hs_truc_tuyen", "hs_tiep_nhan")
    assert not settled[2].variable


def test_numbers_that_prove_a_rate_tell_what_vague_headers_are():
    found = settle([["Tổng số hồ sơ"], ["Trực tuyến"], ["Tỷ lệ"]], KNOWN)
    assert [one.taken for one in found] == [False, False, False]
    settled = settle_by_rate(found, [(2, 1, 0)], KNOWN)
    assert [one.variable for one in settled[:2]] == ["hs_tiep_nhan", "hs_truc_tuyen"]


def test_a_proved_rate_is_stored_where_a_variable_is_named_after_its_numerator():
    rates = known(variables=VARIABLES + "    ty_le | Tỷ lệ hồ sơ tiếp nhận trực tuyến | % | rate | quarter | 0 | 100")
    found = settle([["hs_tiep_nhan"], ["hs_truc_tuyen"], ["Tỷ lệ (%)"]], rates)
    assert settle_by_rate(found, [(2, 1, 0)], rates)[2].variable == "ty_le"


def test_a_ready_rate_is_stored_where_the_workspace_has_a_variable_for_it():
    assert variable("Tỷ lệ người dân hài lòng (%)") == "hai_long"
    assert variable("Tỷ lệ hài lòng (%)") == "hai_long"


def test_a_rate_without_its_counts_cannot_be_stored():
    counts = "\n".join(line for line in VARIABLES.splitlines() if "| rate" not in line)
    only_counts = known(variables=counts)
    one = understand(["Tỷ lệ hộ nghèo (%)"], only_counts)
    assert not one.taken and one.rate
    assert set(question_of(one, only_counts).options) == {"leave_out"}


def test_a_rate_is_never_taken_for_a_count():
    assert variable("Tỷ lệ hồ sơ tiếp nhận trực tuyến (%)") != "hs_truc_tuyen"
    assert understand(["Hồ sơ trực tuyến"], KNOWN, percent=True).variable == ""


def test_a_workspace_of_other_words_is_understood_by_them():
    other = known(
        variables="""
    code | name                    | unit | kind | frequency | min | max
    SC81 | E-government portals    |      | rate | year      | 0   | 10
    SC82 | Internet access at home |      | rate | year      | 0   | 10
"""
    )
    assert understand(["Internet access at home"], other).variable == "SC82"
    assert understand(["sc81"], other).variable == "SC81"
    assert understand(["Internet"], other).variable in ("", "SC82")


@given(st.lists(st.text(max_size=30), max_size=3))
def test_whatever_a_header_says_only_known_variables_come_out(path):
    one = understand(path, KNOWN)
    assert one.variable == "" or one.variable in KNOWN.variables
    assert all(0 < candidate.score <= 1 for candidate in one.candidates)
