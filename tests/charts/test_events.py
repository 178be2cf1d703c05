"""Events on the time axis: a mark with a name in the picture, in the drawn one and in the words."""

import json

import plotly.graph_objects as go
import pytest

from dx_metrics import store
from dx_metrics.charts import events, history
from dx_metrics.charts.svg import plot
from dx_metrics.view import View
from tests.tiny import rows, workspace, write

FIGURES = """
    unit  | period  | variable | value
    01906 | 2022-Q1 | nop      | 50
    01906 | 2022-Q1 | hs       | 100
    01906 | 2022-Q1 | mat      | 0
    01906 | 2022-Q2 | nop      | 25
    01906 | 2022-Q2 | hs       | 100
    01906 | 2022-Q2 | mat      | 24
"""
EVENTS = """
    date       | name                        | kind
    2021-05-01 | Trước khi có số liệu        | su_co
    2022-02-10 | Quyết định giữa quý I       | van_ban
    2022-05-24 | Mưa lũ <b>lớn</b> ở vùng hồ | su_co
    2022-07-02 | Sau kỳ đang xem             | su_co
"""
Q2 = View("thu", "2022-Q2", "01906", "DVC")


@pytest.fixture
def release(tmp_path):
    made = workspace(tmp_path, FIGURES)
    write(made / "events.csv", rows(EVENTS))
    assert not store.publish(made).refused
    return store.current(made)


def test_only_events_of_the_shown_periods_are_marked_in_their_order(release):
    assert [(mark.number, mark.at) for mark in events.marks(release, Q2)] == [(1, "Q1/22"), (2, "Q2/22")]


def test_what_is_no_document_stays_when_there_are_too_many(release, monkeypatch):
    monkeypatch.setattr(events, "MOST", 1)
    assert [mark.day for mark in events.marks(release, Q2)] == ["24/05/2022"]


def test_the_history_bears_the_marks_in_the_figure_the_still_picture_the_words_and_the_notes(release):
    exhibit = history.history(release, Q2)
    go.Figure(exhibit.figure)
    json.dumps(exhibit.figure, allow_nan=False)
    lines = [shape for shape in exhibit.figure["layout"]["shapes"] if shape["type"] == "line"]
    assert [round(line["x0"], 2) for line in lines] == [round(1 - 0.5 + 53 / 91, 2), round(-0.5 + 40 / 90, 2)]
    assert "(1) Quyết định giữa quý I" in plot(exhibit.figure, 400)
    assert "Mốc thời gian: (1) 10/02/2022 Quyết định giữa quý I; (2) 24/05/2022 Mưa lũ" in exhibit.words
    assert exhibit.notes[-1].startswith("Vạch đứng: (1) 10/02/2022")


def test_small_multiples_bear_numbers_that_their_legend_explains(release):
    drawing = history.by_period(release, Q2).drawing
    assert drawing.count('<line class="event"') == 2  # one panel, two events
    assert "(2) 24/05/2022 Mưa lũ &lt;b&gt;lớn&lt;/b&gt; ở vùng hồ" in drawing
    assert "<b>lớn" not in drawing


def test_a_long_name_is_cut_at_a_word():
    assert events.short("Áp dụng phiên bản 2022 của bộ chỉ số") == "Áp dụng phiên bản 2022 của…"
    assert events.short("Mưa lũ") == "Mưa lũ"
