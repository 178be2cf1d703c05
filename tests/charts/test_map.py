"""The map: hexagons from the register, or the boundaries a workspace brings."""

import json
import re

from dx_metrics import store
from dx_metrics.queries import outlines
from dx_metrics.view import View
from pages.shared.exhibits import EXHIBITS
from tests.tiny import release_of, workspace

FIGURES = """
    unit  | period  | variable | value
    01906 | 2022-Q1 | nop      | 50
    01906 | 2022-Q1 | hs       | 100
    01906 | 2022-Q1 | mat      | 0
    01906 | 2025-Q3 | nop      | 50
    01906 | 2025-Q3 | hs       | 100
"""


def boundaries(*codes: str, key: str = "ma_xa") -> str:
    """Unit squares side by side, one a code."""
    features = [
        {
            "type": "Feature",
            "properties": {key: code, "ten": f"nơi {code}"},
            "geometry": {"type": "Polygon", "coordinates": [[[x, 22], [x + 1, 22], [x + 1, 23], [x, 23], [x, 22]]]},
        }
        for x, code in enumerate(codes, start=105)
    ]
    return json.dumps({"type": "FeatureCollection", "attribution": "Nguồn thử", "features": features})


def drawn(folder, **files: str):
    made = workspace(folder, FIGURES)
    (made / "map").mkdir()
    for name, content in files.items():
        (made / "map" / f"{name}.geojson").write_text(content, "utf-8")
    outcome = store.publish(made)
    assert not outcome.refused, [str(problem) for problem in outcome.problems]
    return store.current(made)


def test_without_boundaries_every_commune_is_one_hexagon(tmp_path):
    exhibit = EXHIBITS["ban-do"](release_of(tmp_path, FIGURES), View("thu", "2022-Q1"))
    assert exhibit.drawing.count("<g data-code=") == 3
    assert exhibit.drawing.count("url(#chua-co)") == 2  # the two that did not report are hatched


def test_the_file_whose_codes_fit_the_period_is_drawn(tmp_path):
    release = drawn(tmp_path, cu=boundaries("01906", "01909", "01912"), moi=boundaries("01906", key="code"))
    assert set(outlines.outlines(release, "2022-Q1")["unit"]) == {"01906", "01909", "01912"}
    assert set(outlines.outlines(release, "2025-Q3")["unit"]) == {"01906"}


def test_boundaries_bear_their_attribution(tmp_path):
    release = drawn(tmp_path, cu=boundaries("01906", "01909", "01912"))
    exhibit = EXHIBITS["ban-do"](release, View("thu", "2022-Q1"))
    assert exhibit.drawing.count("<g data-code=") == 3
    assert "Nguồn thử" in exhibit.caption


def test_boundaries_of_other_places_leave_the_hexagons(tmp_path):
    release = drawn(tmp_path, khac=boundaries("01906", "88888", "99999"))
    assert outlines.outlines(release, "2022-Q1").empty
    assert EXHIBITS["ban-do"](release, View("thu", "2022-Q1")).drawing.count("<g data-code=") == 3


def test_a_broken_boundary_file_never_keeps_figures_from_being_published(tmp_path):
    release = drawn(tmp_path, hong="{", la='{"features": [1]}', cu=boundaries("01906", "01909", "01912"))
    assert len(outlines.outlines(release, "2022-Q1")) == 3


def test_the_real_boundaries_of_ba_be_are_drawn(tmp_path, shared):
    boundaries_of = {
        f"y{year}": (shared / "data" / "boundaries" / f"ba_be_{year}.geojson").read_text("utf-8")
        for year in (2022, 2025)
    }
    release = drawn(tmp_path, **boundaries_of)
    assert len(outlines.outlines(release, "2025-Q3")) in (0, 1)  # this register has one of the five


def test_a_map_of_many_communes_names_their_provinces_which_can_be_stood_at(tmp_path):
    units = "code | valid_from | name | short_name | kind | parent | hex_q | hex_r | compared\n" + "".join(
        f"{n:05d} | 2020-01-01 | Xã {n} | {n} | Xã | {90 + n % 2} | {n % 12} | {n // 12} | true\n" for n in range(110)
    )
    units += (
        "90 | 2020-01-01 | Tỉnh Chẵn | Chẵn | Tỉnh | | | | false\n91 | 2020-01-01 | Tỉnh Lẻ | Lẻ | Tỉnh | | | | false\n"
    )
    figures = "unit | period | variable | value\n" + "".join(
        f"{n:05d} | 2022-Q1 | {name} | {value}\n"
        for n in range(110)
        for name, value in (("nop", 50 if n % 2 else 10), ("hs", 100), ("mat", 0))
    )
    release = release_of(tmp_path, figures, units=units)
    drawing = EXHIBITS["ban-do"](release, View("thu", "2022-Q1", "00007")).drawing
    assert len(set(re.findall(r"M-?\d+,-?\d+h0", drawing))) == 110  # a dot each; pale ones twice, with their rim
    assert drawing.count("<circle data-level=") == 2 and 'tabindex="0"' not in drawing
    # By keyboard the provinces are the way in, best first, with the median of their communes.
    listed = drawing[drawing.index("<details") :]
    assert listed.index("Tỉnh Lẻ</span>: trung vị 20,0, 55 xã") < listed.index("Tỉnh Chẵn</span>: trung vị 12,0, 55 xã")
    own = EXHIBITS["ban-do"](release.at("90"), View("thu", "2022-Q1", level="90")).drawing
    assert own.count("<g data-code=") == 55 and "data-level" not in own


def test_a_map_of_many_communes_without_parents_leads_to_each(tmp_path):
    units = "code | valid_from | name | short_name | hex_q | hex_r | compared\n" + "".join(
        f"{n:05d} | 2020-01-01 | Xã {n} | {n} | {n % 12} | {n // 12} | true\n" for n in range(110)
    )
    figures = "unit | period | variable | value\n00007 | 2022-Q1 | mat | 0\n"
    drawing = EXHIBITS["ban-do"](release_of(tmp_path, figures, units=units), View("thu", "2022-Q1")).drawing
    assert drawing.count("<path data-code=") == 110 and "<details" not in drawing
