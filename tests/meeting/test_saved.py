"""Saved sequences: the newest version is shown, each stays in the journal, a removed one is gone from its link."""

from dataclasses import replace

import pytest

from dx_metrics.meeting import position, saved
from dx_metrics.store import journal, objects
from tests.meeting.test_sequence import MEETING


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("DX_LOCAL", str(tmp_path / "local"))
    return tmp_path / "thu"


def test_the_version_saved_last_is_shown_and_both_stay_in_the_journal(folder):
    saved.save(MEETING, who="lan", why="soạn", workspace=folder)
    later = replace(MEETING, name="Họp quý I, bản hai", slides=MEETING.slides[:1])
    saved.save(later, who="an", workspace=folder)
    (own,) = saved.listed(folder)
    assert (own.name, own.slides, own.minutes, own.who) == ("Họp quý I, bản hai", 1, 1, "an")
    assert saved.find(MEETING.code, folder) == later
    assert [entry.who for entry in journal.entries(folder)] == ["lan", "an"]


def test_a_removed_sequence_is_not_found_any_more(folder):
    saved.save(MEETING, who="lan", workspace=folder)
    assert saved.remove(MEETING.code, who="an", workspace=folder)
    assert saved.find(MEETING.code, folder) is None
    assert not saved.remove(MEETING.code, who="an", workspace=folder)
    assert journal.entries(folder)[-1].who == "an"


@pytest.mark.parametrize("code", ["", "abcd234", "../../etc", "ABCD2345", "abcd2345/", "zzzzzzzz"])
def test_a_code_that_is_none_finds_nothing(folder, code):
    saved.save(MEETING, who="lan", workspace=folder)
    assert saved.find(code, folder) is None


def test_a_damaged_object_is_as_if_it_were_not_there(folder):
    saved.save(MEETING, who="lan", workspace=folder)
    path = objects.place(saved.listed(folder)[0].object, folder)
    path.chmod(0o600)
    path.write_bytes(b"{}")
    assert saved.find(MEETING.code, folder) is None


def test_whoever_presents_is_followed_and_another_page_has_to_take_over(folder):
    assert position.read("abcd2345", folder).slide == 1
    assert position.show("abcd2345", 3, holder="may1", workspace=folder)
    assert position.show("abcd2345", 9, holder="may2", workspace=folder) is None
    assert position.read("abcd2345", folder).slide == 3
    taken = position.show("abcd2345", 4, holder="may2", take=True, workspace=folder)
    assert taken and taken.slide == 4 and taken.began == position.read("abcd2345", folder).began
    position.leave("abcd2345", holder="may1", workspace=folder)
    assert position.read("abcd2345", folder).holder == "may2"


def test_a_presenter_who_says_nothing_is_gone_and_a_long_pause_begins_the_clock_anew(folder, monkeypatch):
    clock = [1_000_000.0]
    monkeypatch.setattr(position.time, "time", lambda: clock[0])
    position.show("abcd2345", 2, holder="may1", workspace=folder)
    clock[0] += position.ALIVE + 1
    assert not position.read("abcd2345", folder).live(clock[0])
    again = position.show("abcd2345", 2, holder="may2", workspace=folder)
    assert again and again.began == 1_000_000.0
    clock[0] += position.PAUSE + 1
    later = position.show("abcd2345", 1, holder="may2", workspace=folder)
    assert later and later.began == clock[0]


def test_a_position_that_is_unreadable_is_the_beginning(folder):
    position.show("abcd2345", 2, holder="may1", workspace=folder)
    path = next(folder.parent.glob("local/thu/meetings/*.json"))
    path.write_text('{"slide": "x", "evil": 1}')
    assert position.read("abcd2345", folder) == position.Position()
