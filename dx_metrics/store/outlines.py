"""Boundaries from `map/*.geojson` into the release."""

import json
from pathlib import Path
from typing import Any

import duckdb

TABLE = (
    "create table outlines (file varchar, unit varchar, rings varchar, attribution varchar, primary key (file, unit))"
)


def stage_outlines(workspace: Path, con: duckdb.DuckDBPyConnection) -> None:
    """Rings of every polygon whose feature names a unit code, in a property or as its `id`.

    The property is found, not prescribed: the one whose values are known codes. A file that is no
    GeoJSON is left out here; the catalogue's check names it.
    """
    con.execute(TABLE)
    codes = {code for (code,) in con.execute("select distinct code from units").fetchall()}
    for path in sorted((workspace / "map").glob("*.geojson")):
        try:
            collection = json.loads(path.read_text("utf-8"))
            features = list(collection["features"])
            key = _code_key(features, codes)
            rows = {_code(f, key): _rings(f["geometry"]) for f in features if _code(f, key) in codes}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            continue
        attribution = str(collection.get("attribution", ""))
        for unit, rings in rows.items():
            con.execute("insert into outlines values (?, ?, ?, ?)", [path.name, unit, json.dumps(rings), attribution])


def _code_key(features: list[dict[str, Any]], codes: set[str]) -> str:
    names = {name for feature in features for name in feature.get("properties") or {}} | {""}
    return max(sorted(names), key=lambda name: len({_code(feature, name) for feature in features} & codes))


def _code(feature: dict[str, Any], key: str) -> str:
    return str(feature["properties"].get(key, "")) if key else str(feature.get("id", ""))


def _rings(geometry: dict[str, Any]) -> list[Any]:
    parts = geometry["coordinates"]
    return list(parts) if geometry["type"] == "Polygon" else [ring for part in parts for ring in part]
