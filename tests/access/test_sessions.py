import time

import pytest

from dx_metrics.access import accounts, sessions
from dx_metrics.access.accounts import Account
from dx_metrics.access.changing import give_password, own_password
from tests.access.people import PASSWORD, cheap, cookies_of, someone


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    cheap(monkeypatch)


def test_a_session_tells_who_it_is():
    held = cookies_of(someone("lan", "nap", "01906"))
    assert sessions.person_in(held) == accounts.find("lan").person


@pytest.mark.parametrize("text", ["", "x", "W10.x", "a.b.c", "\u0111", "W10." + "A" * 27, "." * 5000])
def test_what_we_did_not_sign_is_nobody(text):
    someone()
    assert sessions.person_in({sessions.COOKIE: text}) is None


def test_not_one_letter_of_a_session_can_be_changed():
    text = cookies_of(someone())[sessions.COOKIE]
    changed = [text[:i] + ("A" if text[i] != "A" else "B") + text[i + 1 :] for i in range(len(text) - 1)]
    assert not any(sessions.session_in({sessions.COOKIE: each}) for each in changed)


def test_a_session_of_another_installation_is_nobody_here(local_folder):
    held = cookies_of(someone())
    (local_folder / "access" / "key").write_text("0" * 64, "ascii")
    assert sessions.person_in(held) is None


def test_a_session_ends_after_the_hours_of_the_settings(monkeypatch):
    monkeypatch.setenv("DX_SESSION_HOURS", "2")
    held, began = cookies_of(someone()), time.time()
    monkeypatch.setattr(time, "time", lambda: began + 7100)
    assert sessions.person_in(held)
    monkeypatch.setattr(time, "time", lambda: began + 7201)
    assert sessions.person_in(held) is None


def test_shorter_hours_hold_for_sessions_that_began_before(monkeypatch):
    held = cookies_of(someone())
    monkeypatch.setenv("DX_SESSION_HOURS", "1")
    assert sessions.person_in(held) is None


def test_signing_out_ends_the_copies_of_a_cookie_and_no_other_session():
    account = someone()
    here, elsewhere = cookies_of(account), cookies_of(account)
    copied = dict(here)
    sessions.end(sessions.session_in(here))
    assert sessions.person_in(copied) is None
    assert sessions.person_in(elsewhere)


def test_signing_out_everywhere_ends_every_session_of_that_person_alone():
    account, other = someone(), cookies_of(someone("hoa"))
    held = [cookies_of(account), cookies_of(account)]
    sessions.end_everywhere(sessions.session_in(held[0]))
    assert [sessions.person_in(each) for each in held] == [None, None]
    assert sessions.person_in(other)


def test_another_password_ends_every_session():
    held = cookies_of(someone())
    give_password("lan", "suối chảy quanh làng", by="test")
    assert sessions.person_in(held) is None


def test_another_role_and_other_units_hold_at_the_next_look():
    held = cookies_of(someone("lan", "nap", "01906"))
    accounts.change("lan", "role changed", "test", role="xem")
    accounts.change("lan", "units changed", "test", units=("01909",))
    person = sessions.person_in(held)
    assert (person.role, person.units) == ("xem", ("01909",))


def test_a_removed_account_is_nobody_even_when_its_name_is_given_again():
    held = cookies_of(someone())
    accounts.remove("lan", "test")
    assert sessions.person_in(held) is None
    someone()
    assert sessions.person_in(held) is None


def test_ended_sessions_are_forgotten_once_they_would_have_ended_anyway(monkeypatch):
    account = someone()
    sessions.end(sessions.session_in(cookies_of(account)))
    later = time.time() + 13 * 3600
    monkeypatch.setattr(time, "time", lambda: later)
    sessions.end(sessions.session_in(cookies_of(account)))
    assert len(accounts.book().ended) == 1


def test_ones_own_password_is_changed_by_who_knows_the_old_one():
    someone()
    with pytest.raises(accounts.Refused, match="đang dùng không đúng"):
        own_password("lan", "sai", "suối chảy quanh làng", "10.0.0.7")
    with pytest.raises(accounts.Refused, match="ít nhất 12"):
        own_password("lan", PASSWORD, "ngắn", "10.0.0.7")
    own_password("lan", PASSWORD, "suối chảy quanh làng", "10.0.0.7")


