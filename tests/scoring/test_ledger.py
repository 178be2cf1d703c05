"""The ledger: what was lost, by whom, and what wins it back; its rows make up the maximum less the score."""

import tempfile
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings

from dx_metrics.scoring import ScoringError, score
from dx_metrics.scoring.ledger import add_ledger, decimals
from tests.scoring import wild
from tests.scoring.case import DRAWN, framework, observed
from tests.scoring.test_naive import built

ROWS = "select * from ledger order by period, unit, within, code"
TOPS = """
select ledger.period, ledger.unit, within, any_value(points) as points,
       sum(maximum) filter (ledger.code = within) as maximum, sum(lost) filter (ledger.code = within) as lost,
       sum(maximum) filter (leaf) as maxima, sum(got) filter (leaf) as got, sum(lost) filter (leaf) as losses
from ledger join scores using (period, unit)
where scores.code = within group by all
"""
PARTS = """
select parent.code, parent.lost, sum(child.lost), parent.maximum, sum(child.maximum)
from ledger as parent join ledger as child
  on (child.period, child.unit, child.within, child.parent) = (parent.period, parent.unit, parent.within, parent.code)
group by parent.period, parent.unit, parent.within, parent.code, parent.lost, parent.maximum
"""


class Ledger:
    """The ledger of a drawn case, asked by code."""

    def __init__(self, folder, criteria, observations, **scoring):
        self.con = duckdb.connect()
        observed(self.con, observations)
        index = framework(folder, criteria, **scoring)
        score(self.con, index)
        add_ledger(self.con, index)

    def lost(self, code, unit="x", within="I"):
        return self.row("lost", code, unit, within)[0]

    def row(self, columns, code, unit="x", within="I"):
        sql = f"select {columns} from ledger where unit = $unit and code = $code and within = $within"
        (found,) = self.con.execute(sql, {"unit": unit, "code": code, "within": within}).fetchall()
        return tuple(float(x) if isinstance(x, Decimal) else x for x in found)

    def cure(self, columns, code, unit="x"):
        sql = f"select {columns} from win_back where unit = $unit and code = $code"
        return self.con.execute(sql, {"unit": unit, "code": code}).fetchall()


TWO = """
    code | parent | value          | rule   | at_zero | at_full | max_points
    I    |        | sum            |        |         |         |
    A    | I      | nop / hs * 100 | linear | 0       | 50      | 10
    B    | I      | mat            | linear | 48      | 0       | 5
"""


def test_each_criterion_loses_what_it_has_not_got(tmp_path):
    ledger = Ledger(tmp_path, TWO, "unit | variable | value\n x | nop | 20\n x | hs | 100\n x | mat | 12")
    assert ledger.row("maximum, got, lost, why, counted", "A") == (10, 4, 6, "below", True)
    assert ledger.row("maximum, got, lost, why", "B") == (5, 3.75, 1.25, "below")
    assert ledger.row("maximum, got, lost", "I") == (15, 7.75, 7.25)


def test_a_skipped_criterion_leaves_its_maximum_to_the_others(tmp_path):
    ledger = Ledger(tmp_path, TWO, "unit | variable | value\n x | nop | 20\n x | hs | 100")
    assert ledger.row("maximum, got, lost, why, counted", "B") == (0, 0, 0, "not_reported", False)
    assert ledger.row("maximum, got, lost", "A") == (15, 6, 9)  # 15 points ride on A alone
    assert ledger.cure("needed", "B") == [(0,)]


def test_what_was_not_reported_and_counts_as_zero_is_lost_whole(tmp_path):
    criteria = """
        code | parent | value | max_points | missing
        I    |        | sum   |            | stop
        A    | I      | a     | 10         | zero
        B    | I      | b     | 5          | skip
    """
    ledger = Ledger(tmp_path, criteria, "unit | variable | value\n x | b | 5")
    assert ledger.row("maximum, lost, why, counted", "A") == (10, 10, "not_reported", True)


def test_what_did_not_arise_is_said(tmp_path):
    ledger = Ledger(tmp_path, TWO, "unit | variable | value\n x | nop | 0\n x | hs | 0\n x | mat | 0")
    assert ledger.row("maximum, lost, why, counted", "A") == (0, 0, "not_applicable", False)
    assert ledger.cure("needed", "A") == []


def test_an_answer_below_the_best_is_judged(tmp_path):
    criteria = """
        code | parent | value | rule   | table                | max_points
        I    |        | sum   |        |                      |
        A    | I      | web   | choice | du:3; mot:1.5; ko:0  | 3
    """
    ledger = Ledger(tmp_path, criteria, "unit | variable | value\n x | web | mot")
    assert ledger.row("lost, why", "A") == (1.5, "judged")
    assert ledger.cure("answer, needed", "A") == [("du", None)]


