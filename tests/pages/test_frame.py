"""The frame and its pages without a browser, on workspaces of a few rows."""

import json
import re

import pytest
from streamlit.testing.v1 import AppTest

from dx_metrics import store
from tests.charts.test_lost import versions
from tests.test_layers import ROOT
from tests.tiny import FRAMEWORK, rows, workspace, write

TAG = re.compile("<[^>]*>")
FIGURES = """
    unit  | period  | variable | value
    01906 | 2022-Q1 | nop      | 50
    01906 | 2022-Q1 | hs       | 100
    01906 | 2022-Q1 | mat      | 0
    01909 | 2022-Q1 | nop      | 25
    01909 | 2022-Q1 | hs       | 100
    01909 | 2022-Q1 | mat      | 24
    01906 | 2022-Q2 | nop      | 10
    01906 | 2022-Q2 | hs       | 100
    01906 | 2022-Q2 | mat      | 0
"""


@pytest.fixture
def shown(tmp_path, monkeypatch):
    """Opens the first page on a workspace, with what the address says."""

    def open_at(made, **address: str) -> AppTest:
        monkeypatch.setenv("DX_WORKSPACE", str(made))
        test = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=30)
        for name, value in address.items():
            test.query_params[name] = value
        return test.run()

    return open_at


def said(test: AppTest) -> str:
    """Everything written on the page, outside of exhibits."""
    blocks = [*test.title, *test.markdown, *test.caption, *test.error, *test.info, *test.warning, *test.expander]
    sent = (json.loads(each.proto.bytes) for each in test.get("bidi_component"))
    drawn = (TAG.sub("", each["html"]) for each in sent if "html" in each)
    return "\n".join([*(getattr(block, "value", None) or getattr(block, "label", "") for block in blocks), *drawn])


def test_the_first_page_opens_with_the_verdict_in_words(tmp_path, shown):
    made = workspace(tmp_path, FIGURES)
    store.publish(made)
    test = shown(made, ky="2022-Q1")
    assert not test.exception
    assert test.title[0].value == "Tổng quan"
    assert "Quý I/2022, Khang Ninh dẫn đầu với 20,0 điểm; Nam Mẫu thấp nhất, 10,0 điểm" in said(test)


def test_a_chosen_commune_comes_first_in_the_verdict(tmp_path, shown):
    made = workspace(tmp_path, FIGURES)
    store.publish(made)
    test = shown(made, ky="2022-Q1", xa="01909")
    assert "Xã Nam Mẫu được 10,0 điểm, thứ 2 trên 2 xã" in said(test)


def test_the_latest_period_is_shown_unless_the_address_says_otherwise(tmp_path, shown):
    made = workspace(tmp_path, FIGURES)
    store.publish(made)
    assert shown(made).selectbox[0].value == "2022-Q2"
    assert shown(made, ky="2022-Q1").selectbox[0].value == "2022-Q1"


def test_unknown_codes_fall_back_and_are_said(tmp_path, shown):
    made = workspace(tmp_path, FIGURES)
    store.publish(made)
    test = shown(made, ky="1999-Q1", xa="<script>")
    assert not test.exception
    assert "Không có kỳ mang mã “1999-Q1” ở đây; đang hiển thị Quý II/2022." in said(test)
    assert "Không có xã mang mã “<script>”" in said(test)


def test_without_a_release_the_screen_says_what_to_do(tmp_path, shown):
    test = shown(workspace(tmp_path, FIGURES))
    assert not test.exception
    assert "Chưa có bản công bố nào" in said(test)
    assert "manage.py publish" in said(test)


def test_a_workspace_that_never_was_whole_names_file_row_and_column(tmp_path, shown):
    made = workspace(tmp_path, FIGURES.replace("01909 | 2022-Q1 | nop      | 25", "99999 | 2022-Q1 | nop | 25"))
    assert store.publish(made).refused
    test = shown(made)
    assert not test.exception
    for words in ("tat\\_ca.csv", "dòng 5", "cột unit", "99999"):
        assert words in said(test), said(test)


def test_a_workspace_that_broke_keeps_showing_the_last_good_release_and_says_so(tmp_path, shown):
    made = workspace(tmp_path, FIGURES)
    store.publish(made)
    broken = rows(FIGURES)
    write(made / "observations" / "tat_ca.csv", [*broken, {**broken[0], "unit": "99999"}])
    store.publish(made)
    test = shown(made, ky="2022-Q1")
    assert not test.exception
    assert "đang hiển thị bản công bố r1" in said(test)
    assert "Khang Ninh dẫn đầu" in said(test)


def test_a_register_without_figures_says_what_to_do(tmp_path, shown):
    made = workspace(tmp_path, "unit | period | variable | value\n01906 | 2022-Q1 | nop | 1")
    (made / "observations" / "tat_ca.csv").unlink()
    outcome = store.publish(made)
    assert not outcome.refused, [str(problem) for problem in outcome.problems]
    test = shown(made)
    assert not test.exception
    assert "Chưa có số liệu nào để chấm điểm" in said(test)


def test_illustrative_figures_say_so_and_real_ones_do_not(tmp_path, shown):
    made = workspace(tmp_path, FIGURES, illustrative=True, illustrative_note="Số thử.")
    store.publish(made)
    assert "Số liệu minh họa" in said(shown(made))
    workspace(tmp_path, FIGURES)
    store.publish(made)
    assert "Số liệu minh họa" not in said(shown(made))


def test_a_link_may_pin_a_release(tmp_path, shown):
    made = workspace(tmp_path, FIGURES)
    store.publish(made)
    workspace(tmp_path, FIGURES.replace("| 25", "| 50").replace("| 24", "| 0"))
    store.publish(made)
    words = said(shown(made, ky="2022-Q1", ban="r1"))
    assert "Nam Mẫu thấp nhất" in words
    assert "giữ nguyên số của bản công bố r1" in words
    assert "2 số đã sửa, hạng của 1 xã đổi" in words


def test_a_link_to_a_release_that_is_not_there_shows_no_other_one(tmp_path, shown):
    made = workspace(tmp_path, FIGURES)
    store.publish(made)
    test = shown(made, ky="2022-Q1", ban="r9")
    assert "Không có bản công bố “r9”" in said(test)
    assert "dẫn đầu" not in said(test)
    assert 'href="?ky=2022-Q1"' in test.get("html")[0].proto.body


def test_what_stands_in_somebodys_file_is_not_taken_for_markup(tmp_path, shown):
    made = workspace(tmp_path, FIGURES.replace("01909 | 2022-Q1 | nop", "**99999**[x](http://evil) | 2022-Q1 | nop"))
    assert store.publish(made).refused
    assert "[x](http" not in said(shown(made))


def test_a_link_that_names_another_version_of_the_index_is_told_which_one_scores(tmp_path, shown, monkeypatch):
    figures = "unit | period | variable | value\n01906 | 2022-Q1 | mat | 0\n01906 | 2022-Q2 | mat | 0"
    release = versions(tmp_path, figures, FRAMEWORK)
    monkeypatch.setenv("DX_WORKSPACE", str(tmp_path / "thu"))
    test = shown(tmp_path / "thu", ky="2022-Q1", phien_ban="thu_2")
    assert "phiên bản của bộ chỉ số mang mã “thu_2”" in said(test)
    assert test.query_params["phien_ban"] == "thu"
    assert release.id == "r1"
