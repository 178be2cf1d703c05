"""The page of comparisons without a browser, on three communes."""

import pytest
from streamlit.testing.v1 import AppTest

from dx_metrics import store
from tests.tiny import workspace

FIGURES = """
    unit  | period  | variable | value
    01906 | 2022-Q1 | mat      | 0
    01909 | 2022-Q1 | mat      | 24
    01912 | 2022-Q1 | mat      | 36
"""
SCRIPT = """
from dx_metrics import store
from dx_metrics.view import View
from pages import comparison
from pages.shared.state import State
comparison.page(State(store.current(), View("thu", "2022-Q1", "{unit}")))
"""


@pytest.fixture
def opened(tmp_path, monkeypatch):
    """Opens the page on three communes, with one of them chosen in the frame or none."""
    made = workspace(tmp_path, FIGURES)
    assert not store.publish(made).refused
    monkeypatch.setenv("DX_WORKSPACE", str(made))

    def at(unit: str = "tat-ca", **address: str) -> AppTest:
        test = AppTest.from_string(SCRIPT.format(unit=unit), default_timeout=30)
        test.query_params.update(address)
        return test.run()

    return at


def test_a_first_look_shows_two_communes_and_the_address_says_which(opened):
    test = opened()
    assert test.multiselect[0].value == ["01906", "01909"]
    assert test.query_params["voi"] == "01906,01909"


def test_who_clears_the_choice_keeps_it_clear(opened):
    test = opened()
    test.multiselect[0].set_value([]).run()
    assert not test.exception
    assert test.multiselect[0].value == []


def test_a_commune_chosen_in_the_frame_is_not_compared_with_strangers(opened):
    assert opened("01912").multiselect[0].value == []


def test_the_address_wins_over_the_first_look(opened):
    assert opened(voi="01912").multiselect[0].value == ["01912"]
