"""The workspace that ships: real register, illustrative figures, nothing wrong with it."""

import csv
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from dx_metrics.catalogue import stage

DATA = Path(__file__).parents[2] / "data"
THEMES = {
    "CQS": "Chính quyền số",
    "DVC": "Dịch vụ công trực tuyến",
    "HTS": "Hạ tầng và kết nối",
    "XHS": "Xã hội số",
    "HLG": "Mức độ hài lòng",
    "CCH": "Cải cách hành chính",
}


@pytest.fixture(scope="module")
def ba_be():
    with duckdb.connect() as con:
        assert [str(p) for p in stage(DATA / "ba_be", con) if p.level == "error"] == []
        yield con


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_fifteen_communes_until_mid_2025_and_five_after(ba_be):
    by_start = "select valid_from::varchar, count(*) from units where compared group by all order by all"
    assert ba_be.execute(by_start).fetchall() == [("2020-02-01", 15), ("2025-07-01", 5)]


def test_the_communes_add_up_to_the_census_of_the_district(ba_be):
    census = "select sum(population), sum(households) from units where compared and valid_to = '2025-06-30'"
    assert ba_be.execute(census).fetchall() == [(48325, 12300)]


def test_sixteen_communes_went_whole_into_five(ba_be):
    steps = "select count(*), count(distinct to_code), min(kind), max(kind) from successions"
    assert ba_be.execute(steps).fetchall() == [(16, 5, "whole", "whole")]


def test_the_register_is_the_official_one(ba_be, shared):
    official = {
        (row["ma_xa"], row["ten_xa"], row["hieu_luc_den"], row["dan_so_2019"], row["ho_2019"])
        for row in read(shared / "data/register/ba_be_communes_2022.csv")
    }
    old = "select code, name, valid_to::varchar, population::varchar, households::varchar from units"
    assert set(ba_be.execute(f"{old} where compared and valid_to is not null").fetchall()) == official
    official_2025 = {
        (row["ma_xa"], row["ten_xa"], int(row["dan_so"]))
        for row in read(shared / "data/register/ba_be_communes_2025.csv")
    }
    new = "select code, name, population from units where compared and valid_to is null"
    assert set(ba_be.execute(new).fetchall()) == official_2025


@pytest.mark.parametrize("version", ["san_sang_2021", "san_sang_2022"])
def test_each_version_has_six_themes_and_a_hundred_points(version):
    rows = read(DATA / "ba_be" / "frameworks" / version / "framework.csv")
    groups = {row["code"] for row in rows if row["value"] == "sum"}
    assert {row["code"]: row["name"] for row in rows if row["parent"] == "TONG"} == THEMES
    assert sum(float(row["max_points"]) for row in rows if row["code"] not in groups) == 100


def test_every_criterion_and_variable_says_where_it_comes_from():
    for version in ("san_sang_2021", "san_sang_2022"):
        assert all(row["basis"] for row in read(DATA / "ba_be" / "frameworks" / version / "framework.csv"))
    assert all(row["definition"] and row["source"] and row["owner"] for row in read(DATA / "ba_be" / "variables.csv"))


def test_figures_stand_for_every_quarter_of_both_registers(ba_be):
    counted = """
        select period, count(distinct unit) from observations where period like '%Q%' group by all order by all
    """
    old = [(f"{year}-Q{quarter}", 15) for year in (2021, 2022) for quarter in (1, 2, 3, 4)]
    assert ba_be.execute(counted).fetchall() == [*old, ("2025-Q3", 5), ("2025-Q4", 5)]


def test_figures_are_missing_late_and_not_arisen_as_in_life(ba_be):
    states = dict(ba_be.execute("select status, count(*) from observations group by all").fetchall())
    assert states["missing"] > 0
    assert states["not_applicable"] > 0
    late = """
        select count(*) from observations join variables on variables.code = variable
        where period = '2022-Q4' and reported_at > date '2022-12-31' + due_days
    """
    assert ba_be.execute(late).fetchall()[0][0] > 0


@pytest.mark.parametrize(("unit", "rises"), [("01918", True), ("01924", False)])
def test_one_commune_rises_and_one_falls_through_2022(ba_be, unit, rises):
    course = """
        with figures as (select period, variable, try_cast(value as double) as x from observations where unit = $unit)
        select max(x) filter (variable = 'ho_so_cv_mang') / max(x) filter (variable = 'ho_so_cv')
        from figures where period between '2021-Q4' and '2022-Q4' and period like '%Q%'
        group by period order by period
    """
    shares = [share for (share,) in ba_be.execute(course, {"unit": unit}).fetchall()]
    assert len(shares) == 5
    assert shares == sorted(shares, reverse=not rises)


def test_the_generator_writes_the_same_bytes_again(tmp_path):
    subprocess.run([sys.executable, "-I", DATA / "make_illustrative.py", tmp_path], check=True, capture_output=True)
    shipped = sorted((DATA / "ba_be" / "observations").glob("*.csv"))
    assert [path.name for path in sorted(tmp_path.glob("*.csv"))] == [path.name for path in shipped]
    for path in shipped:
        # A checkout may have turned line ends; the generator never writes any but its own.
        assert (tmp_path / path.name).read_bytes() == path.read_bytes().replace(b"\r\n", b"\n")
