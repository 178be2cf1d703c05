"""`map/*.geojson`: boundaries that a workspace may bring. Faults here never hold up the figures."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dx_metrics.problems import Problem

_KINDS = ("Polygon", "MultiPolygon")


def check_boundaries(folder: Path, codes: set[str]) -> Iterator[Problem]:
    """Warnings for every file that is no GeoJSON of areas, or whose features name no known unit."""
    for path in sorted((folder / "map").glob("*.geojson")):
        file = path.relative_to(folder).as_posix()
        try:
            collection = json.loads(path.read_bytes().decode("utf-8-sig"))
        except (OSError, ValueError, RecursionError):
            yield _warn("không đọc được GeoJSON", "Xuất lại tệp GeoJSON với mã UTF-8.", file)
            continue
        features = collection.get("features") if isinstance(collection, dict) else None
        if not isinstance(features, list) or not all(_is_area(feature) for feature in features):
            message = "không phải FeatureCollection gồm các vùng (Polygon, MultiPolygon)"
            yield _warn(message, "Xuất lại ranh giới dạng vùng.", file)
            continue
        strange = [feature for feature in features if not _names(feature) & codes]
        if strange:
            shown = ", ".join(sorted(_names(strange[0])))[:80]
            message = f"{len(strange)} trên {len(features)} vùng không mang mã đơn vị nào trong units.csv"
            yield _warn(message, "Ghi mã đơn vị vào thuộc tính “code” của mỗi vùng.", file, shown)


def _warn(message: str, cure: str, file: str, value: str = "") -> Problem:
    return Problem(message, cure, file, None, "", value, "warning")


def _is_area(feature: Any) -> bool:
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    if not isinstance(geometry, dict) or geometry.get("type") not in _KINDS:
        return False
    return isinstance(geometry.get("coordinates"), list)


def _names(feature: dict[str, Any]) -> set[str]:
    """What may be the code of a feature: the property `code`, another text property, or its id."""
    properties = feature.get("properties")
    named = [feature.get("id"), *(properties.values() if isinstance(properties, dict) else ())]
    return {name for name in named if isinstance(name, str)}
