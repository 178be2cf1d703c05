"""Accounts for tests, with hashes that cost nothing, and cookies of people signed in."""

import pytest
from argon2 import PasswordHasher

from dx_metrics.access import accounts, passwords, sessions, throttle
from dx_metrics.access.accounts import Account

PASSWORD = "Con trâu đi ăn cỏ 7"


def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashes of 8 kB instead of 64 MB, and no tries of passwords from another test."""
    throttle._window.storage.reset()
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    passwords._nobody.cache_clear()


def someone(name: str = "lan", role: str = "nap", *units: str, password: str = PASSWORD) -> Account:
    """A new account."""
    accounts.add(Account(name, "Hoàng Thị Lan", role, units, passwords.hashed(password)), "test")
    found = accounts.find(name)
    assert found
    return found


def cookies_of(account: Account) -> dict[str, str]:
    """What the browser of this person sends after signing in."""
    return {sessions.COOKIE: sessions.cookie(sessions.begin(account))}
