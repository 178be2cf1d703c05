"""How often a password may be tried, by account and by address. Kept in memory: one process serves."""

import time

from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute, storage, strategies

PAIR = RateLimitItemPerMinute(5, 15)
"""One account from one address."""
ADDRESS = RateLimitItemPerMinute(20, 15)
"""Failures from one address, whichever the accounts: an office behind one address shares it."""
ACCOUNT = RateLimitItemPerHour(50)
"""Failures on one account, wherever they come from."""

_window = strategies.MovingWindowRateLimiter(storage.MemoryStorage())


def wait(name: str, address: str) -> int:
    """Seconds until this account may be tried from this address; 0 for now, and then the try is counted."""
    name = _name(name)
    for item, *identifiers in ((ADDRESS, "address", address), (ACCOUNT, "account", name)):
        if not _window.test(item, *identifiers):
            return _seconds(item, *identifiers)
    return 0 if _window.hit(PAIR, "pair", name, address) else _seconds(PAIR, "pair", name, address)


def failed(name: str, address: str) -> None:
    """Count a wrong password."""
    _window.hit(ADDRESS, "address", address)
    _window.hit(ACCOUNT, "account", _name(name))


def succeeded(name: str, address: str) -> None:
    """Forget the tries of somebody who knew the password."""
    _window.clear(PAIR, "pair", _name(name), address)


def _name(typed: str) -> str:
    return typed.strip().lower()[:64]


def _seconds(item: RateLimitItem, *identifiers: str) -> int:
    return max(1, round(_window.get_window_stats(item, *identifiers).reset_time - time.time()))
