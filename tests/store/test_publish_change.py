"""Uploads: laid over the workspace, taken back, gone back from; nothing is ever edited in place."""

import pytest

from dx_metrics import store
from dx_metrics.store import Change, Part, objects
from tests.store.changes import FIGURES, LAN, begun, sent, value
from tests.tiny import points, workspace

HALF = """
    unit  | period  | variable | value
    01906 | 2022-Q1 | nop      | 50
"""
BOTH = """
    unit  | period  | variable | value
    01906 | 2022-Q1 | nop      | 40
    01909 | 2022-Q1 | nop      | 20
"""


def test_an_upload_is_laid_over_the_figures_and_scored(tmp_path):
    made = begun(tmp_path)
    outcome = store.publish_change(sent(HALF), **LAN, workspace=made)
    assert (outcome.release, outcome.upload, outcome.problems) == ("r2", "u2", [])
    assert value(store.current(made), "01906", "nop") == "50"
    assert points(store.current(made), "01906", "DVC01") == 10  # 50 of 100 is all that is asked for
    assert points(store.open_release("r1", made), "01906", "DVC01") == 5
    assert "50" not in (made / "observations" / "tat_ca.csv").read_text()  # the file stays as it was


def test_the_later_upload_wins_and_the_one_beneath_comes_back_when_it_is_withdrawn(tmp_path):
    made = begun(tmp_path)
    store.publish_change(sent(HALF), **LAN, workspace=made)
    later = store.publish_change(sent(BOTH), **LAN, workspace=made)
    assert value(store.current(made), "01906", "nop") == "40"
    outcome = store.withdraw(later.upload, who="minh", why="nhầm xã", workspace=made)
    assert (outcome.release, outcome.upload) == ("r4", "u3")
    assert value(store.current(made), "01906", "nop") == "50"
    assert value(store.current(made), "01909", "nop") == "10"
    assert [(u.id, u.withdrawn) for u in store.uploads(made)] == [("u3", True), ("u2", False)]


def test_a_figure_is_taken_away_by_its_key(tmp_path):
    made = begun(tmp_path)
    gone = """
        unit  | period  | variable | removed
        01909 | 2022-Q1 | mat      | true
    """
    store.publish_change(sent(gone), **LAN, workspace=made)
    assert value(store.current(made), "01909", "mat") is None
    assert value(store.current(made), "01906", "mat") == "0"


def test_going_back_shows_the_older_release_and_the_next_upload_goes_on_from_it(tmp_path):
    made = begun(tmp_path)
    store.publish_change(sent(HALF), **LAN, workspace=made)
    store.rollback("r1", who="minh", why="số chưa duyệt", workspace=made)
    assert store.current(made).id == "r1"
    assert [u.withdrawn for u in store.uploads(made)] == [True]
    other = """
        unit  | period  | variable | value
        01909 | 2022-Q1 | mat      | 12
    """
    assert store.publish_change(sent(other), **LAN, workspace=made).release == "r3"
    assert value(store.current(made), "01906", "nop") == "25"
    told = [(line.id, line.action, line.who, line.shown) for line in store.history(made)]
    assert told == [
        ("r3", "upload", "lan", True),
        ("r1", "rollback", "minh", False),
        ("r2", "upload", "lan", False),
        ("r1", "workspace", "máy chủ", False),
    ]


def test_a_restart_does_not_undo_a_rollback(tmp_path):
    made = begun(tmp_path)
    store.publish_change(sent(HALF), **LAN, workspace=made)
    store.rollback("r1", who="minh", why="số chưa duyệt", workspace=made)
    again = store.publish(made, if_changed=True)
    assert (again.release, again.built) == ("r1", False)


def test_changed_files_keep_the_uploads_on_top(tmp_path):
    made = begun(tmp_path)
    store.publish_change(sent(HALF), **LAN, workspace=made)
    workspace(tmp_path, FIGURES.replace("| 24", "| 36"))
    assert store.publish(made, if_changed=True).release == "r3"
    assert value(store.current(made), "01909", "mat") == "36"
    assert value(store.current(made), "01906", "nop") == "50"


def test_files_changed_without_being_published_do_not_come_in_with_an_upload(tmp_path):
    made = begun(tmp_path)
    workspace(tmp_path, FIGURES.replace("| 24", "| 36"))
    store.publish_change(sent(HALF), **LAN, workspace=made)
    assert value(store.current(made), "01909", "mat") == "24"


def test_a_wrong_upload_names_the_officers_file_row_and_column_and_changes_nothing(tmp_path):
    made = begun(tmp_path)
    wrong = """
        row | unit  | period  | variable | value
        7   | 99999 | 2022-Q1 | nop      | 5
        8   | 01906 | 2022-Q1 | nop      | năm
    """
    outcome = store.publish_change(sent(wrong), **LAN, workspace=made)
    assert outcome.refused and outcome.release == "r1"
    named = {(problem.file, problem.row, problem.column) for problem in outcome.problems}
    assert {("bao-cao.csv", 7, "unit"), ("bao-cao.csv", 8, "value")} <= named
    assert store.released(made) == ["r1"]
    assert store.uploads(made) == []


