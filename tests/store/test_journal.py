"""The journal and the kept files: whole or not there, and every damage found."""

import json
import random

import pytest

from dx_metrics import store
from dx_metrics.store import Outdated, journal, objects
from dx_metrics.store.verifying import verify
from tests.store.changes import LAN, begun, sent, value

MAT = """
    unit  | period  | variable | value
    01906 | 2022-Q1 | mat      | 12
"""


@pytest.fixture
def folder(tmp_path, local_folder):
    return local_folder / "thu"


@pytest.fixture
def home(tmp_path):
    return tmp_path / "thu"


def test_acts_are_numbered_from_one_and_read_back(home):
    journal.append("sign-in", "lan", workspace=home)
    journal.append("role", "minh", why="đổi việc", details={"person": "lan", "role": "nap"}, workspace=home)
    told = [(e.seq, e.action, e.who, e.why, e.details) for e in journal.entries(home)]
    assert told == [(1, "sign-in", "lan", "", {}), (2, "role", "minh", "đổi việc", {"person": "lan", "role": "nap"})]


def test_whoever_expects_another_last_act_is_refused(home):
    journal.append("sign-in", "lan", workspace=home)
    with pytest.raises(Outdated, match="Người khác vừa công bố"):
        journal.append("role", "minh", expect=0, workspace=home)
    assert journal.append("role", "minh", expect=1, workspace=home).seq == 2


def test_order_is_by_number_whatever_the_clock_says(home, folder, monkeypatch):
    class Yesterday(journal.datetime):
        @classmethod
        def now(cls, tz=None):
            return cls(2001, 1, 1, tzinfo=tz)

    journal.append("first", "lan", workspace=home)
    monkeypatch.setattr(journal, "datetime", Yesterday)
    journal.append("second", "lan", workspace=home)
    assert [(e.seq, e.action) for e in journal.entries(home)] == [(1, "first"), (2, "second")]
    assert journal.entries(home)[1].at.startswith("2001-01-01")


def test_a_name_cannot_write_a_second_line_or_turn_the_text_around(home, folder):
    journal.append("sign-in", 'lan\n{"seq": 9}\r\u202egnal', workspace=home)
    assert (folder / journal.FILE).read_bytes().count(b"\n") == 1
    assert journal.entries(home)[0].who == 'lan {"seq": 9}gnal'


@pytest.mark.parametrize("left", [b"{", b'{"seq": 3, "at"', b"\x00" * 40, b'{"seq": 3}\n'])
def test_a_line_that_was_never_finished_is_said_and_cut_off_by_the_next(home, folder, left):
    for who in ("lan", "minh"):
        journal.append("sign-in", who, workspace=home)
    with (folder / journal.FILE).open("ab") as file:
        file.write(left)
    assert [e.who for e in journal.entries(home)] == ["lan", "minh"]
    assert [p.message for p in verify(home)] == ["nhật ký: dòng cuối ghi dở, chưa được xác nhận; bỏ qua"]
    assert journal.append("sign-in", "hoa", workspace=home).seq == 3
    assert verify(home) == []


def test_a_last_line_that_is_lost_is_put_back_from_its_copy(home, folder):
    for who in ("lan", "minh"):
        journal.append("sign-in", who, workspace=home)
    path = folder / journal.FILE
    first = path.read_bytes().splitlines(keepends=True)[0]
    path.write_bytes(first)
    assert [e.who for e in journal.entries(home)] == ["lan", "minh"]
    assert [p.message for p in verify(home)] == ["nhật ký: dòng cuối hỏng hoặc bị mất; dùng bản sao của nó"]
    assert journal.append("sign-in", "hoa", workspace=home).seq == 3
    assert verify(home) == []


def test_a_line_taken_out_of_the_middle_is_found(home, folder):
    for who in ("lan", "minh", "hoa"):
        journal.append("sign-in", who, workspace=home)
    path = folder / journal.FILE
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(lines[0] + lines[2])
    assert [p.message for p in verify(home)] == ["nhật ký dòng 2: không nối tiếp dòng trước (thiếu dòng hoặc bị sửa)"]


