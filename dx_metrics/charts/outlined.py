"""Real outlines of communes as shapes of the map."""

import json
import math
from collections.abc import Sequence

import pandas as pd

Shape = tuple[str, float, float, float]
"""SVG path data, x and y of the label, room for the label (all in drawing units)."""
Ring = Sequence[tuple[float, float]]
ACROSS = 340
"""Drawing units of the longer side: as wide as a map of hexagons, so that one size of letters fits both."""
LINES = 16


def outlined(kept: pd.DataFrame) -> dict[str, Shape]:
    """Outlines (`queries.outlines`) in a plate carrée shrunk by the cosine of the middle latitude."""
    rings = {row.unit: json.loads(row.rings) for row in kept.itertuples()}
    points = [point for shape in rings.values() for ring in shape for point in ring]
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    squeeze = math.cos(math.radians((south + north) / 2))
    scale = ACROSS / max((east - west) * squeeze, north - south, 1e-9)

    def at(point: list[float]) -> tuple[float, float]:
        return (point[0] - west) * squeeze * scale, (north - point[1]) * scale

    shapes: dict[str, Shape] = {}
    for unit, shape in rings.items():
        drawn = [[at(point) for point in ring] for ring in shape]
        path = "".join("M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in ring) + "Z" for ring in drawn)
        shapes[unit] = (path, *label_place(max(drawn, key=_area)))
    return shapes


def label_place(ring: Ring) -> tuple[float, float, float]:
    """Middle of the widest stretch inside the ring, x and y, and its width; lines near the middle count for more."""
    low, high = min(y for _, y in ring), max(y for _, y in ring)
    best = (-1.0, (ring[0][0], (low + high) / 2, 0.0))
    for line in range(1, LINES):
        share = line / LINES
        y = low + (high - low) * share
        crossed = sorted(
            x1 + (x2 - x1) * (y - y1) / (y2 - y1)
            for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True)
            if (y1 > y) != (y2 > y)
        )
        for left, right in zip(crossed[::2], crossed[1::2], strict=True):
            best = max(best, ((right - left) * (1 - abs(share - 0.5)), ((left + right) / 2, y, right - left)))
    return best[1]


def _area(ring: Ring) -> float:
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True))) / 2
