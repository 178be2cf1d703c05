"""The numbered table of communes and criteria: a cell that lost points says which, so that a page can lead on."""

import re

from dx_metrics.charts import comparison, heat
from dx_metrics.view import ALL, View
from pages.elements.exhibit import payload
from pages.meeting_slide import STILL
from tests.tiny import release_of

FIGURES = """
    unit  | period  | variable | value | status
    01906 | 2022-Q1 | nop      | 50    |
    01906 | 2022-Q1 | hs       | 100   |
    01906 | 2022-Q1 | mat      | 12    |
    01909 | 2022-Q1 | nop      | 20    |
    01909 | 2022-Q1 | hs       | 100   |
    01909 | 2022-Q1 | mat      | 0     |
    01912 | 2022-Q1 | nop      |       | missing
    01912 | 2022-Q1 | hs       | 100   |
    01912 | 2022-Q1 | mat      | 0     |
"""
CELL = re.compile(r'data-code="(\w+)" data-criterion="(\w+)">([^<]*)<')


def test_only_cells_that_lost_points_are_links(tmp_path):
    release = release_of(tmp_path, FIGURES)
    assert CELL.findall(heat.heat(release, View("thu", "2022-Q1", ALL, "DVC")).drawing) == [
        ("01909", "DVC01", "20,0"),  # 01906 has them all; what is skipped where it is missing lost none
    ]
    assert CELL.findall(heat.heat(release, View("thu", "2022-Q1", ALL, "HTS")).drawing) == [("01906", "HTS01", "12,0")]
    assert CELL.findall(heat.heat(release, View("thu", "2022-Q1")).drawing) == []  # a theme is no criterion


def test_what_is_missing_is_a_link_where_it_costs_points(tmp_path):
    strict = """
        code | parent | name    | value | rule   | at_zero | at_full | max_points | missing | not_applicable
        TONG |        | Toàn bộ | sum   |        |         |         | 10         | zero    |
        MAT  | TONG   | Mất     | mat   | linear | 48      | 0       | 10         | zero    | skip
    """
    figures = "unit | period | variable | value\n01906 | 2022-Q1 | mat | 0\n01909 | 2022-Q1 | nop | 1"
    drawing = heat.heat(release_of(tmp_path, figures, framework=strict), View("thu", "2022-Q1")).drawing
    assert ("01909", "MAT", "chưa có số liệu") in CELL.findall(drawing)


def test_a_comparison_of_three_leads_on_too_and_a_slide_does_not(tmp_path):
    view = View("thu", "2022-Q1", "01906", ALL, ("01909", "01912"))
    exhibit = comparison.comparison(release_of(tmp_path, FIGURES), view)
    assert CELL.findall(exhibit.drawing) == [("01906", "HTS01", "12,0"), ("01909", "DVC01", "20,0")]
    sent = payload(exhibit, key="k", link="", downloads="", height=300, cells="/viec?xa={code}&tieu_chi={criterion}")
    assert sent["cells"]
    assert heat.WAY_ON in sent["notes"]
    assert "data-" not in STILL.sub("", exhibit.drawing)


def test_a_picture_without_such_cells_says_nothing_of_them(tmp_path):
    exhibit = heat.heat(release_of(tmp_path, FIGURES), View("thu", "2022-Q1"))
    sent = payload(exhibit, key="k", link="", downloads="", height=300, cells="/viec?xa={code}&tieu_chi={criterion}")
    assert not sent["cells"]
    assert heat.WAY_ON not in sent["notes"]
