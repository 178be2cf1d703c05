"""`/tim-don-vi?ky=…&q=…`: communes that what somebody types could mean, for the box that finds them."""

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from dx_metrics import store
from dx_metrics.queries import finding
from pages.shared import options
from pages.shared.ask import ask

MOST = 12
LONGEST = 80
TYPED = "q"


async def places(request: Request) -> Response:
    """Code, name and parent of up to `MOST` communes, and whether there are more."""
    return await to_thread.run_sync(_places, request)


def _places(request: Request) -> Response:
    asked = dict(request.query_params)
    pinned = asked.get(options.RELEASE)
    release = store.open_release(pinned) if pinned else store.current()
    if release is None:
        return JSONResponse({"places": [], "more": False}, 404)
    period = asked.get(options.PERIOD, "")[:LONGEST]
    level = options.settle(asked.get(options.LEVEL), options.levels(release, period))
    known = ask(finding.places, release.at(options.level_of(level)), period)
    got = finding.found(known, asked.get(TYPED, "")[:LONGEST], MOST + 1)
    told = [{"code": place.code, "name": place.name, "above": place.above} for place in got[:MOST]]
    kept = {"cache-control": "private, max-age=3600"} if pinned else {"cache-control": "no-store"}
    return JSONResponse({"places": told, "more": len(got) > MOST}, headers=kept)
