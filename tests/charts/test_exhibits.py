"""Exhibits on a few rows: the finding, the words, the picture and the table agree."""

import json
import re

import plotly.graph_objects as go
import pytest

from dx_metrics.charts.bullets import Bullet, Mark, drawn
from dx_metrics.view import ALL, View
from pages.shared.exhibits import EXHIBITS
from tests.tiny import UNITS, release_of

THREE = """
    unit  | period  | variable | value
    01906 | 2022-Q1 | nop      | 50
    01906 | 2022-Q1 | hs       | 100
    01906 | 2022-Q1 | mat      | 0
    01909 | 2022-Q1 | nop      | 25
    01909 | 2022-Q1 | hs       | 100
    01909 | 2022-Q1 | mat      | 24
    01906 | 2022-Q2 | nop      | 25
    01906 | 2022-Q2 | hs       | 100
    01906 | 2022-Q2 | mat      | 0
    01909 | 2022-Q2 | nop      | 25
    01909 | 2022-Q2 | hs       | 100
    01909 | 2022-Q2 | mat      | 12
"""
TARGET = """
    code  | valid_from | valid_to   | value | basis
    DVC01 | 2021-01-01 | 2025-12-31 | 80    | 942/QĐ-TTg
"""
Q1, Q2 = View("thu", "2022-Q1"), View("thu", "2022-Q2")


@pytest.fixture
def release(tmp_path):
    return release_of(tmp_path, THREE, targets=TARGET)


@pytest.mark.parametrize("name", EXHIBITS)
@pytest.mark.parametrize(
    "view",
    [
        View("thu", "2022-Q1"),
        View("thu", "2022-Q2", "01906", "DVC", ("01909",)),
        View("thu", "2022-Q2", "01912", "HTS", ("01906", "01909")),
    ],
    ids=["nobody chosen", "two chosen", "one without figures chosen"],
)
def test_every_exhibit_has_a_finding_words_a_caption_and_something_to_see(release, name, view):
    exhibit = EXHIBITS[name](release, view)
    assert exhibit.title and exhibit.words
    assert "Bản công bố r1" in exhibit.caption and "Quý" in exhibit.caption
    assert bool(exhibit.figure) != bool(exhibit.drawing)
    if exhibit.figure:
        go.Figure(exhibit.figure)  # raises for a key that Plotly does not know
        json.dumps(exhibit.figure, allow_nan=False)


def test_the_ranking_names_who_leads_and_who_is_last(release):
    exhibit = EXHIBITS["xep-hang"](release, Q1)
    assert exhibit.title == "Khang Ninh dẫn đầu, Nam Mẫu cuối bảng"
    assert exhibit.figure["data"][0]["customdata"] == ["01906", "01909"]
    assert exhibit.figure["data"][0]["x"] == [20, 10]


def test_a_commune_without_figures_is_not_ranked_and_is_named(release):
    exhibit = EXHIBITS["xep-hang"](release, Q1)
    assert "Không xếp hạng vì chưa có số liệu: Thượng Giáo." in exhibit.words
    assert list(exhibit.table["Đơn vị"]) == ["Xã Khang Ninh", "Xã Nam Mẫu", "Xã Thượng Giáo"]
    assert exhibit.table["Điểm"].isna().tolist() == [False, False, True]


def test_a_chosen_commune_is_named_with_its_rank(release):
    assert EXHIBITS["xep-hang"](release, View("thu", "2022-Q1", "01909")).title == "Nam Mẫu đứng thứ 2 trên 2 xã"


def test_moves_tell_the_largest_rise_and_fall(release):
    exhibit = EXHIBITS["tang-giam"](release, Q2)
    assert exhibit.title == "Nam Mẫu tăng 2,5 điểm, Khang Ninh giảm 5,0"
    assert list(exhibit.table["Trụ cột đổi nhiều nhất"]) == ["Hạ tầng", "Dịch vụ"]


def test_the_first_period_has_nothing_to_be_compared_with(release):
    assert EXHIBITS["tang-giam"](release, Q1).title == "Chưa có kỳ trước để so"


def test_the_indicator_farthest_from_its_target_comes_first(release):
    exhibit = EXHIBITS["xa-muc-tieu"](release, Q1)
    assert exhibit.title == "Xa mục tiêu nhất: Trực tuyến"
    assert "trung vị 37,5 %, chưa đạt mục tiêu 80 %" in exhibit.words


def test_without_targets_nobody_is_told_that_all_are_reached(tmp_path):
    exhibit = EXHIBITS["xa-muc-tieu"](release_of(tmp_path, THREE), Q1)
    assert exhibit.title == "Các chỉ tiêu chưa đặt mục tiêu trong kỳ này"


def test_two_communes_are_compared_indicator_by_indicator(release):
    exhibit = EXHIBITS["so-sanh"](release, View("thu", "2022-Q1", "01906", ALL, ("01909",)))
    assert exhibit.title == "Khang Ninh hơn Nam Mẫu ở 2 chỉ tiêu, kém ở 0"
    assert list(exhibit.table["Khang Ninh"]) == [50, 0]


def test_fewer_hours_lost_is_a_better_place_not_a_worse_one(release):
    exhibit = EXHIBITS["chi-tieu-xa"](release, View("thu", "2022-Q2", "01909"))
    lost = exhibit.table.set_index("Mã").loc["HTS01", "Nhận xét"]
    assert lost == "Kém trung vị, tốt lên 12,0 so kỳ trước, thứ 2 trên 2."


