"""Another program over the same store, newer or older: releases keep their numbers and figures."""

import sys

import pytest

from dx_metrics import settings, store
from dx_metrics.store import candidate, drafts, journal, release
from dx_metrics.store.verifying import verify
from tests.store.changes import LAN, begun, sent, value
from tests.tiny import points

MAT = """
    unit  | period  | variable | value
    01906 | 2022-Q1 | mat      | 12
"""


@pytest.fixture
def made(tmp_path, monkeypatch):
    folder = begun(tmp_path)
    monkeypatch.setenv("DX_WORKSPACE", str(folder))
    store.publish_change(sent(MAT), **LAN)
    drafts.save("lan", "nháp", b"1")
    return folder


BUILD, PUBLISH = (sys.modules[f"dx_metrics.store.{name}"] for name in ("build", "publish"))
"""Modules that share their name with a function of the package."""


def another_program(monkeypatch, form: int) -> None:
    """As if the program that makes and understands this form had just been started."""
    for release_ in list(release._open.values()):
        release_.connection.close()
    release._open.clear()
    for module in (BUILD, release):
        monkeypatch.setattr(module, "FORM", form)
    for module in (BUILD, candidate, PUBLISH):
        monkeypatch.setattr(module, "program", lambda: f"program {form}")


def test_forth_and_back_every_release_upload_draft_and_figure_is_what_it_was(made, monkeypatch):
    was = BUILD.FORM
    for form in (was + 1, was):
        another_program(monkeypatch, form)
        store.recover(thorough=True)
        assert [line.id for line in store.history()] == ["r2", "r1"]
        assert store.current().about["form"] == form
        assert value(store.current(), "01906", "mat") == "12" and points(store.current(), "01906", "HTS01") == 7.5
        assert points(store.open_release("r1"), "01906", "HTS01") == 10
        assert [upload.id for upload in store.uploads()] == ["u2"] and len(drafts.drafts("lan")) == 1
        assert verify(made) == []


def test_what_a_newer_program_wrote_into_the_journal_is_passed_over(made):
    journal.append("something new", "lan", details={"what": "nobody knows yet"})
    assert store.current().id == "r2" and [line.id for line in store.history()] == ["r2", "r1"]
    assert store.publish_change(sent(MAT.replace("12", "6")), **LAN).release == "r3"
    assert verify(made) == []


def test_a_setting_of_a_newer_program_is_named_and_opens_nothing(made, local_folder, monkeypatch):
    monkeypatch.setattr(settings, "_read", None)  # as at a start
    monkeypatch.setattr(settings, "_good", None)
    (local_folder / "settings.toml").write_text('reading = "open"\nsomething_new = 1\n', "utf-8")
    assert settings.settings().reading == "sign-in"
    assert "something_new" in str(settings.faults()[0])
