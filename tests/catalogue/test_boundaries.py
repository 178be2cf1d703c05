"""Boundaries that a workspace may bring: wrong ones are said and hold up nothing."""

import json

import pytest

from dx_metrics.catalogue import check
from tests.catalogue.folder import only, package

SQUARE = {"type": "Polygon", "coordinates": [[[105, 22], [106, 22], [106, 23], [105, 22]]]}


def with_map(tmp_path, content):
    folder = package(tmp_path)
    (folder / "map").mkdir()
    (folder / "map" / "xa.geojson").write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return folder


def collection(*properties):
    features = [{"type": "Feature", "properties": known, "geometry": SQUARE} for known in properties]
    return {"type": "FeatureCollection", "features": features}


@pytest.mark.parametrize("name", ["code", "ma_xa"])
def test_areas_that_carry_the_code_of_a_unit_are_right(tmp_path, name):
    assert check(with_map(tmp_path, collection({name: "01906"}, {name: "01909"}))) == []


def test_areas_of_nobody_are_counted(tmp_path):
    problem = only(with_map(tmp_path, collection({"code": "01906"}, {"code": "99999"})))
    assert (problem.level, problem.file) == ("warning", "map/xa.geojson")
    assert problem.message.startswith("1 trên 2 vùng")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff",
        b"[",
        b"[1]",
        b"{}",
        b'{"features": [7]}',
        b'{"features": [{"geometry": {"type": "Point"}}]}',
    ],
)
def test_what_is_no_geojson_of_areas_is_a_warning(tmp_path, content):
    assert only(with_map(tmp_path, content)).level == "warning"
