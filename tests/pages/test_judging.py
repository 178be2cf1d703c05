"""Judging on the page: who sees what, and that a saved mark is published, journalled and reversible."""

import pytest
from streamlit.testing.v1 import AppTest

from dx_metrics import store
from dx_metrics.access import Person
from dx_metrics.queries import reform
from pages import judging
from pages.shared.notices import plain
from tests.charts.judged import judged_workspace
from tests.test_layers import ROOT


@pytest.fixture
def page(tmp_path, monkeypatch):
    made = judged_workspace(tmp_path)
    monkeypatch.setenv("DX_WORKSPACE", str(made))
    assert not store.publish(made).refused

    def opened_by(person: Person | None) -> AppTest:
        monkeypatch.setattr(judging, "who", lambda: person)
        test = AppTest.from_file(str(ROOT / "tests" / "pages" / "reform_page.py"), default_timeout=60)
        return test.run()

    return opened_by


def test_nobody_who_is_not_signed_in_is_offered_a_mark(page):
    test = page(None)
    assert not test.exception and not test.expander
    assert [box.label for box in test.selectbox] == ["Kỳ chấm"]


def test_a_commune_marks_itself_only_and_no_stage_but_its_own(page):
    test = page(Person("nm", "", "nap", ("01909",)))
    boxes = {box.label: box for box in test.selectbox}
    assert boxes["Xã"].options == ["Nam Mẫu"]
    assert test.button_group[0].options == ["tự chấm"]
    said = [caption.value for caption in test.caption]
    assert plain("Tiêu chí này đã qua bước thẩm định: không sửa được bước tự chấm.") in said
    assert test.button[-1].disabled


def test_a_saved_mark_is_published_with_its_reason_in_the_journal(page):
    test = page(Person("mai", "", "cong_bo"))
    test.selectbox(key="cham-xa").set_value("01909").run()
    test.button_group[0].set_value("appeal").run()
    test.number_input[0].set_value(3.5).run()
    assert test.button[-1].disabled  # another figure than before, and no reason
    test.text_input[0].set_value("Bổ sung quyết định").run()
    promised = plain("Nam Mẫu: 13,00 thành 14,50 điểm, vẫn thứ 1 trên 2.")
    assert any(promised in words.value for words in test.markdown)
    test.button[-1].click().run()
    assert not test.exception and test.success[0].value.startswith("Đã lưu, bản công bố r2.")
    shown = store.history()[0]
    assert (shown.who, shown.why) == ("mai", "Chấm CC1.1 Xã Nam Mẫu, bước phúc tra: Bổ sung quyết định")
    marks = reform.marks(store.current(), "thu", "2022-H1").set_index(["unit", "code"])
    assert marks.loc[("01909", "CC1.1"), ["appeal", "points"]].tolist() == [3.5, 3.5]


def test_a_new_round_begins_without_a_sheet(page):
    test = page(Person("mai", "", "cong_bo"))
    test.selectbox(key="cham-ky").set_value("2022-H2").run()
    assert test.selectbox(key="cham-xa").options == ["Khang Ninh", "Nam Mẫu", "Thượng Giáo"]
    test.selectbox(key="cham-xa").set_value("01912").run()
    test.button_group[0].set_value("verified").run()
    test.number_input[0].set_value(3.0).run()
    assert any(plain("Thượng Giáo: 3,00 điểm.") in words.value for words in test.markdown)
    test.button[-1].click().run()
    assert not test.exception and test.success[0].value.startswith("Đã lưu, bản công bố r2.")
    assert test.selectbox[0].value == "2022-H2"  # the page shows what has just begun
    marks = reform.marks(store.current(), "thu", "2022-H2").set_index(["unit", "code"])
    assert marks["points"].dropna().to_dict() == {("01912", "CC1.1"): 3.0}


def test_where_nothing_was_ever_marked_the_first_round_begins_on_the_page(tmp_path, monkeypatch):
    made = judged_workspace(tmp_path)
    (made / "assessments.csv").unlink()
    monkeypatch.setenv("DX_WORKSPACE", str(made))
    assert not store.publish(made).refused
    monkeypatch.setattr(judging, "who", lambda: Person("mai", "", "cong_bo"))
    test = AppTest.from_file(str(ROOT / "tests" / "pages" / "reform_page.py"), default_timeout=60).run()
    assert not test.exception and len(test.selectbox(key="cham-ky").options) > 1
    assert test.selectbox(key="cham-tc").options[0] == "CC1.1 Kế hoạch (chưa chấm/4)"
