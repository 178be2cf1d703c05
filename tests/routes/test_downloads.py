"""`/tai/…`: the table behind a picture, asked for without the screen."""

import csv
import io

import pytest
from openpyxl import load_workbook

from dx_metrics import store
from dx_metrics.briefing import picture
from pages.routes import limited, pictures
from pages.shared.exhibits import EXHIBITS
from tests.routes.client import get
from tests.tiny import workspace

FIGURES = """
    unit  | period  | variable | value
    01906 | 2022-Q1 | nop      | 50
    01906 | 2022-Q1 | hs       | 100
    01906 | 2022-Q1 | mat      | 0
"""


@pytest.fixture(autouse=True)
def published(tmp_path, monkeypatch):
    made = workspace(tmp_path, FIGURES)
    monkeypatch.setenv("DX_WORKSPACE", str(made))
    store.publish(made)
    limited.forget()


def test_every_exhibit_can_be_had_as_a_table_and_as_a_picture_that_scales():
    for name in EXHIBITS:
        for format in ("csv", "xlsx", "svg"):
            answer = get(f"/tai/{name}.{format}?ky=2022-Q1&xa=01906")
            assert answer.status_code == 200, name
            assert f"{name}_2022-Q1_r1.{format}" in answer.headers["content-disposition"]
        assert " r1" in answer.text, name
        limited.forget()


def test_the_file_is_of_the_view_in_the_address():
    rows = list(csv.DictReader(io.StringIO(get("/tai/xep-hang.csv?tru_cot=DVC").content.decode("utf-8-sig"))))
    assert rows[0]["Đơn vị"] == "Xã Khang Ninh"
    assert rows[0]["Điểm"] == "10"
    assert "Dịch vụ, điểm (tối đa 10) · Quý I/2022" in rows[0]["Nguồn gốc"]


@pytest.mark.parametrize(
    "address", ["/tai/khong-co.csv", "/tai/xep-hang.exe", "/tai/xep-hang.csv?ban=r99", "/tai/xep-hang.csv?ban=../r1"]
)
def test_what_does_not_exist_is_said_in_vietnamese(address):
    answer = get(address)
    assert answer.status_code == 404
    assert answer.text.startswith("Không có")


def test_unknown_choices_fall_back_as_on_the_screen():
    assert get("/tai/xep-hang.csv?ky=1999&xa=zz&tru_cot=%00").status_code == 200


def test_a_picture_of_pixels_is_made_once_for_a_release(monkeypatch):
    made = []
    monkeypatch.setattr(pictures, "png_bytes", lambda exhibit: made.append(exhibit.name) or b"\x89PNG")
    for query in ("ky=2022-Q1", "ky=2022-Q1&ban=r1", "ky=1999"):
        assert get(f"/tai/xep-hang.png?{query}").content == b"\x89PNG"
    assert made == ["xep-hang"]


def test_where_no_pixels_can_be_made_that_is_said(monkeypatch):
    def no(exhibit):
        raise picture.NoPicture

    monkeypatch.setattr(pictures, "png_bytes", no)
    assert get("/tai/xep-hang.png").status_code == 503
    assert get("/tai/xep-hang.svg").status_code == 200


def test_the_whole_of_a_measure_has_all_its_periods_and_units():
    rows = list(csv.DictReader(io.StringIO(get("/tai/xep-hang.csv?pham_vi=toan_bo").content.decode("utf-8-sig"))))
    assert {(row["Đơn vị"], row["Chỉ tiêu"]) for row in rows} == {
        (unit, name)
        for unit in ("Xã Khang Ninh", "Xã Nam Mẫu", "Xã Thượng Giáo")
        for name in ("Toàn bộ", "Dịch vụ", "Trực tuyến", "Hạ tầng", "Mất kết nối")
    }
    assert get("/tai/danh-muc.csv?pham_vi=toan_bo").status_code == 404


def test_a_file_says_direction_unit_and_boundaries():
    rows = list(csv.DictReader(io.StringIO(get("/tai/xep-hang.csv?ky=2022-Q1").content.decode("utf-8-sig"))))
    for words in ("địa giới 3 xã, như từ 01/02/2020 đến 30/06/2025", "thấp hơn là tốt hơn: Mất kết nối"):
        assert words in rows[0]["Nguồn gốc"]
    sheet = load_workbook(io.BytesIO(get("/tai/xep-hang.xlsx?ky=2022-Q1").content))["Định nghĩa và nguồn"]
    cells = {cell.value for row in sheet.iter_rows() for cell in row}
    assert {"nop / hs * 100", "giờ", "thấp hơn là tốt hơn", "Biến hs"} <= cells
