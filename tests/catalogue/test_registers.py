"""Registers of the committee: what people gave points for, and who may close what."""

import duckdb
import pytest

from dx_metrics.catalogue import check, stage
from tests.catalogue.folder import add_framework, package

INDEX = """
code,parent,name,value,max_points,missing
CC,,Chỉ số,sum,,skip
CC1,CC,Niêm yết thủ tục,CC1,4,skip
CC2,CC,Báo cáo đúng hạn,CC2,3,skip
"""
ASSESSED = "series,unit,period,code,stage,points,reason,evidence,forms,by,at\n"
ACTIONS = (
    "code,unit,series,criterion,period,title,points_claimed,owner,due,opened_at,opened_by,evidence,"
    "done_at,done_by,closed_at,closed_by,note\n"
)


def workspace(folder, **tables):
    made = package(folder, **tables)
    scoring = {"series": "cchc", "effective_from": "2020-01-01", "assessed": True}
    add_framework(made, "cchc", INDEX, scoring)
    return made


def columns(made) -> list[tuple[int | None, str]]:
    return [(problem.row, problem.column) for problem in check(made)]


def test_the_last_stage_is_official_and_becomes_a_figure_of_the_index(tmp_path):
    made = workspace(
        tmp_path,
        assessments=ASSESSED
        + "cchc,01906,2021,CC1,self,4,,Ảnh,,UBND xã,\n"
        + "cchc,01906,2021,CC1,verified,2,Bảng cũ,Ảnh,,Phòng Nội vụ,2022-02-01\n"
        + "cchc,01909,2021,CC1,self,3,,,,UBND xã,\n",
    )
    with duckdb.connect() as con:
        assert stage(made, con) == []
        figures = con.execute("select unit, value from observations where variable = 'CC1' order by unit").fetchall()
    assert figures == [("01906", "2.0"), ("01909", "3.0")]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("cchc,01906,2021,CC1,verified,5,,,,,", "points"),  # 4 is all there is
        ("cchc,01906,2021,CC9,verified,1,,,,,", "code"),
        ("cchc,01906,quý I,CC1,verified,1,,,,,", "period"),
        ("cchc,01906,2021,CC1,chấm,1,,,,,", "stage"),
        ("cchc,99999,2021,CC1,self,1,,,,,", "unit"),
    ],
)
def test_what_cannot_be_a_mark_is_named(tmp_path, row, column):
    assert columns(workspace(tmp_path, assessments=ASSESSED + row + "\n")) == [(2, column)]


def test_a_mark_that_differs_from_the_step_before_says_why(tmp_path):
    rows = "cchc,01906,2021,CC1,self,4,,,,,\ncchc,01906,2021,CC1,verified,3,,,,,\n"
    assert columns(workspace(tmp_path, assessments=ASSESSED + rows)) == [(3, "reason")]


@pytest.mark.parametrize(
    ("told", "column"),
    [
        # due, opened, evidence, done, done_by, closed, closed_by
        ("2022-01-01,2022-04-20,,,,,,,", "due"),
        ("2022-06-30,2022-04-20,,Sổ,2022-06-01,UBND xã,2022-06-02,UBND xã,", "closed_by"),
        ("2022-06-30,2022-04-20,,,2022-06-01,UBND xã,2022-06-02,Phòng Nội vụ,", "closed_at"),
        ("2022-06-30,2022-04-20,,Sổ,2022-06-09,UBND xã,2022-06-02,Phòng Nội vụ,", "closed_at"),
    ],
)
def test_an_action_is_closed_by_another_with_evidence_and_in_order(tmp_path, told, column):
    row = f"V1,01906,thu,DVC01,2022-Q1,Mở điểm hỗ trợ,2,UBND xã,{told}\n"
    assert columns(workspace(tmp_path, actions=ACTIONS + row)) == [(2, column)]


def test_an_extension_is_later_than_the_due_date_and_granted_by_another(tmp_path):
    action = "V1,01906,thu,DVC01,2022-Q1,Mở điểm hỗ trợ,2,UBND xã,2022-06-30,2022-04-20,,,,,,,\n"
    asked = "action,asked_at,asked_by,until,reason,decided_at,decided_by,granted\n"
    early = "V1,2022-06-20,UBND xã,2022-06-30,Thiếu máy,2022-06-21,UBND xã,true\n"
    assert columns(workspace(tmp_path, actions=ACTIONS + action, extensions=asked + early)) == [
        (2, "decided_by"),
        (2, "until"),
    ]
