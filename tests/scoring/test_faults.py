"""A framework with an error is refused whole, every problem named with row, column and cure."""

import csv
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dx_metrics.problems import Problem
from dx_metrics.scoring import Framework, read_framework
from dx_metrics.scoring.criterion import COLUMNS
from tests.tiny import write

INDEX = {"code": "I", "parent": "", "name": "Chỉ số", "value": "sum", "missing": "stop"}
LEAF = {"code": "A", "parent": "I", "name": "Tiêu chí", "value": "a", "missing": "skip"}
LINE = {"rule": "linear", "at_zero": "0", "at_full": "50", "max_points": "10"}
SOUND = [INDEX, LEAF | LINE]
"""Rows 2 and 3 of the file."""


def read(folder: Path, criteria: list[dict[str, str]], **scoring: Any) -> tuple[Framework | None, list[Problem]]:
    write(folder / "framework.csv", [dict.fromkeys(COLUMNS, "") | row for row in criteria])
    (folder / "datapackage.json").write_text(json.dumps({"scoring": scoring}), "utf-8")
    return read_framework(folder)


def faults(folder: Path, criteria: list[dict[str, str]], level: str = "error", **scoring: Any) -> list[tuple]:
    _, problems = read(folder, criteria, **scoring)
    assert all(problem.message and problem.cure for problem in problems)
    return [(problem.row, problem.column, problem.message) for problem in problems if problem.level == level]


def test_a_sound_framework_has_no_problem(tmp_path):
    framework, problems = read(tmp_path, SOUND)
    assert problems == []
    assert framework is not None
    assert (framework.id, framework.series, framework.variables) == (tmp_path.name, tmp_path.name, ["a"])


@pytest.mark.parametrize(
    ("cells", "column", "message"),
    [
        ({"value": "a +"}, "value", "công thức sai: công thức còn dở dang"),
        ({"value": ""}, "value", "tiêu chí không nói lấy giá trị từ đâu"),
        ({"value": "3 + 4"}, "value", "công thức không có biến nào"),
        ({"value": "mean"}, "value", "nhóm này không có tiêu chí con"),
        ({"rule": "linnear"}, "rule", "không có cách chấm này"),
        (LINE | {"rule": "linear:0"}, "rule", "số mũ phải lớn hơn 0"),
        (LINE | {"at_zero": ""}, "at_zero", "cách chấm linear cần mức này"),
        (LINE | {"at_zero": "50.0"}, "at_full", "mức 0 điểm và mức điểm tối đa bằng nhau"),
        (LINE | {"at_full": "1,5"}, "at_full", "không hiểu mức này"),
        (LINE | {"at_full": "p101"}, "at_full", "không hiểu mức này"),
        (LINE | {"clip": "all"}, "clip", "không có cách ghi này"),
        (LINE | {"min_points": "11"}, "min_points", "điểm tối thiểu lớn hơn điểm tối đa"),
        ({"rule": "bands", "table": ">=1:0; >=2:1"}, "table", "dòng thứ 2 không bao giờ dùng đến"),
        ({"rule": "bands", "table": "else:0; >=2:1"}, "table", "dòng thứ 2 không bao giờ dùng đến"),
        ({"rule": "bands", "table": "1-2:1"}, "table", "không hiểu điều kiện “1-2”"),
        ({"rule": "bands", "table": ">=1:0,5; else:0"}, "table", "“0,5” không phải là số"),
        ({"rule": "bands", "table": ">=1:prop; else:0"}, "at_full", "chữ prop trong bảng điểm cần mức"),
        ({"rule": "choice", "table": "co:1; co:0"}, "table", "câu trả lời “co” có hai lần"),
        ({"rule": "choice", "table": ""}, "table", "bảng điểm trống"),
        ({"rule": "choice", "table": "co:1", "value": "a / b"}, "value", "cách chấm choice cần đúng một biến"),
        ({"rule": "zscore:10:0"}, "rule", "độ lệch chuẩn bằng 0"),
        ({"rule": "zscore", "not_applicable": "full"}, "not_applicable", "zscore không có điểm tối đa"),
        ({"max_points": "mười"}, "max_points", "không phải là số"),
        ({"weight": "-1"}, "weight", "số nằm ngoài khoảng cho phép"),
        ({"round_to": "0"}, "round_to", "bước làm tròn phải lớn hơn 0"),
        ({"missing": ""}, "missing", "ô này không được để trống"),
        ({"missing": "bo"}, "missing", "không có cách ghi này"),
        ({"transform": "log2"}, "transform", "không có cách ghi này"),
        ({"name": ""}, "name", "ô này không được để trống"),
        ({"code": "B!"}, "code", "mã chỉ gồm"),
        ({"code": "A"}, "code", "mã đã dùng ở dòng 3"),
        ({"parent": "K"}, "parent", "không có nhóm mang mã này"),
        ({"parent": "B", "value": "sum"}, "parent", "các nhóm thuộc vòng vào nhau"),
    ],
)
def test_each_fault_is_named_with_its_row_and_column(tmp_path, cells, column, message):
    found = faults(tmp_path, [*SOUND, LEAF | {"code": "B"} | cells])
    assert [(number, where) for number, where, _ in found] == [(4, column)]
    assert found[0][2].startswith(message)


def test_all_faults_are_named_at_once(tmp_path):
    wrong = [
        LEAF | {"code": "B", "value": "a +", "missing": ""},
        LEAF | LINE | {"code": "C", "parent": "K", "at_full": "x"},
    ]
    assert sorted(found[:2] for found in faults(tmp_path, SOUND + wrong)) == [
        (4, "missing"),
        (4, "value"),
        (5, "at_full"),
        (5, "parent"),
    ]


