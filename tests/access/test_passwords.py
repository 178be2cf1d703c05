import threading

import pytest

from dx_metrics.access import passwords
from tests.access.people import PASSWORD, cheap


@pytest.mark.parametrize(
    "password",
    [
        "",
        "ngắn quá",
        "123456789012",
        "MatKhau123456",
        "aaaaaaaaaaaa",
        "Mật khẩu 2026",
        "hoanglan2026!",
        "zaq12wsxcde3",
        "q1w2e3r4t5y6",
        "iloveyou1234",
        "passw0rd1234",
        "x" * 300,
    ],
)
def test_what_is_easily_guessed_is_refused_with_a_reason(password):
    assert passwords.weakness(password, "hoanglan")


@pytest.mark.parametrize("password", [PASSWORD, "suối chảy quanh làng", "tr0ng-vuon-co-3-cay"])
def test_a_sentence_is_a_good_password(password):
    assert passwords.weakness(password, "lan") is None


def test_hashes_are_argon2id_of_64_megabytes():
    assert passwords.hashed(PASSWORD).startswith("$argon2id$v=19$m=65536,t=3,p=1$")


def test_a_password_is_the_same_however_its_accents_are_typed(monkeypatch):
    cheap(monkeypatch)
    kept = passwords.hashed("suối chảy quanh làng")
    assert passwords.matches(kept, "suo\u0302\u0301i cha\u0309y quanh la\u0300ng")
    assert not passwords.matches(kept, "suoi chay quanh lang")


def test_an_unknown_person_costs_the_same_hash(monkeypatch):
    cheap(monkeypatch)
    seen: list[str] = []

    class Seeing:
        hash = passwords.HASHER.hash

        def verify(self, kept: str, password: str) -> bool:
            seen.append(kept)
            return True

    passwords._nobody()
    monkeypatch.setattr(passwords, "HASHER", Seeing())
    assert not passwords.matches(None, PASSWORD)
    assert seen == [passwords._nobody()]


def test_only_few_wait_for_a_hash_and_the_rest_are_told_at_once(monkeypatch):
    """One is being hashed, seven wait; the ninth is refused, and after that there is room again."""
    cheap(monkeypatch)
    go, started = threading.Event(), threading.Event()

    class Slow:
        def hash(self, password: str) -> str:
            started.set()
            go.wait(30)
            return "hash"

    monkeypatch.setattr(passwords, "HASHER", Slow())
    waiting = [threading.Thread(target=passwords.hashed, args=("x",)) for _ in range(passwords.WAITING)]
    for each in waiting:
        each.start()
    started.wait(30)
    while passwords._queue._value:
        pass
    with pytest.raises(passwords.Busy):
        passwords.hashed("x")
    go.set()
    for each in waiting:
        each.join()
    assert passwords.hashed("x") == "hash"
