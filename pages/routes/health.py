"""For whoever watches the server: is it up, and can it serve visitors."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse

from dx_metrics import store
from dx_metrics.access import may
from pages.routes.person import request_person

FRESH = {"Cache-Control": "no-store"}


async def healthz(request: Request) -> JSONResponse:
    """200 while the process answers at all."""
    return JSONResponse({"ok": True}, headers=FRESH)


async def readyz(request: Request) -> JSONResponse:
    """200 with the shown release and the workspace's problems; 503 while nothing can be shown.

    Whoever may not read is told only which of the two it is.
    """
    state = await run_in_threadpool(store.readiness)
    if not may(request_person(request), "read"):
        state = {"ready": state["ready"]}
    return JSONResponse(state, status_code=200 if state["ready"] else 503, headers=FRESH)
