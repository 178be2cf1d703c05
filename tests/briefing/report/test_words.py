"""A paper of an older release is written by the words that were published with it."""

import shutil

import pytest

from dx_metrics import store
from dx_metrics.briefing.report import words
from dx_metrics.briefing.report.order import REPORT, Order, preview
from dx_metrics.store.sources import SHIPPED


@pytest.fixture
def folder(release, home, tmp_path, monkeypatch):
    monkeypatch.setenv("DX_WORKSPACE", str(tmp_path / "thu"))
    shutil.copytree(home / "thu", tmp_path / "thu")
    shutil.copytree(home / "local", tmp_path / "local")
    (tmp_path / "thu" / "report").mkdir(exist_ok=True)
    return tmp_path / "thu"


def told(id: str) -> tuple[str, list[str]]:
    """What a paper of a release says, and what is said of its words."""
    release = store.open_release(id)
    assert release is not None
    shown = preview(release, Order(REPORT, "thu", "2022-Q4", day="2022-12-31"), "")
    return " ".join(p.text for section in shown.sections for p in section.paragraphs), words.told(release)


def test_older_papers_keep_their_words_and_newer_ones_say_that_they_were_changed(folder):
    written = (SHIPPED / "bao-cao.toml").read_text("utf-8")
    assert "báo cáo kết quả" in told("r1")[0]
    assert told("r1")[1] == []
    (folder / "report" / "bao-cao.toml").write_text(written.replace("báo cáo kết quả", "trình kết quả"), "utf-8")
    said, remarks = told("r1")
    assert "trình kết quả" in said  # of the newest release what is on disk, so that words can be tried
    assert remarks[0].startswith("Tệp câu mẫu đã đổi sau bản công bố r1")
    assert store.publish(folder).release == "r2"  # words alone are something to publish
    assert told("r2")[1] == []
    assert "trình kết quả" in told("r2")[0]
    said, remarks = told("r1")
    assert "báo cáo kết quả" in said
    assert "trình kết quả" not in said
    assert remarks == []


def test_a_release_of_a_program_that_kept_no_words_says_that_they_may_be_newer(folder):
    store.publish(folder)
    release = store.open_release("r1")
    assert release is not None
    release.about.pop("words")
    assert words.told(release) == [
        "Lời văn theo tệp câu mẫu hiện nay, có thể mới hơn bản công bố r1; số vẫn là của bản đó."
    ]
