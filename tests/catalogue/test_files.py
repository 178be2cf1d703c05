"""CSV files as people save them: read whole or refused with the row."""

import csv
import io
import tempfile
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dx_metrics.catalogue import check, stage
from dx_metrics.catalogue.files import copy_rows
from dx_metrics.catalogue.model import MODEL
from dx_metrics.catalogue.package import Resource, read_package
from tests.catalogue.folder import only, package

HEAD = "unit,period,variable,value\n"


def events(tmp_path: Path, content: bytes) -> list[tuple[object, ...]]:
    with duckdb.connect() as con:
        assert stage(package(tmp_path, events=content), con) == []
        return con.execute("select name, basis from events order by date").fetchall()


def test_a_byte_order_mark_and_windows_line_ends_are_no_part_of_the_text(tmp_path):
    assert events(tmp_path, "\ufeffdate,name,basis\r\n2022-03-31,Chiến lược,411\r\n".encode()) == [
        ("Chiến lược", "411")
    ]


def test_commas_quotes_and_line_breaks_inside_quotes_are_kept(tmp_path):
    content = 'date,name,basis\n2022-03-31,"Một, hai","nói ""vậy""\r\ndòng hai"\n'.encode()
    assert events(tmp_path, content) == [("Một, hai", 'nói "vậy"\r\ndòng hai')]


def test_rows_are_numbered_as_excel_shows_them(tmp_path):
    observations = HEAD + '01906,2022-Q1,hs,"1\n2"\n\n01906,2022-Q1,nop,x\n'
    problems = check(package(tmp_path, observations=observations))
    assert [(p.row, p.column) for p in problems] == [(2, "value"), (4, "value")]


def test_a_short_or_long_row_is_named_and_the_others_are_read(tmp_path):
    observations = HEAD + "01906,2022-Q1,hs\n01906,2022-Q1,hs,100\n01906,2022-Q1,nop,5,9\n"
    problems = check(package(tmp_path, observations=observations))
    assert [(p.row, p.message) for p in problems] == [
        (2, "dòng có 3 ô, tiêu đề có 4 cột"),
        (4, "dòng có 5 ô, tiêu đề có 4 cột"),
    ]


@pytest.mark.parametrize(
    ("content", "row", "words"),
    [
        (
            "unit,period,variable,value\n01906,2022-Q1,hs,Xã Bể\n".encode("cp1258", "replace"),
            None,
            "không phải số",
        ),
        ("unit\n".encode("utf-16"), 1, "không phải mã UTF-8"),
        (b"unit,period,variable,value\n01906,2022-Q1,hs,\xe9\n", 2, "không phải mã UTF-8"),
        (b"unit,period,variable,value\n01906,2022-Q1,hs,1\x00\n", 2, "ký tự điều khiển"),
        (b'unit,period,variable,value\n01906,2022-Q1,hs,"1\n', 2, "dấu nháy kép"),
        (b'unit,period,variable,value\n01906,2022-Q1,hs,"1"2\n', 2, "dấu nháy kép"),
        (b"unit;period;variable;value\n01906;2022-Q1;hs;1\n", 1, "không ngăn cách bằng dấu phẩy"),
        (b"", 1, "dòng đầu phải là tên các cột"),
        (b"unit,period,variable\n", 1, "thiếu cột này"),
        (b"unit,period,variable,value,value\n", 1, "tên cột ghi hai lần"),
        (b"unit,period,variable,value,ghi_chu\n", 1, "không có trong khai báo"),
    ],
)
def test_a_file_that_cannot_be_read_as_it_stands_is_refused(tmp_path, content, row, words):
    schema = {"observations": {"fields": [{"name": "value"}]}}
    problems = [p for p in check(package(tmp_path, observations=content, schemas=schema)) if p.level == "error"]
    assert [p.file for p in problems] == ["observations.csv"]
    assert words in problems[0].message
    assert row is None or problems[0].row == row


def test_a_cell_beyond_all_measure_is_refused(tmp_path):
    assert "dấu nháy kép" in only(package(tmp_path, events="date,name\n2022-01-01," + "a" * 200_000 + "\n")).message


def some_resource() -> Resource:
    with tempfile.TemporaryDirectory() as folder:
        resources = read_package(package(Path(folder)))[0].resources
    return next(resource for resource in resources if resource.table == "observations")


BYTES = st.one_of(
    st.binary(max_size=200),
    st.text(alphabet='unit,period"\n\r;\t\x00é̀đ01-', max_size=200).map(str.encode),
    st.lists(st.lists(st.text(alphabet='a",\n đ1', max_size=4), max_size=6), max_size=5).map(
        lambda table: ("unit,period,variable,value\n" + "\n".join(map(",".join, table))).encode()
    ),
)


@given(BYTES)
@settings(max_examples=300)
def test_whatever_the_bytes_every_row_is_handed_on_whole_or_something_is_said(content):
    resource = some_resource()
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "observations.csv").write_bytes(content)
        got: list[list[str]] = []
        written, problems = copy_rows(Path(folder), resource, got.append)
    assert written == len(got)
    assert all(len(row) == 2 + len(resource.columns) for row in got)
    if not problems:
        rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
        assert written == len([row for row in rows if row]) - 1


@given(st.sampled_from(sorted(MODEL)), BYTES)
def test_arbitrary_bytes_in_any_table_never_raise(table, content):
    with tempfile.TemporaryDirectory() as folder:
        check(package(Path(folder), **{table: content}))


@pytest.mark.parametrize("cell", ["\n", "\r", "\r\n"])
def test_a_cell_of_nothing_but_a_line_break_is_read_and_told(tmp_path, cell):
    problems = check(package(tmp_path, events=f'date,name,basis\n2022-01-01,Họp,"{cell}"\n'))
    told = [(problem.row, problem.column, problem.value) for problem in problems if problem.file == "events.csv"]
    assert told == [(2, "basis", cell)]


CELL = st.one_of(
    st.sampled_from(["", "01906", "2022-Q1", "hs", "2025-07-01", "true", "whole", "part", "1", "-1", "1e308", "0.5"]),
    st.text(max_size=8),
)


@given(st.data())
def test_arbitrary_cells_under_a_right_header_never_raise_nor_break_the_second_wall(data):
    table = data.draw(st.sampled_from(sorted(MODEL)))
    header = list(MODEL[table].fields)
    rows = data.draw(st.lists(st.lists(CELL, min_size=len(header), max_size=len(header)), max_size=4))
    with tempfile.TemporaryDirectory() as folder:
        path = package(Path(folder), **{table: ",".join(header)})
        with (path / f"{table}.csv").open("a", encoding="utf-8", errors="replace", newline="") as file:
            file.write("\n")
            csv.writer(file).writerows(rows)
        assert not [p for p in check(path) if "không nhận được bảng" in p.message]
