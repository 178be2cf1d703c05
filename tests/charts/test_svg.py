"""A still picture says what the live one says, and stays within its frame."""

import xml.etree.ElementTree as tree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dx_metrics.charts import look
from dx_metrics.charts.svg import letters, plot
from dx_metrics.charts.svg.axis import Axis

NS = "{http://www.w3.org/2000/svg}"


def lying(**trace):
    bars = {"type": "bar", "orientation": "h", "x": [75.0, 25.0], "y": ["01906", "01909"]} | trace
    names = {"tickvals": ["01906", "01909"], "ticktext": ["<b>1. Khang Ninh</b>", "2. Nam Mẫu"]}
    up = look.axis(type="category", autorange="reversed", **names)
    return {"data": [bars], "layout": look.layout(120, xaxis=look.axis(range=[0, 100]), yaxis=up)}


def elements(svg: str, kind: str):
    return tree.fromstring(svg).findall(f".//{NS}{kind}")


def words(svg: str) -> list[str]:
    return ["".join(found.itertext()) for found in elements(svg, "text")]


def test_a_bar_is_as_long_as_its_figure_and_best_stands_on_top():
    svg = plot(lying(), 500)
    first, second = (float(bar.get("width") or 0) for bar in elements(svg, "rect"))
    assert first == pytest.approx(3 * second, rel=0.01)  # 75 is three times 25
    tops = [float(bar.get("y") or 0) for bar in elements(svg, "rect")]
    assert tops[0] < tops[1]


def test_names_and_figures_stand_beside_the_bars():
    said = words(plot(lying(text=["75,0", "25,0"]), 500))
    assert {"1. Khang Ninh", "2. Nam Mẫu", "75,0", "25,0"} <= set(said)


def test_names_from_a_file_do_not_become_markup():
    figure = lying()
    figure["layout"]["yaxis"]["ticktext"] = ["<script>alert(1)</script>", "2. A & B"]
    svg = plot(figure, 500)
    assert not elements(svg, "script")
    assert any("A & B" in said for said in words(svg))


def test_a_gap_in_a_line_stays_a_gap():
    line = {"type": "scatter", "mode": "lines", "x": ["Q1", "Q2", "Q3", "Q4", "Q5"], "y": [1.0, 2.0, None, 3.0, 4.0]}
    svg = plot({"data": [line], "layout": look.layout(200)}, 400)
    assert [len((run.get("points") or "").split()) for run in elements(svg, "polyline")] == [2, 2]


def test_stacked_bars_begin_where_the_one_before_ended():
    both = [
        {"type": "bar", "orientation": "h", "x": [60.0], "y": ["a"]},
        {"type": "bar", "orientation": "h", "x": [40.0], "y": ["a"]},
    ]
    layout = look.layout(80, barmode="stack", xaxis=look.axis(range=[0, 100]))
    one, two = elements(plot({"data": both, "layout": layout}, 400), "rect")
    assert float(one.get("x") or 0) + float(one.get("width") or 0) == pytest.approx(float(two.get("x") or 0), abs=0.2)


def test_a_trace_that_no_chart_of_ours_uses_is_refused():
    with pytest.raises(ValueError, match="heatmap"):
        plot({"data": [{"type": "heatmap", "x": [], "y": []}], "layout": {}}, 400)


@given(st.floats(-1e6, 1e6), st.floats(0.001, 1e6))
def test_ticks_are_few_and_lie_on_the_axis(low, span):
    axis = Axis({"range": [low, low + span]}, [], room=6)
    assert 1 <= len(axis.ticks) <= 13
    assert all(-0.001 <= place <= 1.001 for place, _ in axis.ticks)


@given(st.lists(st.floats(0, 100), min_size=1, max_size=30))
def test_every_bar_stays_in_the_picture(lengths):
    codes = [f"{n:05}" for n in range(len(lengths))]
    figure = {
        "data": [{"type": "bar", "orientation": "h", "x": lengths, "y": codes, "text": [f"{x:.1f}" for x in lengths]}],
        "layout": look.layout(400, xaxis=look.axis(range=[0, 100])),
    }
    for bar in elements(plot(figure, 360), "rect"):
        left, wide = float(bar.get("x") or 0), float(bar.get("width") or 0)
        assert left >= 0 and left + wide <= 360


def test_longer_words_need_more_room():
    assert letters.width("Thượng Giáo", 12) > letters.width("Hà", 12)
    assert letters.width("một<br>dòng dài hơn", 12) == letters.width("dòng dài hơn", 12)
