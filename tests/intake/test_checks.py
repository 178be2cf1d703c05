"""What is wrong or doubtful with figures that could be read."""

from dataclasses import dataclass
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dx_metrics.intake.answers_said import match_answer
from dx_metrics.intake.checks import check_records
from dx_metrics.intake.known import Figure
from dx_metrics.intake.rate_checks import check_rate
from dx_metrics.intake.rates_proved import proofs, proved_rates
from dx_metrics.intake.repeats import published_again, repeated
from tests.intake.of import known
from tests.tiny import rows

KNOWN = known()


@dataclass(frozen=True)
class Said:
    unit: str
    variable: str
    value: str = ""
    status: str = ""
    row: int = 2
    period: str = "2022-Q1"
    sheet: str = ""
    column: str = "Hồ sơ"


def records(text):
    return [Said(**row | {"row": int(row.get("row", 2))}) for row in rows(text)]


def found(text, knowing=KNOWN):
    """Levels and codes of what is said of figures; units that are not there are left aside."""
    said = check_records(records(text), knowing)
    return [(remark.level, remark.code) for remark in said if remark.code != "units_absent"]


def before(value, variable="hs_tiep_nhan", period="2021-Q4"):
    return known(published={period: {("01909", variable): Figure(value, "")}})


@pytest.mark.parametrize(
    "variable, value, code",
    [
        ("hs_tiep_nhan", "-4", "value_negative"),
        ("hai_long", "250", "value_share"),
        ("hai_long", "-1", "value_share"),
        ("hop", "21", "value_high"),
        ("gio_mat", "-1", "value_low"),
    ],
)
def test_figures_that_cannot_be_must_be_mended(variable, value, code):
    assert found(f"unit | variable | value\n01909 | {variable} | {value}") == [("must_fix", code)]


def test_a_part_larger_than_its_whole_must_be_mended_in_its_own_cell():
    both = """
        unit  | variable      | value | row
        01909 | hs_tiep_nhan  | 899   | 6
        01909 | hs_truc_tuyen | 949   | 6
    """
    (remark,) = [remark for remark in check_records(records(both), KNOWN) if remark.code == "numerator_above"]
    assert (remark.level, remark.row, remark.value) == ("must_fix", 6, "949")
    assert "899" in remark.message


def test_a_part_larger_than_the_published_whole_is_only_to_be_confirmed():
    published = before("899", period="2022-Q1")
    assert found("unit | variable | value\n01909 | hs_truc_tuyen | 949", published) == [("confirm", "numerator_above")]


def test_a_lost_digit_is_seen_against_the_register():
    assert found("unit | variable | value\n01909 | dan_so | 234") == [("must_fix", "digit_lost")]  # of 2335
    assert found("unit | variable | value\n01909 | dan_so | 2400") == []
    assert found("unit | variable | value\n01909 | dan_so | 900") == [("confirm", "register_far")]


def test_a_jump_and_a_lost_digit_are_seen_against_the_last_quarter():
    assert found("unit | variable | value\n01909 | hs_tiep_nhan | 110", before("1103")) == [
        ("confirm", "digit_against_last")
    ]
    assert found("unit | variable | value\n01909 | hs_tiep_nhan | 900", before("150")) == [("confirm", "jump")]
    assert found("unit | variable | value\n01909 | hs_tiep_nhan | 300", before("150")) == []


def test_a_denominator_that_has_become_small_is_to_be_confirmed():
    assert ("confirm", "small_number") in found("unit | variable | value\n01909 | hs_tiep_nhan | 29", before("31"))
    assert found("unit | variable | value\n01909 | hs_tiep_nhan | 29", before("29")) == []


def test_units_that_the_file_lacks_are_listed():
    (remark,) = [
        r
        for r in check_records(records("unit | variable | value\n01909 | dan_so | 2400"), KNOWN)
        if r.code == "units_absent"
    ]
    assert remark.level == "confirm" and "5 đơn vị" in remark.message and "Xã Khang Ninh" in remark.message


