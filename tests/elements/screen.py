"""A page with one of each element, for the browser tests. Figures are made up."""

import pandas as pd
import streamlit as st

from dx_metrics.charts.exhibit import Exhibit
from pages.elements import drawn, exhibit, tiles

CODES = ["01906", "01909", "01912"]
TABLE = pd.DataFrame({"_code": CODES, "Đơn vị": ["Khang Ninh", "Nam Mẫu", "Đồng Phúc"], "Điểm": [71.5, 60, None]})
CAPTION = "Điểm tổng hợp · Quý I/2022 · SỐ LIỆU MINH HỌA"
HEXAGONS = (
    '<svg class="map" viewBox="0 0 200 80" role="group" aria-label="Bản đồ"><g data-code="01909" role="button" '
    'tabindex="0" aria-label="Nam Mẫu"><path d="M40,5L70,22V58L40,75L10,58V22Z" fill="#74ADD1"/></g></svg>'
)


def bars(more: int) -> dict:
    """A ranking of three; the first gets `more` points."""
    points = [71.5 + more, 60, 41]
    bar = {"type": "bar", "orientation": "h", "x": points, "y": CODES, "customdata": CODES}
    return {"data": [bar], "layout": {"height": 240, "yaxis": {"type": "category"}, "xaxis": {"range": [0, 100]}}}


def elements() -> None:
    """One of each."""
    st.title("Thử")
    tiles([{"label": "Điểm", "value": "62,4", "note": "tăng 1,8", "mark": "▲", "trend": [1, 2, 3]}] * 4, key="t")
    more = st.number_input("Thêm điểm", 0, 20, 0)
    first = Exhibit("xep-hang", "Khang Ninh dẫn đầu", "Ba xã", CAPTION, TABLE, bars(more))
    exhibit(first, key="a", link="/xa?xa={code}", downloads="/tai/xep-hang?ky=2022-Q1")
    second = Exhibit("ban-do", "Bản đồ ba xã", "Bản đồ", CAPTION, TABLE, None, HEXAGONS)
    exhibit(second, key="b", link="/xa?xa={code}")
    drawn(HEXAGONS.replace("Bản đồ", "Hình"), key="c", link="/xa?xa={code}")


def unit() -> None:
    """What links lead to."""
    st.title(f"Xã {st.query_params.get('xa')}")
    if st.checkbox("Nhận tệp"):
        st.file_uploader("Tệp số liệu")


st.set_page_config(page_title="Thử", layout="wide")
st.navigation([st.Page(elements, url_path="dau", default=True), st.Page(unit, title="Xã", url_path="xa")]).run()
