import pytest
from hypothesis import given
from hypothesis import strategies as st

from dx_metrics.access import Person, may, own_units
from dx_metrics.access.people import RIGHTS, ROLES

COMMUNES = ("01906", "01909", "01912")
people = st.builds(
    Person,
    st.just("lan"),
    st.just("Lan"),
    st.sampled_from(sorted(ROLES)),
    st.lists(st.sampled_from(COMMUNES)).map(tuple),
)


def test_each_role_may_what_the_one_before_may_and_more():
    held = [{right for right in RIGHTS if may(Person("lan", "Lan", role), right)} for role in ROLES]
    assert held == [
        {"read"},
        {"read", "upload", "follow_up"},
        {"read", "upload", "follow_up", "judge", "publish"},
        set(RIGHTS),
    ]


def test_nobody_reads_what_is_open_and_changes_nothing():
    assert [right for right in RIGHTS if may(None, right)] == ["read"]


def test_nobody_reads_what_takes_a_sign_in(monkeypatch):
    monkeypatch.setenv("DX_READING", "sign-in")
    assert not may(None, "read")
    assert may(Person("lan", "Lan", "xem"), "read")


def test_a_role_that_does_not_exist_may_nothing():
    assert not any(may(Person("lan", "Lan", "vua"), right) for right in RIGHTS)


def test_a_right_that_does_not_exist_is_a_fault_of_the_program():
    with pytest.raises(ValueError):
        may(None, "upLoad")


@given(people, st.sampled_from(sorted(set(RIGHTS) - {"read"})), st.sampled_from(COMMUNES))
def test_a_person_with_units_acts_on_those_only(person, right, unit):
    """The naive reading of the rule, beside the function."""
    role_has_it = may(Person("x", "x", person.role), right)
    its_own = person.units == () or unit in person.units
    assert may(person, right, unit) == (role_has_it and its_own)


@given(people)
def test_a_person_with_units_never_acts_on_the_whole(person):
    for right in ("publish", "judge", "administer"):
        assert not (person.units and may(person, right))


@given(people)
def test_drafts_and_uploads_of_other_units_are_not_theirs(person):
    assert own_units(person, COMMUNES) == [u for u in COMMUNES if u in person.units or not person.units]


def test_nobody_has_units():
    assert own_units(None, COMMUNES) == []
