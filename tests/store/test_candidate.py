"""A candidate: what would be published, and what becomes of it when somebody else was quicker."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from dx_metrics import store
from dx_metrics.store import Outdated, journal
from tests.store.changes import LAN, begun, sent, value
from tests.tiny import points

HALF = """
    unit  | period  | variable | value
    01906 | 2022-Q1 | nop      | 50
"""
BOTH = """
    unit  | period  | variable | value
    01906 | 2022-Q1 | nop      | 40
    01909 | 2022-Q1 | nop      | 20
"""


def test_a_candidate_shows_what_would_be_and_nothing_is_visible_before_it_is_published(tmp_path):
    made = begun(tmp_path)
    change = sent(HALF)
    candidate = store.prepare(change, made)
    assert points(candidate.release, "01906", "DVC01") == 10
    assert store.released(made) == ["r1"] and journal.last_seq(made) == 1
    outcome = store.publish_change(change, **LAN, candidate=candidate, expect=candidate.base_seq, workspace=made)
    assert outcome.release == "r2"
    assert points(store.current(made), "01906", "DVC01") == 10


def test_whoever_publishes_second_is_told_and_nothing_is_changed(tmp_path):
    made = begun(tmp_path)
    mine, theirs = sent(HALF), sent(BOTH)
    candidate = store.prepare(mine, made)
    store.publish_change(theirs, who="minh", why="bản của tôi", workspace=made)
    with pytest.raises(Outdated, match="Người khác vừa công bố"):
        store.publish_change(mine, **LAN, candidate=candidate, expect=candidate.base_seq, workspace=made)
    assert store.released(made) == ["r2", "r1"]
    # Who does not insist is laid on top of what the other one published.
    assert store.publish_change(mine, **LAN, candidate=candidate, workspace=made).release == "r3"
    assert value(store.current(made), "01909", "nop") == "20"
    assert value(store.current(made), "01906", "nop") == "50"


def test_signing_in_meanwhile_does_not_make_a_candidate_old(tmp_path):
    made = begun(tmp_path)
    candidate = store.prepare(sent(HALF), made)
    journal.append("sign-in", "lan", workspace=made)
    outcome = store.publish_change(sent(HALF), **LAN, candidate=candidate, expect=candidate.base_seq, workspace=made)
    assert outcome.release == "r2"


def test_several_who_publish_at_the_same_moment_all_count(tmp_path):
    made = begun(tmp_path)
    changes = [
        sent(f"unit | period | variable | value\n{unit} | 2022-Q1 | mat | {hours}", name=f"{unit}.csv")
        for unit, hours in (("01906", 1), ("01909", 2), ("01912", 3))
    ]
    with ThreadPoolExecutor() as several:
        outcomes = list(several.map(lambda change: store.publish_change(change, **LAN, workspace=made), changes))
    assert {outcome.release for outcome in outcomes} == {"r2", "r3", "r4"}
    assert [value(store.current(made), unit, "mat") for unit in ("01906", "01909", "01912")] == ["1", "2", "3"]
    assert [entry.seq for entry in journal.entries(made)] == [1, 2, 3, 4]
