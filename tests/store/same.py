"""A release made the short way beside one that is built whole: every table, every row."""

from dx_metrics import store
from dx_metrics.store import acts
from dx_metrics.store.candidate import made_of

TABLES = "select table_name from information_schema.tables where table_type = 'BASE TABLE' order by 1"
MAKING = {"release"}
"""Holds the time of building."""


def tables(release):
    """Every table of a release, as a multiset of rows."""
    con = release.connection
    names = [name for (name,) in con.execute(TABLES).fetchall() if name not in MAKING]
    return {name: sorted(map(repr, con.execute(f'from "{name}"').fetchall())) for name in names}


def assert_same(change, made):
    """What `prepare` makes of the change is what a build without the release before makes of it.

    Returns whether there is a release.
    """
    ours = store.prepare(change, made)
    state = acts.state_now(made)
    whole = made_of(state, made, 0, change)
    assert [str(p) for p in ours.problems if p.level == "error"] == [
        str(p) for p in whole.problems if p.level == "error"
    ]
    assert (ours.release is None) == (whole.release is None)
    if ours.release and whole.release:
        mine, theirs = tables(ours.release), tables(whole.release)
        assert mine.keys() == theirs.keys()
        for name in mine:
            assert mine[name] == theirs[name], name
    for candidate in (ours, whole):
        if candidate.release:
            candidate.release.connection.close()
        candidate.discard()
    return not ours.refused
