"""The SQL and a re-computation in plain loops must agree on every framework and every figure."""

import random
import tempfile
from pathlib import Path

import duckdb
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dx_metrics.scoring import Framework, ScoringError, read_framework, score
from tests.scoring import wild
from tests.scoring.case import DRAWN
from tests.scoring.naive import ABSENT, Naive, Refused
from tests.tiny import write

ALL = "select unit, period, code, value, state, points, rank, ranked from scores order by unit, period, code"


def built(folder: Path, table: list[dict[str, str]], scoring: dict) -> Framework:
    columns = list(dict.fromkeys(name for row in table for name in row))
    write(folder / "framework.csv", [{name: row.get(name, "") for name in columns} for row in table])
    (folder / "datapackage.json").write_text(f'{{"scoring": {scoring!r}}}'.replace("'", '"'), "utf-8")
    framework, problems = read_framework(folder)
    assert framework is not None, [str(problem) for problem in problems]
    return framework


def scored(framework: Framework, observations: list[dict[str, str]], threads: int = 2) -> list[tuple]:
    columns = ("unit", "period", "variable", "value", "status")
    with duckdb.connect(config={"threads": threads}) as con:
        con.execute(DRAWN, {name: [row[name] or None for row in observations] for name in columns})
        score(con, framework)
        return con.execute(ALL).fetchall()


def by_place(observations: list[dict[str, str]]) -> dict:
    figures: dict = {}
    for row in observations:
        here = figures.setdefault((row["unit"], row["period"]), {})
        text = row["value"]
        figure = float(text) if text and row["variable"] != "answer" else text or None
        here[row["variable"]] = ABSENT if row["status"] == ABSENT else figure
    return figures


def near(computed: float | None, plain: float | None) -> bool:
    if computed is None or plain is None:
        return computed is plain
    return abs(computed - plain) <= 1e-9 * max(1.0, abs(plain))


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(wild.frameworks(), wild.observations())
def test_the_sql_agrees_with_plain_loops(framework_rows, observations):
    with tempfile.TemporaryDirectory() as folder:
        framework = built(Path(folder), *framework_rows)
    try:
        plain = Naive(framework, by_place(observations))
    except Refused:
        plain = None
    try:
        rows = scored(framework, observations)
    except ScoringError:
        assert plain is None
        return
    assert plain is not None
    assert len(rows) == len(plain.points)
    for unit, period, code, _, state, points, rank, ranked in rows:
        key = (unit, period, code)
        assert (key, state) == (key, plain.state[key])
        assert near(points, plain.points[key]), (key, points, plain.points[key])
        assert ranked == plain.in_sample(unit)
        own = plain.full[key]
        if own is None or not ranked:
            assert rank is None
            continue
        fellows = [plain.full.get((other, period, code)) for other in wild.UNITS if plain.in_sample(other)]
        ahead = [other - own for other in fellows if other is not None]
        # Binary noise may stand either way, real differences may not.
        noise = 1e-8 * max(1.0, abs(own))
        assert 1 + sum(d > noise for d in ahead) <= rank <= 1 + sum(d > -noise for d in ahead) - 1


@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(wild.frameworks(), wild.observations(), st.randoms())
def test_the_same_figures_give_the_same_bits_in_any_order_and_on_any_number_of_threads(
    framework_rows, observations, chance: random.Random
):
    with tempfile.TemporaryDirectory() as folder:
        framework = built(Path(folder), *framework_rows)
    shuffled = chance.sample(observations, len(observations))
    try:
        first = scored(framework, observations, threads=1)
    except ScoringError:
        return
    assert repr(scored(framework, shuffled, threads=4)) == repr(first)


def test_many_units_give_the_same_bits_in_any_order(tmp_path):
    table = [
        {"code": "I", "value": "mean", "parent": "", "rule": "", "at_zero": "", "at_full": ""},
        {"code": "A", "value": "a", "parent": "I", "rule": "zscore", "at_zero": "", "at_full": ""},
        {"code": "B", "value": "b / a", "parent": "I", "rule": "linear", "at_zero": "p5", "at_full": "p95"},
        {"code": "C", "value": "c", "parent": "I", "rule": "linear", "at_zero": "min", "at_full": "max"},
    ]
    framework = built(tmp_path, [row | {"name": "Mục", "missing": "mean"} for row in table], {})
    chance = random.Random(20220331)
    observations = [
        {
            "unit": f"{unit:05}",
            "period": "2022",
            "variable": variable,
            "status": "",
            "value": repr(chance.random()),
        }
        for unit in range(3000)
        for variable in "abc"
        if chance.random() < 0.95
    ]
    first = scored(framework, observations, threads=1)
    assert repr(scored(framework, chance.sample(observations, len(observations)), threads=4)) == repr(first)
