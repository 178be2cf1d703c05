"""Forms that only our own pages can send: a random cookie, and its signature in the form."""

import secrets
from urllib.parse import urlsplit

from itsdangerous import BadSignature, Signer
from starlette.requests import Request

from dx_metrics.access.key import key

COOKIE, FIELD = "dx_bieu_mau", "bieu_mau"


def cookie_of(request: Request) -> str:
    """The visitor's random cookie, or a new one to be set."""
    given = request.cookies.get(COOKIE, "")
    return given if len(given) == 43 else secrets.token_urlsafe(32)


def token(cookie: str) -> str:
    """What the form carries beside that cookie."""
    return _signer().sign(cookie.encode()).decode()


def is_ours(request: Request, field: str) -> bool:
    """Whether a form comes from a page that we gave to this browser."""
    origin = request.headers.get("origin")
    if origin and urlsplit(origin).netloc != request.headers.get("host"):
        return False
    try:
        return secrets.compare_digest(_signer().unsign(field.encode()), request.cookies.get(COOKIE, "").encode())
    except BadSignature:
        return False


def _signer() -> Signer:
    return Signer(key(), salt=COOKIE)
