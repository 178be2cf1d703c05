"""How much one address may ask for that costs: pictures, pages of data, short links. Kept in memory."""

import time

from limits import RateLimitItemPerMinute, storage, strategies
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

MOST = {"picture": RateLimitItemPerMinute(60), "data": RateLimitItemPerMinute(120), "share": RateLimitItemPerMinute(20)}
"""An office behind one address shares it."""
_window = strategies.MovingWindowRateLimiter(storage.MemoryStorage())


def too_many(request: Request, what: str) -> Response | None:
    """429 in words with the seconds to wait, or None, and then this one is counted."""
    address = request.client.host if request.client else ""
    item = MOST[what]
    if _window.hit(item, what, address):
        return None
    seconds = max(1, round(_window.get_window_stats(item, what, address).reset_time - time.time()))
    return PlainTextResponse(
        f"Hỏi quá nhiều lần trong một phút. Hãy thử lại sau {seconds} giây.",
        429,
        {"Retry-After": str(seconds), "Cache-Control": "no-store"},
    )


def forget() -> None:
    """Begin counting anew."""
    _window.storage.reset()
