import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dx_metrics.scoring.formula import FormulaError, literal, parse, sql
from tests.scoring.naive import evaluated

FIGURES = {"a": 6.0, "b": 4.0, "SE.PRM.ENRR": 2.0, "1a1": 5.0, "hồ_sơ": 3.0}


def value_of(text: str) -> float | None:
    formula = parse(text)
    columns = {name: literal(FIGURES[name]) for name in formula.variables}
    return duckdb.execute(f"select ({sql(formula.root, columns)})::double").fetchall()[0][0]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a", 6),
        ("a / b * 100", 150),
        ("a - b - 1", 1),
        ("a - (b - 1)", 3),
        ("a / (b - 4)", None),
        ("-a + 2", -4),
        ("+a * 2", 12),
        ("2 * -a", -12),
        ("1e-3 * 1.5E3", 1.5),
        (".5*a", 3),
        ("SE.PRM.ENRR + 1a1", 7),
        ("hồ_sơ*2", 6),
    ],
)
def test_formulas_follow_school_arithmetic(text, value):
    assert value_of(text) == value


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a +", "dở dang"),
        ("a b", "thừa “b”"),
        ("(a", "thiếu dấu"),
        ("a)", "thừa"),
        ("* a", "thiếu số hoặc tên biến"),
        ("", "dở dang"),
        ("a, b", "không hiểu ký tự"),
        ("a; drop table scores", "không hiểu ký tự"),
        ("'a'", "không hiểu ký tự"),
        ('"a"', "không hiểu ký tự"),
        ("(" * 100 + "a" + ")" * 100, "lồng nhau"),
        ("a" + "+a" * 300, "dài quá"),
    ],
)
def test_what_is_no_formula_is_refused_with_its_reason(text, why):
    with pytest.raises(FormulaError, match=why):
        parse(text)


def test_the_longest_formula_allowed_is_one_that_the_database_takes():
    assert value_of("a" + "+a" * 199) == 1200
    assert value_of("(" * 40 + "a" + ")" * 40) == 6


@given(st.text())
def test_any_text_is_a_formula_or_refused(text):
    try:
        formula = parse(text)
    except FormulaError:
        return
    assert all(name in text for name in formula.variables)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_reaches_the_database_to_the_last_bit(number):
    assert duckdb.execute(f"select {literal(number)}").fetchall() == [(number,)]


@given(
    st.recursive(
        st.sampled_from(["a", "b", "3", "0.25"]),
        lambda part: st.tuples(part, st.sampled_from("+-*/"), part).map(lambda p: f"({p[0]} {p[1]} {p[2]})"),
        max_leaves=12,
    )
)
def test_the_database_computes_what_python_does(text):
    formula = parse(text)
    try:
        plain = evaluated(formula.root, FIGURES)
    except ZeroDivisionError:
        plain = None
    columns = {name: literal(FIGURES[name]) for name in formula.variables}
    assert duckdb.execute(f"select {sql(formula.root, columns)}").fetchall() == [(plain,)]