def test_the_same_row_twice_is_named_and_a_differing_one_is_asked():
    same = "unit | variable | value | row\n01909 | hs_tiep_nhan | 7 | 4\n01909 | hs_tiep_nhan | 7 | 17"
    remarks, questions = repeated(records(same), KNOWN, "Mã xã")
    assert [(remark.row, remark.column) for remark in remarks] == [(17, "Mã xã")] and not questions
    remarks, questions = repeated(records(same.replace("| 7 | 17", "| 8 | 17")), KNOWN, "Mã xã")
    assert not remarks and questions[0].options == {"first": "Dòng 4", "last": "Dòng 17"}


def test_one_unit_with_several_variables_in_several_rows_is_no_repeat():
    long = "unit | variable | value | row\n01909 | hs_tiep_nhan | 7 | 4\n01909 | hs_truc_tuyen | 2 | 5"
    assert repeated(records(long), KNOWN) == ([], [])


def test_what_is_published_is_said_to_be_the_same_or_corrected():
    published = before("664", period="2022-Q1")
    (same,) = published_again(records("unit | variable | value\n01909 | hs_tiep_nhan | 664"), published)
    (other,) = published_again(records("unit | variable | value\n01909 | hs_tiep_nhan | 646"), published)
    assert (same.code, other.code) == ("published_same", "published_other")
    assert "664" in other.message and "646" in other.message
    (gone,) = published_again(records("unit | variable | status\n01909 | hs_tiep_nhan | missing"), published)
    assert "chưa có số liệu" in gone.message


def test_a_rate_beside_its_counts_is_right_rounded_impossible_or_contradicted():
    def code(rate, above, below):
        remark = check_rate(Decimal(rate), Decimal(above), Decimal(below))
        return remark and (remark.level, remark.code)

    assert code("22.89", 152, 664) is None
    assert code("23", 152, 664) is None
    assert code("250", 238, 760) == ("must_fix", "rate_impossible")
    assert code("49.61", 238, 760) == ("must_fix", "rate_contradicts")
    assert code("31.29", 0, 882) == ("confirm", "rate_contradicts")
    assert check_rate(Decimal("22.89"), None, Decimal(664)) is None


def numbers(*values):
    return [None if value is None else Decimal(str(value)) for value in values]


def test_the_columns_a_rate_divides_are_shown_by_the_rows_that_agree():
    counts = {1: numbers(664, 437, 828, 899), 2: numbers(152, 36, 366, 949), 3: numbers(551, 371, 332, 320)}
    assert proved_rates({4: numbers(22.89, 8.24, 44.2, 49.61)}, counts) == [(4, 2, 1)]
    assert proved_rates({4: numbers(0.2289, 0.0824, 44.2, None)}, counts) == [(4, 2, 1)]
    assert proved_rates({4: numbers(1, 2, 3, 4)}, counts) == []
    assert proofs(counts[2], numbers(0, None, 732, 949)) == {2: Decimal(50), 3: Decimal(100)}


def test_answers_are_understood_by_word_and_by_explanation():
    explained = known(
        variables="""
    code      | name              | unit | kind   | frequency | min | max
    cong_khai | Công khai thủ tục |      | answer | quarter   |     |
"""
    )
    variable = explained.variables["cong_khai"]
    assert match_answer("day_du", variable, explained) == ("day_du", "", None)
    assert match_answer("Đầy đủ", variable, explained)[0] == "day_du"
    assert match_answer("KHÔNG", variable, explained)[0] == "khong"
    assert match_answer("", variable, explained)[:2] == ("", "missing")
    answer, status, remark = match_answer("tốt", variable, explained)
    assert (answer, status, remark.level) == ("", "", "must_fix") and "day_du" in remark.cure


@given(
    st.lists(
        st.builds(
            Said,
            unit=st.sampled_from(["01909", "01906", "x"]),
            variable=st.sampled_from(sorted(KNOWN.variables)),
            value=st.from_regex(r"-?[0-9]{0,7}", fullmatch=True),
            row=st.integers(1, 5),
        ),
        max_size=8,
    )
)
def test_whatever_is_reported_every_remark_names_a_record_of_the_file(said):
    remarks = [r for r in check_records(said, KNOWN) if r.code != "units_absent"]
    assert all(any(r.row == s.row and r.value == s.value for s in said) for r in remarks)
    repeated(said, KNOWN)
