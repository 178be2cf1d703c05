"""Publishing: what is shown stays whole whatever the next try brings."""

import json

import pytest

from dx_metrics import store
from dx_metrics.store.release import faults
from tests.tiny import points, release_of, rows, workspace, write

HALF_OF_HALF = """
    unit  | period  | variable | value
    01906 | 2022-Q1 | nop      | 25
    01906 | 2022-Q1 | hs       | 100
    01906 | 2022-Q1 | mat      | 0
"""


def test_points_run_straight_from_zero_to_full(tmp_path):
    release = release_of(tmp_path, HALF_OF_HALF)
    assert points(release, "01906", "DVC01") == 5  # 25 % is halfway to 50 %, out of 10
    assert points(release, "01906", "HTS01") == 10  # no hour lost
    assert points(release, "01906", "TONG") == 15


def test_publishing_twice_makes_two_releases_and_shows_the_second(tmp_path):
    made = workspace(tmp_path, HALF_OF_HALF)
    assert store.publish(made).release == "r1"
    assert store.publish(made).release == "r2"
    assert store.released(made) == ["r2", "r1"]
    assert store.current(made).id == "r2"


def test_an_unchanged_workspace_is_not_published_again(tmp_path):
    made = workspace(tmp_path, HALF_OF_HALF)
    store.publish(made)
    again = store.publish(made, if_changed=True)
    assert (again.release, again.built) == ("r1", False)


def test_a_changed_figure_is_published(tmp_path):
    made = workspace(tmp_path, HALF_OF_HALF)
    store.publish(made)
    workspace(tmp_path, HALF_OF_HALF.replace("| 25", "| 50"))
    assert store.publish(made, if_changed=True).built
    assert points(store.current(made), "01906", "DVC01") == 10


def test_a_broken_workspace_changes_nothing_and_is_said(tmp_path):
    made = workspace(tmp_path, HALF_OF_HALF)
    store.publish(made)
    table = rows(HALF_OF_HALF)
    write(made / "observations" / "tat_ca.csv", [*table, {**table[0], "unit": "99999", "value": "7"}])
    outcome = store.publish(made)
    assert outcome.refused and not outcome.built
    assert store.current(made).id == "r1"
    said = faults(made)
    assert any("tat_ca.csv" in fault and "dòng 5" in fault and "99999" in fault for fault in said), said


def test_a_mended_workspace_is_published_and_its_faults_are_forgotten(tmp_path):
    made = workspace(tmp_path, HALF_OF_HALF.replace("01906", "99999", 1))
    assert store.publish(made).refused
    assert store.current(made) is None
    workspace(tmp_path, HALF_OF_HALF)
    assert store.publish(made).release == "r1"
    assert faults(made) == []


def test_an_unfinished_build_is_swept(tmp_path, local_folder):
    left = local_folder / "thu" / "releases" / "building-abc.duckdb"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"half")
    store.publish(workspace(tmp_path, HALF_OF_HALF))
    assert not left.exists()


def test_a_release_cannot_be_written_to(tmp_path):
    release = release_of(tmp_path, HALF_OF_HALF)
    with pytest.raises(Exception, match="read-only"):
        release.rows("delete from standings")


def test_a_release_reads_nothing_outside_itself(tmp_path):
    release = release_of(tmp_path, HALF_OF_HALF)
    with pytest.raises(Exception, match="disabled by configuration"):
        release.rows("select * from read_csv('/etc/passwd')")


@pytest.mark.parametrize("id", ["", "r", "r999", "../r1", "r1.duckdb", "R1"])
def test_what_is_no_release_opens_as_none(tmp_path, id):
    made = workspace(tmp_path, HALF_OF_HALF)
    store.publish(made)
    assert store.open_release(id, made) is None


def test_where_the_pointer_is_damaged_the_journal_tells_what_is_shown(tmp_path, local_folder):
    made = workspace(tmp_path, HALF_OF_HALF)
    store.publish(made)
    (local_folder / "thu" / "current.json").write_text("{")
    assert store.current(made).id == "r1"
    assert store.recover(made) == ["đã chuyển sang bản r1 như nhật ký ghi"]
    assert json.loads((local_folder / "thu" / "current.json").read_text()) == {"release": "r1"}


def test_a_release_of_another_form_is_built_anew_from_what_it_was_made_from(tmp_path, monkeypatch):
    made = workspace(tmp_path, HALF_OF_HALF)
    with monkeypatch.context() as older:
        older.setattr("dx_metrics.store.build.FORM", 0)
        store.publish(made)
    workspace(tmp_path, HALF_OF_HALF.replace("| 25", "| 50"))
    assert points(store.open_release("r1", made), "01906", "DVC01") == 5  # as it was when r1 was published


def test_a_release_says_what_it_was_made_from(tmp_path):
    about = release_of(tmp_path, HALF_OF_HALF, illustrative=True, illustrative_note="số thử").about
    assert about["illustrative"] is True
    assert about["frameworks"] == {"thu": "1"}
    assert json.dumps(about)
