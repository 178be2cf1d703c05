"""Sessions: signed cookies that hold no right of their own. What they are worth is looked up at every click."""

import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeGuard

from itsdangerous import BadSignature, URLSafeSerializer

from dx_metrics.access import accounts
from dx_metrics.access.accounts import Account
from dx_metrics.access.key import key
from dx_metrics.access.people import Person
from dx_metrics.settings import LONGEST_SESSION, settings

COOKIE = "dx_phien"
SECURE_COOKIE = f"__Host-{COOKIE}"
"""Behind TLS: no other host of the domain can set it."""

STRANGER = "oidc:"


@dataclass(frozen=True, slots=True)
class Session:
    """What a cookie says. `by`: local or oidc. `until`: epoch seconds.

    `name` is an account's; without one it is a stranger known to the identity provider as `subject`.
    """

    id: str
    by: str
    until: float
    stamp: str
    name: str = ""
    subject: str = ""
    full_name: str = ""

    @property
    def who(self) -> str:
        """The account's name; a stranger's is one that no account can have."""
        return self.name or f"{STRANGER}{self.subject}"


def begin(account: Account) -> Session:
    """A session of an account that has just proved itself."""
    return Session(secrets.token_urlsafe(16), settings().sign_in, _latest(), account.stamp, account.name)


def begin_by_claims(claims: Mapping[str, Any]) -> Session:
    """A session of somebody whom the identity provider proved. Raises ValueError for claims that prove nothing.

    It ends with the provider's token (`exp`), and at the latest after the hours of the settings.
    An e-mail counts only when the provider says that it was verified.
    """
    subject, issued, expires = claims.get("sub"), claims.get("iat"), claims.get("exp")
    if not isinstance(subject, str) or not subject or not _number(issued) or not _number(expires):
        raise ValueError("a token without sub, iat or exp")
    until = min(expires, issued + settings().session_hours * 3600, _latest())
    if until <= time.time():
        raise ValueError("a token that has expired")
    email = str(claims.get("email") or "") if claims.get("email_verified") is True else ""
    account = accounts.find_by_claims(subject, email)
    id = secrets.token_urlsafe(16)
    if account:
        return Session(id, "oidc", until, account.stamp, account.name)
    stamp = accounts.book().strangers.get(subject, "")
    full_name = str(claims.get("name") or email or subject)[:80]
    return Session(id, "oidc", until, stamp, subject=subject[:200], full_name=full_name)


def cookie(session: Session) -> str:
    """The session as a cookie's text."""
    return _serializer().dumps([getattr(session, name) for name in Session.__slots__])


def session_in(cookies: Mapping[str, str]) -> Session | None:
    """The session that a request's cookies carry, if we signed it; it may have ended since."""
    text = cookies.get(SECURE_COOKIE) or cookies.get(COOKIE)
    if not text:
        return None
    try:
        return Session(*_serializer().loads(text))
    except (BadSignature, TypeError, OSError):
        return None


def person_in(cookies: Mapping[str, str]) -> Person | None:
    """Who sends these cookies, with the role and units of this moment; None for nobody."""
    session = session_in(cookies)
    if session is None or session.by != settings().sign_in:
        return None
    now, book = time.time(), accounts.book()
    longest = min(settings().session_hours, LONGEST_SESSION) * 3600
    if session.id in book.ended or not now < session.until <= now + longest:
        return None
    if session.name:
        account = book.people.get(session.name)
        return account.person if account and account.stamp == session.stamp else None
    if book.strangers.get(session.subject, "") != session.stamp:
        return None
    # Somebody given an account since signs in again to use it.
    return Person(session.who, session.full_name, "xem")


def end(session: Session) -> None:
    """Sign out of one session. Raises OSError."""
    accounts.end_session(session.id, session.until, session.who)


def end_everywhere(session: Session) -> None:
    """Sign out of all sessions of its person. Raises OSError or accounts.Refused."""
    if session.name:
        accounts.sign_out_everywhere(session.name, session.name)
    else:
        accounts.sign_out_stranger(session.subject, session.who)


def _latest() -> float:
    return time.time() + settings().session_hours * 3600


def _number(value: Any) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(key(), salt=COOKIE)
