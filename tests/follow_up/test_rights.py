"""Whoever acts on some communes acts on those only, whatever the act; and nobody twice on one thing."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dx_metrics.access import Person, may
from dx_metrics.access.people import ROLES
from dx_metrics.follow_up import rights
from dx_metrics.follow_up.rights import Refused, is_office, of_unit, office
from dx_metrics.view import View
from pages.registers import reach

UNITS = ("01906", "01909", "01912")
people = st.builds(
    Person,
    st.just("lan"),
    st.just("Lan"),
    st.sampled_from(list(ROLES)),
    st.sampled_from([(), *[(u,) for u in UNITS], UNITS[:2]]),
)


def allowed(rule, *said) -> bool:
    with suppress(Refused):
        rule(*said)
        return True
    return False


@given(person=st.none() | people, unit=st.sampled_from(UNITS))
def test_only_who_follows_up_acts_and_only_on_their_communes(person, unit):
    own = person is not None and (not person.units or unit in person.units) and person.role != "xem"
    assert allowed(of_unit, person, unit) == own


@given(person=st.none() | people)
def test_the_office_is_who_follows_up_on_all_communes(person):
    assert allowed(office, person) == is_office(person)
    assert is_office(person) == all(person is not None and may(person, "follow_up", unit) for unit in (*UNITS, "99999"))


@given(person=people, chosen=st.sampled_from(["tat-ca", *UNITS]))
def test_an_account_of_communes_is_shown_no_others(person, chosen, monkeypatch_here):
    view = reach.own(None, View("thu", "2022-Q1", chosen), person)
    assert not person.units or view.unit in person.units
    assert person.units or view.unit == chosen


@pytest.fixture(scope="module")
def monkeypatch_here():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reach.options, "units", lambda release, period: dict.fromkeys(UNITS, "xã"))
        yield patch


@given(first=st.sampled_from(["lan", "binh", ""]), second=st.sampled_from(["lan", "binh"]))
def test_the_second_step_takes_another_account(first, second):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rights.reporters, "account", lambda *said: first)
        person = Person(second, second, "cong_bo")
        said = ("actions", {"code": "V01"}, "done_at", "báo xong", "đóng")
        assert allowed(rights.another, person, *said) == (first != second)
