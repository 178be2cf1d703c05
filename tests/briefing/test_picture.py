"""A picture without a browser says what the screen says, and is a picture."""

import struct
from xml.etree import ElementTree

import pandas as pd
import pytest

from dx_metrics.briefing import picture
from dx_metrics.charts.exhibit import Exhibit
from dx_metrics.charts.svg.drawing import blocks
from pages.shared.exhibits import EXHIBITS
from pages.shared.options import view_of
from tests.tiny import release_of

FIGURES = """
    unit  | period  | variable | value
    01906 | 2022-Q1 | nop      | 50
    01906 | 2022-Q1 | hs       | 100
    01906 | 2022-Q1 | mat      | 0
    01909 | 2022-Q1 | nop      | 20
    01909 | 2022-Q1 | hs       | 100
    01909 | 2022-Q1 | mat      | 24
"""
BARS = {"data": [{"type": "bar", "x": [1], "y": ["Khang Ninh"], "orientation": "h"}], "layout": {"height": 240}}


def made(drawing: str = "", figure: dict | None = None) -> Exhibit:
    return Exhibit("thu", "Hà Hiệu & Nam Mẫu", "Lời", "Nguồn: Phòng", pd.DataFrame(), figure, drawing, ("Ghi chú",))


def said(svg: bytes) -> str:
    return " ".join(" ".join(ElementTree.fromstring(svg).itertext()).split())


def test_every_exhibit_is_a_sound_svg_with_its_title_and_caption(tmp_path):
    release = release_of(tmp_path, FIGURES)
    for name, question in EXHIBITS.items():
        exhibit = question(release, view_of(release, {"ky": "2022-Q1", "xa": "01906"}))
        words = said(picture.svg_bytes(exhibit))
        for text in (exhibit.title, exhibit.caption):
            assert all(word in words for word in text.split()), name


@pytest.mark.parametrize(
    ("drawing", "expected"),
    [
        ('<ul class="lost"><li><div class="what"><b>Hồ sơ</b></div><span class="figure">−1,5</span></li></ul>', "−1,5"),
        ("<table><thead><tr><th>Xã</th></tr></thead><tr><td>Nam Mẫu &amp; Hà Hiệu</td></tr></table>", "& Hà Hiệu"),
        ('<ul class="legend"><li><i style="background:#12436D"></i>Nhóm đầu</li></ul>', "Nhóm đầu"),
        ("<p>Chưa có số liệu</p>", "Chưa có số liệu"),
        ('<svg viewBox="0 0 10 10"><g data-code="01906"><text>Chợ Rã</text></g></svg>', "Chợ Rã"),
        ("<section>một loại hình <b>chưa từng vẽ</b></section>", "một loại hình"),
    ],
)
def test_what_the_server_drew_for_the_screen_is_in_the_picture(drawing, expected):
    svg = picture.svg_bytes(made(drawing))
    assert expected in said(svg)
    assert b"data-code" not in svg


def test_a_table_too_wide_for_the_picture_is_drawn_smaller():
    cells = "".join(f"<td>{n} chỉ tiêu rất dài</td>" for n in range(40))
    assert "scale(0." in blocks(f"<table><tr>{cells}</tr></table>", 1000)[0].markup


def test_a_preview_is_what_chats_ask_for_and_says_how_many_rows_it_left_out():
    row = '<li><div class="what"><b>Hồ sơ</b></div><span class="figure">1</span></li>'
    png = picture.preview_bytes(made(f'<ul class="lost">{row * 40}</ul>'))
    assert png.startswith(b"\x89PNG")
    assert struct.unpack(">II", png[16:24]) == (1200, 630)
    shown = picture.fitting(blocks(f'<ul class="lost">{row * 40}</ul>', 1000), 1000, 300)
    assert "… còn 32 dòng" in shown[-1].markup


def test_a_map_is_drawn_as_large_as_a_preview_has_room():
    (drawn,) = blocks('<svg class="map" viewBox="0 0 100 400"><path d="M0,0"/></svg>', 1000, 300)
    assert drawn.height <= 312


def test_where_pixels_cannot_be_made_that_is_said(monkeypatch):
    monkeypatch.setattr(picture, "PROGRAM", picture.PROGRAM.with_name("khong-co.py"))
    with pytest.raises(picture.NoPicture):
        picture.png_bytes(made(figure=BARS))
