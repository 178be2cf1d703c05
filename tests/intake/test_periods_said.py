"""Periods in every spelling, and what is no period."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dx_metrics import periods
from dx_metrics.intake.periods_said import is_cumulative, said_by, said_in
from dx_metrics.intake.periods_settled import Evidence, ask_frequency, settle_period
from dx_metrics.intake.sheet import Typed


def codes(text):
    return [span.code for span in said_in(text) if span.how != "day"]


@pytest.mark.parametrize(
    "text",
    [
        *("Quý I/2022", "Q1/2022", "quý 1 năm 2022", "Qúy I-2022", "Quí 1 2022", "2022Q1", "2022-Q1", "Q1-22"),
        *("QUÝ I NĂM 2022", "Quý Ⅰ/2022", "quý một năm 2022", "3 tháng đầu năm 2022", "bc_quy1_2022.csv"),
        *("01/01/2022-31/03/2022", "từ ngày 01/01/2022 đến hết ngày 31/3/2022", "tháng 1 đến tháng 3 năm 2022"),
        *("BIỂU TỔNG HỢP KẾT QUẢ CHUYỂN ĐỔI SỐ QUÝ I/2022", "Lũy kế đến hết quý I/2022", "tháng 1-3/2022"),
    ],
)
def test_the_first_quarter_is_found_in_every_spelling(text):
    assert codes(text) == ["2022-Q1"]


@pytest.mark.parametrize(
    "text, code",
    [
        *(("T3/2022", "2022-M03"), ("tháng 03-2022", "2022-M03"), ("Tháng 3 năm 2022", "2022-M03")),
        *(
            ("Năm 2022", "2022"),
            ("12 tháng năm 2022", "2022"),
            ("2022-H2", "2022-H2"),
            ("6 tháng cuối năm 2022", "2022-H2"),
        ),
        *(("3 tháng cuối năm 2022", "2022-Q4"), ("Quý IV năm 2021", "2021-Q4")),
    ],
)
def test_months_halves_and_years_have_their_codes(text, code):
    assert codes(text) == [code]


@pytest.mark.parametrize(
    "text, months",
    [
        ("6 tháng đầu năm 2022", (1, 6)),
        ("9 tháng năm 2022", (1, 9)),
        ("6T/2022", (1, 6)),
        ("Lũy kế đến quý II/2022", (1, 6)),
    ],
)
def test_what_runs_from_january_on_is_kept_apart(text, months):
    (span,) = said_in(text)
    assert (span.how, (span.first, span.last)) == ("cumulative", months)
    assert is_cumulative(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "(Kèm theo Báo cáo số 45/BC-VHTT ngày 05/4/2022)",
            "Ba Bể, ngày 05 tháng 4 năm 2022",
            "Ba Bể, ngày … tháng 4 năm 2022",
        ),
        *("THEO QUYẾT ĐỊNH SỐ 766/QĐ-TTG", "giai đoạn 2021-2025", "Quy định 4", "Hồ sơ quá 3 tháng", "Quỹ 15 %", ""),
    ],
)
def test_dates_and_numbers_of_documents_are_no_period(text):
    assert codes(text) == []


@pytest.mark.parametrize(
    "cell, header, code",
    [
        *(
            ("I/2022", "Kỳ", "2022-Q1"),
            ("1/2022", "Quý", "2022-Q1"),
            ("03/2022", "Kỳ", "2022-M03"),
            ("2022", "Năm", "2022"),
        ),
        *(
            ("Quý I/2022", "", "2022-Q1"),
            ("Mar-22", "", "2022-M03"),
            ("2022-H1", "Kỳ", "2022-H1"),
            ("2022-03", "", "2022-M03"),
        ),
    ],
)
def test_a_cell_says_its_period(cell, header, code):
    assert said_by(cell, header).code == code


@pytest.mark.parametrize(
    "cell",
    [
        "31/03/2022",
        "31/3/22",
        "2022-03-31 00:00:00",
        "44651",
        "44651.0",
        "3/31/2022",
        Typed("31-thg 3", datetime.date(2022, 3, 31)),
    ],
)
def test_a_day_is_a_day_however_excel_shows_it(cell):
    assert said_by(cell).day == datetime.date(2022, 3, 31)


@pytest.mark.parametrize("cell", ["664", "x", "", "Xã Nam Mẫu", "99/2022"])
def test_what_is_no_period_is_none(cell):
    assert said_by(cell) is None


def settled(*texts, given=None):
    return settle_period([Evidence(f"chỗ {n}", said_in(text)) for n, text in enumerate(texts)], given)


def test_a_year_beside_the_quarter_completes_it():
    assert settled("Quý I", "Kế hoạch năm 2022").period == "2022-Q1"


def test_the_date_of_the_report_does_not_contradict_its_quarter():
    assert settled("QUÝ I/2022", "ngày 05/4/2022").period == "2022-Q1"


def test_two_places_that_disagree_are_a_question():
    asked = settled("Quý I/2022", "quy2_2022.csv")
    assert not asked.period and set(asked.question.options) == {"2022-Q1", "2022-Q2"}


def test_a_period_given_by_the_officer_must_not_contradict_the_file():
    assert settled("Quý I/2022", given="2022-Q1").period == "2022-Q1"
    assert settled("không ghi gì", given="2022-Q1").period == "2022-Q1"
    assert settled("Quý I", given="2022-Q1").period == "2022-Q1"
    assert settled("Quý II/2022", given="2022-Q1").question


def test_a_period_given_by_the_officer_must_not_contradict_the_days_of_the_file():
    assert settled("đến 31/03/2022", given="2022-Q1").period == "2022-Q1"
    assert settled("báo cáo ngày 05/4/2022", given="2022-Q1").period == "2022-Q1"
    assert settled("đến 31/03/2022", given="2022-Q2").question
    assert settled("đến 30/06/2022", given="2022-Q1").question


def test_nine_months_are_no_quarter():
    asked = settled("Báo cáo 9 tháng năm 2022")
    assert asked.cumulative and asked.question and not asked.period


def test_six_months_are_a_half_and_never_stored_as_a_quarter():
    half = settled("6 tháng đầu năm 2022")
    assert (half.period, half.cumulative) == ("2022-H1", True)
    assert set(ask_frequency("2022-H1", "quarter", ["Hồ sơ"], cumulative=True).options) == {"leave_out"}


def test_a_yearly_figure_in_a_quarterly_file_is_asked_about():
    assert set(ask_frequency("2022-Q4", "year", ["Cán bộ"]).options) == {"leave_out", "2022"}


def test_only_the_last_day_of_a_quarter_is_as_good_as_its_name():
    assert settled("đến 31/03/2022").period == "2022-Q1"
    assert set(settled("ngày 05/4/2022").question.options) == {"2022-Q1", "2022-Q2"}
    assert settled("").question


@given(st.text(max_size=60), st.sampled_from(["", "Quý", "Tháng", "Kỳ"]))
def test_whatever_is_written_every_code_found_is_one(text, header):
    found = [*said_in(text), *filter(None, [said_by(text, header)])]
    assert all(span.code == "" or periods.is_period(span.code) for span in found)
