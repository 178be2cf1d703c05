"""The history of a commune: what it reported, and what its parts reported before it was one."""

import json

import plotly.graph_objects as go
import pytest

from dx_metrics.charts import history, past
from dx_metrics.view import ALL, View
from tests.store.merged import FIGURES, SPLIT, WHOLE, release_of

NOW = View("thu", "2025-Q3", "01906")
LEFT_OUT = WHOLE + "    02041     | 01906   | 2025-07-01 | whole | 1\n"


def stroke(exhibit) -> dict:
    """The trace of the merged past."""
    return next(trace for trace in exhibit.figure["data"] if trace["line"].get("dash") == "dot")


def test_the_merged_past_has_a_stroke_of_its_own_and_says_what_it_is(tmp_path):
    exhibit = history.history(release_of(tmp_path), NOW)
    drawn = stroke(exhibit)
    assert drawn["x"] == ["Q1/22"]
    assert drawn["y"] == [pytest.approx(13.5)]  # 30 % of 50 % is 6 of 10; 12 hours, of 48 for none, 7.5 of 10
    assert drawn["marker"]["color"] == "#FFFFFF"
    assert [note["text"] for note in exhibit.figure["layout"]["annotations"]] == ["ghép từ 2 xã cũ"]
    go.Figure(exhibit.figure)
    json.dumps(exhibit.figure, allow_nan=False)


def test_years_without_figures_are_a_gap_on_the_axis_and_no_line_crosses_it(tmp_path):
    figure = history.history(release_of(tmp_path), NOW).figure
    assert figure["layout"]["xaxis"]["categoryarray"] == ["Q1/22", "…", "Q3/25"]
    assert figure["data"][-1]["x"] == ["Q3/25"]


def test_the_table_says_how_each_figure_came_about_and_ranks_no_merged_one(tmp_path):
    table = history.history(release_of(tmp_path), NOW).table
    assert list(table["Cách tính"]) == ["ghép từ 2 xã cũ", "số đơn vị báo cáo"]
    assert table["Hạng"].isna().tolist() == [True, False]
    assert table["Trung vị"].isna().tolist() == [True, False]


def test_the_words_and_the_notes_tell_the_merged_past_from_the_reported(tmp_path):
    exhibit = history.history(release_of(tmp_path), NOW)
    assert "Nét chấm, ghép từ 2 xã cũ, không xếp hạng: Q1/22: 13,5 điểm." in exhibit.words
    assert "không xếp hạng, không tính vào trung vị" in exhibit.notes[0]


def test_an_old_commune_has_no_merged_past_and_its_table_no_such_column(tmp_path):
    exhibit = history.history(release_of(tmp_path), View("thu", "2022-Q1", "01906"))
    assert exhibit.notes == ()
    assert "Cách tính" not in exhibit.table
    assert [trace["line"].get("dash") for trace in exhibit.figure["data"]] == [None, "dash", None]


def test_nobody_chosen_shows_no_merged_past(tmp_path):
    exhibit = history.history(release_of(tmp_path), View("thu", "2025-Q3", ALL))
    assert exhibit.notes == ()


def test_a_part_by_share_is_called_an_estimate(tmp_path):
    release = release_of(tmp_path, SPLIT)
    exhibit = history.history(release, NOW)
    assert exhibit.table["Cách tính"].iloc[0] == "ghép từ 2 xã cũ, ước tính"
    assert "Xã Nam Mẫu chỉ nhập một phần, tính theo tỷ lệ 25 %: số ước tính." in exhibit.notes
    assert "Xã Nam Mẫu chỉ nhập một phần, tính theo tỷ lệ 25 %: số ước tính." in past.explained(release, NOW)


def test_a_part_without_figures_is_named_as_left_out(tmp_path):
    release = release_of(tmp_path, LEFT_OUT)
    assert past.label(past.of(release, NOW, ("TONG",))) == "ghép từ 2 trên 3 xã cũ"
    said = past.explained(release, NOW)
    assert "(xã Khang Ninh và xã Nam Mẫu)" in said[0]
    assert said[1] == "Không tính xã Bằng Phúc vì không có số liệu, nên không so được với số sau sắp xếp."


def test_a_part_that_did_not_report_breaks_the_stroke(tmp_path):
    figures = FIGURES + "    01906 | 2022-Q2 | hs | 100\n    01906 | 2022-Q2 | nop | 10\n"
    exhibit = history.history(release_of(tmp_path, figures=figures), View("thu", "2025-Q3", "01906", "DVC"))
    assert stroke(exhibit)["x"] == ["Q1/22", "Q2/22"]
    assert stroke(exhibit)["y"] == [pytest.approx(6), None]
    assert "Chỗ trống: có đơn vị cũ chưa báo cáo nên không cộng." in exhibit.notes


def test_a_theme_that_cannot_be_put_together_draws_nothing_and_says_why(tmp_path):
    release = release_of(tmp_path, over_units={"mat": "none"})
    exhibit = history.history(release, View("thu", "2025-Q3", "01906", "HTS"))
    assert list(exhibit.table["Kỳ"]) == ["2025-Q3"]
    assert exhibit.notes[0].startswith("Hạ tầng: không ghép được")
    whole = history.history(release, NOW)
    assert any("thiếu 1 tiêu chí không cộng được và cả nhóm Hạ tầng" in note for note in whole.notes)
    assert past.explained(release, NOW)[-1].endswith("Mất kết nối.")


def test_small_pictures_carry_the_merged_past_too(tmp_path):
    exhibit = history.by_period(release_of(tmp_path), NOW)
    assert exhibit.drawing.count('<polyline class="merged"') == 2
    assert "ghép từ 2 xã cũ" in exhibit.drawing
    merged = exhibit.table[exhibit.table["Cách tính"] == "ghép từ 2 xã cũ"]
    assert dict(zip(merged["Chỉ tiêu"], merged["Giá trị"], strict=True)) == {"Trực tuyến": 30, "Mất kết nối": 12}


def test_an_old_code_is_answered_with_what_became_of_it(tmp_path):
    release = release_of(tmp_path, SPLIT)
    assert past.became(release, "2025-Q3", "01909") == (
        "Xã Nam Mẫu (mã 01909) đã chia vào xã Ba Bể (mã 01906) và xã Chợ Rã (mã 01912) từ 01/07/2025"
    )
    assert past.became(release, "2022-Q1", "01909") == ""  # it is a commune of that quarter
    assert past.became(release, "2025-Q3", "01906") == ""
    assert past.became(release, "2025-Q3", "99999") == ""