def test_reports_that_are_missing_are_counted(release):
    exhibit = EXHIBITS["bao-cao"](release, Q1)
    assert exhibit.title == "Đã có 6 trên 9 số liệu phải báo cáo"
    assert "Thiếu nhiều nhất: Thượng Giáo (3)." in exhibit.words


def test_names_from_the_register_cannot_become_markup(tmp_path):
    evil = UNITS.replace("Nam Mẫu    |", "<img src=x onerror=alert(1)> |", 1)
    release = release_of(tmp_path, THREE, units=evil, targets=TARGET)
    for name, ask in EXHIBITS.items():
        assert "<img" not in ask(release, View("thu", "2022-Q1", "01909", ALL, ("01906",))).drawing, name


def test_a_judged_criterion_is_shown_by_its_points(tmp_path):
    judged = """
        code | parent | name      | value | rule   | table         | max_points | missing | not_applicable
        TONG |        | Toàn bộ   | sum   |        |               | 2          | stop    |
        HTS  | TONG   | Hạ tầng   | sum   |        |               | 2          | stop    |
        WEB  | HTS    | Trang tin | trang | choice | du:2; thieu:1 | 2          | skip    | skip
    """
    answers = """
        unit  | period  | variable | value
        01906 | 2022-Q1 | trang    | du
        01909 | 2022-Q1 | trang    | thieu
    """
    release = release_of(tmp_path, answers, framework=judged)
    table = EXHIBITS["chi-tieu-xa"](release, View("thu", "2022-Q1", "01909")).table.set_index("Mã")
    assert table.loc["WEB", "Điểm"] == 1
    assert table.loc["WEB", "Nhận xét"] == "Kém trung vị, thứ 2 trên 2."
    assert "1,0" in EXHIBITS["bang-nhiet"](release, View("thu", "2022-Q1", ALL, "HTS")).drawing
    run = EXHIBITS["dien-bien"](release, View("thu", "2022-Q1", "01909", "HTS"))
    assert "chưa có số liệu" not in run.drawing and "Trang tin <small>(điểm)</small>" in run.drawing
    compared = EXHIBITS["so-sanh"](release, View("thu", "2022-Q1", "01906", ALL, ("01909",)))
    assert compared.table.iloc[0].tolist()[:5] == ["Trang tin", "điểm", 2, 1, 1.5]
    assert "Khang Ninh 2,0 và Nam Mẫu 1,0, trung vị 1,5" in compared.words


def test_with_too_many_communes_for_threads_the_middle_half_is_a_band(tmp_path):
    many = "unit | period | variable | value\n" + "".join(
        f"X{n:02d} | {period} | mat | {n}\n" for n in range(70) for period in ("2022-Q1", "2022-Q2")
    )
    register = "code | valid_from | name | short_name | compared\n" + "".join(
        f"X{n:02d} | 2020-01-01 | Xã {n} | {n} | true\n" for n in range(70)
    )
    run = EXHIBITS["dien-bien"](release_of(tmp_path, many, units=register), View("thu", "2022-Q2", "X69", "HTS"))
    assert run.drawing.count('class="band"') == 1 and 'class="grey"' not in run.drawing
    assert "nửa ở giữa" in run.drawing and "từng đơn vị" not in run.drawing
    assert set(run.table["Mã đơn vị"]) == {"X69"}  # the file of the whole has everybody


def test_with_too_many_communes_for_columns_reports_are_counted(tmp_path):
    many = "unit | period | variable | value\n" + "".join(f"X{n:02d} | 2022-Q1 | nop | 1\n" for n in range(70))
    register = "code | valid_from | name | short_name | compared\n" + "".join(
        f"X{n:02d} | 2020-01-01 | Xã {n} | {n} | true\n" for n in range(70)
    )
    drawing = EXHIBITS["bao-cao"](release_of(tmp_path, many, units=register), Q1).drawing
    assert '<th scope="row">Biến nop</th><td>70</td><td>0</td><td>0</td><td>0</td>' in drawing
    assert '<th scope="row">Biến hs</th><td>0</td><td>0</td><td>70</td><td>0</td>' in drawing


def test_who_has_all_the_points_is_not_told_to_be_like_the_median(release):
    table = EXHIBITS["chi-tieu-xa"](release, View("thu", "2022-Q1", "01906")).table.set_index("Mã")
    assert table.loc["DVC01", "Nhận xét"] == "Đủ điểm, còn cách mục tiêu 30 %, thứ 1 trên 2."


def test_two_communes_with_equal_figures_are_both_seen():
    spread = (0.0, 1.0, 2.0, 3.0, 4.0)
    marks = (Mark("Khang Ninh", 2.0, "#12436D"), Mark("Nam Mẫu", 2.0, "#E08214"))
    heights = re.findall(r'cy="([0-9.]+)"', drawn([Bullet("A", "A", "", spread, None, marks)]))
    assert heights == ["11.5", "22.5"]


def test_a_figure_is_next_due_when_its_period_is_over_and_some_days_more(release):
    table = EXHIBITS["danh-muc"](release, Q2).table.set_index("Mã")
    assert table.loc["DVC01", "Kỳ gần nhất"] == "Quý II/2022"
    assert table.loc["DVC01", "Kỳ tới"] == "Quý III/2022, hạn 10/10/2022"
