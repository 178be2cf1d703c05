"""A framework that is wrong is refused whole before publishing: row, what to write instead, the old release stays."""

import pytest

from dx_metrics import store
from dx_metrics.catalogue import check
from dx_metrics.store.release import faults
from tests.tiny import FRAMEWORK, points, rows, workspace

FIGURES = """
    unit  | period  | variable | value
    01906 | 2022-Q1 | nop      | 25
    01906 | 2022-Q1 | hs       | 100
    01906 | 2022-Q1 | mat      | 0
"""
HEADER, *CRITERIA = FRAMEWORK.strip().splitlines()
MEAN = """
    code  | parent | name | value  | rule | transform | min_points | weight | table | at_full | max_points | missing
    TONG  |        | Toàn | {mean} |      |           |            |        |       |         |            | stop
    DVC01 | TONG   | Một  | {one}  |      |           |            | {w}    |       |         |            | skip
    HTS01 | TONG   | Hai  | mat    |      |           |            | {w}    |       |         |            | skip
"""


def mean(how: str = "mean", *, one: str = "nop", weight: str = "") -> str:
    return MEAN.format(mean=how, one=one, w=weight)


def banded(table: str) -> str:
    head, index, leaf, _ = mean().strip().splitlines()
    cells = [cell.strip() for cell in leaf.split("|")]
    cells[4], cells[8], cells[9], cells[10] = "bands", table, "90", "10"
    return "\n".join([head, index, " | ".join(cells)])


BAD = {
    "a formula with an unknown variable": (
        FRAMEWORK.replace("nop / hs", "nop / tong_so"),
        (4, "value", "biến “tong_so” không có trong variables.csv", "Sửa công thức hoặc thêm biến"),
    ),
    "groups that belong to each other": (
        FRAMEWORK.replace("DVC   | TONG ", "DVC   | HTS  ").replace("HTS   | TONG ", "HTS   | DVC  "),
        (3, "parent", "các nhóm thuộc vòng vào nhau", "Để trống ô parent của nhóm cao nhất"),
    ),
    "two roots with one code": (
        "\n".join([HEADER, *CRITERIA, CRITERIA[0]]),
        (7, "code", "mã đã dùng ở dòng 2", "Đặt mã khác"),
    ),
    "weights that add to zero": (
        mean(weight="0"),
        (2, "weight", "trọng số của các tiêu chí con cộng lại bằng 0", "DVC01 (dòng 3), HTS01 (dòng 4)"),
    ),
    "falling thresholds in the wrong order": (
        banded(">=80:prop; >=90:max; else:0"),
        (3, "table", "dòng thứ 2 không bao giờ dùng đến", "Xếp lại: >=90:max; >=80:prop; else:0."),
    ),
    "rising thresholds in the wrong order": (
        banded("<=20:3; <=10:5; else:0"),
        (3, "table", "dòng thứ 2 không bao giờ dùng đến", "Xếp lại: <=10:5; <=20:3; else:0."),
    ),
    "the rest before the thresholds": (
        banded("else:0; >=90:max"),
        (3, "table", "dòng thứ 2 không bao giờ dùng đến", "Xếp lại: >=90:max; else:0."),
    ),
    "thresholds that no order can mend": (
        banded(">=90:max; >=90:3; else:0"),
        (3, "table", "dòng thứ 2 không bao giờ dùng đến", "Ghi dạng: >=90:max; >=80:prop; else:0."),
    ),
    "thresholds that are equal": (
        FRAMEWORK.replace("linear | 0       | 50 ", "linear | 50      | 50 "),
        (4, "at_full", "mức 0 điểm và mức điểm tối đa bằng nhau", "Sửa một trong hai mức"),
    ),
    "a geometric mean of a negative": (
        mean("geomean", one="0 - nop"),
        (2, "value", "đơn vị 01906, kỳ 2022-Q1, TONG", "đổi cách gộp nhóm"),
    ),
    "a harmonic mean of zero": (
        mean("harmean"),
        (2, "value", "không tính được trung bình điều hòa", "đổi cách gộp nhóm"),
    ),
    "a logarithm of zero": (
        mean().replace("mat    |      |    ", "mat    |      | ln "),
        (4, "transform", "không lấy được ln", "bỏ phép biến đổi"),
    ),
}


@pytest.mark.parametrize("wrong", BAD)
def test_what_cannot_be_scored_is_refused_and_the_published_framework_stays(tmp_path, wrong):
    framework, (row, column, message, cure) = BAD[wrong]
    made = workspace(tmp_path, FIGURES)
    store.publish(made)
    workspace(tmp_path, FIGURES, framework=framework)
    outcome = store.publish(made)
    assert outcome.refused and not outcome.built
    at_fault = [p for p in outcome.problems if (p.row, p.column) == (row, column)]
    assert at_fault, [str(problem) for problem in outcome.problems]
    assert at_fault[0].file == "frameworks/thu/framework.csv"
    assert at_fault[0].level == "error"
    assert message in at_fault[0].message
    assert cure in at_fault[0].cure
    assert str(at_fault[0]) in faults(made)
    shown = store.current(made)
    assert shown is not None
    assert shown.id == "r1"
    assert points(shown, "01906", "TONG") == 15


def test_every_fault_of_every_framework_is_said_at_once(tmp_path):
    made = workspace(tmp_path, FIGURES, framework=FRAMEWORK.replace("nop / hs", "nop /").replace("48 ", "0  "))
    problems = check(made)
    assert [(p.row, p.column) for p in problems if p.level == "error"] == [(4, "value"), (6, "at_full")]


def test_figures_that_two_frameworks_cannot_take_are_said_of_both(tmp_path):
    made = workspace(tmp_path, FIGURES, framework=mean("geomean", one="0 - nop"))
    other = made / "frameworks" / "khac"
    other.mkdir()
    for file in (made / "frameworks" / "thu").iterdir():
        (other / file.name).write_text(file.read_text("utf-8").replace('"thu"', '"khac"'), "utf-8")
    outcome = store.publish(made)
    assert [p.file for p in outcome.problems] == ["frameworks/khac/framework.csv", "frameworks/thu/framework.csv"]


def test_the_tables_of_these_tests_are_sound_apart_from_their_fault(tmp_path):
    assert [row["code"] for row in rows(mean())] == ["TONG", "DVC01", "HTS01"]
    assert not store.publish(workspace(tmp_path, FIGURES, framework=mean())).refused
    assert not store.publish(workspace(tmp_path, FIGURES, framework=banded(">=90:max; >=80:prop; else:0"))).refused
