"""For whoever watches the server: is it up, can it serve visitors, and if not, why."""

from dataclasses import asdict
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse

from dx_metrics import store
from dx_metrics.access import accounts, may
from dx_metrics.store.condition import Condition, conditions
from dx_metrics.store.lock import holder
from dx_metrics.store.places import local_folder, workspace_folder
from pages.routes.person import request_person

FRESH = {"Cache-Control": "no-store"}


async def healthz(request: Request) -> JSONResponse:
    """200 while the process answers at all."""
    return JSONResponse({"ok": True}, headers=FRESH)


async def readyz(request: Request) -> JSONResponse:
    """200 with the shown release, what is wrong and who publishes now; 503 while nothing can be shown.

    Whoever may not read is told only whether it is ready, and which kinds of reason there are if not.
    """
    state = await run_in_threadpool(_state)
    if not may(request_person(request), "read"):
        state = {"ready": state["ready"], "codes": [each["code"] for each in state["why"] if each["blocks"]]}
    return JSONResponse(state, status_code=200 if state["ready"] else 503, headers=FRESH)


def _state() -> dict[str, Any]:
    state = store.readiness()
    why = [*conditions(), *_accounts()]
    return state | {
        "why": [asdict(each) for each in why],
        "publishing": holder(local_folder(workspace_folder())),
    }


def _accounts() -> list[Condition]:
    """A damaged accounts file lets nobody in."""
    try:
        accounts.check_readable()
    except accounts.Refused as error:
        return [Condition("accounts_unreadable", str(error), "Khôi phục access/accounts.json từ bản sao lưu.")]
    return []
