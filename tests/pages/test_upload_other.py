"""What the upload page does with files that hold no figures: a new index, a commune's sheet of marks."""

import io

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from dx_metrics import store
from dx_metrics.access import Person, sessions
from dx_metrics.queries import reform
from dx_metrics.store import drafts
from tests.charts.judged import judged_workspace
from tests.intake.test_assessment_sheet import BODY, HEAD
from tests.intake.test_framework_folder import folder
from tests.pages.test_upload import BINH, OF_NAM_MAU, publish, said
from tests.test_layers import ROOT


@pytest.fixture
def opened(tmp_path, monkeypatch):
    """Opens a draft on the upload page as somebody."""
    made = judged_workspace(tmp_path)
    monkeypatch.setenv("DX_WORKSPACE", str(made))
    assert not store.publish(made).refused

    def at(person: Person, name: str, content: bytes) -> AppTest:
        monkeypatch.setattr(sessions, "person_in", lambda cookies: person)
        test = AppTest.from_file(str(ROOT / "tests" / "pages" / "one_page.py"), default_timeout=60)
        test.query_params["trang"] = "upload"
        test.query_params["nhap"] = drafts.save(person.name, name, content, {})
        return test.run()

    return at


def sheet() -> bytes:
    book = openpyxl.Workbook()
    for line in [*HEAD, *BODY]:
        book.active.append(line)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def test_a_new_index_in_an_archive_is_told_and_published(opened):
    test = publish(opened(BINH, "bo moi.zip", folder()))
    assert not test.exception
    assert "bo_moi" in store.current().about["frameworks"]
    assert "chỉ tài khoản của cơ quan huyện" in said(opened(OF_NAM_MAU, "bo moi.zip", folder()))


def test_a_sheet_of_marks_is_known_among_figures_and_published(opened):
    test = publish(opened(BINH, "phieu.xlsx", sheet()))
    assert not test.exception
    assert drafts.drafts("binh") == []
    marks = reform.marks(store.current(), "thu", "2022").set_index(["unit", "code"])
    assert marks.loc[("01906", "CC1.2"), ["self", "verified", "reason"]].tolist() == [5, 4, "Thiếu báo cáo quý I"]
    other = opened(OF_NAM_MAU, "phieu.xlsx", sheet())
    assert "không chấm được" in said(other)
    assert not other.exception
