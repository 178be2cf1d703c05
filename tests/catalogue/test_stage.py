"""Rows without a fault reach typed tables; everything wrong is said at once."""

from datetime import date
from pathlib import Path

import duckdb
import pytest

from dx_metrics.catalogue import check, stage
from dx_metrics.catalogue.model import MODEL
from dx_metrics.catalogue.tables import FILL, TABLES
from tests.catalogue.folder import TABLES as TINY
from tests.catalogue.folder import only, package


def staged(folder: Path) -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    stage(folder, con)
    return con


def test_a_workspace_without_a_fault_has_no_problem(tmp_path):
    assert check(package(tmp_path)) == []


def test_a_code_used_again_after_a_merger_is_two_units(tmp_path):
    con = staged(package(tmp_path))
    known = con.execute("select name, valid_from from units where code = '01906' order by valid_from").fetchall()
    assert known == [("Xã Khang Ninh", date(2020, 2, 1)), ("Xã Ba Bể", date(2025, 7, 1))]


def test_missing_stays_missing_and_never_becomes_zero(tmp_path):
    con = staged(package(tmp_path))
    assert con.execute("select value, status from observations where unit = '01909'").fetchall() == [(None, "missing")]


def test_columns_left_out_take_their_defaults(tmp_path):
    con = staged(package(tmp_path))
    assert con.execute("select short_name, compared from units where code = '01909'").fetchall() == [
        ("Xã Nam Mẫu", True)
    ]
    assert con.execute("select better, over_units, comparable from variables where code = 'hs'").fetchall() == [
        ("none", "none", True)
    ]


def test_columns_may_stand_in_any_order(tmp_path):
    swapped = "value,unit,variable,period\n7,01906,hs,2022-Q1\n"
    con = staged(package(tmp_path, observations=swapped))
    assert con.execute("select unit, period, variable, value, status from observations").fetchall() == [
        ("01906", "2022-Q1", "hs", "7", None)
    ]


def test_tables_that_a_workspace_lacks_are_there_and_empty(tmp_path):
    con = staged(package(tmp_path))
    for table in ("successions", "neighbours", "targets", "events"):
        assert con.execute(f"select count(*) from {table}").fetchall() == [(0,)]


@pytest.mark.parametrize("table", ["units", "variables"])
def test_a_table_that_nothing_goes_without_is_asked_for(tmp_path, table):
    problems = check(package(tmp_path, **{table: None}))
    assert (f"{table}.csv", "thiếu bảng bắt buộc này") in [(p.file, p.message) for p in problems]


def test_no_figures_yet_is_a_warning(tmp_path):
    assert only(package(tmp_path, observations=None)).level == "warning"


def test_faults_of_several_tables_are_named_together(tmp_path):
    folder = package(
        tmp_path,
        units=TINY["units"].replace("2020-02-01,2025-06-30,Xã Nam", "1/2/2020,2025-06-30,Xã Nam"),
        observations=TINY["observations"].replace("25,,2022", "25%,,2022"),
        framework="code,parent,name,value,missing\nA,,Một,la,skip\n",
    )
    assert {p.file for p in check(folder)} == {
        "units.csv",
        "observations.csv",
        "frameworks/thu/framework.csv",
    }


def test_a_faulty_row_is_left_out_and_sets_off_no_other_fault(tmp_path):
    folder = package(tmp_path, units=TINY["units"].replace("01909,2020-02-01", "01909,01/02/2020"))
    problem = only(folder)
    assert (problem.row, problem.column, problem.value) == (3, "valid_from", "01/02/2020")
    assert staged(folder).execute("select count(*) from units").fetchall() == [(2,)]


def test_of_many_faults_alike_twenty_are_shown_and_the_rest_counted(tmp_path):
    lines = "".join(f"01906,2022-Q1,la{n},1\n" for n in range(25))
    problems = check(package(tmp_path, observations="unit,period,variable,value\n" + lines))
    assert len(problems) == 21
    assert "còn 5 dòng khác" in problems[-1].message


def test_staging_leaves_nothing_temporary_behind(tmp_path):
    con = staged(package(tmp_path))
    assert con.execute("select table_name from duckdb_tables() where temporary").fetchall() == []
    assert con.execute("select view_name from duckdb_views() where temporary and not internal").fetchall() == []


def test_the_model_and_the_tables_name_the_same_columns():
    con = duckdb.connect()
    con.execute(TABLES)
    assert set(FILL) == set(MODEL)
    for table, model in MODEL.items():
        columns = con.execute("select column_name from duckdb_columns() where table_name = $t", {"t": table}).fetchall()
        assert [name for (name,) in columns] == list(model.fields)


def test_another_country_and_yearly_figures_are_as_welcome(tmp_path):
    folder = package(
        tmp_path,
        units="code,valid_from,name\nP04,2008-08-01,Bắc Kạn\n",
        variables="code,name,kind,frequency\nSC81,Cổng thông tin,rate,year\n",
        observations="unit,period,variable,value\nP04,2022,SC81,0.4213\n",
        framework="code,parent,name,value,missing\nPAPI,,PAPI,SC81,stop\n",
    )
    assert check(folder) == []
