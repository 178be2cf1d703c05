"""Tables of the workspace, frameworks and boundaries are known by their header."""

import csv
import datetime
import io
import json

import pytest

from dx_metrics.intake.remark import Remark
from dx_metrics.intake.sheet import Reading, Sheet, Typed
from dx_metrics.intake.tables_sent import BOUNDARIES, FIGURES, FRAMEWORK, part_of, recognised

TARGETS = ["code", "valid_from", "value", "basis"]
SQUARE = {"type": "Feature", "properties": {"ma": "01906"}, "geometry": {"type": "Polygon", "coordinates": []}}


def reading(*rows: list[str]) -> Reading:
    return Reading("tep.csv", "csv", "utf-8", ",", [Sheet("", list(rows), list(range(1, len(rows) + 1)))])


@pytest.mark.parametrize(
    "header, target",
    [
        (TARGETS, "targets"),
        (["code", "valid_from", "valid_to", "name"], "units"),
        (["date", "name", "kind"], "events"),
        (["code", "parent", "name", "value", "rule", "max_points", "missing"], FRAMEWORK),
        (["unit", "period", "variable", "value"], FIGURES),
        (["Mã xã", "Tên xã", "Hồ sơ tiếp nhận"], FIGURES),
        (["code", "name", "post"], "members"),
    ],
)
def test_a_table_is_known_by_its_header(header, target):
    assert recognised("tep.csv", b"x", reading(header, ["1"] * len(header))) == target


def test_boundaries_are_known_by_their_features():
    content = json.dumps({"type": "FeatureCollection", "features": [SQUARE]}).encode()
    assert recognised("xa.geojson", content, reading()) == BOUNDARIES
    part = part_of(BOUNDARIES, "../Ranh giới xã.geojson", content, reading())
    assert (part.target, part.mode, part.content) == ("map/ranh-gioi-xa.geojson", "file", content)


@pytest.mark.parametrize("content", [b"{", b'{"features": 1}', b"[1]", b"{" * 100_000])
def test_what_is_no_geojson_is_no_boundary(content):
    assert recognised("xa.geojson", content, reading()) == FIGURES
    assert isinstance(part_of(BOUNDARIES, "xa.geojson", content, reading()), Remark)


def test_rows_carry_the_numbers_that_the_officer_sees():
    part = part_of(
        "targets", "muc tieu.csv", b"", reading(TARGETS, ["DVC01", "2022-01-01", "80", ""], ["", "", "", ""])
    )
    (row,) = csv.DictReader(io.StringIO(part.content.decode()))
    assert row == {"code": "DVC01", "valid_from": "2022-01-01", "value": "80", "basis": "", "row": "2"}


def test_dates_and_numbers_of_a_workbook_are_written_plainly():
    day = Typed("01/07/2025", datetime.datetime(2025, 7, 1))
    part = part_of("targets", "muc tieu.xlsx", b"", reading(TARGETS, ["DVC01", day, Typed("80,5", 80.5), ""]))
    (row,) = csv.DictReader(io.StringIO(part.content.decode()))
    assert (row["valid_from"], row["value"]) == ("2025-07-01", "80.5")


def test_a_framework_needs_the_index_that_it_replaces():
    sent = reading(["code", "parent", "name", "value", "rule", "max_points"])
    assert isinstance(part_of(FRAMEWORK, "framework.csv", b"", sent, "../x"), Remark)
    assert part_of(FRAMEWORK, "framework.csv", b"", sent, "thu").target == "frameworks/thu/framework.csv"


def test_a_table_without_its_key_is_said():
    remark = part_of("targets", "x.csv", b"", reading(["code", "value"]))
    assert isinstance(remark, Remark)
    assert "valid_from" in remark.message
