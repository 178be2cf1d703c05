"""What is wrong or doubtful with figures that could be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dx_metrics.intake.checks import check_records
from dx_metrics.intake.corrections import published_again
from dx_metrics.intake.known import Figure
from dx_metrics.intake.records import Record
from tests.intake.of import known
from tests.tiny import rows

KNOWN = known()


def said(unit, variable, value="", status="", row=2, period="2022-Q1"):
    return Record(unit, period, variable, value, status, row=int(row), column="Hồ sơ")


def records(text):
    return [said(**row) for row in rows(text)]


def found(text, knowing=KNOWN):
    """Levels and codes of what is said of figures; units that are not there are left aside."""
    apart = ("units_absent", "published_same", "published_other")
    remarks = check_records(records(text), knowing)
    return [(remark.level, remark.code) for remark in remarks if remark.code not in apart]


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


def test_a_period_that_has_not_come_must_be_mended():
    assert ("must_fix", "period_future") in found("unit | variable | value | period\n01906 | gio_mat | 5 | 2099-Q1")


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


def test_more_people_than_live_there_are_doubted_and_five_times_as_many_refused():
    assert found("unit | variable | value\n01909 | can_bo | 2700") == [("confirm", "register_above")]  # of 2335
    assert found("unit | variable | value\n01909 | can_bo | 12000") == [("must_fix", "register_above")]


def test_a_day_that_became_a_number_stands_out_among_the_other_units():
    codes = ["01888", "01891", "01906", "01909", "01927", "01933"]
    column = "unit | variable | value\n" + "\n".join(f"{code} | hs_tiep_nhan | 700" for code in codes)
    assert found(column) == []
    assert found(column.replace("01933 | hs_tiep_nhan | 700", "01933 | hs_tiep_nhan | 44651")) == [
        ("must_fix", "out_of_line")
    ]


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


def test_what_is_published_is_said_to_be_the_same_or_corrected():
    published = before("664", period="2022-Q1")
    (same,) = published_again(records("unit | variable | value\n01909 | hs_tiep_nhan | 664"), published)
    (other,) = published_again(records("unit | variable | value\n01909 | hs_tiep_nhan | 646"), published)
    assert (same.code, other.code) == ("published_same", "published_other")
    assert "664" in other.message and "646" in other.message
    (gone,) = published_again(records("unit | variable | status\n01909 | hs_tiep_nhan | missing"), published)
    assert "chưa có số liệu" in gone.message


@given(
    st.lists(
        st.builds(
            said,
            unit=st.sampled_from(["01909", "01906", "x"]),
            variable=st.sampled_from(sorted(KNOWN.variables)),
            value=st.from_regex(r"-?[0-9]{0,7}", fullmatch=True),
            row=st.integers(1, 5),
        ),
        max_size=8,
    )
)
def test_whatever_is_reported_every_remark_names_a_record_of_the_file(records):
    remarks = [remark for remark in check_records(records, KNOWN) if remark.code != "units_absent"]
    assert all(any((r.row, r.value) == (one.row, one.value) for one in records) for r in remarks)
