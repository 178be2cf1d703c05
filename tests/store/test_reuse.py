"""A release that takes over what has not changed equals one that is built whole, table by table."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dx_metrics import store
from dx_metrics.store import Change, Part, acts, build
from dx_metrics.store.candidate import made_of
from dx_metrics.store.places import ROOT
from tests.store import merged
from tests.store.changes import FIGURES, sent
from tests.tiny import workspace

TABLES = "select table_name from information_schema.tables where table_type = 'BASE TABLE' order by 1"
MAKING = {"release"}
"""Holds the time of building."""


def tables(release):
    """Every table of a release, as a multiset of rows."""
    con = release.connection
    names = [name for (name,) in con.execute(TABLES).fetchall() if name not in MAKING]
    return {name: sorted(map(repr, con.execute(f'from "{name}"').fetchall())) for name in names}


def assert_same(change, made):
    """What `prepare` makes of the change is what a build without the release before makes of it."""
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


CELL = st.tuples(
    st.sampled_from(["01906", "01909", "01912"]),
    st.sampled_from(["2021-Q4", "2022-Q1", "2022-Q2", "2022-Q3", "2025-Q3", "2021", "2022"]),
    st.sampled_from(["nop", "hs", "mat", "nam"]),
)
FIGURE = st.sampled_from(
    [("0", "", ""), ("7", "", ""), ("50", "", ""), ("", "missing", ""), ("", "not_applicable", ""), ("", "", "true")]
)


@settings(max_examples=15)
@given(st.dictionaries(CELL, FIGURE, min_size=1, max_size=6))
def test_whatever_figures_are_sent_the_release_equals_one_built_whole(cells):
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("DX_LOCAL", f"{folder}/local")
        rows = FIGURES + "01906 | 2022-Q2 | mat | 3\n01909 | 2022-Q3 | hs | 9\n01906 | 2021 | nam | 2\n"
        made = workspace(Path(folder), rows, frequencies={"nam": "year"})
        assert not store.publish(made).refused
        lines = [",".join([*cell, *figure]) for cell, figure in cells.items()]
        content = "\n".join(["unit,period,variable,value,status,removed", *lines, ""]).encode()
        assert_same(Change((Part("observations", "rows", content),), "a.csv"), made)


@pytest.mark.parametrize("successions", [merged.WHOLE, merged.SPLIT])
@pytest.mark.parametrize("period", ["2022-Q1", "2025-Q3"])
def test_figures_of_communes_that_were_merged_move_their_merged_past(tmp_path, successions, period):
    merged.release_of(tmp_path, successions)
    unit = "01909" if period == "2022-Q1" else "01912"
    assert_same(sent(f"unit | period | variable | value\n{unit} | {period} | nop | 1"), tmp_path / "thu")


@pytest.mark.slow
@pytest.mark.parametrize("period", ["2025-Q4", "2022-Q2", "2021-Q1"])
def test_one_figure_of_the_shipped_workspace(period):
    made = ROOT / "data" / "ba_be"
    store.publish(made)
    sql = "select unit, variable from observations where period = $period and value is not null order by all limit 1"
    unit, variable = store.current(made).rows(sql, period=period).iloc[0]
    assert_same(sent(f"unit | period | variable | value\n{unit} | {period} | {variable} | 1"), made)


def test_what_touches_no_figure_is_not_scored_again(tmp_path, monkeypatch):
    made = workspace(tmp_path, FIGURES)
    store.publish(made)

    def never(*_, **__):
        raise AssertionError("scored")

    monkeypatch.setattr(build, "score", never)
    events = "date | name\n2022-02-01 | Tập huấn"
    assert store.prepare(sent(events, target="events"), made).release is not None


def test_changed_rules_are_scored_whole(tmp_path):
    made = workspace(tmp_path, FIGURES)
    store.publish(made)
    rules = (made / "frameworks" / "thu" / "framework.csv").read_bytes().replace(b",50,", b",80,")
    assert_same(Change((Part("frameworks/thu/framework.csv", "file", rules),), "khung.csv"), made)


def test_a_commune_taken_out_of_the_register_is_missed_by_figures_that_nobody_touched(tmp_path):
    made = workspace(tmp_path, FIGURES)
    store.publish(made)
    units = store.current(made).rows("select code, valid_from::varchar as since from units where code = '01909'")
    gone = "".join(f"{unit.code} | {unit.since} | true\n" for unit in units.itertuples())
    change = sent("code | valid_from | removed\n" + gone, target="units")
    assert store.prepare(change, made).refused
    assert_same(change, made)
