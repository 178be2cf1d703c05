"""What of a sequence leaves the server: slides that PowerPoint edits, one file for a room without network."""

import io
import re

import pandas as pd
import pytest
from pptx import Presentation

from dx_metrics.briefing import offline, slides
from dx_metrics.briefing.picture import NoPicture
from dx_metrics.briefing.slides import Page, pptx_bytes
from dx_metrics.briefing.slides_charts import native_of
from dx_metrics.briefing.slides_picture import RATIO, plain, slide_svg
from dx_metrics.charts.exhibit import Exhibit
from dx_metrics.charts.svg.markup import box, read

NAMES = ["01906", "01909"]
BARS = {
    "data": [
        {
            "type": "bar",
            "orientation": "h",
            "x": [92.5, 71.25],
            "y": NAMES,
            "marker": {"color": ["#6F8FAF", "#12436D"]},
            "hovertext": ["<b>Khang Ninh</b><br>92,5 điểm", "<b>Nam Mẫu</b><br>71,3 điểm"],
        }
    ],
    "layout": {
        "height": 120,
        "yaxis": {"tickvals": NAMES, "ticktext": ["Khang Ninh", "=Nam Mẫu"], "autorange": "reversed"},
    },
}
LINES = {
    "data": [
        {"type": "scatter", "mode": "lines", "x": ["Q1/22", "Q2/22"], "y": [1, 2], "fill": "toself"},
        {"type": "scatter", "mode": "lines", "x": ["Q1/22", "Q2/22"], "y": [40.0, None], "name": "Khang Ninh"},
    ],
    "layout": {"height": 300},
}
DOTS = {"data": [{"type": "scatter", "mode": "markers", "x": [1, 2], "y": ["a", "b"]}], "layout": {"height": 200}}


def exhibit(figure=None, drawing: str = "", title: str = "Khang Ninh dẫn đầu") -> Exhibit:
    table = pd.DataFrame({"Đơn vị": ["Khang Ninh"], "Điểm": [92.5]})
    return Exhibit("thu", title, "Khang Ninh 92,5 điểm.", "Điểm · Quý I/2022 · Bản công bố r1", table, figure, drawing)


def made(*pages: Page):
    return Presentation(io.BytesIO(pptx_bytes("Họp quý I", "Huyện Thử · Bản công bố r1", pages))).slides


def test_bars_are_a_native_chart_with_the_exhibits_figures():
    (slide,) = made(Page("Thường kỳ", "Khang Ninh dẫn đầu", 4, exhibit(BARS)))
    (chart,) = [shape.chart for shape in slide.shapes if shape.has_chart]
    assert slide.shapes.title.text_frame.text == "Khang Ninh dẫn đầu"
    assert list(chart.plots[0].categories) == ["Khang Ninh", "'=Nam Mẫu"]  # no formula in the workbook inside
    assert list(chart.plots[0].series[0].values) == [92.5, 71.25]
    assert slide.notes_slide.notes_text_frame.text.startswith("Khang Ninh 92,5 điểm.\n4 phút.")


def test_lines_over_periods_are_a_native_chart_and_its_band_is_left_out():
    chart = native_of(LINES)
    assert chart and chart.kind == "line" and chart.categories == ("Q1/22", "Q2/22")
    assert [(own.name, own.values) for own in chart.series] == [("Khang Ninh", (40.0, None))]
    assert native_of(DOTS) is None


def test_a_table_of_words_stays_a_table():
    drawing = (
        '<table class="follow"><tr><th>Việc</th><th>Hạn</th></tr><tr><th>Mở điểm</th><td>30/06/2022</td></tr></table>'
    )
    (slide,) = made(Page("Lần trước", "1 việc", 5, exhibit(drawing=drawing)))
    (table,) = [shape.table for shape in slide.shapes if shape.has_table]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["Việc", "Hạn"], ["Mở điểm", "30/06/2022"]]


def test_what_is_neither_is_a_picture_that_says_what_it_shows():
    (slide,) = made(Page("Thường kỳ", "Chấm", 3, exhibit(DOTS)))
    (picture,) = [shape for shape in slide.shapes if shape.shape_type == 13]
    assert picture.image.content_type == "image/png"
    assert picture._element._nvXxPr.cNvPr.get("descr") == "Khang Ninh 92,5 điểm."


def test_without_a_picture_there_is_the_table_and_the_notes_say_so(monkeypatch):
    def never(svg: str, width: int) -> bytes:
        raise NoPicture("không có")

    monkeypatch.setattr(slides, "rastered", never)
    (slide,) = made(Page("Thường kỳ", "Chấm", 3, exhibit(DOTS), ["Đơn vị", "Điểm"], [["Khang Ninh", "92,5"]]))
    (table,) = [shape.table for shape in slide.shapes if shape.has_table]
    assert table.cell(1, 1).text == "92,5"
    assert "có bảng số liệu thay thế" in slide.notes_slide.notes_text_frame.text


def test_control_characters_do_not_break_the_file():
    (slide,) = made(Page("Lần trước", "Họp\x0b\x00 quý", 1, lines=["Mục\x1f một"]))
    assert slide.shapes.title.text_frame.text == "Họp quý"


@pytest.mark.parametrize(
    ("figure", "drawing"), [(BARS, ""), (LINES, ""), (DOTS, ""), (None, "<p>Chưa có số liệu.</p>")]
)
def test_a_picture_has_the_shape_of_the_slide(figure, drawing):
    wide, high = box(read(slide_svg(exhibit(figure, drawing)))[0])
    assert wide / high == pytest.approx(RATIO, rel=0.01)


def test_a_mark_says_what_the_interactive_page_says_when_pointed_at():
    assert 'data-told="Khang Ninh&#10;92,5 điểm"' in slide_svg(exhibit(BARS))
    assert plain("<b>A</b><br>1") == "A\n1"


def test_of_a_list_too_long_for_a_room_the_first_bars_stand_there_and_the_rest_is_counted():
    names = [f"{n:05d}" for n in range(90)]
    trace = {"type": "bar", "orientation": "h", "x": list(range(90)), "y": names}
    long = {
        "data": [trace],
        "layout": {"height": 2000, "yaxis": {"tickvals": names, "ticktext": names, "autorange": "reversed"}},
    }
    said = slide_svg(exhibit(long))
    shown = said.count("<rect")
    assert 5 < shown < 30
    assert f"còn {90 - shown} dòng" in said


def test_the_offline_file_runs_one_script_and_may_ask_for_nothing():
    made = offline.pack(
        "Họp", "r1", ["<article>1</article>", "<article>2</article>"], "", minutes=5, look="", script="1"
    )
    html = made.decode()
    rules = re.search(r'Content-Security-Policy" content="([^"]+)"', html)
    assert rules and "default-src &#x27;none&#x27;" in rules[1] and "sha256-" in rules[1]
    assert html.count("<script") == 1 and html.count('<template data-slide="') == 2
    assert not re.findall(r'(?:src|href)="|url\((?!data:)|@import', html)
