"""What `manage.py test` runs."""

import pytest

import tests.__main__ as main
from tests.__main__ import BY_FILE, SPREAD, runs


@pytest.mark.parametrize(
    ("words", "in_ci", "left_out"), [([], False, " and not slow"), (["--slow"], False, ""), ([], True, "")]
)
def test_slow_tests_run_when_asked_for_and_in_ci(words, in_ci, left_out):
    assert runs(words, in_ci=in_ci) == [
        [*SPREAD, "-m", f"not browser{left_out}"],
        [*BY_FILE, "-m", f"browser{left_out}"],
    ]


def test_options_of_pytest_are_handed_on_as_they_are():
    assert runs(["-k", "ranking", "--slow"], in_ci=False) == [["-k", "ranking"]]


@pytest.mark.parametrize(
    ("line", "codes", "told"), [([*BY_FILE, "-m", "browser"], [1, 0], 0), ([*BY_FILE], [1, 1], 1), ([*SPREAD], [1], 1)]
)
def test_journeys_that_fail_are_run_once_more_and_nothing_else_is(monkeypatch, line, codes, told):
    asked = []
    monkeypatch.setattr(main, "_pytest", lambda words: asked.append(words) or codes[len(asked) - 1])
    assert main._passed(line) == told
    assert asked == [line, [*line, *main.AGAIN]][: len(codes)]
