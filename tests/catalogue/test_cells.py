"""Table Schema: the program's own demands and those that a workspace adds."""

import pytest

from dx_metrics.catalogue import check
from tests.catalogue.folder import TABLES, found, only, package

EVENTS = {"fields": [{"name": "date", "type": "date"}, {"name": "name"}, {"name": "so", "type": "integer"}]}


@pytest.mark.parametrize(
    ("column", "cell", "message"),
    [
        ("valid_from", "31/03/2022", "không phải ngày"),
        ("valid_from", "2022-02-30", "không phải ngày"),
        ("valid_from", "", "không được để trống"),
        ("population", "4.078", "không phải số nguyên"),
        ("population", "-5", "nhỏ hơn mức thấp nhất 0"),
        ("area_km2", "44,21", "không phải số"),
        ("area_km2", "1e999", "không phải số"),
        ("area_km2", "nan", "không phải số"),
        ("lon", "200", "lớn hơn mức cao nhất 180"),
        ("compared", "có", "phải là true hoặc false"),
        ("name", " Xã Cao Thượng", "thừa khoảng trắng ở đầu hoặc cuối ô"),
        ("name", "Xã Cao Thượng\u00a0", "thừa khoảng trắng ở đầu hoặc cuối ô"),
        ("name", "Xa\u0303 Cao Thượng", "chữ có dấu ghi theo kiểu tách rời (NFD)"),
        ("code", "01 900", r"không đúng dạng đã khai ([^\s,;]+)"),
    ],
)
def test_a_cell_that_is_not_what_its_column_holds_is_named(tmp_path, column, cell, message):
    right = {"code": "01900", "valid_from": "2020-02-01", "name": "Xã Cao Thượng", "population": "3653"}
    row = right | {"area_km2": "39.48", "lon": "105.6", "compared": "true"} | {column: cell}
    units = ",".join(row) + "\n" + ",".join(f'"{value}"' for value in row.values()) + "\n"
    problems = [p for p in check(package(tmp_path, units=units, observations=None)) if p.level == "error"]
    assert [(p.file, p.row, p.column, p.value, p.message) for p in problems] == [
        ("units.csv", 2, column, cell, message)
    ]


def test_the_same_unit_period_and_variable_twice_is_named_with_its_first_row(tmp_path):
    again = TABLES["observations"] + "01906,2022-Q1,hs,120,,\n"
    problem = only(package(tmp_path, observations=again))
    assert (problem.row, problem.message) == (6, "trùng với observations.csv, dòng 3")


def test_a_unit_or_variable_that_nobody_knows_is_named(tmp_path):
    observations = "unit,period,variable,value\n01903,2022-Q1,hs,1\n01906,2022-Q1,la,1\n"
    assert found(package(tmp_path, observations=observations)) == [
        ("observations.csv", 2, "unit", "01903"),
        ("observations.csv", 3, "variable", "la"),
    ]


@pytest.mark.parametrize(
    ("constraints", "message"),
    [
        ({"required": True}, "không được để trống"),
        ({"enum": [1, 2]}, "không phải một trong: 1, 2"),
        ({"minimum": 4}, "nhỏ hơn mức thấp nhất 4"),
        ({"maximum": 2}, "lớn hơn mức cao nhất 2"),
        ({"pattern": "[0-9]{2}"}, "không đúng dạng đã khai ([0-9]{2})"),
        ({"minLength": 2}, "ngắn hơn 2 ký tự"),
        ({"unique": True}, "trùng với events.csv, dòng 2"),
    ],
)
def test_what_the_workspace_itself_asks_of_a_column_is_checked(tmp_path, constraints, message):
    asked = {"name": "so", "type": "integer", "constraints": constraints}
    schemas = {"events": {"fields": [*EVENTS["fields"][:2], asked]}}
    events = f"date,name,so\n2022-01-01,Một,3\n2022-01-02,Hai,{'' if 'required' in constraints else 3}\n"
    assert message in [p.message for p in check(package(tmp_path, events=events, schemas=schemas))]


def test_a_link_that_the_workspace_declares_is_checked(tmp_path):
    schemas = {
        "events": {
            "fields": EVENTS["fields"],
            "foreignKeys": [{"fields": "so", "reference": {"resource": "units", "fields": "code"}}],
        }
    }
    problem = only(package(tmp_path, events="date,name,so\n2022-01-01,Một,77\n", schemas=schemas))
    assert (problem.column, problem.value, problem.message) == ("so", "77", "mã này không có trong units.csv")


def test_dates_are_held_between_the_days_that_are_asked_for(tmp_path):
    field = {
        "name": "date",
        "type": "date",
        "constraints": {"minimum": "2022-01-01", "maximum": "2022-12-31"},
    }
    schemas = {"events": {"fields": [field, {"name": "name"}]}}
    events = "date,name\n2021-12-31,Sớm\n2022-06-01,Vừa\n2023-01-01,Muộn\n"
    assert [p.message for p in check(package(tmp_path, events=events, schemas=schemas))] == [
        "sớm hơn ngày 2022-01-01",
        "muộn hơn ngày 2022-12-31",
    ]


def test_a_workspace_cannot_ask_for_less_than_the_program_needs(tmp_path):
    schemas = {"variables": {"fields": [{"name": "kind", "constraints": {"enum": ["count", "answer", "lạ"]}}]}}
    variables = TABLES["variables"].replace("nop,Hồ sơ nộp trực tuyến,count", "nop,Hồ sơ nộp trực tuyến,lạ")
    assert ("variables.csv", 2, "kind", "lạ") in found(package(tmp_path, variables=variables, schemas=schemas))
