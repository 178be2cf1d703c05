"""A mark given on screen: what is refused, and that it does what was promised."""

import pytest

from dx_metrics import store
from dx_metrics.charts.reform import round_of
from dx_metrics.charts.reform_sums import totals
from dx_metrics.follow_up.judgement import Judgement, faults, preview, row_of, stages_for
from dx_metrics.intake.assessment_sheet import rows_csv
from dx_metrics.store import Change, Part
from dx_metrics.view import View
from tests.charts.judged import judged_workspace

VIEW = View("thu", "2022-Q2")


@pytest.fixture
def made(tmp_path, monkeypatch):
    folder = judged_workspace(tmp_path)
    monkeypatch.setenv("DX_WORKSPACE", str(folder))
    assert not store.publish(folder).refused
    return folder


def row(round_, unit: str, code: str):
    marks = round_.marks
    return next(marks[(marks["unit"] == unit) & (marks["code"] == code)].itertuples())


def test_a_commune_marks_itself_and_who_judges_marks_what_comes_after():
    assert stages_for(judge=False, own=True) == ("self",)
    assert stages_for(judge=True, own=False) == ("verified", "survey", "appeal", "final")
    assert stages_for(judge=False, own=False) == ()


def test_a_mark_is_refused_above_the_full_points_without_a_reason_or_after_a_later_stage(made):
    round_ = round_of(store.current(), VIEW)
    first = row(round_, "01906", "CC1.1")
    assert faults(first, Judgement("01906", "CC1.1", "appeal", 4.5, "Phúc tra")) == ["Điểm phải từ 0 đến 4."]
    assert faults(first, Judgement("01906", "CC1.1", "appeal", 3)) == ["Điểm khác bước trước (1): ghi lý do."]
    assert faults(first, Judgement("01906", "CC1.1", "self", 3, "Sửa")) == [
        "Tiêu chí này đã qua bước thẩm định: không sửa được bước tự chấm."
    ]
    survey = faults(row(round_, "01912", "CC2.1"), Judgement("01912", "CC2.1", "survey", 3))
    assert survey == ["Ghi số phiếu hợp lệ của cuộc điều tra."]
    assert faults(first, Judgement("01906", "CC1.1", "appeal", 3, "Phúc tra")) == []


def test_a_saved_mark_does_what_its_preview_said_and_can_be_taken_back(made):
    round_ = round_of(store.current(), VIEW)
    mark = Judgement("01906", "CC1.1", "appeal", 3, "Bổ sung  minh chứng", "Biên bản")
    assert preview(round_, mark) == (
        "Kế hoạch: 1 thành 3 trên 4. Khang Ninh: 11,00 thành 13,00 điểm, thứ 2 thành thứ 1 trên 2."
    )
    change = Change((Part("assessments", "rows", rows_csv([row_of(round_, mark, by="Phòng", day="2022-08-01")])),))
    outcome = store.publish_change(change, who="lan", why="Chấm CC1.1")
    assert not outcome.refused, [str(problem) for problem in outcome.problems]
    after = round_of(store.current(), VIEW)
    assert totals(after).set_index("unit").at["01906", "points"] == 13
    assert row(after, "01906", "CC1.1").reason == "Bổ sung minh chứng"
    store.withdraw(outcome.upload, who="lan", why="Nhầm")
    assert totals(round_of(store.current(), VIEW)).set_index("unit").at["01906", "points"] == 11