THIRDS = """
    code | parent | value | max_points | weight
    I    |        | {0}   |            |
    A    | I      | a     | 10         | 1
    B    | I      | b     | 10         | 1
    C    | I      | c     | 10         | 2
"""
SEEN = "unit | variable | value\n x | a | 9\n x | b | 4\n x | c | 7"


@pytest.mark.parametrize(
    ("combine", "lost"),
    [
        ("sum", (1, 6, 3)),
        ("mean", (0.25, 1.5, 1.5)),
        # Shares of ln(10/9), ln(10/4) and twice ln(10/7) in what the geometric mean lost: 10 - 6.4807.
        ("geomean", (0.21, 1.86, 1.45)),
        # Shares of 1/9 - 1/10, 1/4 - 1/10 and twice 1/7 - 1/10 in 10 - 6.1841.
        ("harmean", (0.17, 2.32, 1.33)),
        ("min", (0, 6, 0)),
        ("max", (1, 0, 0)),
        ("median", (0, 0, 3)),
    ],
)
def test_each_way_of_combining_says_whose_loss_it_is(tmp_path, combine, lost):
    ledger = Ledger(tmp_path, THIRDS.format(combine), SEEN)
    assert tuple(ledger.lost(code) for code in "ABC") == lost


def test_rounding_goes_to_the_largest_remainders(tmp_path):
    criteria = """
        code | parent | value | max_points | round_to
        I    |        | sum   |            | 0.01
        A    | I      | a     | 1          |
        B    | I      | b     | 1          |
        C    | I      | c     | 10         |
    """
    ledger = Ledger(tmp_path, criteria, "unit | variable | value\n x | a | 0.5551\n x | b | 0.5553\n x | c | 9.4447")
    # 0.4449, 0.4447 and 0.5553 make 1.4449: 10.56 of 12 is lost 1.44, so only one of the two is rounded up.
    assert ledger.lost("I") == 1.44
    assert [ledger.lost(code) for code in "ABC"] == [0.44, 0.44, 0.56]


def test_a_group_without_a_score_loses_to_those_who_kept_it_from_one(tmp_path):
    criteria = """
        code | parent | value | max_points | missing
        I    |        | sum   |            | stop
        G    | I      | sum   |            | zero
        A    | G      | a     | 10         | stop
        B    | G      | b     | 10         | skip
        C    | I      | c     | 5          | skip
    """
    ledger = Ledger(tmp_path, criteria, "unit | variable | value\n x | b | 8\n x | c | 5")
    assert ledger.row("maximum, lost, why", "A") == (20, 20, "not_reported")
    assert ledger.lost("B") == 0


def test_a_theme_is_also_seen_in_its_own_points(tmp_path):
    criteria = """
        code | parent | value | max_points
        I    |        | mean  |
        G    | I      | sum   |
        A    | G      | a     | 10
        B    | G      | b     | 20
        H    | I      | sum   |
        C    | H      | c     | 30
    """
    ledger = Ledger(tmp_path, criteria, "unit | variable | value\n x | a | 4\n x | b | 20\n x | c | 30")
    assert ledger.lost("A", within="G") == 6
    assert ledger.lost("A", within="I") == 3  # the theme is half of the index


def test_an_index_without_a_maximum_has_no_ledger(tmp_path):
    criteria = """
        code | parent | value | rule
        I    |        | mean  |
        A    | I      | a     | zscore
    """
    ledger = Ledger(tmp_path, criteria, "unit | variable | value\n x | a | 1\n y | a | 3")
    assert ledger.con.execute("select * from ledger").fetchall() == []


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(wild.frameworks(), wild.observations())
def test_the_ledger_makes_up_maximum_less_score_on_every_framework(framework_rows, observations):
    with tempfile.TemporaryDirectory() as folder:
        index = built(Path(folder), *framework_rows)
    columns = ("unit", "period", "variable", "value", "status")
    with duckdb.connect() as con:
        con.execute(DRAWN, {name: [row[name] or None for row in observations] for name in columns})
        try:
            score(con, index)
        except ScoringError:
            return
        add_ledger(con, index)
        seen = set()
        for period, unit, within, points, maximum, lost, maxima, got, losses in con.execute(TOPS).fetchall():
            half = 10.0 ** -decimals(index, within) / 2
            assert (maxima, losses, got) == (maximum, lost, maximum - lost)
            assert abs(float(maximum) - index.max_points[within]) <= half + 1e-9
            assert abs(float(got) - points) <= half + 1e-9 * max(1, abs(points))
            seen.add((period, unit, within))
        for code, lost, lost_below, maximum, maximum_below in con.execute(PARTS).fetchall():
            assert (lost, maximum) == (lost_below, maximum_below), code
        roots = [c.code for c in index.criteria if index.depth[c.code] <= 1 and index.max_points[c.code] is not None]
        wanted = con.execute(
            "select period, unit, code from scores where points is not null and list_contains($roots, code)",
            {"roots": roots},
        ).fetchall()
        assert seen == set(wanted)
