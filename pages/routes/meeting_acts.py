"""What the office does while a meeting is held: turn the slide that others follow, write down what is agreed."""

import time

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response

from dx_metrics import store
from dx_metrics.follow_up.rights import Refused
from dx_metrics.follow_up.sending import send
from dx_metrics.meeting import position, saved
from dx_metrics.meeting.decided import decide
from dx_metrics.meeting.sequence import Sequence
from dx_metrics.queries.follow_up import today
from pages.meeting_form import Mistyped, decision_of
from pages.routes import csrf, meeting
from pages.routes.posted import posted

LARGEST = 32_768
"""Bytes of a form whose text may be 2,000 Vietnamese letters, nine bytes each."""
NOT_YOURS = "Chỉ cơ quan theo dõi toàn huyện, đã đăng nhập, mới trình bày và ghi kết luận."
STALE = "Biểu mẫu này đã cũ hoặc không do trang này gửi. Hãy tải lại trang."
FULL = "Máy chủ chưa ghi được (đĩa đầy hoặc hỏng). Chưa có gì thay đổi; hãy báo người quản trị."
NEVER_KEPT = {"Cache-Control": "no-store"}


async def where(request: Request) -> Response:
    """GET: the slide shown by the presenter, for whoever follows."""
    code = request.path_params["code"]
    if await to_thread.run_sync(saved.find, code) is None:
        return JSONResponse({"live": False}, 404, NEVER_KEPT)
    return await to_thread.run_sync(_position, code)


async def turn(request: Request) -> Response:
    """POST `phan`, `man` (which page presents), `den` (blank), `nhan` (take over) or `thoi` (stop)."""
    form = await posted(request)
    refused = _refused(request, form)
    if refused or form is None:
        return refused or PlainTextResponse(STALE, 403)
    code = request.path_params["code"]
    sequence = await to_thread.run_sync(saved.find, code)
    if sequence is None:
        return PlainTextResponse(meeting.GONE, 404)
    return await to_thread.run_sync(_turn, sequence, form)


def _turn(sequence: Sequence, form: dict[str, str]) -> Response:
    raw, holder = form.get("phan", ""), form.get("man", "")
    if not (raw.isascii() and raw.isdecimal() and len(raw) < 4 and holder.isalnum() and len(holder) <= 40):
        return PlainTextResponse("Không rõ phần nào.", 400)
    slide = min(max(int(raw), 1), len(sequence.slides))
    try:
        if form.get("thoi"):
            position.leave(sequence.code, holder=holder)
        elif not position.show(
            sequence.code, slide, holder=holder, blank=bool(form.get("den")), take=bool(form.get("nhan"))
        ):
            return PlainTextResponse("Máy khác đang trình bày.", 409)
    except OSError:
        return PlainTextResponse(FULL, 507)
    return _position(sequence.code)


async def agree(request: Request) -> Response:
    """POST: one conclusion, perhaps an action; then the slide again, or the form with what is wrong."""
    form = await posted(request, LARGEST)
    refused = _refused(request, form)
    if refused or form is None:
        return refused or PlainTextResponse(STALE, 403)
    return await to_thread.run_sync(_agree, request, form)


def _agree(request: Request, form: dict[str, str]) -> Response:
    person = meeting.office(request)
    try:
        sequence, release = meeting.opened(request.path_params["code"], {})
        at = meeting.deciding(sequence)
        if person is None or not at:
            raise meeting.Missing("Chuỗi này không có phần ghi kết luận.")
        told = decision_of(form, sequence, release)
        day = min(today(), sequence.date)  # agreed at the meeting, also where it is written down a day later
        done = send(lambda newest: decide(newest, person, sequence, told, day), person, f"Họp: {sequence.name}")
    except meeting.Missing as missing:
        return meeting.nothing(str(missing))
    except (Refused, Mistyped) as wrong:
        return meeting.answer(request, form, str(wrong), 422)
    except OSError:
        return meeting.answer(request, form, FULL, 507)
    if done.refused:
        wrong = "; ".join(problem.message for problem in done.problems if problem.level == "error")
        return meeting.answer(request, form, f"Chưa ghi được: {wrong}.", 422)
    return RedirectResponse(meeting.address(sequence, at), 303, NEVER_KEPT)


def _refused(request: Request, form: dict[str, str] | None) -> Response | None:
    if form is None:
        return PlainTextResponse("Biểu mẫu quá lớn hoặc quá chậm.", 413)
    if meeting.office(request) is None:
        return PlainTextResponse(NOT_YOURS, 403)
    if not csrf.is_ours(request, form.get(csrf.FIELD, "")):
        return PlainTextResponse(STALE, 403)
    return None


def _position(code: str) -> Response:
    """Times as seconds ago: clocks of phones are wrong. `release` changes when something was agreed."""
    own, now, newest = position.read(code), time.time(), store.current()
    live = own.live(now)
    told = {"slide": own.slide, "live": live, "blank": live and own.blank, "holder": own.holder if live else ""}
    told |= {"began": round(now - own.began), "since": round(now - own.since)} if live else {}
    return JSONResponse(told | {"release": newest.id if newest else ""}, headers=NEVER_KEPT)
