"""A release that takes over what has not changed equals one that is built whole, table by table."""

import pytest

from dx_metrics import store
from dx_metrics.store import Change, Part, rescoring
from dx_metrics.store.places import ROOT
from tests.store import merged
from tests.store.changes import FIGURES, sent
from tests.store.same import assert_same
from tests.tiny import workspace


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

    monkeypatch.setattr(rescoring, "score", never)
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