# What an identity provider says.


def claims(**more: object) -> dict[str, object]:
    now = time.time()
    return {"sub": "s-1", "iat": now, "exp": now + 3600, "email": "lan@babe.test", "email_verified": True} | more


@pytest.fixture
def oidc(monkeypatch):
    for name in ("SERVER_METADATA_URL", "REDIRECT_URI"):
        monkeypatch.setenv(f"DX_OIDC_{name}", "https://idp.test/oauth2callback")
    monkeypatch.setenv("DX_OIDC_CLIENT_ID", "bang")
    monkeypatch.setenv("DX_OIDC_CLIENT_SECRET", "bi-mat")
    monkeypatch.setenv("DX_SIGN_IN", "oidc")


def by_claims(**more: object) -> dict[str, str]:
    return {sessions.COOKIE: sessions.cookie(sessions.begin_by_claims(claims(**more)))}


def test_a_person_of_the_provider_has_the_rights_of_the_account_with_that_address(oidc):
    accounts.add(Account("lan", "Lan", "nap", ("01906",), email="lan@babe.test"), "test")
    assert sessions.person_in(by_claims(email="LAN@babe.test")).units == ("01906",)


@pytest.mark.parametrize("verified", [False, None, "true", 1])
def test_an_address_that_the_provider_did_not_prove_gives_no_account(oidc, verified):
    accounts.add(Account("lan", "Lan", "quan_tri", email="lan@babe.test"), "test")
    assert sessions.person_in(by_claims(email_verified=verified)).role == "xem"


def test_an_account_known_by_its_subject_is_not_had_by_its_address(oidc):
    accounts.add(Account("lan", "Lan", "quan_tri", email="lan@babe.test", subject="s-9"), "test")
    assert sessions.person_in(by_claims()).role == "xem"
    assert sessions.person_in(by_claims(sub="s-9")).role == "quan_tri"


def test_who_has_no_account_may_read_and_signs_out_everywhere_too(oidc):
    held, other = [by_claims(name="Khách"), by_claims()], by_claims(sub="s-2")
    assert sessions.person_in(held[0]).role == "xem"
    sessions.end_everywhere(sessions.session_in(held[0]))
    assert [sessions.person_in(each) for each in held] == [None, None]
    assert sessions.person_in(other) and sessions.person_in(by_claims())


def test_a_stranger_never_bears_the_name_of_an_account(oidc):
    accounts.add(Account("lan", "Lan", "quan_tri", email="lan@babe.test"), "test")
    stranger = sessions.person_in(by_claims(sub="lan", email=""))
    assert (stranger.name, stranger.role) == ("oidc:lan", "xem")


def test_a_session_ends_with_the_provider_s_token(oidc, monkeypatch):
    held, began = by_claims(), time.time()
    monkeypatch.setattr(time, "time", lambda: began + 3601)
    assert sessions.person_in(held) is None


def test_a_token_for_a_year_gives_twelve_hours(oidc):
    session = sessions.begin_by_claims(claims(exp=time.time() + 366 * 86400))
    assert session.until <= time.time() + 12 * 3600


@pytest.mark.parametrize(
    "wrong",
    [{"exp": 1}, {"exp": None}, {"iat": None}, {"iat": True}, {"sub": ""}, {"sub": 7}, {"iat": time.time() - 86400}],
)
def test_a_token_that_is_old_or_says_too_little_proves_nothing(oidc, wrong):
    with pytest.raises(ValueError):
        sessions.begin_by_claims(claims(**wrong))


def test_sessions_of_local_accounts_are_worth_nothing_once_a_provider_signs_in(oidc, monkeypatch):
    monkeypatch.setenv("DX_SIGN_IN", "local")
    held = cookies_of(someone())
    monkeypatch.setenv("DX_SIGN_IN", "oidc")
    assert sessions.person_in(held) is None
