"""Uploads, withdrawals, rollbacks and republished files in any order, against a plain model of the figures."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from dx_metrics import store
from dx_metrics.store import Change, Part, acts, journal
from tests.tiny import workspace

UNITS = ("01906", "01909", "01912")
CELLS = st.tuples(st.sampled_from(UNITS), st.sampled_from(["hs", "mat"]))
SENT = st.dictionaries(CELLS, st.one_of(st.integers(0, 99), st.none()), min_size=1, max_size=3)


class Publishing(RuleBasedStateMachine):
    """`files` are the workspace's figures; `states` what each release was made from: files and uploads, in order."""

    @initialize()
    def begin(self):
        self.home = tempfile.TemporaryDirectory()
        self.patch = pytest.MonkeyPatch()
        self.patch.setenv("DX_LOCAL", f"{self.home.name}/local")
        self.patch.setenv("DX_KEEP_RELEASES", "2")
        self.files = dict.fromkeys([(unit, "hs") for unit in UNITS], 1)
        self.made = self._write()
        assert store.publish(self.made).release == "r1"
        self.states = {"r1": (dict(self.files), ())}
        self.uploads = {}
        self.shown = "r1"

    @rule(figures=SENT)
    def upload(self, figures):
        lines = [
            f"{unit},2022-Q1,{variable},{'' if value is None else value},{'true' if value is None else ''}"
            for (unit, variable), value in figures.items()
        ]
        content = "\n".join(["unit,period,variable,value,removed", *lines, ""]).encode()
        outcome = store.publish_change(
            Change((Part("observations", "rows", content),), "a.csv"), who="lan", why="thử", workspace=self.made
        )
        files, uploads = self.states[self.shown]
        self.uploads[outcome.upload] = figures
        self._now(outcome.release, files, (*uploads, outcome.upload))

    @precondition(lambda self: self.states[self.shown][1])
    @rule(data=st.data())
    def withdraw(self, data):
        files, uploads = self.states[self.shown]
        gone = data.draw(st.sampled_from(uploads))
        outcome = store.withdraw(gone, who="minh", why="thử", workspace=self.made)
        self._now(outcome.release, files, tuple(id for id in uploads if id != gone))

    @precondition(lambda self: len(self.states) > 1)
    @rule(data=st.data())
    def roll_back(self, data):
        older = data.draw(st.sampled_from(sorted(self.states.keys() - {self.shown})))
        outcome = store.rollback(older, who="minh", why="thử", workspace=self.made)
        assert outcome.release == older
        self.shown = older
        self._look()

    @rule(unit=st.sampled_from(UNITS), value=st.integers(0, 99))
    def change_a_file(self, unit, value):
        self.files[unit, "hs"] = value
        self._write()
        outcome = store.publish(self.made)
        self._now(outcome.release, dict(self.files), self.states[self.shown][1])

    @rule()
    def sign_in(self):
        journal.append("sign-in", "lan", workspace=self.made)

    def _now(self, release, files, uploads):
        assert release not in self.states
        self.states[release] = (files, uploads)
        self.shown = release
        self._look()

    def _look(self):
        assert store.current(self.made).id == self.shown
        assert self._figures(self.shown) == self._expected(self.shown)
        assert self._figures("r1") == self._expected("r1")  # cleared and built again, more than once
        assert [u.id for u in reversed(store.uploads(self.made)) if not u.withdrawn] == list(self.states[self.shown][1])
        assert acts.shown(self.made).details["release"] == self.shown

    def _figures(self, release):
        table = store.open_release(release, self.made).rows("select unit, variable, value from observations")
        return {(row.unit, row.variable): int(row.value) for row in table.itertuples()}

    def _expected(self, release):
        files, uploads = self.states[release]
        expected = dict(files)
        for id in uploads:
            expected |= self.uploads[id]
        return {cell: value for cell, value in expected.items() if value is not None}

    def _write(self):
        lines = [f"{unit} | 2022-Q1 | {variable} | {value}" for (unit, variable), value in self.files.items()]
        return workspace(Path(self.home.name), "\n".join(["unit | period | variable | value", *lines]))

    def teardown(self):
        if hasattr(self, "home"):
            self.patch.undo()
            self.home.cleanup()


@pytest.mark.slow
def test_whatever_is_done_in_whatever_order_the_figures_are_those_of_the_model():
    run_state_machine_as_test(Publishing, settings=settings(max_examples=8, stateful_step_count=8, deadline=None))
