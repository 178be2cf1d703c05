"""`/tai/…`: the table behind a picture, asked for without the screen."""

import csv
import io

import pytest

from dx_metrics import store
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


@pytest.mark.parametrize("name", EXHIBITS)
@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_every_exhibit_can_be_had_as_a_file(name, format):
    answer = get(f"/tai/{name}.{format}?ky=2022-Q1&xa=01906")
    assert answer.status_code == 200
    assert f"{name}_2022-Q1_r1.{format}" in answer.headers["content-disposition"]


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
