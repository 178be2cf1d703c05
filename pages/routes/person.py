"""Who asks: for routes, what `pages.shared.who` is for pages."""

from urllib.parse import quote, urlsplit

from starlette.requests import HTTPConnection, Request
from starlette.responses import Response

from dx_metrics.access import Person, sessions
from dx_metrics.settings import settings

LONGEST_ADDRESS = 2000
SIGN_IN, SIGN_OUT, TO_PROVIDER = "/dang-nhap", "/dang-xuat", "/dang-nhap/co-quan"
BACK = "ve"


def request_person(request: HTTPConnection) -> Person | None:
    """The person who sends this request, as the accounts say now; None for nobody."""
    return sessions.person_in(request.cookies)


def is_secure(request: HTTPConnection) -> bool:
    """Whether cookies of this answer are for TLS only: as the settings say, else as the visitor came."""
    asked = settings().secure_cookies
    return asked == "always" or (asked == "auto" and request.url.scheme in ("https", "wss"))


def give(response: Response, request: HTTPConnection, session: sessions.Session, seconds: int) -> None:
    """Hand the session's cookie to the browser."""
    secure = is_secure(request)
    take(response)
    response.set_cookie(
        sessions.SECURE_COOKIE if secure else sessions.COOKIE,
        sessions.cookie(session),
        max_age=seconds,
        httponly=True,
        samesite="lax",
        secure=secure,
    )


def take(response: Response) -> None:
    """Take the session's cookies back from the browser."""
    response.delete_cookie(sessions.COOKIE, httponly=True, samesite="lax")
    response.delete_cookie(sessions.SECURE_COOKIE, httponly=True, samesite="lax", secure=True)


def safe(address: str | None) -> str:
    """Where to go after signing in: a page of ours, or the first one when the address is no such thing."""
    if not address or len(address) > LONGEST_ADDRESS or not address.startswith("/"):
        return "/"
    # Browsers read `\` as `/` and drop tabs and line ends: `/\t/evil.example` is another host.
    if any(c == "\\" or c <= " " or c == "\x7f" for c in address):
        return "/"
    parts = urlsplit(address)
    if address.startswith("//") or parts.scheme or parts.netloc or parts.path.startswith((SIGN_IN, SIGN_OUT, "/auth/")):
        return "/"
    return quote(address, safe="/?&=%,.-_~+:;@!$'()*#")


def sign_in_address(request: Request | HTTPConnection) -> str:
    """The sign-in page that leads back to what this request asked for."""
    query = request.url.query
    here = request.url.path + (f"?{query}" if query else "")
    return f"{SIGN_IN}?{BACK}={quote(here, safe='')}"