def test_the_same_cell_twice_in_one_file_is_an_error(tmp_path):
    made = begun(tmp_path)
    twice = """
        unit  | period  | variable | value
        01906 | 2022-Q1 | nop      | 30
        01906 | 2022-Q1 | nop      | 31
    """
    outcome = store.publish_change(sent(twice), **LAN, workspace=made)
    assert [(p.row, p.message) for p in outcome.problems if p.level == "error"] == [
        (3, "trùng với bao-cao.csv, dòng 2")
    ]


def test_the_same_file_twice_is_said_and_doubles_nothing(tmp_path):
    made = begun(tmp_path)
    store.publish_change(sent(BOTH), **LAN, workspace=made)
    again = store.publish_change(sent(BOTH), **LAN, workspace=made)
    assert "đã được công bố trong lần nạp u2" in again.problems[0].message
    assert value(store.current(made), "01906", "nop") == "40"
    store.withdraw(again.upload, **LAN, workspace=made)
    assert value(store.current(made), "01906", "nop") == "40"  # the first of the two still counts


def test_a_file_of_the_workspace_is_replaced(tmp_path):
    made = begun(tmp_path)
    units = (made / "units.csv").read_bytes()
    renamed = Change((Part("units.csv", "file", units.replace("Xã Nam Mẫu".encode(), "Xã Nam Mẫu Mới".encode())),))
    store.publish_change(renamed, **LAN, workspace=made)
    names = store.current(made).rows("select name from units")["name"]
    assert "Xã Nam Mẫu Mới" in set(names)
    assert (made / "units.csv").read_bytes() == units
    broken = Change((Part("units.csv", "file", b"code\n1\n"),), "danh-muc.xlsx")
    assert {p.file for p in store.prepare(broken, made).problems if p.level == "error"} >= {"danh-muc.xlsx"}


@pytest.mark.parametrize("path", ["../units.csv", "/etc/passwd.csv", "a\\b.csv", ".git/config.csv", "units.exe", ""])
def test_a_file_outside_the_workspace_is_refused(tmp_path, path):
    made = begun(tmp_path)
    outcome = store.publish_change(Change((Part(path, "file", b"x"),)), **LAN, workspace=made)
    assert [problem.message for problem in outcome.problems] == ["không phải tệp của bộ dữ liệu"]


def test_rows_of_another_table_are_changed_by_their_key(tmp_path):
    targets = """
        code  | valid_from | value
        DVC01 | 2022-01-01 | 30
    """
    made = workspace(tmp_path, FIGURES, targets=targets)
    store.publish(made)
    higher = """
        code  | valid_from | value
        DVC01 | 2022-01-01 | 40
        HTS01 | 2022-01-01 | 2
    """
    outcome = store.publish_change(sent(higher, target="targets"), **LAN, workspace=made)
    assert not outcome.refused, outcome.problems
    found = store.current(made).rows("select code, value from target_in_period order by code")
    assert list(found.itertuples(index=False, name=None)) == [("DVC01", 40.0), ("HTS01", 2.0)]


def test_a_table_that_is_not_known_is_refused(tmp_path):
    made = begun(tmp_path)
    outcome = store.publish_change(sent(HALF, target="people"), **LAN, workspace=made)
    assert [problem.message for problem in outcome.problems] == ["không có bảng này"]


def test_a_release_tells_who_made_it_when_and_why(tmp_path):
    made = begun(tmp_path)
    store.publish_change(sent(HALF), **LAN, workspace=made)
    about = store.current(made).about
    assert (about["seq"], about["who"], about["why"], about["action"]) == (2, "lan", "phiếu báo của xã", "upload")


def test_the_officers_own_file_is_kept(tmp_path):
    made = begun(tmp_path)
    store.publish_change(Change(sent(HALF).parts, "Báo cáo.xlsx", b"PK\x03\x04"), **LAN, workspace=made)
    (upload,) = store.uploads(made)
    assert objects.fetch(upload.file_sha, made) == b"PK\x03\x04"
    assert (upload.file_name, upload.rows, upload.who) == ("Báo cáo.xlsx", 1, "lan")


def test_withdrawing_what_is_not_there_is_said(tmp_path):
    made = begun(tmp_path)
    for unknown in ("u1", "u99", "x"):
        outcome = store.withdraw(unknown, **LAN, workspace=made)
        assert outcome.refused and outcome.release == "r1"
    assert store.rollback("r9", **LAN, workspace=made).refused
    assert store.rollback("r1", **LAN, workspace=made).refused


def test_the_first_thing_ever_published_may_be_an_upload(tmp_path):
    made = workspace(tmp_path, FIGURES)
    assert store.publish_change(sent(HALF), **LAN, workspace=made).release == "r1"
    assert store.publish(made, if_changed=True).built is False


def test_a_cleared_release_is_built_again_with_the_same_figures(tmp_path, monkeypatch):
    made = begun(tmp_path)
    monkeypatch.setenv("DX_KEEP_RELEASES", "2")
    before = store.current(made).rows("select * from scores order by all")
    store.publish_change(sent(HALF), **LAN, workspace=made)
    store.publish_change(sent(BOTH), **LAN, workspace=made)
    workspace(tmp_path, FIGURES.replace("| 25", "| 1"))  # the files changed since
    from dx_metrics.store.release import release_file

    assert not release_file("r1", made).exists()
    assert store.released(made) == ["r3", "r2", "r1"]
    again = store.open_release("r1", made)
    assert again.id == "r1" and again.about["action"] == "workspace"
    assert again.rows("select * from scores order by all").equals(before)
