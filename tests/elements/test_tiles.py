import re

from pages.elements.sparkline import sparkline
from pages.elements.tiles import tiles_html


def test_a_tile_shows_label_value_and_note_as_they_are():
    html = tiles_html([{"label": "Điểm", "value": "62,4", "note": "so với quý trước: 1,8", "mark": "▲"}])
    assert re.sub("<[^>]+>", "|", html).replace("||", "|").strip("|").split("|")[0] == "Điểm"
    assert '<span class="dx-better">▲</span> so với quý trước: 1,8' in html


def test_texts_from_data_cannot_become_markup():
    html = tiles_html([{"label": "<script>", "value": "<b>", "note": "&", "mark": "<i>"}])
    assert not re.search("<script>|<b>|<i>", html)


def test_a_tile_needs_no_more_than_label_and_value():
    html = tiles_html([{"label": "Điểm", "value": "62,4"}])
    assert "dx-tile-note" not in html
    assert "<svg" not in html


def test_a_line_of_fewer_than_two_values_is_not_drawn():
    assert sparkline([]) == sparkline([1]) == sparkline([None, 1, None]) == ""


def test_a_line_breaks_where_a_value_is_missing():
    assert path(sparkline([1, 2, None, 4, 5])).count("M") == 2
    assert path(sparkline([1, 2, float("nan"), 4, 5])).count("M") == 2


def test_a_line_ends_in_a_dot_on_its_last_value():
    assert 'cx="92.0" cy="4.0"' in sparkline([1, 2, 3])


def test_a_level_line_runs_through_the_middle():
    assert path(sparkline([5, 5])) == "M4.0,18.0L92.0,18.0"


def path(svg: str) -> str:
    return svg.partition(' d="')[2].partition('"')[0]
