"""A commune's sheet of marks, with the header that provinces really use."""

import io

import openpyxl
import pytest

from dx_metrics import store
from dx_metrics.intake.assessment_marks import Criterion
from dx_metrics.intake.assessment_sheet import read_assessments
from dx_metrics.intake.known import Known
from dx_metrics.queries import reform
from tests.charts.judged import judged_release

HEAD = [
    ["UBND HUYỆN THỬ"],
    ["BẢNG CHẤM ĐIỂM CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM 2022 CỦA UBND XÃ KHANG NINH"],
    [],
    ["STT", "Lĩnh vực/Tiêu chí/Tiêu chí thành phần", "Điểm tối đa", "Điểm đánh giá", "", "", "Điểm đạt được", "Chỉ số",
     "Ghi chú"],
    ["", "", "", "Điều tra XHH", "Tự đánh giá", "SNV đánh giá", "", "", ""],
]  # fmt: skip
BODY = [
    ["1", "Chỉ đạo", 10, "", 9, 6.5, 6.5, "65%", ""],
    ["1.1", "Kế hoạch", 4, "", 4, 2.5, 2.5, "62,5%", "Ban hành chậm"],
    ["1.2", "Báo cáo", 6, "", "5", "4", "4", "", "Thiếu báo cáo quý I"],
    ["2", "Tác động", 10, 8.25, "", "", 8.25, "", ""],
    ["2.1", "Hài lòng", 10, "8,25", "", "", "8,25", "", "35 phiếu hợp lệ"],
    ["", "Tổng cộng", 20, "", "", "", 14.75, "", ""],
    ["Người lập biểu", "", "", "", "", "", "", "", ""],
]


@pytest.fixture
def ask(tmp_path):
    release = judged_release(tmp_path)

    def read(body=BODY, head=HEAD, name="phieu.xlsx", title="Phiếu", **more):
        book = openpyxl.Workbook()
        book.active.title = title
        for line in [*head, *body]:
            book.active.append(line)
        kept = io.BytesIO()
        book.save(kept)

        def criteria(period: str) -> list[Criterion]:
            return [
                Criterion(*row) for row in reform.criteria(release, "thu", period).itertuples(index=False, name=None)
            ]

        known = Known.of(release.connection)
        more = {"series": "thu", "judge": "Phòng Nội vụ", "at": "2023-02-01"} | more
        return read_assessments(name, kept.getvalue(), known, criteria, **more)

    return read


def changed(at: int, column: int, value) -> list:
    body = [list(line) for line in BODY]
    body[at][column] = value
    return body


def must(found) -> list[tuple]:
    return [(r.code, r.row, r.column) for r in found.remarks if r.level == "must_fix"]


def test_a_sheet_becomes_the_stages_of_its_commune_and_year(ask):
    found = ask()
    assert must(found) == [] and (found.period, found.units) == ("2022", {"01906": "Xã Khang Ninh"})
    told = [(row["code"], row["stage"], row["points"], row["reason"], row["forms"]) for row in found.rows]
    assert told == [
        ("CC1.1", "self", "4", "", ""),
        ("CC1.1", "verified", "2.5", "Ban hành chậm", ""),
        ("CC1.2", "self", "5", "", ""),
        ("CC1.2", "verified", "4", "Thiếu báo cáo quý I", ""),
        ("CC2.1", "survey", "8.25", "", "35"),
    ]
    assert {row["by"] for row in found.rows if row["stage"] == "self"} == {"UBND xã Khang Ninh"}


def test_what_the_sheet_says_is_published_as_it_stands(ask, tmp_path, monkeypatch):
    monkeypatch.setenv("DX_WORKSPACE", str(tmp_path / "thu"))
    change = store.Change((store.Part("assessments", "rows", ask().csv()),))
    outcome = store.publish_change(change, who="lan", why="Phiếu năm 2022")
    assert not outcome.refused, [str(problem) for problem in outcome.problems]
    marks = reform.marks(store.current(), "thu", "2022").set_index(["unit", "code"])
    assert marks.loc["01906", "points"].to_dict() == {"CC1.1": 2.5, "CC1.2": 4.0, "CC2.1": 8.25}


def test_faults_are_told_by_row_and_column_and_nothing_is_taken(ask):
    found = ask(changed(1, 5, 4.5))
    assert must(found) == [("above_full", 7, "SNV đánh giá")] and found.rows == []
    assert must(ask(changed(1, 2, 5))) == [("other_full", 7, "Điểm tối đa")]
    assert must(ask(changed(1, 8, ""))) == [("no_reason", 7, "SNV đánh giá")]
    assert must(ask(changed(2, 4, "năm"))) == [("no_points", 8, "Tự đánh giá")]
    assert must(ask(changed(2, 1, "Kế hoạch khác"))) == [("other_words", 8, "Lĩnh vực/Tiêu chí/Tiêu chí thành phần")]
    assert must(ask([*BODY, ["1.1", "Kế hoạch", 4, "", 4, 4, 4, "", ""]]))[0][0] == "criterion_twice"


def test_a_group_that_does_not_add_up_and_criteria_left_out_are_to_be_confirmed(ask):
    said = [remark.code for remark in ask(changed(0, 5, 7)).remarks]
    assert said == ["other_sum"]
    assert [remark.code for remark in ask(BODY[:2]).remarks] == ["other_sum", "other_sum", "not_marked"]


def test_an_official_figure_of_its_own_is_a_last_stage_with_its_reason(ask):
    found = ask(changed(1, 6, 3))
    assert [(r["stage"], r["points"]) for r in found.rows if r["code"] == "CC1.1"][-1] == ("final", "3")


def test_commune_and_round_are_found_or_asked_for_never_guessed(ask):
    bare = [["Phiếu chấm"], *HEAD[2:]]
    assert [code for code, _, _ in must(ask(head=bare))] == ["no_round"]
    assert [code for code, _, _ in must(ask(head=bare, period="2022"))] == ["no_commune"]
    assert ask(head=bare, period="2022", title="Xã Nam Mẫu").units == {"01909": "Xã Nam Mẫu"}
    both = [["So sánh xã Khang Ninh và xã Nam Mẫu năm 2022"], *HEAD[2:]]
    assert [code for code, _, _ in must(ask(head=both))] == ["communes"]
    assert [code for code, _, _ in must(ask(body=[], head=[["Không có gì"]]))] == ["no_assessment"]
    assert [code for code, _, _ in must(ask(period="2019"))] == ["no_index"]