def test_a_line_rewritten_by_hand_is_found_even_with_a_fresh_seal(home, folder):
    for who in ("lan", "minh", "hoa"):
        journal.append("sign-in", who, workspace=home)
    path = folder / journal.FILE
    lines = path.read_bytes().splitlines()
    changed = journal.Entry(2, "2026-01-01T00:00:00+00:00", "ai đó", "sign-in", "")
    lines[1] = journal._line(changed, json.loads(lines[1])["prev"])
    path.write_bytes(b"\n".join(lines) + b"\n")
    assert len(verify(home)) == 1


def test_every_flipped_bit_in_the_journal_and_in_kept_files_is_found(tmp_path, folder):
    made = begun(tmp_path)
    store.publish_change(sent(MAT), **LAN, workspace=made)
    journal.append("sign-in", "lan", workspace=made)
    assert verify(made) == []
    for release in (folder / "releases").iterdir():
        release.unlink()  # these are looked at below; here only what they come from
    dice = random.Random(2026)
    kept = list((folder / "objects").glob("??/*"))
    for _ in range(500):
        path = dice.choice([folder / journal.FILE, *kept])
        at, bit = dice.randrange(path.stat().st_size), 1 << dice.randrange(8)
        _flip(path, at, bit)
        assert verify(made), (path.name, at, bit)
        _flip(path, at, bit)
    assert verify(made) == []


def test_a_flipped_bit_in_a_release_file_is_found(tmp_path, folder):
    made = begun(tmp_path)
    path = folder / "releases" / "r1.duckdb"
    for at in random.Random(2026).sample(range(path.stat().st_size), 5):
        _flip(path, at, 1)
        assert [problem.file for problem in verify(made)] == ["releases/r1.duckdb"]
        _flip(path, at, 1)
    assert verify(made) == []


def _flip(path, at, bit):
    with path.open("r+b") as file:
        file.seek(at)
        byte = file.read(1)[0]
        file.seek(at)
        file.write(bytes([byte ^ bit]))


def test_a_damaged_release_file_is_built_again_while_the_figures_stay(tmp_path, folder):
    made = begun(tmp_path)
    store.publish_change(sent(MAT), **LAN, workspace=made)
    path = folder / "releases" / "r1.duckdb"
    from dx_metrics.store.release import forget

    forget(path)
    path.write_bytes(b"half of a database")
    assert value(store.open_release("r1", made), "01906", "mat") == "0"
    assert verify(made) == []


def test_a_damaged_upload_is_said_and_the_last_release_is_served(tmp_path, folder):
    made = begun(tmp_path)
    store.publish_change(sent(MAT), **LAN, workspace=made)
    (upload,) = store.uploads(made)
    objects.place(upload.parts[0][2], made).write_bytes(b"unit,period\n")
    assert value(store.current(made), "01906", "mat") == "12"
    outcome = store.publish_change(sent(MAT.replace("12", "13")), **LAN, workspace=made)
    assert outcome.refused and "hỏng" in outcome.problems[0].message
    assert store.current(made).id == "r2"
    # It can still be taken back, because that needs nothing of it.
    assert store.withdraw("u2", **LAN, workspace=made).release == "r3"


def test_what_is_kept_is_read_back_or_said_to_be_damaged(home):
    sha = objects.keep(b"abc", home)
    assert objects.keep(b"abc", home) == sha
    assert objects.fetch(sha, home) == b"abc"
    objects.place(sha, home).write_bytes(b"abd")
    with pytest.raises(objects.Damaged, match="không khớp mã kiểm tra"):
        objects.fetch(sha, home)
    objects.keep(b"abc", home)
    assert objects.fetch(sha, home) == b"abc"
    with pytest.raises(objects.Damaged, match="thiếu tệp"):
        objects.fetch("0" * 64, home)


def test_a_start_finds_a_damaged_release_by_its_checksum_and_builds_it_again(tmp_path, folder):
    made = begun(tmp_path)
    from dx_metrics.store.release import forget

    path = folder / "releases" / "r1.duckdb"
    forget(path)
    _flip(path, path.stat().st_size // 2, 4)
    assert store.recover(made, thorough=True) == ["tệp của bản r1 hỏng, không khớp mã kiểm tra: đã dựng lại"]
    assert verify(made) == []
    assert value(store.current(made), "01906", "mat") == "0"