def test_groups_in_a_circle_are_refused_and_what_hangs_below_is_not_blamed(tmp_path):
    circle = [
        INDEX | {"code": "P", "parent": "Q"},
        INDEX | {"code": "Q", "parent": "P"},
        LEAF | {"code": "B", "parent": "Q"},
    ]
    assert [found[:2] for found in faults(tmp_path, SOUND + circle)] == [(4, "parent"), (5, "parent")]


def test_weights_that_add_to_zero_are_refused(tmp_path):
    found = faults(tmp_path, [INDEX | {"value": "mean"}, LEAF | {"weight": "0"}])
    assert found == [(2, "weight", "trọng số của các tiêu chí con cộng lại bằng 0")]


def test_full_points_that_do_not_add_up_are_a_warning(tmp_path):
    found = faults(tmp_path, [INDEX | {"max_points": "12"}, LEAF | LINE], level="warning")
    assert found == [(2, "max_points", "điểm tối đa khác tổng điểm tối đa của các tiêu chí con (10)")]


def test_a_table_with_holes_or_beyond_the_full_points_is_a_warning(tmp_path):
    banded = LEAF | {"code": "B", "rule": "bands", "table": ">=1:5", "max_points": "2"}
    assert [found[2] for found in faults(tmp_path, [*SOUND, banded], level="warning")] == [
        "bảng điểm không gồm hết các giá trị có thể có",
        "bảng điểm cho nhiều hơn điểm tối đa (2)",
    ]


def test_cells_and_columns_that_are_not_used_are_a_warning(tmp_path):
    criteria = [row | {"ghi_chu": "x"} for row in (INDEX, LEAF | {"at_full": "3"})]
    found = faults(tmp_path, criteria, level="warning")
    assert [(row, column) for row, column, _ in found] == [(1, "ghi_chu"), (3, "at_full")]


@pytest.mark.parametrize(
    "scoring",
    [
        {"rounding": "half_even"},
        {"rank_ties": "dense"},
        {"rank_of": "first"},
        {"effective_from": "1/7/2022"},
        {"effective_from": "2022-02-30"},
        {"effective_from": "2022-07-01", "effective_to": "2022-06-30"},
        {"reference_units": 5},
        {"unranked_units": [1, 2]},
        {"tolerance": "small"},
        {"grades": "90-100 Tốt"},
        {"grades": "[90,100] Tốt; [80,90] Khá"},
        {"grades": "[100,90] Tốt"},
    ],
)
def test_settings_that_mean_nothing_are_refused(tmp_path, scoring):
    found = faults(tmp_path, SOUND, **scoring)
    assert len(found) == 1
    assert found[0][2].startswith("scoring.")


def test_grades_on_another_scale_are_a_warning(tmp_path):
    assert len(faults(tmp_path, SOUND, level="warning", grades="[90,100] Tốt; [0,10] Yếu")) == 1


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "không mở được tệp"),
        (b"", "thiếu cột"),
        (b"code,name,missing\n", "không có dòng nào"),
        ("code,name,missing\nI,Tên".encode("utf-16"), "tệp không ở bảng mã UTF-8"),
        (b'code,name,missing\nI,"x"y,stop\n', "dấu ngoặc kép đặt sai chỗ"),
        (b"code,name,value,missing\nI,x,stop\n", "có 3 ô nhưng hàng tiêu đề có 4 cột"),
        (b"code,name,missing,code\nI,x,stop,J\n", "cột có hai lần"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_problem(tmp_path, content, message):
    (tmp_path / "datapackage.json").write_text("{}", "utf-8")
    if content is not None:
        (tmp_path / "framework.csv").write_bytes(content)
    framework, problems = read_framework(tmp_path)
    assert framework is None
    assert message in [problem.message for problem in problems]


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b'{"scoring": 3}', b"\xff\xfe", b"[" * 100_000])
def test_a_package_that_cannot_be_read_is_a_problem(tmp_path, content):
    read(tmp_path, SOUND)
    (tmp_path / "datapackage.json").write_bytes(content)
    framework, problems = read_framework(tmp_path)
    assert framework is None
    assert {problem.file for problem in problems} == {"datapackage.json"}


CELLS = st.one_of(
    st.text(max_size=8),
    st.sampled_from(["I", "A", "sum", "mean", "linear", "bands", "choice", "zscore:1:2", "min", "p5", "0", "50"]),
    st.sampled_from([">=1:max;else:0", "a/b", "skip", "zero", "ln"]),
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(CELLS, min_size=12, max_size=12), max_size=6))
def test_no_cells_make_reading_raise(rows):
    columns = COLUMNS[:12]
    with tempfile.TemporaryDirectory() as folder:
        _write(Path(folder), columns, rows)
        framework, problems = read_framework(Path(folder))
    assert framework is not None or any(problem.level == "error" for problem in problems)


@given(st.binary(max_size=300), st.binary(max_size=100))
def test_no_bytes_make_reading_raise(criteria, package):
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "framework.csv").write_bytes(criteria)
        Path(folder, "datapackage.json").write_bytes(package)
        framework, problems = read_framework(Path(folder))
    assert framework is None
    assert problems


def _write(folder: Path, columns: Sequence[str], rows: list[list[str]]) -> None:
    with (folder / "framework.csv").open("w", encoding="utf-8", newline="", errors="replace") as file:
        csv.writer(file).writerows([columns, *rows])
    (folder / "datapackage.json").write_text("{}", "utf-8")
