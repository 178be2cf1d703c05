import json

import pandas as pd
import pytest

from dx_metrics.charts.exhibit import Exhibit
from pages.elements.exhibit import payload, with_extension

BARS = {"data": [{"type": "bar", "x": [1], "y": ["01906"], "customdata": ["01906"]}], "layout": {"height": 240}}


def given(figure=None, drawing="", **more):
    exhibit = Exhibit("xep-hang", "Tiêu đề", "Lời", "Nguồn", pd.DataFrame({"Điểm": [1.0]}), figure, drawing)
    return payload(exhibit, **{"key": "k", "link": "", "downloads": "", "height": 360} | more)


def test_the_picture_is_as_high_as_its_layout_says():
    assert given(BARS)["height"] == 240


def test_a_picture_that_says_nothing_gets_the_height_of_the_page():
    assert given({"data": [], "layout": {}}, height=300)["height"] == 300


def test_a_drawing_stands_in_where_there_is_no_figure():
    assert given(None, "<p>Chưa có số liệu</p>")["drawing"] == "<p>Chưa có số liệu</p>"


def test_what_is_sent_is_plain_json():
    assert json.loads(json.dumps(given(BARS)))["figure"] == BARS


def test_a_trace_that_the_served_plotly_cannot_draw_is_refused_by_name():
    with pytest.raises(ValueError, match=r"xep-hang.*heatmap"):
        given({"data": [{"type": "heatmap"}], "layout": {}})


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/tai/xep-hang?ky=2022-Q1", "/tai/xep-hang.csv?ky=2022-Q1"),
        ("/tai/xep-hang", "/tai/xep-hang.csv"),
        ("/tai/xep-hang?a=1?2", "/tai/xep-hang.csv?a=1?2"),
    ],
)
def test_downloads_keep_the_state_of_the_page(address, file):
    assert with_extension(address, "csv") == file


def test_without_an_address_there_is_nothing_to_download():
    assert given(BARS)["downloads"] is None


def test_a_table_too_long_for_a_phone_is_cut_on_the_screen_and_says_so():
    long = Exhibit("dai", "Dài", "…", "…", pd.DataFrame({"Đơn vị": [f"xã {n}" for n in range(3321)]}), drawing="<p/>")
    sent = payload(long, key="k", link="", downloads="", height=300)
    assert len(sent["table"]["rows"]) == 400
    assert sent["notes"] == ["Bảng số liệu trên màn hình có 400 dòng đầu trong 3.321; tệp tải về có đủ."]
