"""The fields of a form that a page of ours sent."""

from urllib.parse import parse_qsl

import anyio
from starlette.requests import Request

LARGEST = 8192
"""Bytes of a form; a name, a password and an address are far less."""
SLOWEST = 10
"""Seconds in which it has to arrive."""
FIELDS = 12


async def posted(request: Request, largest: int = LARGEST) -> dict[str, str] | None:
    """The fields of a small form; None for one that is too large or too slow."""
    content = b""
    with anyio.move_on_after(SLOWEST) as waiting:
        async for chunk in request.stream():
            content += chunk
            if len(content) > largest:
                return None
    if waiting.cancelled_caught:
        return None
    try:
        return dict(parse_qsl(content.decode("ascii"), keep_blank_values=True, max_num_fields=FIELDS))
    except ValueError:
        return {}
